"""Record against speech, inside one text.

Two claims of one holder on one matter that cannot both be the record, said to have come by different channels (a record or
statement on one side, what was spoken on the other), are a conflict: a denial against ignorance, a confirmation or a
refusal; once for each matter, by the strongest form.

One matter: the two stand in adjacent sentences, or near each other in one paragraph; what a line says again in translation
is the matter of its original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .holders import key, same

if TYPE_CHECKING:
    from ..document import Claim, Document

RECORDED = ("record", "statement")
#: Sentences that two claims of one paragraph may lie apart and still be about one matter.
REACH = 8
#: What one form counts against another: 0 is the strongest. Refusals that are not listed stand between glomar and ignorance.
_DENIALS = {"flat": 0, "counter": 0, "rejection": 0, "unconfirmed": 1}
_OTHERS = {"glomar": 1, "ignorance": 3}
# A statement and a spoken word may be two halves of one appearance, a refusal to go into it and then a denial; they only
# stand against each other where the text says so. A record is that by itself.
_CONTRAST = re.compile(
    r"しかし|だが|ところが|一方|(?:た|る|い|もの|にも?かかわら[^。]{0,4})が、|ものの|実際|にもかかわらず|けれども|反面|食い違"
    r"|但|然而|却|不过|不過|可是|实际|實際|事实上|事實上|而在|反而|尽管|儘管"
    r"|\b(?:but|however|yet|whereas|while|although|though|in fact|actually|instead|in contrast|only said)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """``record`` is what a record or statement holds, ``spoken`` what is said to have been spoken.

    ``holder`` names whose words both are (as the claim of the record names it; None for a speaker without a name),
    ``matter`` is the stretch of the text, in code points ``(start, end)``, that the two claims span.
    """

    record: Claim
    spoken: Claim
    holder: str | None
    matter: tuple[int, int]


def conflicts(document: Document) -> tuple[Conflict, ...]:
    """The conflicts of a document in text order.

    Linear in the claims: each is held against those of at most REACH sentences behind it.
    """
    matters = _matters(list(_opposed(document)))
    best = [min(m, key=_strength) for m in matters]
    found = _untranslated(best, document)
    return tuple(sorted(found, key=lambda c: (c.matter, c.record.start, c.spoken.start)))


def _strength(c: Conflict) -> tuple[int, int, int, int]:
    denial, other = (c.record, c.spoken) if c.record.kind == "denial" else (c.spoken, c.record)
    against = 0 if other.kind == "confirmation" else _OTHERS.get(other.form or "", 2)
    return _DENIALS.get(denial.form or "", 1), against, c.record.start, c.spoken.start


def _opposed(document: Document) -> Iterator[Conflict]:
    """All pairs of claims that are a conflict, each on its own."""
    told = [
        c
        for c in document.claims
        if c.kind in ("denial", "refusal", "confirmation") and (c.channel in RECORDED or c.channel == "spoken")
    ]
    told.sort(key=lambda c: (c.sentence, c.start))
    for i, a in enumerate(told):
        for b in told[i + 1 :]:
            if b.sentence - a.sentence > REACH:
                break
            if (a.channel == "spoken") == (b.channel == "spoken"):
                continue
            if {a.kind, b.kind} not in ({"denial", "refusal"}, {"denial", "confirmation"}):
                continue
            if a.lang != b.lang or not same(a, b) or not _one_matter(a, b, document):
                continue
            record, spoken = (b, a) if a.channel == "spoken" else (a, b)
            if record.channel == "statement" and not _set_against(a, b, document):
                continue
            matter = min(a.start, b.start), max(a.end, b.end)
            yield Conflict(record, spoken, key(record).name or key(spoken).name, matter)


def _one_matter(a: Claim, b: Claim, document: Document) -> bool:
    if b.sentence - a.sentence <= 1:
        return True
    sentences = document.sentences
    return sentences[a.sentence].paragraph == sentences[b.sentence].paragraph


def _set_against(a: Claim, b: Claim, document: Document) -> bool:
    """Does the text set the second claim against the first?"""
    first, second = sorted((a.cue, b.cue), key=lambda cue: cue.start)
    return _CONTRAST.search(document.text, first.end, max(first.end, second.start)) is not None


def _matters(found: Sequence[Conflict]) -> list[list[Conflict]]:
    """Groups of conflicts on one matter: of one holder, and overlapping in the text. Linear: few groups are open at a time."""
    groups: list[list[Conflict]] = []
    ends: list[int] = []
    for c in found:
        for i in range(len(groups) - 1, max(len(groups) - REACH, 0) - 1, -1):
            # the first and the last say whose they are; the names between may be shorter
            if c.matter[0] < ends[i] and (same(c.record, groups[i][0].record) or same(c.record, groups[i][-1].record)):
                groups[i].append(c)
                ends[i] = max(ends[i], c.matter[1])
                break
        else:
            groups.append([c])
            ends.append(c.matter[1])
    return groups


class _Lines:
    """Finds the line, and the side, of an offset among the pairs of a source."""

    def __init__(self, document: Document) -> None:
        pairs = document.source.pairs if document.source is not None else ()
        groups: dict[tuple[int, int], int] = {}
        self.spans: list[tuple[int, int, int]] = []
        for p in pairs:
            number = groups.setdefault(p.a, len(groups))
            self.spans += [(*p.a, number), (*p.b, number)]
        self.spans.sort()
        self.starts = [s for s, _, _ in self.spans]

    def at(self, offset: int) -> tuple[int, int] | None:
        """The pair's number and the start of its line; None outside all pairs."""
        i = bisect_right(self.starts, offset) - 1
        if i < 0 or not self.spans[i][0] <= offset < self.spans[i][1]:
            return None
        return self.spans[i][2], self.spans[i][0]


def _untranslated(found: Sequence[Conflict], document: Document) -> list[Conflict]:
    """Without the conflicts that are the translation of another: in lines of one pair, and of the like forms or order."""
    lines = _Lines(document)
    out: list[Conflict] = []
    pools: dict[tuple[int, int], dict[int, list[Conflict]]] = {}
    for c in found:
        record, spoken = lines.at(c.record.cue.start), lines.at(c.spoken.cue.start)
        if record is None or spoken is None:
            out.append(c)
            continue
        pools.setdefault((record[0], spoken[0]), {}).setdefault(record[1], []).append(c)
    for sides in pools.values():
        kept: list[Conflict] = []
        for start in sorted(sides):
            kept = _merge(kept, sides[start])
        out += kept
    return out


def _merge(kept: list[Conflict], more: list[Conflict]) -> list[Conflict]:
    """Joins the conflicts of a line with those of its translation: first like with like, then in their order."""
    rest, open_ = list(more), list(range(len(kept)))
    out = list(kept)
    for alike in (True, False):
        for i in list(open_):
            other = next((c for c in rest if not alike or _forms(c) == _forms(kept[i])), None)
            if other is not None:
                rest.remove(other)
                open_.remove(i)
                if _strength(other)[:2] < _strength(kept[i])[:2]:
                    out[i] = other
    return out + rest


def _forms(c: Conflict) -> tuple[str | None, ...]:
    return c.record.kind, c.record.form, c.spoken.kind, c.spoken.form
