"""Where templates of users run: they see a report, and can do nothing but write.

Jinja's sandbox keeps them from Python. What it does not know is an end: a loop in a loop, or a text
that is doubled again and again, would take all time and memory. So whatever a template does costs
something, and there is a limit to the whole. It is counted, not timed: the same template comes to
the same end on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, ValuesView
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from attrs import define
from jinja2 import FunctionLoader, StrictUndefined, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Sandbox"]

_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "e", "escape", "first", "groupby", "int",
    "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
    "reverse", "round", "select", "selectattr", "sort", "string", "striptags", "title", "trim",
    "truncate", "unique", "upper", "urlencode", "wordcount",
)  # fmt: skip
_METHODS = frozenset({
    "capitalize", "changed", "count", "cycle", "date", "endswith", "get", "index", "isdigit",
    "isoformat", "items", "keys", "lower", "lstrip", "removeprefix", "removesuffix", "rstrip",
    "split", "startswith", "strip", "time", "title", "upper", "values",
})  # fmt: skip
_MAKE_TEXT = frozenset({
    "capitalize", "e", "escape", "join", "lower", "string", "striptags", "title", "trim", "truncate",
    "upper", "urlencode", "wordcount",
})  # fmt: skip
_LARGEST_NUMBER = 1 << 256


_GROUPS = (list, tuple, dict, KeysView, ValuesView, ItemsView)


def _size(value: Any, measure: Callable[[Any], float]) -> float:
    """What the parts of `value` measure in all, to any depth, and as often as each is there."""
    known: dict[int, tuple[float, Any]] = {}  # with the part, so that its id stays its own

    def size_of(part: Any) -> float:
        if isinstance(part, Namespace):
            part = object.__getattribute__(part, "__dict__")
        if id(part) not in known:
            known[id(part)] = math.inf, part  # what is within itself has no end
            if isinstance(part, _GROUPS):
                parts = [*part, *part.values()] if isinstance(part, dict) else part
                known[id(part)] = 1 + sum(map(size_of, parts)), part
            else:
                known[id(part)] = measure(part), part
        return known[id(part)][0]

    return size_of(value)


def _one(_: Any) -> float:
    return 1


def _characters(value: Any) -> float:
    return len(value) if isinstance(value, str) else len(str(value))


@define
class _Budget:
    """What is left of the steps and characters that a template may take."""

    steps: int
    characters: float

    def step(self) -> None:
        """Take a step: a turn of a loop, a call, a file."""
        self.steps -= 1
        if self.steps < 0:
            raise SecurityError("it takes too many steps: let it loop less")

    def take(self, characters: float) -> None:
        """Take characters: of the output, or of a text on the way to it."""
        self.characters -= characters
        if self.characters < 0:
            raise SecurityError("it makes too much text: let it write less")

    def grow(self, value: Any) -> Any:
        """Take a character for each part of a list or the like, and of its parts."""
        if isinstance(value, _GROUPS):
            self.take(_size(value, _one))
        return value

    def weigh(self, value: Any) -> Any:
        """Take what `value` has as a text, before it is made one: a list in lists may be endless."""
        self.take(len(value) if isinstance(value, str) else _size(value, _characters))
        return value

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """The same values, each for a step."""
        for value in values:
            self.step()
            yield value


class _Counted(NodeTransformer):
    """Changes templates so that what they do is counted."""

    def get_visitor(self, node: nodes.Node) -> Callable[..., Any] | None:
        """What changes a node: all that holds parts is changed alike."""
        holds_parts = isinstance(node, (nodes.List, nodes.Dict, nodes.Tuple))
        return self._visit_parts if holds_parts else super().get_visitor(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.iter = _filtered("counted", node.iter)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        # The template's own words are counted, too: in a loop they may be many.
        node.nodes = [
            nodes.MarkSafe(nodes.Const(child.data))
            if isinstance(child, nodes.TemplateData)
            else child
            for child in node.nodes
        ]
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered("joined", nodes.List(node.nodes))

    def _visit_parts(self, node: nodes.Expr) -> nodes.Node:
        self.generic_visit(node)
        is_target = isinstance(node, nodes.Tuple) and node.ctx != "load"
        return node if is_target else _filtered("grown", node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered("taken", node) if isinstance(node.arg, nodes.Slice) else node

    def visit_Operand(self, node: nodes.Operand) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _filtered("taken", node.expr)  # what is compared with is looked at whole
        return node

    def visit_ScopedEvalContextModifier(  # noqa: N802
        self, node: nodes.ScopedEvalContextModifier
    ) -> nodes.Node:
        words = "texts are always escaped: leave 'autoescape' out"
        raise TemplateAssertionError(words, node.lineno)


def _filtered(name: str, value: nodes.Node) -> nodes.Filter:
    return nodes.Filter(cast("nodes.Expr", value), name, [], [], None, None)


class _Generator(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        counted = _Counted().visit(node)
        for child in (counted, *counted.find_all(nodes.Node)):
            child.set_environment(self.environment)
        super().visit_Template(counted.set_lineno(node.lineno), frame)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja for templates in `folder`; for one rendering, because what is taken is not given back.

    All texts are escaped. No name that is not there passes for an empty one.
    """

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, folder: Path, *, steps: int, characters: int, most_source: int) -> None:
        self._folder = folder.resolve()
        self._most_source = most_source
        self.names: dict[str, str] = {}
        """The names of the files that were loaded, by their paths."""
        self._budget = budget = _Budget(steps, characters)
        super().__init__(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            finalize=self._finalized(),
        )
        self.filters = {
            name: self._charged(FILTERS[name], makes_text=name in _MAKE_TEXT) for name in _FILTERS
        }
        self.filters |= {
            "counted": budget.counted,
            "grown": budget.grow,
            "joined": self._joined,
            "taken": self._charged(lambda value: value),
        }
        self.tests.pop("in")  # `x in y` says the same, and is counted
        self.globals = {name: self.globals[name] for name in ("dict", "namespace", "range")}

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """The file `name`; none that stands elsewhere, nor one that a link leads to elsewhere."""
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            return None
        self._budget.step()
        self.names[str(path)] = name
        if path.stat().st_size > self._most_source:
            raise SecurityError(f"{name!r} is too large for a template")
        return path.read_text(encoding="utf-8"), str(path), lambda: True

    def _finalized(self) -> Callable[[Context, Any], Any]:
        budget = self._budget

        @pass_context
        def finalized(_: Context, value: Any) -> Any:
            budget.weigh(value)
            return value if isinstance(value, str) else str(value)

        return finalized

    def _charged(
        self, filter_: Callable[..., Any], *, makes_text: bool = False
    ) -> Callable[..., Any]:
        """A filter whose result is counted; and what it makes a text of, before."""

        def weighed(argument: Any) -> Any:
            if isinstance(argument, Iterator):
                return map(self._budget.weigh, argument)
            is_whole = isinstance(argument, (*_GROUPS, Namespace))
            return self._budget.weigh(argument) if is_whole else argument

        @wraps(filter_)
        def charged(*arguments: Any, **named: Any) -> Any:
            if makes_text:
                arguments = tuple(map(weighed, arguments))
                named = {name: weighed(argument) for name, argument in named.items()}
            result = filter_(*arguments, **named)
            if isinstance(result, Iterator):
                return self._budget.counted(result)
            if isinstance(result, str):
                self._budget.take(len(result))
            return self._budget.grow(result)

        return charged

    def _joined(self, values: list[Any]) -> str:
        for value in values:
            self._budget.weigh(value)
        return markup_join(value if isinstance(value, str) else str(value) for value in values)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of an operator, if it is not too large."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"there is no {operator!r} in templates")
        if operator == "*":
            for one, other in ((left, right), (right, left)):
                if isinstance(one, (str, list, tuple)) and isinstance(other, int):
                    size = len(one) if isinstance(one, str) else _size(one, _one)
                    self._budget.take(size * max(other, 0))
        if operator == "+" and isinstance(left, str):
            self._budget.take(len(left) + len(right))
        result = super().call_binop(context, operator, left, right)
        if operator == "+":
            self._budget.grow(result)
        if isinstance(result, int) and abs(result) > _LARGEST_NUMBER:
            raise SecurityError("it makes too large a number")
        return result

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call `obj`: what it or Jinja defines, and methods that only look."""
        if isinstance(obj, (Macro, LoopContext, BlockReference)):
            return True
        if any(obj is own for own in self.globals.values()):
            return True
        has_owner = getattr(obj, "__self__", None) is not None
        return has_owner and getattr(obj, "__name__", "") in _METHODS

    def call(self, context: Context, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        """Call `obj`, if it may be called; it costs a step."""
        self._budget.step()
        result = super().call(context, obj, *arguments, **named)
        if isinstance(result, str):
            self._budget.take(len(result))
        elif isinstance(result, (list, dict)):
            self._budget.grow(result)
        return result

    def get_template(self, *arguments: Any, **named: Any) -> Any:
        """A template; it costs a step, because one may include itself."""
        self._budget.step()
        return super().get_template(*arguments, **named)

    def select_template(self, *arguments: Any, **named: Any) -> Any:
        """The first of some templates; it costs a step, because one may include itself."""
        self._budget.step()
        return super().select_template(*arguments, **named)
