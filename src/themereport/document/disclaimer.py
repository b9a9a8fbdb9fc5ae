"""What a disclaimer begins with, and the words by which it disclaims."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themereport.document.dialect import Dialect, Recognised
    from themereport.document.passage import Passage

__all__ = ["DISCLAIMING", "disclaims", "recognise_disclaimer", "without_label"]

# The beginning of a line that may be the disclaimer: marks, its label, marks and a colon.
_LABEL = re.compile(
    # Most lines begin a sentence: what stands behind its first words says so at a glance.
    r"(?=(?:</?[A-Za-z][^<>\n]{0,80}>|[^\w\n<]|_){0,8}"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、．)）][ ]?)?"
    r"[^\W_]++(?:[ ’'][^\W_]*+)*+(?:[（(/|｜<：:—–】」』*_\t\u00a0\u202f-]|[.。][*_]|\Z))"
    r"(?P<before>(?:</?[A-Za-z][^<>\n]{0,80}>|[^\w\n<]|_){0,8}?"
    r"(?:(?:\d{1,2}[.、．)）]|[一二三四五六七八九十]{1,2}[、．]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）])[ ]?)?)(?P<label>[^\W_][\w ’'-]{1,40}?)"
    r"(?=[ \t\u00a0\u202f（(/|｜<*_：:—–】」』.。]|\Z)"
    r"(?:[ ]?[（(][^()（）\n]{1,24}[)）]|[ ]?[/|｜][ ]?[^\W_][\w ’'-]{1,40}?)?"
    r"(?P<after>(?:</[A-Za-z]{1,10}>)?[*_]{0,3}(?:[ \t\u00a0\u202f]*[：:]|\Z|[ \t]*[—–]{1,2}|[ \t]+-(?=[ \t]))[*_]{0,3}"
    r"|[】」』][*_]{0,3}[：:]?[*_]{0,3}|[.。]?[*_]{1,3}(?=\s|\w))[ \t\u3000]*"
)
_CLOSING_TAGS = re.compile(r"(?:</[A-Za-z]{1,10}>)+\Z")

DISCLAIMING = {
    "zh": (
        r"不(?:构成|構成|作为|作為|是|视为|視為|应|應|得|代表|属于|屬於|提供|承担|承擔|负|負|对|對|保证|保證|就|做)"
        r"[^。！？]{0,40}?"
        r"(?:建议|建議|意见|意見|依据|依據|要约|要約|推荐|推薦|承诺|承諾|保证|保證|责任|責任|负责|負責|准确|準確|后果|後果)"
        r"|非[^。，]{0,8}(?:建议|建議|意见|意見|要约|要約)|[无無][^。，]{0,8}(?:责任|責任)"
        r"|[仅僅只][供作为為]{1,3}[^。，]{0,8}(?:参考|參考|学习|學習|研究|交流)|概不(?:负责|負責)"
        r"|(?:风险|風險|责任|責任|后果|後果|盈亏|盈虧)自[负負担擔]|自行[^。，]{0,6}(?:承担|承擔)"
    ),
    "en": (
        r"(?i:(?:\b(?:not(?! (?:only|just|merely)\b)|no|nor|neither|never|nothing|without|cannot)\b|n['’]t\b)[^.!?]{0,80}?"
        r"\b(?:advice|recommend|solicit|offer|liab|responsib|warrant|guarantee|relied|rely|relian)"
        r"|\b(?:information|educational|reference|illustrative)\w* (?:purposes|use) only\b"
        r"|\bfor (?:\w+ ){0,2}(?:information|reference|education|illustration) only\b"
        r"|\bonly for (?:information|education|reference)|\bat (?:your|their|the reader['’]s) own risk"
        r"|\bdisclaims? (?:all|any)\b|\bdo your own research\b)"
    ),
    "ja": (
        r"(?:助言|勧誘|推奨|勧め|保証|責任)[^。]{0,20}?(?:ません|ない|なく|かねます)|自己責任|参考(?:情報|資料)"
    ),
    "ko": (
        r"(?:조언|권유|추천|보장|책임)[^.]{0,20}?(?:아닙|아니|않|없)|참고용|책임은[^.]{0,12}(?:본인|투자자)"
    ),
    "de": (
        r"(?i:\b(?:kein(?:e[rsnm]?)?|nicht|weder|ohne|ausgeschlossen)\b[^.!?]{0,80}?"
        r"(?:beratung|empfehlung|aufforderung|angebot|haftung|haftbar|haften|gewähr|verantwort|garantie)"
        r"|(?:haftung|gewähr|verantwortung)[^.!?]{0,80}?\b(?:nicht|kein\w*|ausgeschlossen|abgelehnt)\b"
        r"|auf eige(?:ne|nes|ner)[sr]? (?:gefahr|risiko|verantwortung)"
        r"|(?:nur|ausschließlich|lediglich)[^.!?]{0,40}?(?:information|informativ|bildung|illustration))"
    ),
    "fr": (
        r"(?i:\b(?:ne|n[’']|ni|sans|aucune?|décline(?:nt|r)?)[^.!?]{0,80}?"
        r"\b(?:conseil|recommandation|sollicitation|offre|responsab|garanti|invitation|incitation)"
        r"|\bà (?:titre|des fins)(?: \w+){0,2}? (?:informati|indicati|éducati|pédagogi|illustrati|d[’']information|d[’']illustration)"
        r"|\bà (?:vos|ses|leurs?) (?:propres )?risques)"
    ),
    "es": (
        r"(?i:\b(?:no|ni|sin|ning[uú]na?|nunca)\b[^.!?]{0,80}?"
        r"\b(?:asesor|recomenda|consejo|oferta|solicitud|invitaci|responsab|garant)"
        r"|\b(?:solo|sólo|únicamente|exclusivamente|meramente)\b[^.!?]{0,40}?(?:informativ|educativ|ilustrativ|orientativ)"
        r"|\bfines (?:meramente |exclusivamente |únicamente )?(?:informativ|educativ|ilustrativ)"
        r"|\bpor (?:su|tu) (?:propia )?cuenta y riesgo|\bbajo su propi[oa] (?:riesgo|responsabilidad))"
    ),
    "ar": (
        r"(?:لا|ليس|ليست|لن|دون|بدون|غير|عدم|أي)[^.!؟]{0,80}?"
        r"(?:نصيحة|نصائح|استشارة|مشورة|توصية|توصيات|عرض|دعوة|مسؤولية|مسؤول|مسئولية|ضمان|يضمن|تضمن)"
        r"|لأغراض (?:إعلامية|تعليمية|توضيحية|المعلومات|الاطلاع|التوضيح)|على مسؤولي(?:ته|تك|تهم|ة القارئ)"
    ),
}
"""By language: that it is no advice, that nobody answers for it, that readers act on their own."""


def disclaims(text: str) -> bool:
    """Whether some words of `text`, in any of the languages, disclaim."""
    bare = text.replace("_", " ")  # which would be a letter of the word that it emphasises
    return any(re.search(words, bare) for words in DISCLAIMING.values())


def recognise_disclaimer(line: str, dialect: Dialect) -> Recognised | None:
    """What a line of text names, if that is the disclaimer."""
    if line.startswith(dialect.disclaimer_prefixes):
        for prefix, known in dialect.disclaimers:
            if line.startswith(prefix):
                return known
    match = _LABEL.match(line)
    if match is None or not (match["before"].strip() or match["after"].strip()):
        return None
    found = dialect.recognise(match["label"])
    return found if found is not None and found.key == "disclaimer" else None


def without_label(passage: Passage, dialect: Dialect) -> tuple[Passage, Recognised | None]:
    """A disclaimer without the label that it begins with, and what that is, if it has one."""
    match = _LABEL.match(passage.text)
    if match is None and passage.seams:  # it may be a line of its own
        match = _LABEL.match(passage.text, 0, passage.seams[0][0])
    if match is None:
        return passage, None
    known = dialect.recognise(match["label"])
    if known is None or known.key != "disclaimer":
        return passage, None
    opened = match["before"].strip().lstrip(">").strip()
    closed = match["after"].rstrip("*_")
    # Marks behind the colon that close nothing are those of the text.
    is_closed = "*" in closed or "_" in closed or not {"*", "_"} & set(opened)
    rest = passage.cut(match.start("after") + len(closed) if closed and is_closed else match.end())
    rest = rest.cut(len(rest.text) - len(rest.text.lstrip(" \t\u3000")))
    # Emphasis that began before the label ends behind the text.
    if opened and opened[-1] in "*_" and not set("*_") & set(match["after"]):
        text = _CLOSING_TAGS.sub("", rest.text.rstrip())
        marks = len(opened) - len(opened.rstrip(opened[-1]))
        if text.endswith(opened[-1] * marks):
            rest = rest.cut(0, len(text) - marks)
    return rest, known
