"""The Parquet dataset: whole files, safe names, and the answers of the records in every reader."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from canonical import EXAMPLES, REPORT, TEXT
from hypothesis import given
from hypothesis import strategies as st

import themereport as tr
from themereport import arrow
from themereport.arrow import files
from themereport.arrow.layout import OF_REPORTS
from themereport.testing import reports

ALL = [tr.load(path) for path in EXAMPLES]
THEMES = [
    "储能",
    "AI",
    "ai",
    "Ai",
    "a/b",
    "..",
    "con",
    "\u00e9",
    "e\u0301",
    "x" * 80,
    "🚀" * 80,
    "2026",
]
PARTITIONS = ["theme_key", "month"]


def themed(theme, day=1):
    moment = dt.datetime(2026, day, 2, 3, 4, 5, tzinfo=dt.UTC)
    return REPORT.model_copy(update={"theme": theme, "published_at": moment})


def write(folder, reports, layout=arrow.Layout(), number=0):  # noqa: B008
    return arrow.write_dataset(arrow.report_batches(reports), folder, layout, number=number)


def finished(folder, reports, layout=arrow.Layout()):  # noqa: B008
    return arrow.finish_dataset(folder, [write(folder, reports, layout)], layout)


def expected(reports, table):
    return in_order(row for report in reports for row in tr.to_records(report)[table])


def in_order(rows):
    return sorted((dict(row) for row in rows), key=lambda row: [str(it) for it in row.values()])


def files_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dataset")
    finished(folder, DATASET)
    return folder


DATASET = [*ALL, *(themed(theme, 1 + at % 3) for at, theme in enumerate(THEMES))]


# --- readers -----------------------------------------------------------------------------------


def by_duckdb(folder, table):
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        path = f"{folder}/{table}/**/*.parquet"
        found = connection.sql(
            f"SELECT * EXCLUDE (theme_key, month) FROM read_parquet('{path}')"
        ).to_arrow_table()
        return found.to_pylist()


def by_polars(folder, table):
    return pl.read_parquet(f"{folder}/{table}/").drop(PARTITIONS).to_dicts()


def by_pandas(folder, table):
    frame = pd.read_parquet(f"{folder}/{table}", dtype_backend="pyarrow").drop(columns=PARTITIONS)
    return pa.Table.from_pandas(frame, preserve_index=False).to_pylist()


def by_pyarrow(folder, table):
    found = ds.dataset(f"{folder}/{table}", partitioning="hive").to_table()
    return found.drop_columns(PARTITIONS).to_pylist()


@pytest.mark.parametrize("read", [by_duckdb, by_polars, by_pandas, by_pyarrow])
@pytest.mark.parametrize("table", OF_REPORTS)
def test_every_reader_gives_the_records(dataset, table, read):
    assert in_order(read(dataset, table)) == expected(DATASET, table)


def test_themes_and_months_are_columns_by_which_files_are_chosen(dataset):
    for theme in THEMES:
        with duckdb.connect() as connection:
            query = (
                f"SELECT DISTINCT theme, month FROM read_parquet('{dataset}/signals/**/*.parquet')"
                " WHERE theme_key = ?"
            )
            found = connection.execute(query, [arrow.theme_key(theme)]).fetchall()
        assert {theme for theme, _ in found} == {theme}


def test_every_file_carries_the_version_of_the_schema(dataset):
    for path in dataset.rglob("*.parquet"):
        table = path.relative_to(dataset).parts[0]
        assert pq.read_schema(path).equals(arrow.table_schema(table), check_metadata=True)


# --- places ------------------------------------------------------------------------------------


def test_themes_are_told_apart_on_every_file_system():
    keys = [arrow.theme_key(theme) for theme in THEMES]
    folded = {unicodedata.normalize("NFC", key).casefold() for key in keys}
    assert len(folded) == len(THEMES)
    for key in keys:
        assert len(f"theme_key={key}".encode()) <= 255
        assert not set(key) & set('/\\:*?"<>|%=\0')
        assert key not in {"", ".", ".."}


@given(reports(hostile=True))
def test_a_report_is_put_below_its_table(report):
    place = arrow.Layout().place(report.theme, report.published_at.date())
    key, month, end = place.split("/")
    assert (key.partition("=")[0], end) == ("theme_key", "")
    assert month == f"month={report.published_at.date().isoformat()[:7]}"


@pytest.mark.parametrize(
    ("partition_by", "place"),
    [((), ""), (("month",), "month=2026-01/"), (("theme",), "theme_key=储能/"),
     (("theme", "month"), "theme_key=储能/month=2026-01/")],
)  # fmt: skip
def test_files_are_parted_as_the_layout_says(tmp_path, partition_by, place):
    write(tmp_path, [themed("储能")], arrow.Layout("x", partition_by))
    assert f"signals/{place}x-00000-000.parquet" in files_of(tmp_path)
    assert "texts/x-00000-000.parquet" in files_of(tmp_path)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "-x", "x" * 101, "a.b", 7])
def test_a_name_that_is_no_part_of_file_names_is_refused(name):
    with pytest.raises(tr.ConfigError, match="cannot begin names"):
        arrow.Layout(name)


@pytest.mark.parametrize("columns", [("month", "theme"), ("slug",), "theme", None])
def test_a_layout_by_other_columns_is_refused(columns):
    with pytest.raises(tr.ConfigError, match="nothing is parted by"):
        arrow.Layout(partition_by=columns)


@pytest.mark.parametrize("number", [-1, True, "1"])
def test_the_number_of_a_part_is_a_number(tmp_path, number):
    with pytest.raises(tr.ConfigError, match="number of a part"):
        write(tmp_path, ALL, number=number)


# --- runs --------------------------------------------------------------------------------------


def test_writing_again_replaces_every_file_by_the_same(tmp_path):
    finished(tmp_path, ALL)
    first = {path: (tmp_path / path).read_bytes() for path in files_of(tmp_path)}
    finished(tmp_path, ALL)
    assert {path: (tmp_path / path).read_bytes() for path in files_of(tmp_path)} == first


def test_what_an_earlier_run_of_the_name_wrote_is_gone_and_others_stay(tmp_path):
    finished(tmp_path, [themed("a"), themed("b")])
    finished(tmp_path, [themed("c")], arrow.Layout("daily"))
    finished(tmp_path, [themed("b")])
    assert {row["theme"] for row in by_polars(tmp_path, "reports")} == {"b", "c"}


def test_parts_that_died_and_were_written_in_part_are_replaced(tmp_path, monkeypatch):
    put = files.Files._put
    calls = []

    def die(self, rows, path):
        calls.append(path)
        if len(calls) == 5:
            Path(path).write_bytes(b"PAR1 half")
            raise KeyboardInterrupt
        put(self, rows, path)

    monkeypatch.setattr(files.Files, "_put", die)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, ALL)
    monkeypatch.undo()
    for path in files_of(tmp_path):
        pq.read_table(tmp_path / path)  # what is there is whole
    finished(tmp_path, ALL)
    assert not (tmp_path / "_temporary").exists()
    assert in_order(by_duckdb(tmp_path, "steps")) == expected(ALL, "steps")


def test_of_two_runs_of_one_name_the_second_is_told_to_wait(tmp_path):
    pytest.importorskip("fcntl")
    with files.only_run(tmp_path, "part"):
        said = "another run is writing files called 'part'"
        with pytest.raises(tr.WriteError, match=said), files.only_run(tmp_path, "part"):
            pass
        with files.only_run(tmp_path, "other"):
            finished(tmp_path, ALL, arrow.Layout("other"))
    with files.only_run(tmp_path, "part"):
        finished(tmp_path, ALL)
    assert not (tmp_path / "_temporary").exists()


def test_a_run_that_was_killed_keeps_nobody_out(tmp_path):
    (tmp_path / "_temporary").mkdir()
    (tmp_path / "_temporary" / "part.lock").touch()
    with files.only_run(tmp_path, "part"):
        finished(tmp_path, ALL)
    assert not (tmp_path / "_temporary").exists()


def test_what_is_being_written_under_a_longer_name_is_not_cleaned_away(tmp_path):
    other = tmp_path / "_temporary" / f"part-b-{'0' * 16}"
    ours = tmp_path / "_temporary" / f"part-{'0' * 16}"
    other.parent.mkdir()
    other.touch()
    ours.touch()
    finished(tmp_path, ALL)
    assert (other.exists(), ours.exists()) == (True, False)


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "texts").write_text("x")
    with pytest.raises(tr.WriteError, match=r"texts.*cannot be written: "):
        write(tmp_path, ALL)
    assert os.listdir(tmp_path / "_temporary") == []


def test_tables_without_rows_can_be_read(tmp_path):
    finished(tmp_path, [])
    for table in OF_REPORTS:
        for read in (by_duckdb, by_polars, by_pandas):
            assert read(tmp_path, table) == []


def test_texts_without_a_report_are_in_the_dataset(tmp_path):
    batch = pa.record_batch({"name": ["a.md", "b.md"], "text": ["# Nothing\n", TEXT]})
    written = arrow.write_dataset(arrow.read_batches([batch]), tmp_path)
    assert (written.texts, written.reports) == (2, 1)
    texts = pl.read_parquet(tmp_path / "texts").to_dicts()
    assert [(row["name"], row["report"] is None) for row in texts] == [
        ("a.md", True), ("b.md", False),
    ]  # fmt: skip
    found = pl.read_parquet(tmp_path / "diagnostics")
    assert set(found["name"]) == {"a.md"}
    assert found["code"].to_list() == [it.code for it in tr.read("# Nothing\n").diagnostics]


def test_large_files_are_compressed_better_and_hold_the_same(tmp_path):
    many = [themed("a").model_copy(update={"overview": f"{n}"}) for n in range(120)]
    write(tmp_path, many)
    (path,) = (tmp_path / "signals").rglob("*.parquet")
    assert pq.ParquetFile(path).metadata.row_group(0).column(8).compression == "ZSTD"
    assert in_order(by_duckdb(tmp_path, "signals")) == expected(many, "signals")


def test_what_is_held_at_once_is_bounded_whatever_comes(tmp_path, monkeypatch):
    monkeypatch.setattr("themereport.arrow.dataset._GROUP", 1)
    batches = list(arrow.read_batches([pa.record_batch({"text": [TEXT] * 600})]))
    arrow.write_dataset(iter(batches), tmp_path, arrow.Layout(partition_by=()))
    names = [path.name for path in sorted((tmp_path / "reports").iterdir())]
    assert names == [f"part-00000-00{number}.parquet" for number in range(3)]


@given(data=st.data())
def test_a_dataset_of_any_reports_holds_their_records(tmp_path_factory, data):
    values = data.draw(st.lists(reports(hostile=True), min_size=1, max_size=3))
    folder = tmp_path_factory.mktemp("any")
    finished(folder, values)
    for table in OF_REPORTS:
        assert in_order(by_pyarrow(folder, table)) == expected(values, table)
