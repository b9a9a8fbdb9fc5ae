"""What a model answers: its draft, out of whatever stands around it, as far as it goes."""

from __future__ import annotations

from attrs import evolve, field, frozen

from themereport.diagnostics.diagnostic import Diagnostic
from themereport.llm.draft import ReportDraft, report_of
from themereport.llm.filling import Filling
from themereport.llm.piece import Opening, Pieces
from themereport.readers.fence import beginning_with, left_out
from themereport.readers.open import open_source
from themereport.readers.result import ReadResult, Spans
from themereport.source.limits import DEFAULT_LIMITS, Limits
from themereport.source.text import SourceText

__all__ = ["Answer", "read_answer"]

_BEGINNING = beginning_with(ReportDraft.model_fields)


@frozen
class Answer:
    """What was read of an answer.

    What is missing or wrong in the answer is blank in the `draft`: an empty text, an empty list
    or None. `diagnostics` says what that is. `spans` maps the path of each field, and of each
    item of a list, to its place in the answer.
    """

    draft: ReportDraft
    diagnostics: tuple[Diagnostic, ...]
    spans: Spans = field(repr=False, eq=False)
    source: SourceText = field(repr=False, eq=False)

    def to_report(self, **known: object) -> ReadResult:
        """The report that the answer makes, or all that is wrong with it.

        The parameters, the result and the errors are those of `ReportDraft.to_report`.
        """
        return report_of(self.draft, known, self.diagnostics, self.spans, self.source)


def read_answer(answer: str | bytes, *, limits: Limits = DEFAULT_LIMITS) -> Answer:
    """Read the draft in `answer`; nothing that a model can write raises.

    Thinking, chat and code fences around the object are left out and reported, and so are commas
    that separate nothing. A second object behind the first is an error. An answer that was cut is
    read up to its last complete item. What is broken in one item spoils no other.

    Args:
        answer: What a model wrote: text, or UTF-8 bytes.
        limits: How much the text may ask of the machine.

    Raises:
        TypeError: `answer` is neither text nor bytes.
    """
    if not isinstance(answer, (str, bytes)):
        raise TypeError(f"answer must be str or bytes, not {type(answer).__name__}")
    source, problem = open_source(answer, "<answer>", limits)
    begin = -1 if problem else _begin_of(source.text)
    if begin < 0:
        reason = {"reason": "it holds no object"}
        problem = problem or Diagnostic("TR107", span=source.span(0, 0), arguments=reason)
        return Answer(Filling().so_far(), (problem,), Spans(source, []), source)
    return _read_object(source, begin)


def _begin_of(text: str) -> int:
    """The offset of the object in `text`; -1 if there is none."""
    opening = Opening(ReportDraft.model_fields)
    return text.find("{") if opening.feed(text) is None else opening.offset


def _read_object(source: SourceText, begin: int) -> Answer:
    filling, pieces = Filling(), Pieces()
    places: dict[str, tuple[int, int]] = {}
    for piece in (*pieces.feed(source.text[begin:]), *pieces.close()):
        place = begin + piece.start, begin + piece.end
        if path := filling.take(piece, source.span(*place)):
            places[path] = place
    for stray in pieces.strays[: source.limits.items]:
        filling.stray(source.span(begin + stray, begin + stray + 1))
    end = len(source.text) if pieces.end is None else begin + pieces.end
    if pieces.end is None:
        filling.cut(*pieces.open_piece())
    draft, problems = filling.finish()
    spans = Spans(source, [(list(places), list(places.values()))])
    diagnostics = (
        *left_out(source, 0, begin),
        *(
            problem if problem.span else evolve(problem, span=spans.nearest(problem.path))
            for problem in problems
        ),
        *left_out(source, end, len(source.text), _BEGINNING),
    )
    return Answer(draft, diagnostics, spans, source)
