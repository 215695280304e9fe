"""Who governs a date: whose it is, the event's, the report's or the statement's.

What governs a date is looked for in this order: a footnote or a history of updates in which it stands, the noun that it
describes (a statement of Friday, 5日付の朝刊), the claim whose cue holds it, the claims of its sentence in whose content it
does not stand, as near as the language has them (a Japanese predicate follows its date; an English date stands before the
holder or close behind the verb), and among these the verbs of telling that no claim stands on. What none of them governs is
the date of an event. Words and how far they reach stand in data/dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dates.calendar import When
from ..dates.tables import Tables

if TYPE_CHECKING:
    from ..document import Claim, Document, Sentence

#: Claims that are themselves an act of saying, beside the sources.
ACTS = frozenset({"denial", "refusal", "confirmation", "demand", "warning", "protest", "commitment"})
#: Code points between a date and the predicate that may govern it; of the folded sentence that a place holds on each side.
REACH, AROUND = 200, 60
#: Code points between an English date at the head of its clause and the verb, and between one behind the holder and it.
_HEAD, _CLOSE = 120, 12
_CLAUSE = re.compile(r"[,，。;；:：]")


@dataclass(slots=True)
class Place:
    """Where a date stands, in code points of the text, and the folded words before and behind it in its sentence."""

    start: int
    end: int
    lead: str
    after: str


@dataclass(slots=True)
class Act:
    """A predicate that may govern a date: a claim, or a verb of telling. Offsets of the text; no content: (0, 0)."""

    start: int
    end: int
    role: str
    content: tuple[int, int]
    holder: tuple[int, int] | None
    party: tuple[int, int] | None
    claim: Claim | None
    quote: int


class Nested:
    """Spans sorted by their starts, each inside another or beside it, and which is the innermost around a place."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.starts = [a for a, _ in spans]
        self.ends = [b for _, b in spans]
        self.outer: list[int] = []
        i = -1
        for a, _ in spans:
            while i >= 0 and self.ends[i] <= a:
                i = self.outer[i]
            self.outer.append(i)
            i = len(self.outer) - 1

    def around(self, at: int) -> int:
        """The number of the innermost span around a place, -1 where there is none. O(log n + depth)."""
        i = bisect_right(self.starts, at) - 1
        while i >= 0 and self.ends[i] <= at:
            i = self.outer[i]
        return i


