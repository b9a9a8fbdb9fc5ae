"""Writing: a file is the old one or the new one, whatever happens."""

from __future__ import annotations

import errno
import os
import stat
import types

import pytest
from canonical import EXAMPLES, REPORT

import themereport as tr
from themereport import writing

OLD = b"what stood there before"


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "report.json"
    path.write_bytes(OLD)
    return path


class Failing:
    """The calls of `os` that writing makes, of which the one numbered `at` fails."""

    _CALLS = ("open", "fdopen", "fsync", "lstat", "chmod", "replace", "close")

    def __init__(self, at, error):
        self.at = at
        self.error = error
        self.calls = []

    def __getattr__(self, name):
        value = getattr(os, name)
        return self._guarded(name, value) if name in self._CALLS else value

    def _guarded(self, name, call):
        def guarded(*arguments, **options):
            self._count(name)
            result = call(*arguments, **options)
            return self._file(result) if name == "fdopen" else result

        return guarded

    def _file(self, file):
        """The file, of which writing and flushing may fail, too."""
        names = {name: self._guarded(name, getattr(file, name)) for name in ("write", "flush")}
        return _File(file, types.SimpleNamespace(**names))

    def _count(self, name):
        self.calls.append(name)
        if len(self.calls) == self.at:
            raise self.error


class _File:
    def __init__(self, file, guarded):
        self._file = file
        self._guarded = guarded

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self._file.close()

    def __getattr__(self, name):
        return getattr(self._guarded, name, None) or getattr(self._file, name)


def attempts(monkeypatch, error):
    """One `Failing` for each call that writing makes, put in the place of `os`."""
    at = 0
    while True:
        at += 1
        failing = Failing(at, error)
        monkeypatch.setattr(writing, "os", failing)
        yield failing
        if len(failing.calls) < at:
            return


def test_the_file_holds_what_is_rendered(target):
    tr.write(REPORT, target)
    assert target.read_text(encoding="utf-8") == tr.render(REPORT, "json")
    assert tr.load(target) == REPORT


@pytest.mark.parametrize(
    ("suffix", "format"),
    [("md", "jekyll"), ("markdown", "jekyll"), ("htm", "html"), ("html", "html"), ("json", "json"),
     ("yml", "yaml"), ("yaml", "yaml"), ("txt", "text"), ("JSON", "json")],
)  # fmt: skip
def test_the_suffix_names_the_format(tmp_path, suffix, format):
    path = tmp_path / f"report.{suffix}"
    tr.write(REPORT, path)
    assert path.read_text(encoding="utf-8") == tr.render(REPORT, format)


def test_a_format_that_is_given_comes_before_the_suffix(tmp_path):
    path = tmp_path / "report.data"
    tr.write(REPORT, str(path), "yaml")
    assert path.read_text(encoding="utf-8") == tr.render(REPORT, "yaml")


def test_the_language_is_that_of_the_frame(tmp_path):
    path = tmp_path / "report.txt"
    tr.write(REPORT, path, language="en")
    assert path.read_text(encoding="utf-8") == tr.render(REPORT, "text", language="en")


def test_every_example_is_written_as_it_is(tmp_path):
    for example in EXAMPLES:
        report = tr.load(example)
        tr.write(report, tmp_path / report.filename)
        assert (tmp_path / example.name).read_bytes() == example.read_bytes()


@pytest.mark.parametrize("name", ["report", "report.tex", "report.", ".md"])
def test_an_unknown_suffix_is_refused_with_the_formats_there_are(tmp_path, name):
    with pytest.raises(tr.PluginError, match=", ".join(tr.RENDERERS.names())):
        tr.write(REPORT, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.ENOENT])
def test_a_fault_at_any_call_leaves_the_old_file_or_the_new_one(monkeypatch, target, number):
    new = str(tr.render(REPORT, "json")).encode()
    outcomes = set()
    for failing in attempts(monkeypatch, OSError(number, os.strerror(number))):
        target.write_bytes(OLD)
        try:
            tr.write(REPORT, target)
        except tr.WriteError:
            assert target.read_bytes() == OLD
            outcomes.add("old")
        else:
            assert target.read_bytes() == new
            outcomes.add("new")
        assert os.listdir(target.parent) == [target.name], failing.calls
    assert outcomes == {"old", "new"}
    assert {"open", "write", "flush", "fsync", "lstat", "chmod", "replace"} <= set(failing.calls)


def test_a_fault_before_the_new_name_is_an_error(monkeypatch, target):
    for failing in attempts(monkeypatch, OSError(errno.ENOSPC, "no space")):
        target.write_bytes(OLD)
        try:
            tr.write(REPORT, target)
        except tr.WriteError:
            continue
        assert "replace" in failing.calls[: failing.at - 1]


def test_an_interruption_at_any_call_leaves_no_other_file(monkeypatch, target):
    for failing in attempts(monkeypatch, KeyboardInterrupt()):
        target.write_bytes(OLD)
        try:
            tr.write(REPORT, target)
        except KeyboardInterrupt:
            if "replace" not in failing.calls[: failing.at - 1]:
                assert target.read_bytes() == OLD
        assert os.listdir(target.parent) == [target.name], failing.calls


