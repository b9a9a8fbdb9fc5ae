"""Templates of users: what they may say, what they must, and what they cannot do."""

from __future__ import annotations

import sys

import pytest
from canonical import REPORT

import themereport as tr
from themereport.testing import example_report

END = "{{ labels.notice }}{{ report.disclaimer }}"


@pytest.fixture
def made(tmp_path):
    """What a template makes of a report; `files` are others in its folder."""

    def make(source, report=REPORT, files=None, end=END):
        folder = tmp_path / "templates"
        folder.mkdir(exist_ok=True)
        for name, text in {"page.html": source + end, **(files or {})}.items():
            (folder / name).write_text(text, encoding="utf-8")
        options = {"template": str(folder / "page.html")}
        page = tr.render(report, "html", options=options)
        return page.removesuffix(tr.render(report, "html", options=options)[len(page) :])

    return make


def shown(made, source, report=REPORT, **others):
    """What `source` makes, without what each template must show."""
    return made(f"{source}|end|", report, **others).partition("|end|")[0]


def refused(made, source, **others):
    with pytest.raises(tr.RenderError) as caught:
        made(source, **others)
    return str(caught.value)


# --- what they see -----------------------------------------------------------------------------


def test_a_template_sees_the_report_the_labels_and_the_date(made):
    source = "{{ report.theme }} {{ labels.published }} {{ published }} {{ document.title }}"
    assert shown(made, source) == "储能 发布时间 2026年3月18日 08:30 GMT+08:00 储能市场研究摘要"


def test_it_loops_over_what_the_report_has(made):
    source = "{% for it in report.signals %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %},{% endif %}{% endfor %}"
    assert shown(made, source).startswith("1/10,2/10,")


def test_the_whole_report_is_there_as_a_fragment(made):
    report = example_report()
    page = made("<title>{{ report.theme }}</title>{{ content }}", report)
    assert '<title>Tidal Power</title><article class="themereport ' in page
    assert page.count("<h2") == page.count("</h2>") == 1


def test_the_options_hold_for_the_fragment(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("{{ content }}")
    options = {"template": str(path), "pictures": False, "contents": False}
    page = tr.render(example_report(), "html", options=options)
    assert "<figure" not in page
    assert "<nav" not in page


def test_the_body_of_an_appendix_becomes_html(made):
    report = example_report()
    page = shown(made, "{{ report.appendices[0].body|markdown }}", report)
    assert "<li><strong>Tidal range</strong>" in page


def test_templates_include_and_extend_others_in_their_folder(made):
    files = {
        "base.html": "<main>{% block main %}{% endblock %}</main>",
        "part.html": "{{ report.theme }}",
    }
    source = "{% extends 'base.html' %}{% block main %}{% include 'part.html' %}|"
    assert "<main>储能|" in made(source, files=files, end=END + "{% endblock %}")


def test_slices_and_comparisons_work(made):
    source = "{{ report.theme[:1] }}{{ report.theme[0] }}{{ 1 < 2 <= 2 }}{{ 'a' in 'abc' }}{{ 'x' not in ['y'] }}"
    assert shown(made, source) == "储储TrueTrueTrue"


def test_macros_filters_and_variables_work(made):
    source = (
        "{% macro item(text) %}<i>{{ text|upper }}</i>{% endmacro %}"
        "{% set n = namespace(count=0) %}{% for it in range(3) %}{% set n.count = n.count + it %}{% endfor %}"
        "{{ item('a' ~ n.count) }}{{ report.signals|map(attribute='rank')|join('-') }}"
    )
    assert shown(made, source) == "<i>A3</i>1-2-3-4-5-6-7-8-9-10"


@pytest.mark.parametrize("how", ["{{ report.overview }}", "{% set x %}{{ report.overview }}{% endset %}{{ x }}", "{{ '' ~ report.overview }}", "{{ [report.overview]|join }}", "{% macro m() %}{{ report.overview }}{% endmacro %}{{ m() }}"])  # fmt: skip
def test_texts_are_escaped(made, how):
    report = REPORT.model_copy(update={"overview": "<b>\"&'"})
    assert shown(made, how, report) == "&lt;b&gt;&#34;&amp;&#39;"


# --- what they must do -------------------------------------------------------------------------


def test_a_page_without_the_disclaimer_is_refused(made):
    words = refused(made, "{{ report.theme }}", end="")
    assert "add {{ report.disclaimer }}" in words


def test_a_page_that_does_not_say_that_a_machine_wrote_it_is_refused(made):
    words = refused(made, "{{ report.disclaimer }}", report=example_report(), end="")
    assert "add {{ labels.notice }}" in words


# --- what they cannot do -----------------------------------------------------------------------

FORBIDDEN = {
    "reach into Python": "{{ ''.__class__.__mro__ }}",
    "reach the globals of a function": "{{ range.__globals__ }}",
    "reach through a method": "{{ report.model_dump.__func__ }}",
    "reach through a filter": "{{ report|attr('__class__') }}",
    "reach through map": "{{ [report]|map(attribute='__class__')|join }}",
    "reach through a format": "{{ '{0.__class__}'.format(report) }}",
    "reach through the loop": "{% for it in [1] %}{{ loop.__class__ }}{% endfor %}",
    "call what is not theirs": "{{ report.model_dump_json() }}",
    "change the report": "{% set report.theme = 'x' %}",
    "change a list": "{{ [].append(1) }}",
    "switch escaping off": "{% autoescape false %}{{ report.overview }}{% endautoescape %}",
    "say that a text is safe": "{{ report.overview|safe }}",
    "name what is not there": "{{ report.them }}",
    "use a filter that is not there": "{{ report.theme|nothing }}",
    "leave their folder": "{% include '../secret.html' %}",
    "name a file from the root": "{% include '/etc/passwd' %}",
    "follow a link out": "{% include 'link.html' %}",
    "load Python": "{% import 'os' as os %}",
    "divide by nothing": "{{ 1 / 0 }}",
    "be half written": "{% for it in report.signals %}",
}
LONG = "{% set n = namespace(x='x' * 1000000) %}"
ENDLESS = {
    "a range": "{% for it in range(10 ** 9) %}x{% endfor %}",
    "a large range": "{% for it in range(1000000000) %}x{% endfor %}",
    "loops in loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "loops in loops over signals": "{% for a in report.signals %}" * 9 + "{% endfor %}" * 9,
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(64) }}",
    "a macro that calls itself for ever": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a file that includes itself": "{% include 'page.html' %}",
    "a file that includes itself twice": "{% set n = namespace(n=0) %}{% include 'twice.html' %}",
    "a loop that calls itself": "{% for a in [1, 2] recursive %}{{ loop([1, 2]) }}{{ loop([1, 2]) }}{% endfor %}",
    "a text times a number": "{{ 'x' * 999999999 }}",
    "a number times a text": "{{ 999999999 * 'x' }}",
    "a list times a number": "{{ ([1] * 999999999)|length }}",
    "a text that doubles": "{% set n = namespace(x='x') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a joined text that doubles": "{% set n = namespace(x='x') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "a block that doubles": "{% set n = namespace(x='x') %}{% for i in range(60) %}{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}",
    "a list that doubles": "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a list that is joined": "{% set n = namespace(x='x') %}{% for i in range(60) %}{% set n.x = [n.x, n.x]|join %}{% endfor %}",
    "a list of a list, as a text": "{{ [[0] * 100000] * 100000 }}",
    "a report, often": "{{ [report] * 100000 }}",
    "lists in lists": "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "tuples in tuples, as a key": "{% set n = namespace(x=(1,)) %}{% for i in range(60) %}{% set n.x = (n.x, n.x) %}{% endfor %}{{ {n.x: 1}|length }}",
    "namespaces in namespaces": "{% set n = namespace(x=1) %}{% for i in range(60) %}{% set n.x = namespace(a=n.x, b=n.x) %}{% endfor %}{{ n.x }}",
    "a namespace in itself": "{% set n = namespace() %}{% set n.x = [n, n] %}{{ n }}",
    "long lists that are joined": "{{ ([['x' * 1000] * 1000] * 1000)|join|length }}",
    "long lists that are joined one by one": "{{ ([['x' * 1000] * 1000] * 1000)|map('list')|join|length }}",
    "a number that squares": "{% set n = namespace(x=9) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a format": "{{ '%999999999d' % 1 }}",
    "a wide field": "{{ 'x'.ljust(999999999) }}",
    "a centred text": "{{ 'x'|center(999999999) }}",
    "slices of a long text": LONG + "{% for i in range(99999) %}{% set y = n.x[1:] %}{% endfor %}",
    "a search in a long text": LONG + "{% for i in range(99999) %}{% if 'y' in n.x %}{% endif %}{% endfor %}",
    "a text of its own, often": "{% for a in range(99999) %}" + "x" * 1000 + "{% endfor %}",
}  # fmt: skip

