"""The archive: what is kept, found, refused, and survives."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from canonical import EXAMPLES, ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import require, require_module

import themereport as tr
from themereport.archive import (
    Added,
    AddedMany,
    Archive,
    Turn,
    adding,
    archive,
    connection,
    layout,
    search,
)
from themereport.archive.grams import fold, to_grams
from themereport.archive.preparation import prepare
from themereport.archive.rows import items_of
from themereport.locales.labels import labels_for
from themereport.testing import example_report, reports

REPORTS = [*map(tr.load, EXAMPLES), *(example_report(tag) for tag in ("en", "zh-Hans"))]
BASE = example_report(evidence=False)


def on(day, report=BASE, **changes):
    """`report` of another day."""
    moment = report.published_at.replace(year=2026, month=4, day=day)
    return report.model_copy(update={"published_at": moment, **changes})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reports.db"


@pytest.fixture
def kept(path):
    with Archive.open(path) as opened:
        opened.add_many(REPORTS)
        yield opened


# --- adding and getting ------------------------------------------------------------------------


def test_what_was_added_is_got_as_it_was(kept):
    assert [kept.get(report.slug) for report in REPORTS] == REPORTS


def test_it_is_there_when_the_file_is_opened_again(path, kept):
    kept.close()
    with Archive.open(path, readonly=True) as again:
        assert len(again) == len(REPORTS)
        assert again.get(REPORTS[0].slug) == REPORTS[0]


def test_the_same_report_twice_is_one_report(kept):
    assert kept.add(REPORTS[0]) == Added(REPORTS[0].slug, 1, is_new=False)
    assert kept.add_many(REPORTS) == AddedMany(new=0, known=len(REPORTS))
    assert len(kept) == len(REPORTS)


def test_a_changed_report_is_the_next_revision_and_its_diff_is_told(kept):
    changed = REPORTS[0].model_copy(update={"overview": "别的概述。"})
    assert kept.add(changed) == Added(changed.slug, 2, is_new=True)
    assert kept.get(changed.slug) == changed
    assert kept.get(changed.slug, revision=1) == REPORTS[0]
    hashes = [revision.content_hash for revision in kept.revisions(changed.slug)]
    assert hashes == [REPORTS[0].content_hash, changed.content_hash]
    assert kept.diff(changed.slug) == tr.diff(REPORTS[0], changed)
    assert len(kept) == len(REPORTS)


def test_the_text_that_a_report_was_read_from_is_kept_byte_by_byte(kept):
    report, text = on(1), b"\xef\xbb\xbf# odd\r\n"
    kept.add(report, original=text)
    assert kept.original(report.slug) == text
    assert kept.original(REPORTS[0].slug) is None


@pytest.mark.parametrize(("slug", "revision"), [("none", None), (REPORTS[0].slug, 7)])
def test_a_report_that_is_not_there_is_named(kept, slug, revision):
    with pytest.raises(tr.ArchiveError, match=r"holds no (report|revision 7 of) '"):
        kept.get(slug, revision)


def test_what_is_no_report_is_refused_before_anything_is_written(kept):
    with pytest.raises(TypeError, match="must be a ThemeReport"):
        kept.add_many([on(2), {"theme": "x"}])
    assert len(kept) == len(REPORTS)


@settings(max_examples=25)
@given(reports(hostile=True))
def test_any_report_comes_back_and_all_is_well(report):
    with Archive.open(":memory:") as opened:
        opened.add(report)
        assert opened.get(report.slug) == report
        assert list(opened.verify()) == []


# --- listing -----------------------------------------------------------------------------------


def test_reports_between_two_days_come_in_order_both_days_included(path):
    with Archive.open(path) as opened:
        opened.add_many([on(5), on(3), on(4), on(9)])
        found = opened.between(dt.date(2026, 4, 3), dt.date(2026, 4, 5))
        assert [report.published_at.day for report in found] == [3, 4, 5]
        assert len(list(opened.between())) == 4
        assert list(opened.between(theme="none")) == []


def test_themes_are_counted_with_their_days(path):
    with Archive.open(path) as opened:
        opened.add_many([on(5), on(3), REPORTS[0]])
        summary = {theme.theme: theme for theme in opened.themes()}[BASE.theme]
    assert summary[1:] == (2, dt.date(2026, 4, 3), dt.date(2026, 4, 5))


def test_signals_are_chosen_by_theme_and_direction(kept):
    report = example_report()
    found = list(kept.signals(theme=report.theme, direction="positive"))
    expected = [signal for signal in report.signals if signal.direction == "positive"]
    assert [(rank, text) for _, _, _, rank, text, _ in found] == [
        (s.rank, s.text) for s in expected
    ]


# --- timeline ----------------------------------------------------------------------------------


def pointing(directions):
    """Ten signals: the first point as `directions` say, the others nowhere."""
    padded = [*directions, *[None] * (10 - len(directions))]
    return tuple(
        signal.model_copy(update={"direction": direction})
        for signal, direction in zip(BASE.signals, padded, strict=True)
    )


def risk(name):
    return tr.Risk(name=name, description=f"What is said of {name}.")


def impact(direction, analysis="Blades cost less."):
    return tr.ETFImpact(
        target="Example Ocean ETF", kind="etf", analysis=analysis, direction=direction
    )


@pytest.fixture
def followed():
    """The timeline of four reports."""
    with Archive.open(":memory:") as opened:
        opened.add_many(
            [
                on(2, signals=pointing(["positive"] * 3), impacts=(impact("positive"),),
                   risks=(risk("Storms"), risk("Permits"))),
                on(3, signals=pointing(["negative"]), impacts=(impact("positive"),),
                   risks=(risk("Storms"),)),
                on(5, impacts=(impact("negative", "Blades cost more."),),
                   risks=(risk("Permits"), risk("Storms"))),
                on(6, impacts=(impact("negative"),), risks=(risk("Permits"),)),
            ]
        )  # fmt: skip
        yield opened.timeline(BASE.theme)


def test_a_timeline_counts_the_signals_of_each_day_by_direction(followed):
    assert [day.date.day for day in followed.days] == [2, 3, 5, 6]
    counts = [(day.directions["positive"], day.directions["negative"]) for day in followed.days]
    assert counts[:2] == [(3, 0), (0, 1)]


def test_a_timeline_names_the_impacts_that_turned(followed):
    day = dt.date(2026, 4, 5)
    assert followed.turns == (Turn(day, "Example Ocean ETF", "positive", "negative"),)


def test_a_timeline_says_how_long_each_risk_stayed(followed):
    stays = [(it.name, it.first.day, it.last.day, it.reports, it.days) for it in followed.risks]
    assert stays == [
        ("Storms", 2, 5, 3, 4),
        ("Permits", 2, 2, 1, 1),
        ("Permits", 5, 6, 2, 2),
    ]


def test_a_risk_that_comes_again_stays_in_its_row(followed):
    names = [it.text for it in texts_of(followed)]
    assert names.count("Permits (3)") == 1
    rows = [line for line in followed.render("text").splitlines() if line.endswith("Permits")]
    assert len(rows) == 1
    assert rows[0].startswith("2026-04-02 – 2026-04-06  ━ ")


def test_an_impact_that_turns_again_stays_in_its_row():
    directions = ("positive", "negative", None, "mixed", "positive")
    with Archive.open(":memory:") as opened:
        opened.add_many(on(day, impacts=(impact(it),)) for day, it in enumerate(directions, 2))
        drawn = opened.timeline(BASE.theme)
    assert [it.text for it in texts_of(drawn)].count("Example Ocean ETF") == 1
    marks = [
        it.get("class")
        for it in ET.fromstring(drawn.render("svg")).iter()
        if it.tag.endswith("path") and it.get("d").endswith("Z")
    ]
    assert marks[-len(directions) :] == [it or "none" for it in directions]


def test_a_turn_points_where_words_run(followed):
    assert "positive → negative" in followed.render("text", language="en")
    assert "إيجابي ← سلبي" in followed.render("text", language="ar")


def texts_of(timeline):
    return [it for it in ET.fromstring(timeline.render("svg")).iter() if it.tag.endswith("text")]


def test_a_theme_without_reports_is_named(kept):
    with pytest.raises(tr.ArchiveError, match="'none'"):
        kept.timeline("none")


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_timeline_is_drawn_with_its_label_and_its_disclaimer(language):
    report = example_report(language)
    with Archive.open(":memory:") as opened:
        opened.add(report)
        timeline = opened.timeline(report.theme)
    for format in ("text", "svg"):
        drawn = timeline.render(format)
        for words in (report.theme, labels_for(language).notice, report.risks[0].name):
            assert words in drawn
    assert report.disclaimer in timeline.render("text")
    assert report.disclaimer in json.loads(timeline.render("json"))["disclaimer"]


@settings(max_examples=20)
@given(st.lists(reports(hostile=True), min_size=1, max_size=3))
def test_the_picture_of_any_timeline_is_xml_without_scripts(some):
    same = [on(day, it, theme=some[0].theme) for day, it in enumerate(some, 1)]
    with Archive.open(":memory:") as opened:
        opened.add_many(same)
        drawn = opened.timeline(some[0].theme).render("svg")
    found = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawn).iter()}
    assert found <= {"svg", "title", "desc", "style", "rect", "text", "path"}


def test_a_timeline_is_drawn_in_no_other_format(followed):
    with pytest.raises(tr.RenderError, match="json, svg, text"):
        followed.render("png")
    with pytest.raises(tr.RenderError, match="did you mean 'json'"):
        followed.render("jsno")


def test_the_calendar_has_the_days_of_each_theme():
    with Archive.open(":memory:") as opened:
        opened.add_many([on(2), on(5), on(3, REPORTS[0])])
        calendar = opened.calendar()
    days = {theme: [day.day for day in days] for theme, days in calendar.themes.items()}
    assert days == {BASE.theme: [2, 5], REPORTS[0].theme: [3]}
    assert "■··■     2  Tidal Power" in calendar.render()
    assert json.loads(calendar.render("json"))["themes"][BASE.theme] == ["2026-04-02", "2026-04-05"]
    assert ET.fromstring(calendar.render("svg")).tag.endswith("svg")
    with pytest.raises(tr.RenderError, match="json, svg, text"):
        calendar.render("png")
    with pytest.raises(tr.RenderError, match="did you mean 'svg'"):
        calendar.render("svgg")


# --- search ------------------------------------------------------------------------------------


def scanned(words):
    """What a plain look at every item finds."""
    return {
        (report.slug, item.path)
        for report in REPORTS
        for item in items_of(report)
        if all(
            any(spelling in fold(item.words) for spelling in spellings)
            for spellings in search.spellings_of(words)
        )
    }


def found_in(opened, words, **filters):
    return {(hit.slug, hit.path) for hit in opened.search(words, **filters)}


@pytest.fixture(scope="module")
def searched():
    with Archive.open(":memory:") as opened:
        opened.add_many(REPORTS)
        yield opened


PARTS = st.sampled_from([item.words for report in REPORTS for item in items_of(report)]).flatmap(
    lambda words: st.tuples(st.integers(0, len(words) - 1), st.integers(1, 6)).map(
        lambda cut: words[cut[0] : cut[0] + cut[1]]
    )
)


@given(words=st.lists(PARTS | st.text(max_size=3), min_size=1, max_size=3).map(" ".join))
@settings(max_examples=300)
def test_search_finds_just_what_a_plain_look_finds(searched, words):
    if words.split():
        assert found_in(searched, words) == scanned(words)


def test_of_very_many_the_best_of_the_last_come_first_then_all_others(searched, monkeypatch):
    words, whole = "the", [*searched.search("the")]
    monkeypatch.setattr(search, "_MOST_SORTED", 3)
    found = [*searched.search(words)]
    assert sorted(found) == sorted(whole)
    assert len(found) > 10


@pytest.mark.parametrize("words", ["储能", "能", "ETF", "etf", "ＥＴＦ", "0", "，", "%", "coo li"])
def test_words_of_any_length_and_script_are_found(searched, words):
    assert found_in(searched, words) == scanned(words) != set()


@pytest.mark.parametrize(
    "words", ['"', "*", "NEAR(", "a AND b", "-x", "NOT", "'; drop table reports; --", "^", "a:b"]
)
def test_nothing_in_a_query_is_an_operator(searched, words):
    assert found_in(searched, words) == scanned(words)


def test_traditional_words_find_simplified_ones_and_the_other_way_round():
    require_module("opencc")
    with Archive.open(":memory:") as opened:
        opened.add_many([on(1, overview="储能市场扩大。"), on(2, overview="儲能市場擴大。")])
        for words in ("储能市场", "儲能市場"):
            days = {hit.date.day for hit in opened.search(words, section="overview")}
            assert days == {1, 2}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cafe\u0301 rises.", "caf\u00e9"),
        ("Caf\u00e9 rises.", "CAFE\u0301"),
        ("ﾀｰﾋﾞﾝの受注", "タービン"),
        ("タービンの受注", "ﾀｰﾋﾞﾝ"),
        ("か\u3099ん", "がん"),
        ("터빈 수주", "\u1110\u1165\u1107\u1175\u11ab"),
    ],
)
def test_a_letter_and_its_accent_are_found_apart_and_together(text, words):
    with Archive.open(":memory:") as opened:
        opened.add(on(1, overview=text))
        (hit,) = opened.search(words, section="overview")
        assert hit.snippet.marks


@pytest.mark.parametrize("words", ["", "  "])
def test_no_words_find_nothing(searched, words):
    assert found_in(searched, words) == set()


def test_what_is_filtered_out_is_not_found(searched):
    report = example_report()
    everywhere = found_in(searched, "the")
    assert found_in(searched, "the", section="risks") == {
        hit for hit in everywhere if hit[1].startswith("risks")
    }
    assert {slug for slug, _ in found_in(searched, "the", theme=report.theme)} == {report.slug}
    positive = {f"signals[{s.rank - 1}]" for s in report.signals if s.direction == "positive"}
    assert {
        path for _, path in found_in(searched, "the", section="signals", direction="positive")
    } <= positive
    assert found_in(searched, "the", start=dt.date(2027, 1, 1)) == set()


def test_a_section_that_is_none_is_named(searched):
    with pytest.raises(tr.ConfigError, match="did you mean 'signals'"):
        searched.search("x", section="signal")


def test_the_snippet_marks_what_matched(searched):
    (hit,) = searched.search("FORTY turbines", section="signals")
    assert (
        hit.snippet.marked()
        == "A fictional port orders [forty] [turbines], the largest order so far."
    )


def test_only_the_latest_revision_is_found(path):
    with Archive.open(path) as opened:
        opened.add(on(1, overview="Zebra crossing."))
        opened.add(on(1, overview="Quagga crossing."))
        assert found_in(opened, "zebra") == set()
        assert {path for _, path in found_in(opened, "quagga")} == {"overview"}


@given(st.text())
def test_pairs_hold_every_character_once_more_than_pairs(text):
    folded = fold(text)
    assert len(to_grams(text).split(" ")) == max(1, len(folded))


# --- columns -----------------------------------------------------------------------------------


def test_columns_answer_what_the_archive_answers(kept, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    kept.add(REPORTS[0].model_copy(update={"overview": "别的概述。"}))  # only the latest counts
    assert kept.export(tmp_path / "columns") == len(REPORTS)
    files = f"{tmp_path}/columns/signals/**/*.parquet"
    rows = duckdb.sql(
        f"SELECT date, theme, rank, text, direction FROM read_parquet('{files}')"
    ).fetchall()
    own = [(it.date, it.theme, it.rank, it.text, it.direction) for it in kept.signals()]
    assert sorted(rows, key=repr) == sorted(own, key=repr)
    days = duckdb.sql(
        f"SELECT theme, count(DISTINCT report), min(date), max(date) FROM read_parquet('{files}')"
        " GROUP BY theme ORDER BY theme"
    ).fetchall()
    assert days == sorted(map(tuple, kept.themes()))


def test_an_export_holds_what_is_asked_for_and_nothing_of_an_earlier_one(kept, tmp_path):
    pytest.importorskip("pyarrow")
    kept.export(tmp_path)
    theme = REPORTS[0].theme
    assert kept.export(tmp_path, theme=theme) == 1
    parquet = [path for path in tmp_path.rglob("*.parquet") if "signals" in path.parts]
    assert len(parquet) == 1


# --- what survives -----------------------------------------------------------------------------

# Adds reports in a process that is forked and killed, again and again; prints what was acknowledged.
KILLING = """
import os, random, signal, sys
from themereport.archive import Archive
from themereport.testing import example_report
path, seed, kills = sys.argv[1], sys.argv[2], int(sys.argv[3])
base, chance = example_report(evidence=False), random.Random(seed)
Archive.open(path).close()
for run in range(kills):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with Archive.open(path) as archive:
            for number in range(10**6):
                report = base.model_copy(update={"overview": f"Number {number} of {run}."})
                added = archive.add(report)
                os.write(writer, f"{added.revision} {report.content_hash}\\n".encode())
    os.close(writer)
    with os.fdopen(reader) as acknowledged:
        lines = [acknowledged.readline() for _ in range(chance.randrange(1, 8))]
        for _ in range(chance.randrange(30_000)):  # somewhere in what comes next
            pass
        os.kill(child, signal.SIGKILL)
        lines += acknowledged.readlines()
    os.waitpid(child, 0)
    print("".join(lines), end="")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
