"""Markup: pieces of text that some format takes for more than their characters."""

from __future__ import annotations

__all__ = ["MARKUP"]

MARKUP = (
    "#", "##", "*", "**", "***", "_", "__", "~", "~~", "`", "```", "~~~", "-", "--", "---", "- ",
    "+ ", "> ", ">", "1.", "1. ", "12) ", "=", "===", "|", "| a | b |", "$", "$$", "$$x$$", "^",
    "[", "]", "](", "[a](b)", "[^1]", "![x](y)", "[x]: http://y", "<", "<b>", "</b>", "<!--",
    "-->", "<br>", "<script>", "<https://a.b>", "&", "&amp;", "&lt;", "&#35;", "&#x41;", "&nope;", "&#97",
    "R&D", "5*3", "5*3*2", "a_b", "a_b_c", "_a_", "\\", "\\\\", "\\*", "\\&", "{", "}", "{{", "}}",
    "{%", "%}", "{{ site.title }}", "{% raw %}", "{% foo %}", "{:", "{:.red}", "{::comment}",
    "{#id}", "{: #id}", ":", ": ", "：", "，", "。", "“”", "：**", "**：", "\u3000x", "《a》", "'", '"',
    "''", "...", "<<", ">>", "*[HTML]: x", "[ ] ", "[x] ", "@a", "http://a.b/c_d", "a@b.c", "&copy;",
    "免责条款", "**免责条款：** x", "### 4. 主要风险与不确定性", "Disclaimer:", "市场研究摘要", "1.  **x**",
    "\u202e\u05e9\u05dc\u05d5\u05dd\u202c", "\u0645\u0631\u062d\u0628\u0627", "👩\u200d💻📈", "\u200b", "\ufeff", "\ufffe",
    "𠀀", "e\u0301", "é", "%", "a  b", "no", "true", "~ ", "!", "?", "/", "AI", "云计算",
)  # fmt: skip
"""What means something to CommonMark, kramdown, Liquid, HTML or YAML, at some place of a line."""
