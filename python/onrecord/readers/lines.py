"""The lines of an article and what each is: title, heading, bullet, footnote, update history, site debris, line.

The text is never changed: lines are spans of it in code points. Every look at a line is bounded, so the work is linear in
the text however long its lines are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .debris import is_debris, opens_list
from .notes import Mark, definition, find_date, iso_date, marks_in

_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_INK = re.compile(r"\S")
_BULLET = re.compile(
    r"[•●○■□◆◇▪▫‣◦・･▶►➤✓]\s*|[*+\-–—](?=\s)\s+|[(（]?[0-9０-９]{1,2}[.)．）、](?=\D)\s*|[①-⑳]\s*|[(（]?[一二三四五六七八九十]{1,3}[、.)）]\s*"
)
_END = re.compile(r"[。．！？!?.」』”\"：:；;…、，,](?:\s{0,3}(?:[*＊※]\s?\d{1,3}|\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)){0,4}$")
_HISTORY = re.compile(
    r"[■◆●▼【\[#＃\s]*(?:更新履歴|更新情報|改訂履歴|改訂情報|変更履歴|修正履歴|更新记录|更新历史|更新日志|修订记录|修订历史|更新紀錄"
    r"|(?:update|revision|version|change) (?:history|log)|change ?log)[】\]:：\s]*",
    re.I,
)
_NOTES = re.compile(
    r"[■◆●▼【\[#＃\s]*(?:注|註|注釈|脚注|脚註|出典|参考文献|参考|注释|参考资料|資料來源|footnotes?|notes|references|sources)[】\]:：\s]*",
    re.I,
)
_AROUND = re.compile(
    r"[\s\d:：()（）\[\].,、|-]*(?:(?:公開日?時?|投稿日?時?|更新日?時?|最終更新日?|作成日|日付|发布时间|发布|更新时间|日期|發布|(?:last )?updated"
    r"|published|posted|date|AM|PM|午前|午後|上午|下午|JST|UTC|GMT|[時分]|[日月火水木金土](?:曜日?)?|(?:星期|周)[一二三四五六日天]"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[\s\d:：()（）\[\].,、|-]*){0,8}",
    re.I,
)
TITLE_MAX, HEADING_MAX = 120, 80
#: Code points at either end of a line that its kind is decided by.
LOOK = 300


@dataclass(slots=True)
class Line:
    """One line, or a half of one, without the blanks around it: code points ``[start, end)``.

    ``number`` counts the lines of the file from 0, ``gap`` the blank lines before it. ``half`` is 1 or 2 where an
    original and its translation stand on one line. ``mark`` is set for a footnote.
    """

    start: int
    end: int
    number: int
    gap: int
    kind: str = "line"
    lang: str | None = None
    half: int = 0
    mark: Mark | None = None


def breaks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the line ends; ``\\r\\n`` is one."""
    at = 0
    while m := _BREAK.search(text, at):
        at = m.end()
        if m[0] == "\r" and text.startswith("\n", at):
            at += 1
        yield m.start(), at


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks around it; an empty one where there is nothing else."""
    m = _INK.search(text, start, end)
    if m is None:
        return start, start
    start = m.start()
    while text[end - 1].isspace():
        step = max(start, end - 4096)
        end = step + len(text[step:end].rstrip())
    return start, end


def split(text: str) -> list[Line]:
    """The lines that are not blank."""
    out: list[Line] = []
    at = gap = 0
    for number, (stop, resume) in enumerate(_with_end(text)):
        start, end = trimmed(text, at, stop)
        if start < end and (end - start > 2 or text[start:end].strip("\ufeff\u200b")):
            out.append(Line(start, end, number, gap))
            gap = 0
        else:
            gap += 1
        at = resume
    return out


def _with_end(text: str) -> Iterator[tuple[int, int]]:
    yield from breaks(text)
    yield len(text), len(text)


def bullet(text: str) -> int:
    """Length of the bullet or number at the start of a line; 0 where there is none."""
    m = _BULLET.match(text)
    return m.end() if m else 0


def is_open(text: str, line: Line) -> bool:
    """Does the line stop without an end of sentence, as titles and headings do?"""
    return _END.search(text[max(line.start, line.end - 40) : line.end]) is None


def short(text: str, line: Line, limit: int) -> bool:
    """Could the line be a title or heading?"""
    return line.end - line.start <= limit and line.kind == "line" and is_open(text, line)


def classify(text: str, lines: list[Line]) -> dict[str, str]:
    """Sets the kinds that a line shows by itself or by what stands before it; titles and headings come later.

    Lines that already have a kind (of markup) keep it. Returns what the lines say of the article: ``date`` (ISO).
    """
    heads = [text[x.start : min(x.end, x.start + LOOK)] for x in lines]
    first, last = _running(text, lines, heads)
    defined = _definitions(lines, heads)
    cited = _cited(text, lines, defined)
    found: dict[str, str] = {}
    history = notes = listing = False
    for i, line in enumerate(lines):
        if line.kind != "line":
            history = notes = listing = False
            if line.kind == "heading":
                history, notes = bool(_HISTORY.fullmatch(heads[i])), bool(_NOTES.fullmatch(heads[i]))
            continue
        head, size = heads[i], line.end - line.start
        edge = i < first or i > last
        mark = defined.get(i)
        if size <= 60 and not mark and (day := _date_alone(head)):
            if edge and "date" not in found:
                found["date"] = day
            if history:
                line.kind = "history"
            continue
        if size <= LOOK and is_debris(head, edge):
            line.kind = "skipped"
            history = history and not line.gap
            listing = opens_list(head)
        elif listing and size <= TITLE_MAX and is_open(text, line) and not mark and not _HISTORY.fullmatch(head):
            line.kind = "skipped"
        elif mark and (mark.colon or notes or mark.key in cited):
            line.kind, line.mark = "note", mark
            history = listing = False
        elif size <= LOOK and _HISTORY.fullmatch(head):
            line.kind, history, notes, listing = "heading", True, False, False
        elif size <= LOOK and _NOTES.fullmatch(head):
            line.kind, history, notes, listing = "heading", False, True, False
        elif history and (bullet(head) or iso_date(head[:60]) or not line.gap):
            line.kind = "history"
        else:
            history = listing = False
            notes = notes and not line.gap
            if bullet(head):
                line.kind = "bullet"
    return found


def _date_alone(line: str) -> str | None:
    """The date of a line that holds nothing else but a time, a weekday or a label."""
    found = find_date(line)
    return found[2] if found and _AROUND.fullmatch(line[: found[0]] + " " + line[found[1] :]) else None


def _running(text: str, lines: list[Line], heads: list[str]) -> tuple[int, int]:
    """The first and the last line that look like running text."""

    def runs(i: int) -> bool:
        x = lines[i]
        return (
            x.end - x.start > TITLE_MAX
            or not is_open(text, x)
            or bullet(heads[i]) > 0
            or definition(heads[i]) is not None
        )

    n = len(lines)
    first = next((i for i in range(n) if runs(i)), n)
    last = next((i for i in range(n - 1, first - 1, -1) if runs(i)), n)
    return first, last


def _definitions(lines: list[Line], heads: list[str]) -> dict[int, Mark]:
    return {
        i: mark for i, head in enumerate(heads) if lines[i].kind == "line" and (mark := definition(head)) is not None
    }


def _cited(text: str, lines: list[Line], defined: dict[int, Mark]) -> set[tuple[str, str]]:
    """Keys of the marks in lines that define no note."""
    styles = {mark.style for mark in defined.values()}
    if not styles:
        return set()
    return {
        key
        for i, line in enumerate(lines)
        if i not in defined and line.kind != "skipped"
        for key, _, _ in marks_in(text, line.start, line.end, styles)
    }