@pytest.mark.parametrize("seed", range(4))
def test_what_was_acknowledged_survives_a_kill_at_any_moment(path, seed):
    """Fifty kills each."""
    kills = 50
    done = subprocess.run(
        [sys.executable, "-c", KILLING, str(path), str(seed), str(kills)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    acknowledged = {line.split()[1]: int(line.split()[0]) for line in done.stdout.splitlines()}
    assert len(acknowledged) >= kills
    with Archive.open(path) as opened:
        stored = {item.content_hash: item.revision for item in opened.revisions(BASE.slug)}
        assert acknowledged.items() <= stored.items()
        assert len(stored) <= len(acknowledged) + kills  # one a run may have been written unseen
        assert list(opened.verify()) == []


def write_some(path, who, barrier):
    barrier.wait()
    with Archive.open(path) as opened:
        for number in range(20):
            opened.add(BASE.model_copy(update={"overview": f"Number {number} of {who}."}))
        opened.add_many(REPORTS[:3])


def test_many_processes_write_at_once_and_nothing_is_lost(path):
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(4)
    writers = [context.Process(target=write_some, args=(path, who, barrier)) for who in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    with Archive.open(path) as opened:
        numbers = [item.revision for item in opened.revisions(BASE.slug)]
        assert numbers == list(range(1, 81))
        assert len(opened) == 4
        assert list(opened.verify()) == []


def test_a_failing_step_of_many_leaves_no_part_of_it(path, monkeypatch):
    monkeypatch.setattr(archive, "_AT_ONCE", 2)
    with Archive.open(path) as opened:
        put = adding._put_report
        calls = []

        def fail_at_fourth(connection, prepared):
            calls.append(prepared)
            if len(calls) == 4:
                raise sqlite3.OperationalError("disk I/O error")
            return put(connection, prepared)

        monkeypatch.setattr(adding, "_put_report", fail_at_fourth)
        with pytest.raises(tr.ArchiveError, match="disk I/O error"):
            opened.add_many([on(day) for day in range(1, 7)])
        assert [report.published_at.day for report in opened.between()] == [1, 2]
        assert list(opened.verify()) == []


FILLING = """
import resource, sys
import themereport as tr
from themereport.archive import Archive
from themereport.testing import example_report
base = example_report(evidence=False)
with Archive.open(sys.argv[1]) as archive:
    archive.add(base)
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    done = 0
    try:
        for number in range(1000):
            archive.add(base.model_copy(update={"overview": f"Number {number}."}))
            done += 1
    except tr.ArchiveError as error:
        print(done, error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of files are those of Linux")
@pytest.mark.parametrize("size", [130_000, 200_000, 300_001])
def test_a_full_disk_is_told_and_what_was_added_before_is_there(path, size):
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(path), str(size)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert "the archive" in done.stdout, done.stderr
    added = int(done.stdout.split()[0])
    with Archive.open(path) as opened:
        assert len(opened.revisions(BASE.slug)) == added + 1
        assert list(opened.verify()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="calls are replaced as Linux does it")
def test_whichever_call_fails_what_was_added_is_there_and_the_file_is_whole(tmp_path):
    """Each call that changes a file fails in turn: alone, and with all that come after it."""
    library = tmp_path / "failing.so"
    tests = ROOT / "tests"
    source = tests / "failing_calls.c"
    compiler = require("gcc")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    done = subprocess.run(
        [sys.executable, str(tests / "failing_writes.py"), str(tmp_path)],
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    tried = [int(line) for line in done.stdout.split()]
    assert len(tried) == 4 and min(tried) > 20


def test_a_copy_is_whole_while_another_connection_writes(path, tmp_path):
    with Archive.open(path) as writer, Archive.open(path) as reader:
        writer.add_many(REPORTS[:3])
        writer._connection.execute("BEGIN IMMEDIATE")
        adding.put(writer._connection, [prepare(on(1))])
        reader.copy(tmp_path / "copy.db")
        writer._connection.execute("COMMIT")
        with Archive.open(tmp_path / "copy.db") as copy:
            assert len(copy) == 3
            assert list(copy.verify()) == []
        with pytest.raises(tr.ArchiveError, match="there already"):
            reader.copy(tmp_path / "copy.db")


def test_a_copy_that_fails_leaves_no_file(kept, tmp_path):
    kept.close()
    with pytest.raises(tr.ArchiveError, match="closed"):
        kept.copy(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"x" * 2000])
def test_a_file_that_is_no_database_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(tr.ArchiveError, match="damaged, or no archive"):
        Archive.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("PRAGMA application_id = 7", "no archive"),
        ("PRAGMA user_version = 99", "update themereport"),
        ("CREATE TRIGGER t AFTER INSERT ON reports BEGIN DELETE FROM items; END", "other tables"),
        ("CREATE VIEW v AS SELECT 1", "other tables"),
        ("DROP INDEX items_by_report", "other tables"),
    ],
)
def test_a_database_that_is_another_or_was_changed_is_refused(path, change, said):
    Archive.open(path).close()
    other = sqlite3.connect(path)
    other.execute(change)
    other.commit()
    other.close()
    with pytest.raises(tr.ArchiveError, match=said):
        Archive.open(path)


def test_a_text_that_is_none_is_damage_and_not_printed(kept):
    kept._connection.execute("UPDATE reports SET json = CAST(json || x'ff' AS TEXT) WHERE id = 1")
    with pytest.raises(tr.ArchiveError, match="it is damaged: what it holds is no text") as caught:
        list(kept.between())
    assert len(str(caught.value)) < 500


def test_a_name_that_sqlite_would_cut_is_refused(path):
    with pytest.raises(tr.ArchiveError, match=r"U\+0000"):
        Archive.open(f"{path}\0.db")
    assert not path.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_the_name_of_an_archive_and_of_its_copy_need_not_be_utf8(tmp_path):
    path = f"{tmp_path}/a\udcff%?.db"
    with Archive.open(path) as archive:
        archive.add(BASE)
        archive.copy(f"{path}.copy")
    assert sorted(os.listdir(tmp_path)) == ["a\udcff%?.db", "a\udcff%?.db.copy"]
    with Archive.open(f"{path}.copy", readonly=True) as archive:
        assert len(archive) == 1


def test_what_no_report_can_have_is_said_in_words(kept):
    with pytest.raises(tr.ArchiveError, match="nothing with so large a number"):
        kept.get(REPORTS[0].slug, 10**20)
    with pytest.raises(tr.ArchiveError, match=r"nothing is called '\\udcff'"):
        kept.get("\udcff")


def test_there_must_be_a_file_to_read_only(path):
    with pytest.raises(tr.ArchiveError, match="there is no archive"):
        Archive.open(path, readonly=True)
    assert not path.exists()


def test_an_empty_file_is_called_one_and_not_of_an_older_version(path):
    path.touch()
    with pytest.raises(tr.ArchiveError, match="is empty: add reports to it first"):
        Archive.open(path, readonly=True)


def test_nothing_is_written_through_an_archive_that_is_read_only(path):
    Archive.open(path).close()
    with Archive.open(path, readonly=True) as opened, pytest.raises(tr.ArchiveError):
        opened.add(BASE)


IN_CLOSED_FOLDER = """
import encodings.utf_16_be, os, sys, urllib.parse
from themereport.archive import Archive
from themereport.errors import ArchiveError
from themereport.testing import example_report

path = sys.argv[1]
report = example_report()
with Archive.open(":memory:") as archive:  # which loads what another user might not read
    archive.add(report)
    list(archive.verify())
if os.getuid() == 0:  # whom no permission stops
    os.setuid(65534)
for is_readonly in (True, False):
    try:
        with Archive.open(path, readonly=is_readonly) as archive:
            print(len(archive), list(archive.verify()))
            archive.add(report)
    except ArchiveError as error:
        print(error)
"""


@pytest.fixture
def in_closed_folder():
    """What is said by one who reads, and adds to, an archive in a folder with these files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def call(*files):
            for file in files:
                shutil.copyfile(file, folder / file.name)

            folder.chmod(0o555)
            name = files[0].name if files else "none.db"
            command = [sys.executable, "-c", IN_CLOSED_FOLDER, str(folder / name)]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout

        yield call
        folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions are others there")
def test_an_archive_in_a_folder_that_cannot_be_written_to_is_read(path, in_closed_folder):
    with Archive.open(path) as archive:
        archive.add(BASE)
    read, refused, added = in_closed_folder(path).splitlines()
    assert read == "1 []"
    assert "cannot be written to" in refused
    assert "its folder cannot be written to: copy it elsewhere" in added


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions are others there")
def test_an_archive_that_cannot_be_made_is_not_said_to_be_copied_elsewhere(in_closed_folder):
    read, added = in_closed_folder().splitlines()
    assert "there is no archive" in read
    assert "it cannot be made, as the folder" in added


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions are others there")
def test_a_log_in_a_folder_that_cannot_be_written_to_is_not_passed_over(path, in_closed_folder):
    with Archive.open(path) as archive:
        archive.add(BASE)
        said = in_closed_folder(path, Path(f"{path}-wal")).splitlines()
    assert len(said) == 2
    assert all("copy it elsewhere, with its -wal file" in line for line in said)


def test_an_archive_is_opened_beside_a_writer_as_one_that_changes(path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Archive.open(path) as writer, Archive.open(path, readonly=True) as reader:
        assert len(reader) == 0
        writer.add(BASE)
        assert len(reader) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "is a folder, a device, or a pipe"),
        ("pipe", "is a folder, a device, or a pipe"),
        ("none/a.db", "there is no folder '.*none': make it first"),
        ("loop", "Too many levels of symbolic links|unable to open"),
        ("x" * 300, "File name too long|unable to open"),
    ],
)
def test_what_cannot_be_an_archive_is_refused_with_the_reason(tmp_path, name, said):
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(tr.ArchiveError, match=said):
        Archive.open(tmp_path / name)


def test_a_closed_archive_says_so(kept):
    kept.close()
    kept.close()
    with pytest.raises(tr.ArchiveError, match="closed"):
        kept.get(REPORTS[0].slug)


def test_any_flipped_bytes_end_in_an_error_or_in_what_was_stored(path):
    with Archive.open(path) as opened:
        opened.add_many(REPORTS)
        opened._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content, chance = path.read_bytes(), random.Random(5)
    by_slug = {report.slug: report for report in REPORTS}
    for _ in range(150):
        broken = bytearray(content)
        for _ in range(chance.randrange(1, 9)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        try:
            with Archive.open(path, readonly=True) as opened:
                list(opened.verify())
                list(opened.search("the"))
                for slug, report in by_slug.items():
                    assert opened.get(slug) == report
        except tr.ArchiveError:
            pass


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE reports SET json = replace(json, '的', '地') WHERE id = 1", "its hash"),
        ("UPDATE reports SET theme = 'x' WHERE id = 1", "its columns"),
        ("UPDATE reports SET published_at = '2000' WHERE id = 1", "its columns"),
        ("DELETE FROM reports WHERE id = 2", "belong to no report"),
        ("UPDATE items SET text = 'x' WHERE id = 3", "its rows"),
        ("DELETE FROM items WHERE id = 3", "its rows"),
        ("UPDATE reports SET is_latest = 0 WHERE id = 1", "the latest"),
        ("INSERT INTO grams (rowid, pairs) VALUES (99999, 'ab bc')", "the index"),
    ],
)
def test_verify_names_what_is_not_as_it_was_stored(kept, change, reason):
    assert list(kept.verify()) == []
    kept._connection.execute("PRAGMA foreign_keys = OFF")  # as other programs have it
    kept._connection.execute(change)
    assert any(reason in damage.reason for damage in kept.verify())


