"""Lines of a translation under, or beside, their originals.

Some lines are of one language by their characters. Where originals and translations take turns, the pattern decides the
rest: a line of Han characters alone under a Japanese line is its Chinese.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..source import Pair
from .lines import HEADING_MAX, TITLE_MAX, Line, short
from .script import LOOK, evidence, han, is_traditional, kana, language, particles

_GAP = re.compile(r"[\s/／|｜]+")
_DIGITS = re.compile(r"\d+")
_LATIN = re.compile(r"[A-Za-z]{2,}")
#: Lines that show whether a text is parallel.
SAMPLE = 2000
#: A longer line is not looked through for its two languages.
HALVES_MAX = 8000
#: Length of a Chinese translation by that of its Japanese original.
_RATIO = 0.65


@dataclass(frozen=True, slots=True)
class Pattern:
    """How originals and translations take turns: languages in that order; ``tight``: no blank line between the two."""

    original: str
    translation: str
    tight: bool


@dataclass(frozen=True, slots=True)
class Script:
    """What the text's characters say: whether it mixes Japanese with Chinese, and which Chinese."""

    mixed: bool
    traditional: bool


def script_of(text: str) -> Script:
    """Looks at the first 200,000 code points."""
    sample = text[:200_000]
    traditional = is_traditional(sample)
    some = any(kana(x) for x in (sample[i : i + LOOK] for i in range(0, len(sample), LOOK)))
    return Script(some and sum(evidence(sample[i : i + LOOK])[0] for i in range(0, len(sample), LOOK)) > 0, traditional)


