"""The body of an appendix stays inside its section, whatever Markdown it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import themereport as tr
from themereport.models.markdown import contain

HEADING = "it holds a heading"
UNDERLINED = "it holds an underlined heading"
OPEN = "a code fence is left open"
DOUBTFUL = "it holds a code fence that is none to every parser"
WORDY = "a code fence names more than a language"
TOUCHING = "a code fence touches a list or a quotation"

PIECES = (
    "- ", "* ", "*   ", "- - ", "1. ", "2. ", "10) ", "> ", ">", ": ", "[^1]: ", "\n", "\n", "\n\n", " ",
    "  ", "    ", "\t", "# w", "#", "===", "---", "-", "=", "a", "b c", "`x`", "```", "```py", "````", "~~~",
)  # fmt: skip
bodies = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(bodies)
def test_to_commonmark_no_body_has_headings_or_hides_what_follows(body):
    safe, _ = contain(body)
    # Its author's parser gives up on what stands twenty deep.
    parser = MarkdownIt("commonmark", {"maxNesting": 200})
    page = parser.render(f"### A\n\n{safe}\n\n**D:** the end\n")
    assert page.count("<h") == 1 + page.count("<hr")
    assert page.endswith("<p><strong>D:</strong> the end</p>\n")


@given(bodies)
def test_a_body_that_was_made_harmless_is_harmless(body):
    safe, _ = contain(body)
    assert contain(safe) == (safe, [])


@pytest.mark.parametrize(
    ("body", "safe", "problem"),
    [
        ("- # w", "- \\# w", HEADING),
        ("1) ## w", "1) \\## w", HEADING),
        ("> # w", "> \\# w", HEADING),
        ("> - # w", "> - \\# w", HEADING),
        ("-\t# w", "-\t\\# w", HEADING),
        ("-\n    # w", "-\n    \\# w", HEADING),
        ("*   a\n\n    # w", "*   a\n\n    \\# w", HEADING),
        (": # w", ": \\# w", HEADING),
        ("[^1]: http://a.b\n\n    # w", "[^1]: http://a.b\n\n    \\# w", HEADING),
        ("- a\n  ===", "- a\n  \\===", UNDERLINED),
        ("*   a\n    ---", "*   a\n    \\---", UNDERLINED),
        ("> a\n> ---", "> a\n> \\---", UNDERLINED),
        ("a\n=-", "a\n\\=-", UNDERLINED),
        ("- ```", "- \\```", DOUBTFUL),
        ("~~~a`b", "\\~~~a`b", DOUBTFUL),
        ("```a`b", "\\```a`b", DOUBTFUL),
        ("- a\n  ```\n  # x", "- a\n  ```\n  # x\n  ```", OPEN),
        ("- a\n  ```\n  x\n```", "- a\n  ```\n  x\n  ```", OPEN),
        ("- a\n  ```\n  x\ny", "- a\n  ```\n  x\n  ```\ny", OPEN),
        ("```py x=1\ny\n```", "```py\ny\n```", WORDY),
        ("- a\n```\nx\n```", "- a\n\n```\nx\n```", TOUCHING),
    ],
)
def test_what_would_escape_is_made_harmless(body, safe, problem):
    assert contain(body) == (safe, [problem])
    with pytest.raises(tr.ModelError) as caught:
        tr.Section(title="a", body=body)
    (found,) = caught.value.diagnostics
    assert found.code == "TR212"
    assert problem in found.message


@pytest.mark.parametrize(
    "body",
    [
        "- a\n- b\n  1. c",
        "- #1 in its market",
        "- a\n- ---",
        "a\n\n- - -",
        "> a\n>\n> ---",
        "> ```\n> x\n> ```",
        "- a\n\n  ```py\n  # x\n  ```",
        "*   a\n\n    ```py\n    # x\n    ```",
        "- a\n\nb\n\n    # x",
        "a\n\n    # x",
        "``` py\n# x\n```  \ny",
        "```x``` y",
        "| a | b |\n|---|---|\n| # | - |",
    ],
)
def test_a_harmless_body_stays_as_it_is(body):
    assert contain(body) == (body, [])
