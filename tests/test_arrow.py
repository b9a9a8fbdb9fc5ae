"""Reports as Arrow batches: a row for each text, and tables equal to the records."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pyarrow as pa
import pytest
from canonical import DRIFTED as DRIFTED_POST
from canonical import EXAMPLE, EXAMPLES, TEXT
from hypothesis import given
from hypothesis import strategies as st
from strategies import reports

import themereport as tr
from themereport import arrow
from themereport.records import COMMON_COLUMNS
from themereport.testing.example import example_report

DRIFTED = DRIFTED_POST.read_text(encoding="utf-8")
BAD = "# Nothing\n"
OWN_TABLES = [name for name in tr.RECORD_COLUMNS if name != "reports"]


def texts(*values, **columns):
    return pa.record_batch({"text": list(values), **columns})


def rows_of(batches, table):
    return [row for batch in batches for row in arrow.to_table(batch, table).to_pylist()]


# --- rows --------------------------------------------------------------------------------------


def test_each_text_has_its_row_in_order():
    batches = list(arrow.read_batches([texts(TEXT, BAD, None), texts(DRIFTED)]))
    rows = [row for batch in batches for row in batch.to_pylist()]
    assert [row["name"] for row in rows] == ["row 1", "row 2", "row 3", "row 4"]
    assert [row["report"] is None for row in rows] == [False, True, True, False]
    assert rows[2]["diagnostics"][0]["code"] == "TR004"


def test_a_text_without_a_report_has_nothing_but_its_name_and_diagnostics():
    (batch,) = arrow.read_batches([texts(BAD, name=["bad.md"])])
    (row,) = batch.to_pylist()
    assert row.pop("name") == "bad.md"
    expected = [
        {
            "code": found.code,
            "severity": found.severity,
            "path": found.path,
            "line": found.span.start.line if found.span else None,
            "column": found.span.start.column if found.span else None,
            "message": found.message,
        }
        for found in tr.read(BAD).diagnostics
    ]
    assert row.pop("diagnostics") == expected
    assert all(row.pop(table) == [] for table in OWN_TABLES)
    assert set(row.values()) == {None}


def test_paths_are_read_and_are_names():
    paths = [str(EXAMPLE), str(EXAMPLE) + ".missing"]
    (batch,) = arrow.read_batches([pa.record_batch({"path": paths})])
    good, missing = batch.to_pylist()
    assert good["report"] == tr.load(EXAMPLE).content_hash
    assert (missing["name"], missing["report"]) == (paths[1], None)
    assert missing["diagnostics"][0]["code"] == "TR001"


@pytest.mark.parametrize(
    "kind",
    [pa.large_string(), pa.string_view(), pa.binary(), pa.dictionary(pa.int8(), pa.string())],
)
def test_texts_of_every_kind_of_column_are_read(kind):
    column = pa.array([TEXT.encode() if pa.types.is_binary(kind) else TEXT]).cast(kind)
    (batch,) = arrow.read_batches([pa.record_batch({"text": column})])
    assert batch.column("report").to_pylist() == [tr.loads(TEXT).content_hash]


@pytest.mark.parametrize(
    ("columns", "said"),
    [({"body": ["x"]}, "give it 'text'"), ({"text": [1]}, "'text' holds int64"),
     ({"path": [b"x"]}, "'path' holds binary"), ({"text": ["x"], "name": [1]}, "'name' holds")],
)  # fmt: skip
def test_a_batch_without_texts_is_refused_with_what_it_has(columns, said):
    with pytest.raises(tr.ConfigError, match=said):
        list(arrow.read_batches([pa.record_batch(columns)]))


def test_options_are_those_of_read():
    (strict,) = arrow.read_batches([texts(DRIFTED)], mode="strict")
    assert strict.column("report").to_pylist() == [None]
    with pytest.raises(tr.PluginError):
        list(arrow.read_batches([texts(TEXT)], format="nothing"))


@given(st.lists(st.one_of(st.text(), reports().map(tr.render)), max_size=5))
def test_no_text_is_lost_whatever_it_holds(values):
    values = [value.encode("utf-8", "surrogatepass") for value in values]
    batch = pa.record_batch({"text": pa.array(values, pa.binary())})
    rows = rows_of(arrow.read_batches([batch]), "texts")
    assert [row["report"] for row in rows] == [
        (report := tr.read(value).report) and report.content_hash for value in values
    ]


def test_nothing_is_kept_of_batches_that_were_given():
    taken = []

    def batches():
        for number in range(5):
            taken.append(number)
            yield texts(*[BAD] * 250)

    given = arrow.read_batches(batches())
    assert taken == []
    first = next(given)
    assert (first.num_rows, taken) == (250, [0])


def test_a_batch_ends_before_long_texts_fill_the_memory():
    long = "x " * 500_000
    sizes = [batch.num_rows for batch in arrow.read_batches([texts(*[long] * 40)])]
    assert sizes == [17, 17, 6]


def test_a_name_that_is_no_utf8_is_escaped(tmp_path):
    path = tmp_path / "post-\udcff.md"
    portions = arrow.find_portions([path])
    arrow.write_portion(portions[0], tmp_path / "out")
    rows = pa.parquet.read_table(tmp_path / "out" / "texts").to_pylist()
    assert rows[0]["name"].endswith("post-\\udcff.md")


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())],
)
def test_a_text_that_is_called_one_and_is_no_utf8_has_a_row_that_says_so(kind):
    raw = pa.array([b"\xff\xfe\xfd", b"post"])
    no_text = pa.StringArray.from_buffers(2, *raw.buffers()[1:])
    column = no_text.dictionary_encode() if pa.types.is_dictionary(kind) else no_text.cast(kind)
    batch = pa.record_batch({"name": no_text, "text": column.cast(kind)})
    (read,) = arrow.read_batches([batch])
    assert read.column("name").to_pylist() == ["\\udcff\\udcfe\\udcfd", "post"]
    assert read.column("report").null_count == 2
    assert read.column("diagnostics").to_pylist()[0][0]["code"] == "TR003"


def test_two_columns_of_one_name_are_refused():
    batch = pa.record_batch([pa.array([TEXT]), pa.array([TEXT])], names=["text", "text"])
    with pytest.raises(tr.ConfigError, match="has 2 columns 'text': give it one"):
        list(arrow.read_batches([batch]))


def packed(path, *posts):
    """A Parquet file with a row group for each text."""
    pa.parquet.write_table(pa.table({"text": posts}), path, row_group_size=1, use_dictionary=False)
    return path


def test_a_row_group_that_is_damaged_is_named_and_the_others_are_read(tmp_path):
    path = packed(tmp_path / "posts.parquet", TEXT, TEXT + " ", TEXT)
    place = pa.parquet.read_metadata(path).row_group(1).column(0).data_page_offset
    with path.open("r+b") as file:
        file.seek(place)
        file.write(b"\xff" * 40)
    (portion,) = arrow.find_portions([path])
    arrow.write_portion(portion, tmp_path / "out")
    rows = pa.parquet.read_table(tmp_path / "out" / "texts").to_pylist()
    assert [row["name"] for row in rows] == [f"{path} row 1", str(path), f"{path} row 3"]
    assert [row["report"] is None for row in rows] == [False, True, False]
    (found,) = pa.parquet.read_table(tmp_path / "out" / "diagnostics").to_pylist()
    assert found["code"] == "TR001"
    assert "row group 1" in found["message"]


@pytest.mark.parametrize("then", ["gone", "shorter", "other", "half"])
def test_a_parquet_file_that_changes_before_it_is_read_has_a_row_that_says_so(tmp_path, then):
    path = packed(tmp_path / "posts.parquet", TEXT, TEXT, TEXT)
    portion = arrow.find_portions([path], 1)[2]
    match then:
        case "gone":
            path.unlink()
        case "shorter":
            packed(path, TEXT)
        case "other":
            pa.parquet.write_table(pa.table({"body": ["x"] * 3}), path, row_group_size=1)
        case _:
            path.write_bytes(path.read_bytes()[:100])
    arrow.write_portion(portion, tmp_path / "out")
    (found,) = pa.parquet.read_table(tmp_path / "out" / "diagnostics").to_pylist()
    assert (found["name"], found["code"]) == (str(path), "TR001")


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (1000, [1000]),
        (6000, [2500, 2500, 1000]),
        (20_000, [5000] * 4),
        (50_000, [10_000] * 5),
    ],
)
def test_portions_are_a_quarter_of_all_within_bounds(count, sizes):
    paths = [f"{number}.md" for number in range(count)]
    portions = arrow.find_portions(paths)
    assert [len(portion.paths) for portion in portions] == sizes
    assert [path for portion in portions for path in portion.paths] == paths


def test_a_portion_has_a_text_at_least():
    with pytest.raises(tr.ConfigError, match="size cannot be 0: give 1 or more"):
        arrow.find_portions([], 0)


def test_one_path_is_no_collection_of_paths():
    with pytest.raises(TypeError, match="paths must be a collection of paths, not str"):
        arrow.find_portions("posts")


# --- tables ------------------------------------------------------------------------------------


@given(st.lists(reports(), max_size=3))
def test_tables_are_equal_to_the_records(values):
    batches = list(arrow.report_batches(values))
    records = [tr.to_records(report) for report in values]
    for table in tr.RECORD_COLUMNS:
        assert rows_of(batches, table) == [row for record in records for row in record[table]]


def test_reports_stand_in_order_whatever_they_hold():
    plain, cited = tr.loads(TEXT), example_report("en")
    quoted = plain.model_copy(update={"overview": 'A "word" and a \\ stroke.'})
    values = [plain, cited, cited, quoted, None, plain, None, cited]
    written = [BAD if value is None else tr.render(value) for value in values]
    batches = list(arrow.read_batches([texts(*written)]))
    reported = [value for value in values if value is not None]
    for table in tr.RECORD_COLUMNS:
        assert rows_of(batches, table) == [
            row for report in reported for row in tr.to_records(report)[table]
        ]


@given(reports(), st.integers(0, 3), st.integers(0, 3))
def test_tables_of_a_part_of_a_batch_are_of_its_rows(report, start, count):
    (batch,) = arrow.report_batches([tr.load(path) for path in EXAMPLES] + [report])
    part = batch.slice(start, count)
    alone = pa.RecordBatch.from_pylist(part.to_pylist(), schema=part.schema)
    for table in arrow.TABLES:
        assert arrow.to_table(part, table).equals(arrow.to_table(alone, table))


def test_only_reports_make_batches():
    with pytest.raises(TypeError, match="must be a ThemeReport, not dict"):
        list(arrow.report_batches([{}]))


# --- schema ------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", arrow.TABLES)
def test_the_schema_of_a_table_says_its_version_and_what_may_be_null(table):
    wanted = arrow.table_schema(table)
    assert wanted.metadata == {b"themereport.schema_version": arrow.SCHEMA_VERSION.encode()}
    (batch,) = arrow.read_batches([texts(TEXT, BAD)])
    made = arrow.to_table(batch, table)
    assert made.schema.equals(wanted, check_metadata=True)
    made.validate(full=True)
    for field in wanted:
        assert field.nullable or made.column(field.name).null_count == 0


def test_columns_and_types_are_those_of_the_records():
    kinds = {
        "str": pa.string(), "int": pa.int64(), "bool": pa.bool_(), "date": pa.date32(),
        "datetime": pa.timestamp("us", "UTC"),
    }  # fmt: skip
    for table, columns in tr.RECORD_COLUMNS.items():
        fields = {field.name: field.type for field in arrow.table_schema(table)}
        assert fields == {name: kinds[kind.__name__] for name, kind in columns.items()}
        assert list(fields) == list(columns)


def test_batches_have_the_schema_that_is_said():
    for batch in (*arrow.read_batches([texts(BAD)]), *arrow.report_batches([tr.loads(TEXT)])):
        assert batch.schema.equals(arrow.schema(), check_metadata=True)
        batch.validate(full=True)


def test_there_is_no_table_of_another_name():
    with pytest.raises(tr.ConfigError, match="did you mean 'signals'"):
        arrow.table_schema("signal")


def test_a_table_that_is_not_flat_repeats_nothing_of_its_report():
    for table in OWN_TABLES:
        own = {field.name for field in arrow.schema().field(table).type.value_type}
        assert own == set(tr.RECORD_COLUMNS[table]) - set(COMMON_COLUMNS)


def test_what_goes_to_other_processes_can_be_pickled():
    portion = arrow.Portion(3, ("a", "b"))
    layout = arrow.Layout("x", ("month",))
    assert pickle.loads(pickle.dumps((portion, layout))) == (portion, layout)


# --- extras ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "package", "extra"),
    [
        ("themereport.arrow", "pyarrow", "arrow"),
        ("themereport.engines.dask", "dask", "dask"),
        ("themereport.engines.spark", "pyspark", "spark"),
        ("themereport.engines.dask", "pyarrow", "dask"),
        ("themereport.engines.spark", "pyarrow", "spark"),
    ],
)
def test_what_is_not_installed_is_said_with_how_to_install_it(module, package, extra):
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "import themereport as tr\n"
        f"try: import {module}\n"
        "except tr.MissingExtraError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert f"pip install 'themereport[{extra}]'" in done.stdout