def test_a_fault_leaves_no_file_where_none_was(monkeypatch, tmp_path):
    path = tmp_path / "new.json"
    for _ in attempts(monkeypatch, OSError(errno.ENOSPC, "no space")):
        path.unlink(missing_ok=True)
        try:
            tr.write(REPORT, path)
        except tr.WriteError:
            assert os.listdir(tmp_path) == []


def test_a_write_error_keeps_its_cause(monkeypatch, target):
    fault = OSError(errno.ENOSPC, "no space")
    monkeypatch.setattr(writing, "os", Failing(1, fault))
    with pytest.raises(tr.WriteError, match=r"report\.json.*no space") as caught:
        tr.write(REPORT, target)
    assert caught.value.__cause__ is fault


def test_a_report_that_cannot_be_rendered_touches_no_file(target):
    with pytest.raises(tr.RenderError):
        tr.write(REPORT, target, language="tlh")
    assert target.read_bytes() == OLD
    assert os.listdir(target.parent) == [target.name]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o755])
def test_an_existing_file_keeps_its_permissions(target, mode):
    target.chmod(mode)
    tr.write(REPORT, target)
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_a_new_file_has_the_usual_permissions(tmp_path):
    other, path = tmp_path / "other", tmp_path / "report.json"
    other.write_bytes(b"")
    tr.write(REPORT, path)
    assert path.stat().st_mode == other.stat().st_mode


def test_a_link_is_replaced_and_not_followed(tmp_path, target):
    link = tmp_path / "link.json"
    link.symlink_to(target)
    tr.write(REPORT, link)
    assert not link.is_symlink()
    assert tr.load(link) == REPORT
    assert target.read_bytes() == OLD


def test_a_link_to_nothing_is_replaced(tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "nothing.json")
    tr.write(REPORT, link)
    assert sorted(os.listdir(tmp_path)) == ["link.json"]
    assert tr.load(link) == REPORT


def test_the_other_name_of_a_file_keeps_the_old_content(tmp_path, target):
    other = tmp_path / "other.json"
    os.link(target, other)
    tr.write(REPORT, target)
    assert other.read_bytes() == OLD


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    folder = tmp_path / "folder.json"
    folder.mkdir()
    with pytest.raises(tr.WriteError, match="folder"):
        tr.write(REPORT, folder)
    assert os.listdir(folder) == []
    assert os.listdir(tmp_path) == [folder.name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("through_link", [False, True])
def test_what_is_no_file_is_not_replaced(tmp_path, through_link):
    pipe = target = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    if through_link:
        target = tmp_path / "link.json"
        target.symlink_to(pipe)
    before = os.lstat(target)
    with pytest.raises(tr.WriteError, match="a device, a pipe or a socket"):
        tr.write(REPORT, target)
    assert os.lstat(target) == before


def test_a_link_to_a_folder_is_not_written_into(tmp_path):
    folder, link = tmp_path / "folder", tmp_path / "link.json"
    folder.mkdir()
    link.symlink_to(folder)
    with pytest.raises(tr.WriteError):
        tr.write(REPORT, link)
    assert os.listdir(folder) == []


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(tr.WriteError, match="none"):
        tr.write(REPORT, tmp_path / "none" / "report.json")
    assert os.listdir(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_refused(target):
    with pytest.raises(tr.WriteError):
        tr.write(REPORT, target / "report.json")
    assert target.read_bytes() == OLD


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path, target):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(tr.WriteError):
            tr.write(REPORT, target)
    finally:
        tmp_path.chmod(0o700)
    assert target.read_bytes() == OLD


@pytest.mark.parametrize("name", ["a\0b.json", "a\ud800b.json", f"{'x' * 300}.json"])
def test_an_impossible_file_name_is_refused(tmp_path, name):
    with pytest.raises(tr.WriteError):
        tr.write(REPORT, tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_a_file_of_the_current_folder_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tr.write(REPORT, "report.json")
    assert os.listdir(tmp_path) == ["report.json"]


@pytest.mark.parametrize("wrong", [None, 3, b"report.json", ["report.json"]])
def test_a_path_of_the_wrong_type_is_a_type_error(wrong):
    with pytest.raises(TypeError):
        tr.write(REPORT, wrong)


@pytest.mark.parametrize("wrong", [None, 3, "report", {}])
def test_what_is_no_report_is_a_type_error(tmp_path, wrong):
    with pytest.raises(TypeError):
        tr.write(wrong, tmp_path / "report.json")
    with pytest.raises(TypeError):
        tr.render(wrong)


@pytest.mark.parametrize(
    "options", [{"format": ["json"]}, {"language": 3}, {"language": ["en"]}], ids=repr
)
def test_an_option_of_the_wrong_type_is_a_type_error(options):
    with pytest.raises(TypeError):
        tr.render(REPORT, **options)


@pytest.mark.parametrize("format", ["text", "terminal"])
def test_lines_name_the_makers_below_the_date(format):
    makers = tr.Provenance(authors=("甲（虚构）", "乙（虚构）"), publisher="丙社（虚构）")
    lines = str(tr.render(REPORT.model_copy(update={"provenance": makers}), format)).splitlines()
    date = next(at for at, line in enumerate(lines) if "发布" in line)
    assert "甲（虚构），乙（虚构），丙社（虚构）" in lines[date + 1]
