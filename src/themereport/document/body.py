"""The body of a post: what is to be read, and what is known of it."""

from __future__ import annotations

from attrs import define, field

from themereport.document.citation import Citations
from themereport.document.dialect import Dialect, built_in
from themereport.document.notice import Notices

__all__ = ["Body"]


@define
class Body:
    """What is to be read: the text between two offsets, and what is known of it."""

    start: int
    stop: int
    theme: str = ""
    """The theme that the front matter's title names; used where the body names none."""
    is_named: bool = True
    """Whether the front matter has a title, which names the theme or something else."""
    dialect: Dialect = field(factory=built_in)
    """How it should be written."""
    citations: Citations = field(factory=Citations)
    """Takes the links to the web that stand in sentences."""
    notices: Notices = field(factory=Notices)
    """Takes what says that a machine wrote the text."""
    title: str = ""
    """The front matter's title, which may name the theme in the words of a title line."""
