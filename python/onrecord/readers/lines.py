"""The lines of an article: what each is, and in which language.

Recognizes titles, headings, bullets, footnotes and their marks, update histories, site debris, and lines of a translation
under or beside their originals. The text is never changed; everything is spans of it in code points.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..source import Note, Pair, Region
from .script import evidence, han, kana, language

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[•●■◆◇▪・*]|[-–—](?=\s)|\(?\d{1,2}[.)）](?=\s))\s*")
_NOTE = re.compile(r"(?:[*＊※]\s?(\d{1,3})|\[(\d{1,3})\]|[注註]\s?(\d{1,3}))\s*[:：.\s]\s*(?=\S)")
_MARK = re.compile(r"[*＊※]\s?(\d{1,3})(?!\d)")
_END = re.compile(r"[。．！？!?.」”\"：:；;…]\s*(?:[*＊※]\s?\d{1,3}\s*)*$")
_HISTORY = re.compile(
    r"(?:更新履歴|更新情報|改訂履歴|更新记录|更新历史|修订记录|update history|change ?log|revision history)\b", re.I
)
_DEBRIS = re.compile(
    r"(?:[\d,.\s/|·:]+"  # counters
    r"|.{0,24}(?:\d+\s*(?:个)?(?:秒|分钟|小时|天|周|月|年)前|\d+\s*(?:秒|分|時間|日|週間|か月|ヶ月|年)前"
    r"|\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago).{0,24}"
    r"|(?:相关文章|相關文章|相关阅读|推荐阅读|上一篇|下一篇|原文始发于|原文链接|阅读原文|版权所有|转载请|分享到|点赞|収録|"
    r"関連記事|関連リンク|前の記事|次の記事|この記事を(?:シェア|共有)|ツイート|シェアする|無断転載|トップへ戻る|"
    r"related (?:articles?|posts?|stories)|read more|share this|previous post|next post|all rights reserved|copyright|©|"
    r"filed under|posted (?:by|on|in)|subscribe|sign up for|advertisement|skip to content).{0,160})",
    re.I,
)
_DATE = re.compile(
    r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"|(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})"
    r"|(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})"
)
_MONTHS = "January February March April May June July August September October November December".split()
_TITLE_MAX, _HEADING_MAX = 120, 80


@dataclass(frozen=True, slots=True)
class Line:
    """One line (or a half of one): code points ``[start, end)`` without blanks around it."""

    start: int
    end: int
    text: str
    number: int
    kind: str = "line"
    lang: str | None = None
    alone: bool = False  # blank lines (or the edge of the text) on both sides
    half: int = 0  # 1, 2: original and translation on one line


def split(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines, without their line ends."""
    at = 0
    for m in _BREAK.finditer(text):
        yield at, m.start()
        at = m.end()
    yield at, len(text)


def iso_date(text: str) -> str | None:
    """The first full date in a text, as YYYY-MM-DD; None where there is none or it is no day of the calendar."""
    from datetime import date

    m = _DATE.search(text)
    if not m:
        return None
    g = m.groups()
    if g[0]:
        y, mo, d = g[0], g[1], g[2]
    elif g[3]:
        y, mo, d = g[3], g[4], g[5]
    elif g[6]:
        y, mo, d = g[8], str(_MONTHS.index(g[7]) + 1), g[6]
    else:
        y, mo, d = g[11], str(_MONTHS.index(g[9]) + 1), g[10]
    try:
        return date(int(y), int(mo), int(d)).isoformat()
    except ValueError:
        return None


def halves(text: str) -> int | None:
    """Where a line with an original and its translation parts: the code point at which the translation starts.

    The left half is Japanese, the right one Han only and Chinese; or both hold the same numbers and the right one has
    characters of simplified Chinese. None for a line in one language.
    """
    blanks = [m.end() for m in re.finditer(r"\s+", text)]
    if not blanks or not han(text):
        return None
    digits = re.findall(r"\d+", text)
    for at in blanks:
        left, right = text[:at].strip(), text[at:].strip()
        if han(right) < 2 or kana(right):
            continue
        if kana(left) >= 2 and (
            evidence(right)[0] or language(right) == "zh" or (not evidence(right)[1] and han(right) >= 6)
        ):
            return at
        same = digits and len(digits) % 2 == 0 and re.findall(r"\d+", left) == re.findall(r"\d+", right)
        again = _BULLET.sub("", left, count=1)[:2] == right[:2]
        if same and again and evidence(right)[0] and not evidence(left)[0]:
            return at
    return None


