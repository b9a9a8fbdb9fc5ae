"""Dask and Spark, as they are: two workers, of which one is killed, and the result of one process."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from functools import partial
from types import SimpleNamespace

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from canonical import EXAMPLES, ROOT
from programs import miss, require

import themereport as tr
from themereport import arrow

BAD = "# Nothing\n"
COUNT = 60

# Each group runs in one process, so that its cluster is started once.
of_dask = pytest.mark.xdist_group("dask")


def of_spark(test):
    """Spark warns of every pandas that is newer than itself."""
    quiet = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")
    return pytest.mark.xdist_group("spark")(quiet(test))


def texts():
    """Different posts, each eleventh of which holds no report."""
    bases = [tr.load(path) for path in EXAMPLES]
    for number in range(COUNT):
        base = bases[number % len(bases)]
        report = base.model_copy(update={"overview": f"{base.overview} {number}"})
        yield f"{number:03}.md", BAD if number % 11 == 10 else str(tr.render(report))


@pytest.fixture(scope="module")
def posts(tmp_path_factory):
    """The folder of the posts."""
    folder = tmp_path_factory.mktemp("posts")
    for name, text in texts():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """A Parquet file with the posts, in row groups of seven."""
    path = tmp_path_factory.mktemp("packed") / "posts.parquet"
    names, bodies = zip(*texts(), strict=True)
    pq.write_table(pa.table({"name": names, "text": bodies}), path, row_group_size=7)
    return path


def of_one_process(paths, folder):
    written = [arrow.write_portion(portion, folder) for portion in arrow.find_portions(paths)]
    arrow.finish_dataset(folder, written)
    return contents(folder)


def contents(folder):
    """The rows of each table, in an order that does not depend on files."""
    rows = {table: pl.read_parquet(f"{folder}/{table}/").rows() for table in arrow.TABLES}
    return {table: sorted(some, key=repr) for table, some in rows.items()}


def assert_equal(folder, paths, tmp_path):
    one = of_one_process(paths, tmp_path / "one")
    assert contents(folder) == one
    assert len(one["texts"]) == COUNT
    assert len(one["reports"]) == COUNT - COUNT // 11


def die_once(marker):
    """End this process at once, if no other did."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


# --- Dask --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client():
    import distributed

    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def write_and_die(write, marker, portion, *rest):
    """`write`, but a process that has written its part is killed before it can say so."""
    written = write(portion, *rest)
    if portion.number == 2:
        die_once(marker)
    return written


@of_dask
def test_dask_goes_on_over_files_that_cannot_be_read(posts, tmp_path):
    from themereport.engines import dask

    (tmp_path / "half.parquet").write_bytes(b"PAR1 half")
    done = dask.write_dataset([*posts, tmp_path / "half.parquet"], tmp_path / "out")
    assert (done.texts, done.reports) == (COUNT + 1, COUNT - COUNT // 11)


@of_dask
@pytest.mark.parametrize("kind", ["posts", "packed"])
def test_dask_gives_what_one_process_gives(client, request, tmp_path, kind):
    from themereport.engines import dask

    paths = request.getfixturevalue(kind)
    paths = paths if kind == "posts" else [paths]
    written = dask.write_dataset(paths, tmp_path / "out", size=10)
    assert (written.texts, written.reports) == (COUNT, COUNT - COUNT // 11)
    assert_equal(tmp_path / "out", paths, tmp_path)


@of_dask
def test_a_worker_of_dask_that_is_killed_loses_and_doubles_nothing(
    client, posts, tmp_path, monkeypatch
):
    from themereport.engines import dask

    marker = tmp_path / "died"
    monkeypatch.setattr(dask, "_write", partial(write_and_die, dask._write, marker))
    dask.write_dataset(posts, tmp_path / "out", size=10)
    assert marker.exists()
    assert_equal(tmp_path / "out", posts, tmp_path)


# --- Spark -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def session():
    require("java")
    try:
        from pyspark import cloudpickle
        from pyspark.sql import SparkSession
    except ImportError:
        miss("pyspark", "make install")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers do not have the tests
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    yield session
    session.stop()


def kill_in_the_middle(batches, marker):
    """Pass batches on; in the first task that has had some, kill the executor's Java process."""
    for batch in batches:
        yield batch
        try:
            os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        os.kill(_executor(), signal.SIGKILL)


def _executor():
    """The Java process above this one; between them stands the daemon of Python."""
    process = os.getpid()
    while True:
        with open(f"/proc/{process}/stat") as file:
            name, _, rest = file.read().rpartition(")")
        if name.endswith("(java"):
            return process
        process = int(rest.split()[1])


@of_spark
def test_spark_gives_what_one_process_gives_though_an_executor_is_killed(session, packed, tmp_path):
    from themereport.engines import spark

    marker = str(tmp_path / "died")
    frame = session.read.parquet(str(packed)).repartition(4)
    frame = frame.mapInArrow(partial(kill_in_the_middle, marker=marker), frame.schema)
    spark.write_dataset(frame, tmp_path / "out")
    assert os.path.exists(marker)
    assert_equal(tmp_path / "out", [packed], tmp_path)


@of_spark
def test_a_frame_without_texts_is_refused_before_spark_begins(tmp_path):
    from themereport.engines import spark

    frame = SimpleNamespace(columns=["body"])
    for call in (spark.read_frame, partial(spark.write_dataset, folder=tmp_path / "out")):
        with pytest.raises(tr.ConfigError, match="has the columns body: give it 'text'"):
            call(frame)


@of_spark
def test_a_frame_of_spark_has_a_row_for_each_path(session, posts):
    from themereport.engines import spark

    frame = session.createDataFrame([(str(path),) for path in posts], "path string")
    rows = spark.read_frame(frame).select("name", "report", "signals.text").collect()
    assert [row["name"] for row in rows] == [str(path) for path in posts]
    for row, path in zip(rows, posts, strict=True):
        report = tr.read(path).report
        assert row["report"] == (report and report.content_hash)
        assert row["text"] == ([signal.text for signal in report.signals] if report else [])


def guide(title):
    """What a block of the guide defines."""
    page = (ROOT / "docs/how-to/columns.md").read_text(encoding="utf-8")
    code = page.partition(f'```python title="{title}"\n')[2].partition("```")[0]
    namespace = {}
    exec(code, namespace)
    return namespace


@of_spark
def test_spark_reads_the_dataset_as_the_guide_says(session, posts, tmp_path):
    of_one_process(posts, tmp_path)
    themes = guide("spark")["signals_by_theme"](session, tmp_path).collect()
    reports = [report for path in posts if (report := tr.read(path).report)]
    counts = Counter(report.theme for report in reports)
    assert [tuple(row) for row in themes] == sorted((it, 10 * n) for it, n in counts.items())
    frame = session.read.parquet(f"{tmp_path}/signals")
    found = {tuple(row) for row in frame.select("report", "theme", "rank", "text").collect()}
    records = [row for report in reports for row in tr.to_records(report)["signals"]]
    expected = [(row["report"], row["theme"], row["rank"], row["text"]) for row in records]
    assert found == set(expected)
    assert frame.count() == len(expected)
