"""Excel: a workbook with a sheet for each part of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themereport.errors import missing
from themereport.renderers.paper import Paper  # noqa: TC001 -- for pydantic

if TYPE_CHECKING:
    from themereport.document.document import Document

__all__ = ["EXCEL", "ExcelRenderer"]


@dataclass(frozen=True)
class ExcelRenderer:
    """Renders a workbook: what the report is, its disclaimer, then each section as a table.

    Texts are cells of text, whatever they begin with: none is a formula. What is said about an
    item has a column for each kind. `render` raises MissingExtraError without the `excel` extra.
    """

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    suffix = ".xlsx"

    paper: Paper = "a4"

    def render(self, document: Document) -> bytes:
        """The workbook, dated as the report is."""
        try:
            from themereport.renderers.excel.workbook import workbook
        except ImportError as error:
            raise missing(error, "Excel", "excel", "xlsxwriter") from error
        return workbook(document, self.paper)


EXCEL = ExcelRenderer()
