"""Work on all cores: one function on many items in processes, with their results in order."""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import BaseContext

__all__ = ["Died", "map_in_processes"]

T = TypeVar("T")
R = TypeVar("R")

_MOST_AT_ONCE = 32
_PORTIONS = 4


@frozen
class Died(Generic[T]):
    """Stands for the result of an item whose process ended before it had one."""

    item: T


def map_in_processes(
    function: Callable[[T], R],
    items: Sequence[T],
    processes: int,
    *,
    start: Callable[..., None],
    arguments: tuple[Any, ...] = (),
) -> Iterator[R | Died[T]]:
    """Call `function` on each item, in up to `processes` processes; yields results in order.

    Each process begins with `start(*arguments)`. All of these must be picklable. An exception of
    `function` is raised here. A process that dies, by a crash of a library or for want of memory,
    costs one item: the others of its portion are done anew.
    """
    portions = list(_portions(items, processes))
    done = 0
    with _pool(processes, start, arguments) as pool:
        futures = [pool.submit(_each, function, portion) for portion in portions]
        try:
            for future in futures:
                yield from future.result()
                done += 1
        except BrokenProcessPool:
            pass
        else:
            return
    # One process, and one item at a time: the first that has no result is the one that died.
    rest = [item for portion in portions[done:] for item in portion]
    while rest:
        done = 0
        with _pool(1, start, arguments) as pool:
            singles = [pool.submit(function, item) for item in rest]
            try:
                for single in singles:
                    yield single.result()
                    done += 1
            except BrokenProcessPool:
                yield Died(rest[done])
                done += 1
        rest = rest[done:]


def _portions(items: Sequence[T], processes: int) -> Iterator[Sequence[T]]:
    """Parts of `items`, smaller towards the end: no process waits long for the last one."""
    at = 0
    while at < len(items):
        size = max(1, min(_MOST_AT_ONCE, (len(items) - at) // (processes * _PORTIONS)))
        yield items[at : at + size]
        at += size


@contextmanager
def _pool(
    processes: int, start: Callable[..., None], arguments: tuple[Any, ...]
) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with the block, and with them what they have not begun.

    The pool's own end waits until all is done, and forgets that it was told to cancel the rest.
    """
    pool = ProcessPoolExecutor(
        processes, mp_context=_context(), initializer=_begin, initargs=(start, arguments)
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    # What a forked process was born with is not its own to collect: to look at it would copy it.
    gc.freeze()
    start(*arguments)


def _context() -> BaseContext:
    """How processes begin: forked, which takes no time, or anew.

    A library may have threads of its own, as Typst does. A process that was forked from this one has
    none of them, and would wait for them for ever.
    """
    try:
        is_alone = len(os.listdir("/proc/self/task")) == 1
    except OSError:  # not on Linux
        is_alone = False
    return get_context("fork" if is_alone else "spawn")


def _each(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    return [function(item) for item in items]
