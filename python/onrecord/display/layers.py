"""Marks over a text: which claims cover which stretch, in layers so that overlapping marks stay apart."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..document import Claim, Document


@dataclass(slots=True)
class Mark:
    """A claim as a mark: its number in the document and the layer (0 is nearest to the text) that it keeps throughout."""

    number: int
    claim: Claim
    layer: int = 0


@dataclass(slots=True)
class Piece:
    """A stretch of text under the same marks. ``opens`` are the marks whose cue starts here, ``cue`` those whose cue it
    belongs to."""

    text: str
    lang: str | None
    marks: list[Mark] = field(default_factory=list)
    cue: list[Mark] = field(default_factory=list)
    opens: list[Mark] = field(default_factory=list)
    skipped: bool = False


@dataclass(slots=True)
class Passage:
    """A paragraph of the page: pieces in one language, of one turn. ``heading`` and ``header`` say how it is set."""

    pieces: list[Piece]
    lang: str | None
    role: str
    heading: bool = False
    skipped: bool = False


def layered(claims: Sequence[Claim]) -> list[Mark]:
    """Gives every claim the lowest layer that no earlier claim over the same text has. O(n log n + n x layers)."""
    marks = [Mark(i, c) for i, c in enumerate(claims)]
    ends: list[int] = []
    for mark in sorted(marks, key=lambda m: (m.claim.start, -m.claim.end, m.number)):
        layer = next((i for i, end in enumerate(ends) if end <= mark.claim.start), len(ends))
        if layer == len(ends):
            ends.append(0)
        ends[layer] = mark.claim.end
        mark.layer = layer
    return marks


def passages(doc: Document, keep: Callable[[Claim], bool] = lambda claim: True) -> list[Passage]:
    """The whole text of a document as passages, in order; joined, their pieces are the text without its line breaks.

    ``keep`` says which claims are marked.
    """
    marks = layered([c for c in doc.claims if keep(c)])
    starts = sorted(marks, key=lambda m: m.claim.start)
    out: list[Passage] = []
    text = doc.text
    sentences = doc.sentences
    edges: list[tuple[int, int, int]] = []  # (start, end, first sentence)
    at = 0
    for i, s in enumerate(sentences):
        if i and s.paragraph == sentences[i - 1].paragraph and s.lang == sentences[i - 1].lang and not s.heading:
            edges[-1] = (edges[-1][0], s.end, edges[-1][2])
        else:
            edges.append((s.start, s.end, i))
    for k, (start, end, first) in enumerate(edges):
        # what stands between two passages (turn headers, footnote marks, brackets) belongs to the one behind it
        lead = text[at:start]
        lines = lead.split("\n")
        for line in lines[:-1]:
            if line.strip():
                out.append(Passage([Piece(line.strip(), sentences[first].lang)], sentences[first].lang, "header"))
        begin = start - len(lines[-1].lstrip())
        stop = end
        nxt = edges[k + 1][0] if k + 1 < len(edges) else len(text)
        tail = text[end:nxt].split("\n")[0]
        if (tail.strip() and "\n" in text[end:nxt]) or nxt == len(text):
            stop = end + len(tail.rstrip())
        s = sentences[first]
        pieces = _pieces(text, begin, stop, s.lang, marks, starts)
        out.append(Passage(pieces, s.lang, s.role, heading=s.heading, skipped=s.skipped))
        at = stop
    rest = text[at:]
    for line in rest.split("\n"):
        if line.strip():
            out.append(Passage([Piece(line.strip(), None)], None, "header"))
    return out


def _pieces(text: str, start: int, end: int, lang: str | None, marks: list[Mark], starts: list[Mark]) -> list[Piece]:
    lo = bisect_left(starts, start, key=lambda m: m.claim.start)
    # claims lie inside a sentence, so those of this passage start in it
    here = []
    for mark in starts[lo:]:
        if mark.claim.start >= end:
            break
        here.append(mark)
    cuts = {start, end}
    for mark in here:
        for at in (mark.claim.start, mark.claim.end, mark.claim.cue.start, mark.claim.cue.end):
            if start < at < end:
                cuts.add(at)
    order = sorted(cuts)
    out = []
    for a, b in itertools.pairwise(order):
        over = sorted((m for m in here if m.claim.start <= a and m.claim.end >= b), key=lambda m: m.layer)
        cue = [m for m in over if m.claim.cue.start <= a and m.claim.cue.end >= b]
        opens = [m for m in cue if m.claim.cue.start == a]
        out.append(Piece(text[a:b], lang, over, cue, opens))
    return out
