"""Reports as rows: columns that stay, in pandas and polars."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import polars as pl
import pytest
from canonical import EXAMPLES, REPORT
from hypothesis import given
from strategies import reports

import themereport as tr

_ROW = {
    "report": str,
    "slug": str,
    "theme": str,
    "language": str,
    "published_at": dt.datetime,
    "date": dt.date,
    "revision": int,
}
FROZEN = {
    "reports": _ROW
    | {
        "utc_offset": int,
        "overview": str,
        "background": str,
        "disclaimer": str,
        "supersedes": str,
        "supersedes_revision": int,
        "publisher": str,
        "authors": str,
        "ai_generated": bool,
        "ai_producer": str,
        "ai_content_id": str,
        "human_reviewed": bool,
        "editorial_responsibility": str,
        "interests": str,
    },
    "signals": _ROW | {"rank": int, "text": str, "direction": str, "claim": str, "sources": str},
    "events": _ROW
    | {"number": int, "title": str, "description": str, "claim": str, "sources": str},
    "steps": _ROW
    | {
        "driver": int,
        "subject": str,
        "thesis": str,
        "step": int,
        "text": str,
        "direction": str,
        "claim": str,
        "signals": str,
        "sources": str,
    },
    "impacts": _ROW
    | {
        "number": int,
        "target": str,
        "kind": str,
        "analysis": str,
        "direction": str,
        "sources": str,
    },
    "risks": _ROW
    | {
        "number": int,
        "name": str,
        "description": str,
        "category": str,
        "severity": int,
        "likelihood": int,
        "sources": str,
    },
    "instruments": _ROW
    | {
        "section": str,
        "number": int,
        "name": str,
        "symbol": str,
        "mic": str,
        "isin": str,
        "figi": str,
    },
    "sources": _ROW
    | {"id": str, "title": str, "url": str, "publisher": str, "source_published_at": dt.datetime},
}
"""Queries rely on these: a name, an order or a type that changes is a breaking change."""

PANDAS = {
    str: "string",
    int: "Int64",
    bool: "boolean",
    dt.datetime: "datetime64[us, UTC]",
    dt.date: "object",
}
POLARS = {
    str: pl.String,
    int: pl.Int64,
    bool: pl.Boolean,
    dt.datetime: pl.Datetime("us", "UTC"),
    dt.date: pl.Date,
}
ALL = [tr.load(path) for path in EXAMPLES]
FULL = REPORT.model_copy(
    update={
        "revision": 2,
        "supersedes": tr.Predecessor(slug=REPORT.slug, revision=1),
        "sources": [
            tr.Source(id="s1", title="公告", published_at="2026-03-17T20:00:00+08:00"),
            tr.Source(id="s2", url="https://example.com/"),
        ],
        "provenance": tr.Provenance(
            authors=["某甲", "某乙"], ai_generated=tr.AIGenerated(producer="某模型")
        ),
        "signals": [
            REPORT.signals[0].model_copy(
                update={"sources": ["s1", "s2"], "direction": "positive", "claim": "fact"}
            ),
            REPORT.signals[1].model_copy(
                update={"instruments": [tr.Instrument(symbol="159000", mic="XSHE")]}
            ),
            *REPORT.signals[2:],
        ],
        "drivers": [REPORT.drivers[0].model_copy(update={"signals": [4, 1]}), *REPORT.drivers[1:]],
        "risks": [
            REPORT.risks[0].model_copy(update={"category": "macro", "severity": 4}),
            *REPORT.risks[1:],
        ],
    }
)


def rows(name, *reports):
    return [row for report in reports for row in tr.to_records(report)[name]]


# --- rows --------------------------------------------------------------------------------------


def test_the_columns_and_their_types_are_these():
    columns = {name: dict(columns) for name, columns in tr.RECORD_COLUMNS.items()}
    assert columns == FROZEN
    for name, frozen in FROZEN.items():
        assert list(columns[name]) == list(frozen)


@given(reports())
def test_every_row_of_a_table_has_its_columns_and_their_types(report):
    records = tr.to_records(report)
    assert list(records) == list(FROZEN)
    for name, table in records.items():
        for row in table:
            assert list(row) == list(FROZEN[name])
            for column, value in row.items():
                assert value is None or type(value) is FROZEN[name][column]


@given(reports())
def test_no_part_is_lost(report):
    records = tr.to_records(report)
    assert [row["text"] for row in records["signals"]] == [s.text for s in report.signals]
    assert [row["rank"] for row in records["signals"]] == list(range(1, 11))
    assert [row["text"] for row in records["steps"]] == [
        step for driver in report.drivers for step in driver.steps
    ]
    counts = {name: len(table) for name, table in records.items()}
    assert counts["reports"] == 1
    for name in ("events", "impacts", "risks", "sources"):
        assert counts[name] == len(getattr(report, name))
    assert counts["instruments"] == sum(
        len(item.instruments) for item in (*report.signals, *report.impacts)
    )


def test_a_row_says_which_report_it_is_of():
    row = tr.to_records(FULL)["risks"][0]
    assert row == {
        "report": FULL.content_hash,
        "slug": FULL.slug,
        "theme": "储能",
        "language": "zh-Hans",
        "published_at": dt.datetime(2026, 3, 18, 0, 30, tzinfo=dt.UTC),
        "date": dt.date(2026, 3, 18),
        "revision": 2,
        "number": 1,
        "name": FULL.risks[0].name,
        "description": FULL.risks[0].description,
        "category": "macro",
        "severity": 4,
        "likelihood": None,
        "sources": None,
    }


def test_several_values_in_one_column_are_joined():
    records = tr.to_records(FULL)
    assert records["signals"][0]["sources"] == "s1 s2"
    assert records["steps"][0]["signals"] == "4 1"
    assert records["reports"][0]["authors"] == "某甲\n某乙"
    assert records["reports"][0]["interests"] is None


def test_the_evidence_has_tables_of_its_own():
    records = tr.to_records(FULL)
    (instrument,) = records["instruments"]
    assert (instrument["section"], instrument["number"]) == ("signals", 2)
    assert (instrument["symbol"], instrument["isin"]) == ("159000", None)
    first, second = records["sources"]
    assert first["source_published_at"] == dt.datetime(2026, 3, 17, 12, tzinfo=dt.UTC)
    assert (second["id"], second["title"], second["source_published_at"]) == ("s2", None, None)


def test_a_report_that_says_nothing_of_a_machine_is_not_labelled():
    (plain,), (labelled,) = rows("reports", REPORT), rows("reports", FULL)
    assert (plain["ai_generated"], plain["ai_producer"]) == (False, None)
    assert (labelled["ai_generated"], labelled["ai_producer"]) == (True, "某模型")


@pytest.mark.parametrize(
    ("moment", "utc", "offset"),
    [
        ("2026-03-18T00:30:00+08:00", "2026-03-17T16:30:00+00:00", 480),
        ("2026-03-17T23:00:00-03:30", "2026-03-18T02:30:00+00:00", -210),
        ("0001-01-01T00:00:00+08:00", "0001-01-01T00:00:00+00:00", 480),
        ("9999-12-31T23:59:59-08:00", "9999-12-31T23:59:59.999999+00:00", -480),
    ],
)
def test_moments_are_in_utc_and_days_where_they_were(moment, utc, offset):
    (row,) = rows("reports", REPORT.model_copy(update={"published_at": moment}))
    assert row["published_at"].isoformat() == utc
    assert row["published_at"].tzinfo is dt.UTC
    assert row["date"].isoformat() == moment[:10]
    assert row["utc_offset"] == offset


@pytest.mark.parametrize("value", [None, "x", [REPORT]])
def test_only_a_report_has_records(value):
    with pytest.raises(TypeError, match="must be a ThemeReport"):
        tr.to_records(value)


# --- pandas ------------------------------------------------------------------------------------


def pandas_frame(name, *reports):
    """A frame as the how-to guide makes it."""
    columns = tr.RECORD_COLUMNS[name]
    frame = pd.DataFrame(rows(name, *reports), columns=list(columns))
    return frame.astype({column: PANDAS[kind] for column, kind in columns.items()})


@pytest.mark.parametrize("name", FROZEN)
@pytest.mark.parametrize("chosen", [[], [REPORT], [FULL], [*ALL, FULL]], ids=len)
def test_a_frame_of_pandas_has_the_same_types_whatever_it_holds(name, chosen):
    frame = pandas_frame(name, *chosen)
    assert {column: str(kind) for column, kind in frame.dtypes.items()} == {
        column: PANDAS[kind] for column, kind in FROZEN[name].items()
    }
    assert len(frame) == len(rows(name, *chosen))


def test_pandas_takes_the_rows_as_they_are():
    frame = pd.DataFrame(rows("signals", *ALL))
    assert str(frame.dtypes["published_at"]) == "datetime64[us, UTC]"
    assert str(frame.dtypes["rank"]) == "int64"
    assert frame.groupby("theme").size().to_dict() == {report.theme: 10 for report in ALL}


def test_tables_join_in_pandas():
    signals, steps = (pandas_frame(name, *ALL, FULL) for name in ("signals", "steps"))
    explained = (
        steps.assign(rank=steps["signals"].str.split()).explode("rank").dropna(subset="rank")
    )
    explained["rank"] = explained["rank"].astype("Int64")
    joined = explained.merge(signals, on=["report", "rank"])
    assert set(joined["rank"]) == {1, 4}
    assert set(joined["text_y"]) == {FULL.signals[0].text, FULL.signals[3].text}


def test_pandas_gives_back_what_it_got():
    frame = pandas_frame("risks", FULL)
    assert frame["severity"].tolist()[0] == 4
    assert frame["likelihood"].isna().all()
    assert frame["description"].tolist() == [risk.description for risk in FULL.risks]


# --- polars ------------------------------------------------------------------------------------


def polars_frame(name, *reports):
    """A frame as the how-to guide makes it."""
    schema = {column: POLARS[kind] for column, kind in tr.RECORD_COLUMNS[name].items()}
    return pl.DataFrame(rows(name, *reports), schema=schema)


@pytest.mark.parametrize("name", FROZEN)
@pytest.mark.parametrize("chosen", [[], [REPORT], [FULL], [*ALL, FULL]], ids=len)
def test_a_frame_of_polars_has_the_same_types_whatever_it_holds(name, chosen):
    frame = polars_frame(name, *chosen)
    assert frame.schema == {column: POLARS[kind] for column, kind in FROZEN[name].items()}
    assert frame.to_dicts() == rows(name, *chosen)


def test_polars_takes_the_rows_as_they_are():
    frame = pl.DataFrame(rows("steps", *ALL), infer_schema_length=None)
    assert frame.schema["published_at"] == pl.Datetime("us", "UTC")
    assert frame.schema["date"] == pl.Date
    assert frame.schema["step"] == pl.Int64
    counts = frame.group_by("theme").len().rows()
    assert dict(counts) == {r.theme: sum(len(d.steps) for d in r.drivers) for r in ALL}


def test_tables_join_in_polars():
    signals, sources = (polars_frame(name, FULL, REPORT) for name in ("signals", "sources"))
    cited = signals.with_columns(pl.col("sources").str.split(" ")).explode("sources")
    joined = cited.join(sources, left_on=["report", "sources"], right_on=["report", "id"])
    assert joined["rank"].to_list() == [1, 1]
    assert joined["title"].to_list() == ["公告", None]
