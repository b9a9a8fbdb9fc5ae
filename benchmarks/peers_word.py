"""What people write today to make a Word document: python-docx, paragraph by paragraph."""

from __future__ import annotations

from io import BytesIO

import docx

from themereport.document.document import (
    Disclaimer,
    Document,
    Heading,
    LabelledList,
    Notice,
    Paragraph,
    RankedList,
    SteppedList,
)
from themereport.document.moment import format_published

__all__ = ["word_by_hand"]


def word_by_hand(document: Document) -> bytes:
    """`document` with python-docx's own styles; lists go on counting, nothing else is set."""
    labels = document.labels
    made = docx.Document()
    made.add_paragraph(document.title, style="Title")
    when = format_published(document.report.published_at, labels.language)
    made.add_paragraph(
        f"{labels.published}{labels.after_label}{labels.gap}{when}", style="Subtitle"
    )

    def add(label: str, text: str, style: str) -> None:
        paragraph = made.add_paragraph(style=style)
        paragraph.add_run(label).bold = True
        paragraph.add_run(f"{labels.gap}{text}")

    for block in document.blocks:
        match block:
            case Heading():
                number = f"{block.number}. " if block.number else ""
                made.add_heading(f"{number}{block.text}", block.level - 1)
            case Notice() | Paragraph():
                made.add_paragraph(block.text)
            case RankedList():
                for text in block.items:
                    made.add_paragraph(text, style="List Number")
            case LabelledList():
                for label, text in block.items:
                    add(f"{label}{block.mark}", text, "List Bullet")
            case SteppedList():
                for label, text, steps in block.items:
                    add(f"{label}{block.mark}", text, "List Bullet")
                    for step in steps:
                        made.add_paragraph(step, style="List Number 2")
            case Disclaimer():
                add(f"{block.label}{block.mark}", block.text, "Normal")
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()