REASONS = (
    "too many steps",
    "too much text",
    "too large a number",
    "without an end",
    "Range too big",
    "there is no '",
    "is not safely callable",
    "No filter named 'center'",
)


@pytest.fixture
def around(tmp_path):
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "link.html").symlink_to(tmp_path / "secret.html")
    twice = "{% set n.n = n.n + 1 %}{% if n.n %}{% include 'twice.html' %}{% include 'twice.html' %}{% endif %}"
    (tmp_path / "templates" / "twice.html").write_text(twice)


@pytest.mark.usefixtures("around")
@pytest.mark.parametrize("source", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_template_cannot(made, source):
    words = refused(made, source)
    assert "page.html" in words or "there is no template" in words
    assert "secret" not in words.replace("secret.html", "")


@pytest.mark.usefixtures("around")
@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
def test_what_would_take_all_time_or_memory_is_refused(made, source):
    words = refused(made, source)
    assert "page.html" in words
    assert any(reason in words for reason in REASONS), words


def test_an_error_names_the_line(made):
    assert "page.html' fails in line 3: division by zero" in refused(made, "\n\n{{ 1 / 0 }}")
    assert "page.html' fails in line 2: " in refused(made, "\n{% endfor %}")


@pytest.mark.parametrize("source", ["\n\n{{ 1 / 0 }}", "\n\n{% endfor %}"])
def test_an_error_in_another_file_names_it(made, source):
    words = refused(made, "{% include 'part.html' %}", files={"part.html": source})
    assert "page.html' fails in line 3 of 'part.html': " in words


@pytest.mark.parametrize("data", [b"\xff", b"x" * 1_000_001, None])
def test_a_file_that_is_no_template_is_named(tmp_path, data):
    path = tmp_path / "page.html"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(tr.RenderError, match=r"page\.html"):
        tr.render(REPORT, "html", options={"template": str(path)})


def test_without_jinja_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "themereport.renderers.html.sandbox", raising=False)
    with pytest.raises(tr.MissingExtraError, match=r"pip install 'themereport\[templates\]'"):
        tr.render(REPORT, "html", options={"template": str(tmp_path / "page.html")})
