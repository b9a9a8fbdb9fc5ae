"""The package of a document: its body, and the parts around it."""

from __future__ import annotations

from datetime import UTC
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Twips

from themereport.document.document import Notice
from themereport.locales.language import nearest_language
from themereport.renderers.direction import is_right_to_left
from themereport.renderers.maker import makers_of
from themereport.renderers.word.body import Body
from themereport.renderers.word.elements import element, paragraph, run
from themereport.renderers.xml_text import xml_text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from themereport.document.document import Document
    from themereport.models.report import ThemeReport

__all__ = ["package"]

# In twentieths of a point.
_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}
_MARGIN = 1361
# The fonts and tags that Word has for languages of Han characters.
_EAST_ASIAN = {
    "zh-Hans": ("Microsoft YaHei", "zh-CN"),
    "zh-Hant": ("Microsoft JhengHei", "zh-TW"),
    "ja": ("Yu Gothic", "ja-JP"),
    "ko": ("Malgun Gothic", "ko-KR"),
}
_STYLES_OF_FRAME = ("Subtitle", "Heading1", "Heading2", "AINotice", "ListContinue", "Footer")


def package(document: Document, paper: str) -> bytes:
    """`document` as the file of a Word document."""
    report = document.report
    notices = " ".join(block.text for block in document.blocks if isinstance(block, Notice))
    made = docx.Document(BytesIO(_template(report.language, document.labels.language, paper)))
    body = Body(document, made.part)
    end = made.element.body.sectPr
    for block in body.elements():
        end.addprevious(block)
    made.part.numbering_part.element.extend(body.numbering.elements())
    foot = made.sections[0].footer.paragraphs[0].paragraph_format.element
    foot.insert(1, run(f"{notices}\t"))
    _add_properties(made, document.title, report)
    stream = BytesIO()
    made.save(stream)
    return _with_fixed_times(stream)


@lru_cache(maxsize=32)
def _template(language: str, frame: str, paper: str) -> bytes:
    """An empty document with the styles of a report, and nothing else of python-docx's own."""
    made = docx.Document()
    width, height = _PAPERS[paper]
    section = made.sections[0]
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = section.bottom_margin = Twips(_MARGIN)
    section.top_margin, section.footer_distance = Twips(_MARGIN - 100), Twips(_MARGIN // 2)
    if is_right_to_left(language):
        made.element.body.sectPr.find(qn("w:docGrid")).addprevious(element("bidi"))
    _replace(made.styles.element, "styles.xml")
    _replace(made.settings.element, "settings.xml")
    made.part.numbering_part.element.clear()
    _speak(made.styles.element, language, frame)
    footer = section.footer
    old = footer.paragraphs[0].paragraph_format.element
    number = (_field("PAGE"), run(" / "), _field("NUMPAGES"))
    new = paragraph("Footer", number)
    new.pPr.append(element("tabs", element("tab", val="right", pos=width - 2 * _MARGIN)))
    old.getparent().replace(old, new)
    _drop_others(made)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _replace(part: Element, name: str) -> None:
    """Put what stands in a file beside this one into a part."""
    parsed = parse_xml((files("themereport.renderers.word") / name).read_bytes())
    part.clear()
    part.extend(list(parsed))


def _speak(styles: Element, language: str, frame: str) -> None:
    """Set the languages of texts and of the frame, their fonts and their direction."""
    east = _east_asian(language) or _east_asian(frame) or _EAST_ASIAN["zh-Hans"]
    properties = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert properties is not None
    for fonts in styles.iter(qn("w:rFonts")):
        fonts.set(qn("w:eastAsia"), east[0])
    properties.replace(properties.find(qn("w:lang")), _language(language, east[1]))
    own = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
    if is_right_to_left(language):
        own["Normal"].find(qn("w:pPr")).append(element("bidi"))
        own["Normal"].find(qn("w:rPr")).append(element("rtl"))
    if frame != language:
        for name in _STYLES_OF_FRAME:
            own[name].find(qn("w:rPr")).append(_language(frame, east[1]))


def _language(language: str, east: str) -> Element:
    if _east_asian(language) is not None:
        return element("lang", val="en-US", eastAsia=east, bidi="ar-SA")
    bidi = language if is_right_to_left(language) else "ar-SA"
    return element("lang", val=language, eastAsia=east, bidi=bidi)


def _east_asian(language: str) -> tuple[str, str] | None:
    nearest = nearest_language(language, tuple(_EAST_ASIAN))
    return None if nearest is None else _EAST_ASIAN[nearest]


def _field(name: str) -> Element:
    """A number that Word fills in."""
    return element("fldSimple", run("1"), instr=name)


def _drop_others(made: WordDocument) -> None:
    """Drop the parts of python-docx's template that say nothing of a report."""
    assert made.part.package is not None
    for parts, kept in (
        (made.part.package.rels, {RELATIONSHIP_TYPE.OFFICE_DOCUMENT}),
        (made.part.rels, {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS,
                          RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.THEME,
                          RELATIONSHIP_TYPE.FOOTER}),
    ):  # fmt: skip
        for key in [key for key, related in parts.items() if related.reltype not in kept]:
            del parts[key]


def _add_properties(made: WordDocument, title: str, report: ThemeReport) -> None:
    """What the file says of itself; python-docx's own way knows no long titles or early years."""
    try:
        moment = report.published_at.astimezone(UTC)
    except OverflowError:  # the first and the last day that there is
        moment = report.published_at
    when = f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z"
    told = {
        "dc:title": title,
        "dc:creator": "; ".join(makers_of(report)),
        "cp:keywords": report.theme,
        "dc:language": report.language,
        'dcterms:created xsi:type="dcterms:W3CDTF"': when,
        'dcterms:modified xsi:type="dcterms:W3CDTF"': when,
    }
    inside = "".join(
        f"<{tag}>{escape(xml_text(text))}</{tag.partition(' ')[0]}>" for tag, text in told.items()
    )
    core = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
        '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inside}</cp:coreProperties>'
    )
    whole = made.part.package
    assert whole is not None
    place = PackURI("/docProps/core.xml")
    part = Part(place, CONTENT_TYPE.OPC_CORE_PROPERTIES, core.encode(), whole)
    whole.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def _with_fixed_times(stream: BytesIO) -> bytes:
    """The same archive, in which no file has the time of now."""
    fixed = BytesIO()
    with ZipFile(stream) as old, ZipFile(fixed, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return fixed.getvalue()