# --- wrong arguments ---------------------------------------------------------------------------


def test_the_first_revision_has_none_to_be_compared_with(kept):
    slug = REPORTS[0].slug
    with pytest.raises(tr.ArchiveError, match="before 1: there is nothing to compare it with"):
        kept.diff(slug)


@pytest.mark.parametrize("ask", ["search", "signals"])
def test_a_direction_that_is_none_is_refused_with_those_that_are(kept, ask):
    words = {"text": "a"} if ask == "search" else {}
    with pytest.raises(tr.ConfigError, match=r"no direction 'positiv': did you mean 'positive'\?"):
        getattr(kept, ask)(**words, direction="positiv")


@pytest.mark.parametrize(
    "call", [lambda kept: kept.newest(-1), lambda kept: kept.search("a", limit=-1)]
)
def test_a_number_below_nothing_is_refused(kept, call):
    with pytest.raises(tr.ConfigError, match="cannot be -1: give 0 or more"):
        call(kept)


@pytest.mark.parametrize(
    "call", [lambda kept: kept.newest(10**30), lambda kept: kept.search("a", limit=10**30)]
)
def test_a_number_beyond_all_lists_is_refused(kept, call):
    with pytest.raises(tr.ConfigError, match="cannot be 1000"):
        call(kept)


