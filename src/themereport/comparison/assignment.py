"""Who goes with whom: the pairs whose weights add up to most."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["best_pairs"]


def best_pairs(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The pairs (row, column), each row and column at most once, of the greatest total weight.

    Pairs of weight 0 are left out. Of several that are best, the same is found each time. Takes
    time in the order of rows x rows x columns (the Hungarian method, by shortest paths).
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return sorted((row, column) for column, row in best_pairs(turned))
    columns = len(weights[0])
    # Prices make the best choice of each row the best of all; index 0 is no row and no column.
    row_price, column_price = [0] * (len(weights) + 1), [0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, len(weights) + 1):
        row_of[0] = row
        column = 0
        least: list[float] = [float("inf")] * (columns + 1)
        before = [0] * (columns + 1)
        is_done = [False] * (columns + 1)
        while row_of[column]:
            is_done[column] = True
            here = row_of[column]
            open_columns = [at for at in range(1, columns + 1) if not is_done[at]]
            for at in open_columns:
                cost = -weights[here - 1][at - 1] - row_price[here] - column_price[at]
                if cost < least[at]:
                    least[at], before[at] = cost, column
            nearest = min(open_columns, key=least.__getitem__)
            step = int(least[nearest])
            for at in range(columns + 1):
                if is_done[at]:
                    row_price[row_of[at]] += step
                    column_price[at] -= step
                else:
                    least[at] -= step
            column = nearest
        while column:  # shift the rows along the path, so that the new one has its place
            row_of[column] = row_of[before[column]]
            column = before[column]
    pairs = ((row_of[at] - 1, at - 1) for at in range(1, columns + 1) if row_of[at])
    return sorted(pair for pair in pairs if weights[pair[0]][pair[1]])