def read_lines(text: str) -> list[Line]:
    """The lines that are not blank, each with its kind and language."""
    spans = list(split(text))
    raw: list[Line] = []
    blank_before = True
    for number, (a, b) in enumerate(spans):
        body = text[a:b]
        stripped = body.strip()
        if not stripped or stripped == "\ufeff":
            blank_before = True
            continue
        start = a + len(body) - len(body.lstrip())
        after = number + 1 >= len(spans) or not text[slice(*spans[number + 1])].strip()
        raw.append(Line(start, start + len(stripped), stripped, number, alone=blank_before and after))
        blank_before = False
    many_kana = kana(text) > 20
    out: list[Line] = []
    history = False
    titled = False
    for line in raw:
        kind = _kind(line, history, titled)
        if kind == "heading":
            history = bool(_HISTORY.match(line.text))
        elif kind not in ("history", "skipped"):
            history = False
        if kind == "title" or kind not in ("skipped",):
            titled = True
        at = halves(line.text) if many_kana and kind != "skipped" else None
        if at is None:
            out.append(replace(line, kind=kind, lang=language(line.text)))
            continue
        left = line.text[:at].rstrip()
        right_start = line.start + at
        right = line.text[at:]
        out.append(replace(line, end=line.start + len(left), text=left, kind=kind, lang="ja", half=1))
        out.append(replace(line, start=right_start, text=right, kind=kind, lang="zh", half=2))
    return _settle(out, many_kana)


def _kind(line: Line, history: bool, titled: bool) -> str:
    text = line.text
    if _DEBRIS.fullmatch(text):
        return "skipped"
    if _NOTE.match(text):
        return "note"
    if _HISTORY.match(text):
        return "heading"
    if history:
        return "history"
    if _BULLET.match(text):
        return "bullet"
    if not titled and len(text) <= _TITLE_MAX and not _END.search(text):
        return "title"
    if line.alone and len(text) <= _HEADING_MAX and not _END.search(text):
        return "heading"
    return "line"


def _settle(lines: list[Line], many_kana: bool) -> list[Line]:
    """Languages that a line's own characters leave open, and the kinds of translations: those of their originals."""
    out: list[Line] = []
    for line in lines:
        before = out[-1] if out else None
        under = (
            before is not None
            and line.number == before.number + 1
            and before.lang == "ja"
            and line.lang in ("zh", "en")
        )
        if before and under and line.kind in ("line", "heading") and before.kind in ("bullet", "history", "note"):
            # the line under a bullet, in the other language
            line = replace(line, kind=before.kind)
        if line.lang is None and many_kana and han(line.text) and not kana(line.text):
            under = before is not None and before.lang == "ja" and before.number == line.number - 1
            line = replace(line, lang="zh" if under else "ja")
        elif line.lang is None and before is not None:
            line = replace(line, lang=before.lang)
        out.append(line)
    return out


def parallel(lines: list[Line]) -> bool:
    """Is the text an original with its translation line by line? At least two pairs, and a third of the lines in each."""
    body = [x for x in lines if x.kind != "skipped"]
    switches = sum(a.lang == "ja" and b.lang in ("zh", "en") for a, b in itertools.pairwise(body))
    return switches >= 2 and switches * 3 >= len(body)


def pairs_of(lines: list[Line]) -> list[Pair]:
    """Each original with the translation right behind it, of the same kind."""
    out: list[Pair] = []
    body = [x for x in lines if x.kind != "skipped"]
    for a, b in itertools.pairwise(body):
        if a.lang == "ja" and b.lang in ("zh", "en") and a.kind == b.kind:
            out.append(Pair((a.start, a.end), (b.start, b.end), a.lang, b.lang))
    return out


def notes_of(lines: list[Line]) -> list[Note]:
    """The footnotes, each tied to the marks in the lines of its own language (of any, where it has none)."""
    cited: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for line in lines:
        if line.kind in ("note", "skipped"):
            continue
        for m in _MARK.finditer(line.text):
            at = (line.start + m.start(), line.start + m.end())
            for lang in {line.lang, None}:
                cited.setdefault((m[1], lang), []).append(at)
    out: list[Note] = []
    for line in lines:
        head = _NOTE.match(line.text) if line.kind == "note" else None
        if not head:
            continue
        number = head[1] or head[2] or head[3]
        fields = [x.strip() for x in re.split(r"[,，]", line.text[head.end() :])]
        dated = next((i for i, x in enumerate(fields) if _DATE.search(x)), None)
        outlet = fields[dated - 1] if dated else None
        places = cited.get((number, line.lang)) or cited.get((number, None)) or []
        out.append(
            Note(
                f"*{number}",
                line.start,
                line.end,
                line.lang,
                tuple(places),
                outlet or None,
                iso_date(line.text[head.end() :]),
            )
        )
    return out


def regions_of(lines: list[Line], whole: bool) -> list[Region]:
    """The regions of a source. ``whole``: every line is one; else only what is not running text, so that hard-wrapped
    lines are left to the segmenter."""
    keep = ("title", "heading", "bullet", "line", "note", "history", "skipped")
    some = ("title", "note", "skipped")
    return [
        Region(x.start, x.end, x.kind, x.lang if whole else None) for x in lines if x.kind in (keep if whole else some)
    ]
