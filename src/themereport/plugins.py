"""Plug-ins: readers and renderers by name, found as entry points, loaded when asked for.

The built-in ones are registered the same way as anybody's.
"""

from __future__ import annotations

import sys
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from themereport.errors import PluginError, choice

__all__ = ["Registry"]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.metadata import EntryPoint, EntryPoints

T = TypeVar("T")


class Registry(Generic[T]):
    """The plug-ins of one entry-point group.

    `protocol` is what each must be an instance of; a plug-in may be the object itself, or a
    class or function without parameters that makes it. A registry is gone through by its names, and
    `in` asks for one.
    """

    def __init__(self, group: str, what: str, protocol: object) -> None:
        self.group = group
        self.what = what
        self._protocol: Any = protocol
        self._loaded: dict[str, T] = {}
        self._entries: dict[str, list[EntryPoint]] | None = None
        self._lock = threading.Lock()

    def names(self) -> tuple[str, ...]:
        """The names of all plug-ins, sorted; nothing is loaded."""
        return tuple(sorted(self._found()))

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __contains__(self, name: object) -> bool:
        return name in self._found()

    def get(self, name: str) -> T:
        """The plug-in called `name`.

        Raises `PluginError` if there is none, if two packages registered the name, or if it
        cannot be loaded; other plug-ins are not affected.
        """
        try:
            return self._loaded[name]
        except KeyError:
            pass
        found = self._found().get(name)
        if not found:
            raise PluginError(
                f"there is no {self.what} called {name!r}: {choice(name, self.names())}"
            )
        if len(found) > 1:
            origins = " and ".join(sorted({_origin(entry) for entry in found}))
            raise PluginError(
                f"the {self.what} {name!r} is registered twice, by {origins}: uninstall one"
            )
        plugin = self._load(found[0])
        self._loaded[name] = plugin
        return plugin

    def _found(self) -> dict[str, list[EntryPoint]]:
        with self._lock:
            if self._entries is None:
                found: dict[str, list[EntryPoint]] = {}
                # A package that is on the path twice lists its entries twice; they are equal.
                for entry in dict.fromkeys(_entries_on(tuple(sys.path))(group=self.group)):
                    found.setdefault(entry.name, []).append(entry)
                self._entries = found  # only once it is whole: to look may fail
            return self._entries

    def _load(self, entry: EntryPoint) -> T:
        try:
            plugin = entry.load()
            if isinstance(plugin, type) or not isinstance(plugin, self._protocol):
                plugin = plugin()
        except (Exception, SystemExit) as error:
            raise PluginError(
                f"{self._described(entry)} cannot be loaded: {type(error).__name__}: {error}: "
                "update or uninstall that package"
            ) from error
        if not isinstance(plugin, self._protocol):
            asked = [name for name in vars(self._protocol) if not name.startswith("_")]
            lacks = [name for name in asked if not hasattr(plugin, name)]
            raise PluginError(
                f"{self._described(entry)} is no {self.what}: it lacks {', '.join(lacks)}, which "
                f"{self._protocol.__module__}.{self._protocol.__name__} asks for"
            )
        return cast("T", plugin)

    def _described(self, entry: EntryPoint) -> str:
        return f"the {self.what} {entry.name!r} ({entry.value}, from {_origin(entry)})"


@lru_cache(maxsize=1)
def _entries_on(path: tuple[str, ...]) -> Callable[..., EntryPoints]:  # noqa: ARG001 -- the key of the cache
    """Selects from the entries of all packages on a path: it takes as long to find those of one group."""
    from importlib.metadata import entry_points

    try:
        return entry_points().select
    except (OSError, ValueError) as error:
        raise PluginError(
            f"the installed packages cannot be searched for plug-ins: {error}: "
            "reinstall the one whose entry_points.txt is broken"
        ) from error


def _origin(entry: EntryPoint) -> str:
    """The name of the package that registered `entry`, to find which a file is read and parsed."""
    return entry.dist.name if entry.dist else "an unknown package"