class Governors:
    """What may govern the dates of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.quotes = Nested([(q.start, q.end) for q in document.quotes if not q.title])
        source = document.source
        self.notes = sorted(source.notes, key=lambda n: n.start) if source else []
        self.note_spans = Nested([(n.start, n.end) for n in self.notes])
        self.history = Nested([(r.start, r.end) for r in source.regions if r.kind == "history"] if source else [])
        self.claims: dict[int, list[Claim]] = {}
        for c in document.claims:
            self.claims.setdefault(c.sentence, []).append(c)

    def acts(self, number: int, s: Sentence, t: Tables) -> list[Act]:
        """The predicates of a sentence that may govern its dates, in text order."""
        acts: list[Act] = []
        claims = self.claims.get(number, [])
        contents = [(x.start, x.end) for c in claims if c.kind == "source" for x in (c.content, c.continued) if x]
        for c in claims:
            cue = c.cue
            if c.kind == "source":
                if t.roles["aside"].search(cue.text):
                    continue
                by = c.holder is not None and t.roles["outlets"].search(c.holder.text)
                told = c.form == "unspecified" or by or t.roles["report_verbs"].search(cue.text)
                role = "report" if told else "statement"
            elif c.kind in ACTS and c.voice != "own" and not any(a <= cue.start < b for a, b in contents):
                role = "statement"
            else:
                continue
            content = (c.content.start, c.content.end) if c.content and c.kind == "source" else (0, 0)
            holder = (c.holder.start, c.holder.end) if c.holder else None
            party = (c.party.start, c.party.end) if c.party else None
            acts.append(Act(cue.start, cue.end, role, content, holder, party, c, self.quotes.around(cue.start)))
        taken = sorted((a.start, a.end) for a in acts)
        for role in ("statement", "report"):
            for m in t.roles[f"{role}_verbs"].finditer(s.text):
                a, b = s.start + m.start(), s.start + m.end()
                if not any(x < b and a < y for x, y in taken) and not any(x <= a < y for x, y in contents):
                    acts.append(Act(a, b, role, (0, 0), None, None, None, self.quotes.around(a)))
        acts.sort(key=lambda a: (a.start, a.end))
        return acts

    def role(
        self, x: Place, when: When | None, s: Sentence, acts: Sequence[Act], t: Tables
    ) -> tuple[str, Claim | None]:
        """Whose a date is, and the claim that decided it."""
        note = self.note_spans.around(x.start)
        if note >= 0 and when is not None and when.iso()[0] == self.notes[note].date:
            return "report", None
        if self.history.around(x.start) >= 0:
            return "report", None
        for role in ("report", "statement"):
            if t.roles[f"{role}_after"].match(x.after) or t.roles[f"{role}_before"].search(x.lead):
                return role, None
        inside = self.quotes.around(x.start)
        low = bisect_left(acts, x.start - REACH, key=lambda a: a.start)
        high = bisect_right(acts, x.end + REACH, key=lambda a: a.start)
        near = [a for a in acts[low:high] if a.quote == inside]
        for act in near:
            if act.start <= x.start and x.end <= act.end:
                return act.role, act.claim
        governs = {"ja": self._ja, "zh": self._zh, "en": self._en}[t.lang]
        for act in governs(x, s, near, t):
            return act.role, act.claim
        return "event", None

    def _ja(self, x: Place, s: Sentence, acts: Sequence[Act], t: Tables) -> Iterator[Act]:
        """The predicate follows: that of the main clause behind 「5日、」, the next one behind 「5日に」."""
        text = self.document.text
        adverb = t.roles["adverb"].match(x.after) is not None
        for act in acts:
            if act.start < x.end:
                continue
            a, b = act.content
            stop = act.start
            if a <= x.start < b:
                # 5日、攻撃があったと報じた: the date of what is told only where the teller comes after it
                lead = text[a : x.start].strip(" \u3000「『、")
                if not adverb or lead or (act.holder is not None and act.holder[0] >= b):
                    continue
                stop = x.end
            elif x.end <= a < stop:
                stop = a
            between = text[x.end : stop]
            if adverb:
                if not t.roles["clause_end"].search(between.lstrip("、")):
                    yield act
            elif t.roles["gap"].fullmatch(between):
                yield act

    def _zh(self, x: Place, s: Sentence, acts: Sequence[Act], t: Tables) -> Iterator[Act]:
        """The predicate follows in the same clause, or in the next behind 「5日，」."""
        text = self.document.text
        adverb = t.roles["adverb"].match(x.after)
        for act in acts:
            a, b = act.content
            if act.start < x.end or a <= x.start < b:
                continue
            if adverb and not t.roles["opening"].fullmatch(_CLAUSE.split(x.lead)[-1]):
                continue
            between = text[x.end + (adverb.end() if adverb else 0) : act.start]
            if t.roles["gap"].fullmatch(between):
                yield act

    def _en(self, x: Place, s: Sentence, acts: Sequence[Act], t: Tables) -> Iterator[Act]:
        """Close behind the verb, between holder and verb, or before the holder at the head of the clause."""
        text = self.document.text
        for act in reversed(acts):  # "said it was attacked on Friday": what stands nearer to the date is asked first
            # the January detainees: a noun's, no verb's
            attribute = x.lead.endswith(("the ", " a "))
            behind = act.end
            if act.party is not None and act.end <= act.party[0] <= act.end + _CLOSE and act.party[1] <= x.start:
                behind = act.party[1]  # warned the firm on Monday
            if behind <= x.start and not attribute and t.roles["gap"].fullmatch(text, behind, x.start):
                yield act
        for act in acts:
            a, b = act.content
            if act.start < x.end or a <= x.start < b:
                continue
            between = text[x.end : act.start]
            h = act.holder
            if h is not None and h[0] < x.end and (x.start < h[1] or t.roles["lead"].fullmatch(text, h[1], x.start)):
                if len(between) <= _CLOSE:
                    yield act
                continue
            if not between.strip():  # yesterday announced
                yield act
            if len(between) > _HEAD or t.roles["clause_end"].search(between):
                continue
            opens = t.roles["adverb"].match(x.after) and t.roles["opening"].fullmatch(text, s.start, x.start)
            if opens and (h is None or h[0] >= x.end):
                yield act