@pytest.mark.parametrize("word", ["\ud800", "储能 \udce5"])
def test_what_is_no_unicode_is_nowhere(kept, word):
    assert list(kept.search(word)) == []


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("count", lambda kept: kept.newest("3")),
        ("text", lambda kept: kept.search(3)),
        ("limit", lambda kept: kept.search("a", limit="3")),
        ("original", lambda kept: kept.add(BASE, original=3)),
    ],
)
def test_an_argument_of_a_wrong_type_is_said_by_name(kept, name, call):
    with pytest.raises(TypeError, match=f"{name} must be"):
        call(kept)


# --- upgrades ----------------------------------------------------------------------------------


def asked(path, query):
    with closing(sqlite3.connect(path)) as other:
        return other.execute(query).fetchall()


@pytest.mark.parametrize("version", range(1, layout.VERSION + 1))
def test_an_archive_of_every_older_version_is_brought_up_to_date(path, version, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr(connection, "STEPS", layout.STEPS[:version])
        older.setattr(connection, "VERSION", version)
        Archive.open(path).close()
    more = (*layout.STEPS, "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;\n")
    monkeypatch.setattr(connection, "STEPS", more)
    monkeypatch.setattr(connection, "VERSION", len(more))
    with Archive.open(path) as opened:
        assert opened.add(BASE).is_new
    assert asked(path, "PRAGMA user_version") == [(len(more),)]


def test_an_upgrade_that_fails_leaves_the_old_version(path, monkeypatch):
    with Archive.open(path) as opened:
        opened.add(BASE)
    before = asked(path, "SELECT sql FROM sqlite_schema")
    bad = (*layout.STEPS, "CREATE TABLE later (id INTEGER);\nCREATE TABLE reports (id INTEGER);\n")
    with monkeypatch.context() as failing:
        failing.setattr(connection, "STEPS", bad)
        failing.setattr(connection, "VERSION", len(bad))
        with pytest.raises(tr.ArchiveError, match="already exists"):
            Archive.open(path)
    assert asked(path, "SELECT sql FROM sqlite_schema") == before
    with Archive.open(path) as opened:
        assert opened.get(BASE.slug) == BASE
