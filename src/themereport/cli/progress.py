"""Progress of long work: a bar on a terminal, silence in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from themereport.errors import go_without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["progress"]

T = TypeVar("T")


def progress(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """Pass `items` on, counting them on a terminal if rich is installed (the `cli` extra).

    Where their number is known, a bar shows how far they are, and how long the rest may take.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    try:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )
    except ImportError as error:
        go_without(error, "A bar of progress", "cli", "rich")
        yield from items
        return
    if total is None:
        columns = [SpinnerColumn(), TextColumn("{task.description} {task.completed}")]
    else:
        label_column = TextColumn("{task.description}")
        columns = [label_column, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        for item in items:
            yield item
            bar.advance(task)
