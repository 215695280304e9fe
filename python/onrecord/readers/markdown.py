"""Markdown: which lines are markup and no running text.

The text stays as it is. Marks of headings and quotations, rules, comments, front matter, definitions of links and code
become skipped spans; emphasis and links inside a line stay in it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .lines import Line, trimmed

_HEADING = re.compile(r"#{1,6}(?=\s|$)\s*")
_CLOSING = re.compile(r"\s+#+$")
_RULE = re.compile(r"(?:[-*_]\s*){3,}|[|:\-+\s]*-{3,}[|:\-+\s]*")
_UNDERLINE = re.compile(r"(=+|-{2,})")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_LINK = re.compile(r"\[[^\]^][^\]]{0,200}\]:\s*\S+.{0,300}")
_IMAGE = re.compile(r"(?:\[?!\[[^\]]{0,300}\]\([^)]{0,500}\)(?:\]\([^)]{0,500}\))?\s*)+")
_QUOTE = re.compile(r"(?:>\s*)+")
_META = re.compile(r"(title|date)\s*:\s*(.+)", re.I)
_LONG = 1000


def mark_up(text: str, lines: list[Line]) -> tuple[list[Line], dict[str, str]]:
    """The lines with markup set apart as skipped, and what the front matter says (``title``, ``date``)."""
    out: list[Line] = []
    meta: dict[str, str] = {}
    rest = _front_matter(text, lines, out, meta)
    fence = ""
    comment = titled = False
    for i in range(rest, len(lines)):
        line = lines[i]
        s = text[line.start : min(line.end, line.start + _LONG)]
        whole = line.end - line.start <= _LONG
        before = out[-1] if out else None
        if fence or comment:
            out.append(replace(line, kind="skipped"))
            if fence and s.startswith(fence) and not s.strip(fence[0]):
                fence = ""
            elif comment and "-->" in s:
                comment = False
        elif m := _FENCE.match(s):
            fence = m[1]
            out.append(replace(line, kind="skipped"))
        elif s.startswith("<!--"):
            comment = whole and "-->" not in s
            out.append(replace(line, kind="skipped"))
        elif whole and _UNDERLINE.fullmatch(s) and before and before.kind == "line" and not line.gap:
            alone = len(out) < 2 or before.gap > 0 or out[-2].kind == "skipped"
            if alone:
                before.kind = "heading" if titled or s[0] == "-" else "title"
                titled = titled or before.kind == "title"
            out.append(replace(line, kind="skipped"))
        elif whole and (_RULE.fullmatch(s) or _LINK.fullmatch(s) or _IMAGE.fullmatch(s)):
            out.append(replace(line, kind="skipped"))
        elif m := _HEADING.match(s):
            level = len(s) - len(s.lstrip("#"))
            kind = "title" if level == 1 and not titled else "heading"
            if _marked(text, line, m.end(), kind, out):
                titled = titled or kind == "title"
        elif (m := _QUOTE.match(s)) and not (before and before.number == line.number - 1 and _quoted(text, before)):
            _marked(text, line, m.end(), "line", out)
        else:
            out.append(line)
    return out, meta


def _front_matter(text: str, lines: list[Line], out: list[Line], meta: dict[str, str]) -> int:
    """Skips the block between two lines of --- at the very start; returns the number of the first line behind it."""
    if not lines or lines[0].number or text[lines[0].start : lines[0].end] != "---":
        return 0
    for end in range(1, min(len(lines), 200)):
        if text[lines[end].start : lines[end].end] in ("---", "..."):
            for line in lines[: end + 1]:
                out.append(replace(line, kind="skipped"))
                if m := _META.fullmatch(text[line.start : min(line.end, line.start + _LONG)]):
                    meta[m[1].lower()] = m[2].strip("\"' ")
            return end + 1
    return 0


def _quoted(text: str, line: Line) -> bool:
    """Does the file's line, before whatever was set apart of it, begin with the mark of a quotation?"""
    start = text.rfind("\n", max(0, line.start - 200), line.start) + 1
    return text[start : line.start + 1].lstrip().startswith(">")


def _marked(text: str, line: Line, length: int, kind: str, out: list[Line]) -> bool:
    """Parts a line's markup from its text. Returns whether there is any text."""
    start, end = trimmed(text, line.start + length, line.end)
    if kind != "line" and (m := _CLOSING.search(text, max(start, end - 80), end)):
        closing = replace(line, start=trimmed(text, m.start(), end)[0], end=end, gap=0, kind="skipped")
        end = m.start()
    else:
        closing = None
    if start >= end:
        out.append(replace(line, kind="skipped"))
        return False
    out.append(replace(line, end=trimmed(text, line.start, line.start + length)[1], kind="skipped"))
    out.append(replace(line, start=start, end=end, kind=kind))
    if closing:
        out.append(closing)
    return True