def _tokens(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for m in _GAP.finditer(text):
        if m.start() > at:
            out.append((at, m.start()))
        at = m.end()
    if at < len(text):
        out.append((at, len(text)))
    return out


def _label(token: str, traditional: bool) -> str:
    zh, ja = evidence(token, traditional)
    if kana(token) and zh <= ja + kana(token):
        return "ja"
    return "zh" if zh > ja else "ja" if ja > zh else ""


def halves(text: str, traditional: bool = False) -> int | None:
    """Where a line with an original and its translation parts: the code point at which the second begins; else None."""
    found = parting(text, traditional)
    return found[0] if found else None


def parting(text: str, traditional: bool = False) -> tuple[int, str, str] | None:
    """Where a line that holds an original and its translation parts, and the languages of the two.

    The line parts at a blank (or a stroke) with Japanese on one side of it and Chinese on the other; of several such
    blanks the one with equal numbers in equal order on both sides, else the one that parts the lengths as translations
    do. None for a line in one language.
    """
    if len(text) > HALVES_MAX:
        return None
    tokens = _tokens(text)
    labels = [_label(text[a:b], traditional) for a, b in tokens]
    known = [i for i, x in enumerate(labels) if x]
    if len({labels[i] for i in known}) < 2:
        return None
    turn = [(i, j) for i, j in itertools.pairwise(known) if labels[i] != labels[j]]
    if len(turn) != 1:
        return None
    low, high = turn[0]
    left, right = labels[low], labels[high]
    cuts = [tokens[i][0] for i in range(low + 1, high + 1)]
    digits = [(m.start(), int(m[0])) for m in _DIGITS.finditer(text)]
    middle = len(digits) // 2
    if digits and len(digits) % 2 == 0 and [d for _, d in digits[:middle]] == [d for _, d in digits[middle:]]:
        even = [c for c in cuts if digits[middle - 1][0] < c <= digits[middle][0]]
        cuts = even or cuts
    ratio = _RATIO if left == "ja" else 1 / _RATIO
    at = min(cuts, key=lambda c: abs((len(text) - c) - ratio * c))
    sizes = sorted((len(text[:at].strip()), len(text) - at))
    if sizes[0] < 2 or sizes[0] * 4 < sizes[1] or han(text[at:] if right == "zh" else text[:at]) < 2:
        return None
    return at, left, right


def part(text: str, lines: list[Line], traditional: bool) -> list[Line]:
    """The lines with those that hold two languages split in two."""
    out: list[Line] = []
    for line in lines:
        found = None
        if line.kind != "skipped" and line.end - line.start <= HALVES_MAX:
            found = parting(text[line.start : line.end], traditional)
        if found is None:
            out.append(line)
            continue
        at, left, right = found
        end = line.start + len(text[line.start : line.start + at].rstrip())
        out.append(replace(line, end=end, lang=left, half=1))
        out.append(replace(line, start=line.start + at, gap=0, lang=right, half=2, mark=None))
    return out


def name_languages(text: str, lines: Sequence[Line], script: Script) -> None:
    """Sets the language of each line that shows one by its own characters."""
    for line in lines:
        if line.lang is None:
            line.lang = own_language(text, line, script)


def own_language(text: str, line: Line, script: Script) -> str | None:
    """The language that a line shows by its own characters."""
    traditional = script.traditional if script.mixed else None
    return language(text[line.start : min(line.end, line.start + LOOK)], traditional)


def _suits(a: Line, b: Line, tight: bool) -> bool:
    """Could the line be the translation of the other, by kind and place?"""
    if (tight and b.gap) or "skipped" in (a.kind, b.kind):
        return False
    if b.half == 1 or (a.half == 1) != (b.half == 2):
        return False
    if a.mark and b.mark:
        return a.mark.key == b.mark.key
    if a.mark or b.mark:
        return not b.mark and not b.gap and b.kind == "line"
    return a.kind == b.kind or b.kind == "line" or {a.kind, b.kind} <= {"title", "heading"}


def pattern_of(text: str, lines: Sequence[Line], script: Script) -> Pattern | None:
    """How originals and translations take turns in the text, by its first SAMPLE lines; None where they do not."""
    sample = [replace(x, lang=x.lang or own_language(text, x, script)) for x in lines[:SAMPLE]]
    body = [x for x in sample if x.kind != "skipped"]
    tight: Counter[tuple[str, str]] = Counter()
    loose: Counter[tuple[str, str]] = Counter()
    for a, b in itertools.pairwise(body):
        if a.lang and b.lang and a.lang != b.lang and _suits(a, b, tight=False):
            (loose if b.gap else tight)[a.lang, b.lang] += 1
    both = tight if sum(tight.values()) * 2 >= sum(loose.values()) else loose
    if not both:
        return None
    (original, translation), times = both.most_common(1)[0]
    if both[translation, original] == times:  # a tie: what comes first
        first = next((x.lang for x in body if x.lang in (original, translation)), original)
        if first == translation:
            original, translation = translation, original
    return (
        Pattern(original, translation, both is tight)
        if times >= 2 and times * 3 >= sum(x.lang is not None for x in body)
        else None
    )


def settle(text: str, lines: Sequence[Line], pattern: Pattern) -> list[list[Line]]:
    """Groups of an original with its translations; sets the languages and the kinds that the pattern decides.

    A translation takes the kind of its original. Lines without a partner are groups of one.
    """
    groups: list[list[Line]] = []
    cjk = {pattern.original, pattern.translation} & {"ja", "zh"}
    for line in lines:
        if line.kind == "skipped":
            continue
        group = groups[-1] if groups else None
        follows = group is not None and group[0].lang == pattern.original and _suits(group[0], line, pattern.tight)
        taken = {x.lang for x in group} if group else set()
        if line.lang is None:
            line.lang = _undecided(text, line, pattern, follows and pattern.translation not in taken, cjk)
        if group is not None and follows and line.lang not in taken and (not pattern.tight or not line.gap):
            if line.kind in ("line", "heading", "title"):
                line.kind = group[0].kind
            line.mark = line.mark or group[0].mark
            group.append(line)
        else:
            groups.append([line])
    return groups


def _undecided(text: str, line: Line, pattern: Pattern, follows: bool, cjk: set[str]) -> str:
    piece = text[line.start : min(line.end, line.start + LOOK)]
    if han(piece):
        if len(cjk) == 2:
            return pattern.translation if follows else pattern.original
        return next(iter(cjk), "zh" if particles(piece) else "ja")
    if "en" in (pattern.original, pattern.translation) and _LATIN.search(piece):
        return "en"
    return pattern.translation if follows else pattern.original


def pairs_of(groups: Sequence[Sequence[Line]]) -> list[Pair]:
    """Each original with each of its translations, in text order; footnotes that stand apart are joined by their marks."""
    out = [
        Pair((g[0].start, g[0].end), (x.start, x.end), g[0].lang, x.lang)
        for g in groups
        for x in g[1:]
        if g[0].lang and x.lang
    ]
    alone: dict[tuple[str, str], list[Line]] = {}
    for g in groups:
        if len(g) == 1 and g[0].mark:
            alone.setdefault(g[0].mark.key, []).append(g[0])
    for notes in alone.values():
        if len(notes) == 2 and notes[0].lang and notes[1].lang and notes[0].lang != notes[1].lang:
            a, b = notes
            out.append(Pair((a.start, a.end), (b.start, b.end), notes[0].lang, notes[1].lang))
    return sorted(out, key=lambda p: (p.a, p.b))


def titles(text: str, lines: Sequence[Line], groups: Sequence[Sequence[Line]]) -> None:
    """Sets the title (the first line, if it is short, open and apart) and the headings (short, open, blank lines around)."""
    set_apart = _apart(lines)
    first = next((g for g in groups if g[0].kind != "skipped"), None)
    has_title = any(x.kind == "title" for x in lines)
    for g in groups:
        head, tail = g[0], g[-1]
        apart = id(tail) in set_apart
        if g is first and not has_title and len(groups) > 1 and apart and all(short(text, x, TITLE_MAX) for x in g):
            for x in g:
                x.kind = "title"
        elif (head.gap or g is first) and apart and len(groups) > 1 and all(short(text, x, HEADING_MAX) for x in g):
            for x in g:
                x.kind = "heading"


def _apart(lines: Sequence[Line]) -> set[int]:
    """The ids of lines that a blank line, site debris or the end of the text sets apart from what follows."""
    out = {id(a) for a, b in itertools.pairwise(lines) if b.gap or b.kind == "skipped"}
    return out | {id(x) for x in lines[-1:]}
