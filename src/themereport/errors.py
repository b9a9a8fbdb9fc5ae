"""Every exception that themereport raises on purpose, under one root."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themereport.diagnostics.diagnostic import Diagnostic

__all__ = [
    "ArchiveError",
    "ConfigError",
    "MissingExtraError",
    "ModelError",
    "PluginError",
    "ReadError",
    "RenderError",
    "ThemeReportError",
    "WriteError",
    "choice",
    "go_without",
    "missing",
    "nearest",
]

_MOST_NAMES = 20


class ThemeReportError(Exception):
    """The root: `except ThemeReportError` catches whatever this library raises."""


class _DiagnosedError(ThemeReportError, ValueError):
    """An error that carries all diagnostics, not only the first one."""

    def __init__(self, diagnostics: Sequence[Diagnostic], *, what: str) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        self.what = what
        super().__init__(self.diagnostics, what)

    def __str__(self) -> str:
        count = len(self.diagnostics)
        head = f"{self.what}: {count} problem{'' if count == 1 else 's'}"
        return "\n".join([head, *(f"  {diagnostic}" for diagnostic in self.diagnostics)])

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.diagnostics, self.what))


def _rebuild(
    kind: type[_DiagnosedError], diagnostics: Sequence[Diagnostic], what: str
) -> _DiagnosedError:
    return kind(diagnostics, what=what)


class ModelError(_DiagnosedError):
    """Values that make no valid model; `diagnostics` holds every problem with its path."""


class ReadError(_DiagnosedError):
    """A text that holds no valid report; `diagnostics` holds every problem with its place."""


class RenderError(ThemeReportError):
    """A report that a renderer could not turn into its format."""


class WriteError(ThemeReportError):
    """A file that could not be written; what stood there before is unharmed."""


class ArchiveError(ThemeReportError):
    """An archive that cannot be opened, read or written, or that does not hold what is asked for."""


class PluginError(ThemeReportError):
    """A reader, renderer or rule that is unknown, broken, or registered twice."""


class ConfigError(ThemeReportError):
    """A configuration that says what nobody understands: an unknown profile, code or key."""

    @classmethod
    def unknown(cls, what: str, name: object, known: Iterable[str]) -> ConfigError:
        """The error that there is no `what` called `name`, but those in `known`."""
        return cls(f"there is no {what} {name!r}: {choice(name, known)}")


def choice(name: object, known: Iterable[str]) -> str:
    """What to say to who wrote `name` for one of `known`: the nearest one, and which there are."""
    names = sorted(known)
    near = nearest(name, names)
    advice = f"did you mean {near!r}? There are" if near is not None else "give one of"
    shown = names if len(names) <= _MOST_NAMES else [*names[:3], "…", names[-1]]
    return f"{advice} {', '.join(shown)}"


def nearest(name: object, known: Iterable[str]) -> str | None:
    """The one of `known` that `name` is most likely meant for, without regard to case."""
    from difflib import get_close_matches

    folded = {other.casefold(): other for other in known}
    said = str(name).casefold()
    near = get_close_matches(said, folded, n=1)
    # A part of a long name is less like it than difflib asks for.
    near = near or [other for other in folded if len(said) > 1 and said in other][:1]
    return folded[near[0]] if near else None


class MissingExtraError(ThemeReportError):
    """A feature whose optional dependency is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature = feature
        self.extra = extra
        super().__init__(f"{feature} needs an extra: run pip install 'themereport[{extra}]'")

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.feature, self.extra))


def go_without(error: ImportError, feature: str, extra: str, *modules: str) -> None:
    """Return if what a `feature` needs is not installed; raise if it is, and is broken."""
    trouble = missing(error, feature, extra, *modules)
    if not isinstance(trouble, MissingExtraError):
        raise trouble from error


def missing(error: ImportError, feature: str, extra: str, *modules: str) -> ThemeReportError:
    """What to raise where an import of a `feature` failed: the `extra` brings the `modules`.

    Only if one of them is not there, the extra is; one that is there and fails is broken.
    """
    if isinstance(error, ModuleNotFoundError) and error.name in modules:
        return MissingExtraError(feature, extra)
    return PluginError(
        f"{feature} needs a package that is installed, but cannot be loaded: {error}: run "
        f"pip install --force-reinstall 'themereport[{extra}]'"
    )
