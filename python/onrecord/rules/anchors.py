"""Required literals of an open pattern: where one of them stands, a match may begin a known distance before it.

The scanner looks for the anchors, and PCRE2 runs only where one was found. So the best set of anchors is the one that is
found least: long words rather than short ones, content words rather than function words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .expand import Literal, expand, product, width
from .model import MAX_DISTANCE
from .pattern import Alt, Group, Look, Node, Rep, Seq

_RUN = 256  # literals in a set made of neighbours
_MOST = 2048  # literals in a set made of alternatives
_LEAST = 2  # bytes: single letters are everywhere
_COMMON = frozenset(
    "a an and any are as at be been but by did do does for from had has have he her his i if in is it its me my no not "
    "of on or our said she so that the their them there they this to us was we were what which who will with would you "
    "your".split()
)


@lru_cache(maxsize=65536)
def rarity(text: str) -> int:
    """How rarely a literal stands in a text, roughly: a Han character counts as three Latin letters, kana for two,
    a function word of English and a blank for next to nothing. At most 120."""
    score = 0
    for word in text.split(" "):
        if word in _COMMON:
            score += 4
            continue
        for c in word:
            if c.isascii():
                score += 10 if c.isalnum() else 3
            else:
                score += 18 if "\u3041" <= c <= "\u30ff" else 30
    return min(score, 120)


@dataclass(slots=True)
class Anchor:
    """Literals of which each match holds one, starting ``low`` to ``high`` bytes behind the match's start."""

    texts: frozenset[str]
    low: int
    high: int

    def worth(self) -> float:
        """How selective: the commonest literal decides, then how many there are and how far they may stand."""
        return min(map(rarity, self.texts)) - len(self.texts) / 40 - (self.high - self.low) / 20


def anchors(node: Node) -> Anchor | None:
    """The best anchors of a tree, none farther than MAX_DISTANCE bytes from the start of the match; or None."""
    found = _anchors(node)
    return found if found and found.high <= MAX_DISTANCE else None


def _set(rows: list[Literal] | None, low: int = 0, high: int = 0) -> Anchor | None:
    if not rows or high > MAX_DISTANCE or any(len(t) < _LEAST and len(t.encode()) < _LEAST for t, _ in rows):
        return None
    return Anchor(frozenset(t for t, _ in rows), low, high)


def _anchors(node: Node) -> Anchor | None:
    rows = expand(node, _RUN)
    if rows is not None:
        return _set(rows)
    if isinstance(node, Seq):
        return _of_sequence(node)
    if isinstance(node, Alt):
        union: set[str] = set()
        low, high = MAX_DISTANCE, 0
        for item in node.items:
            found = _anchors(item)
            if not found:
                return None
            union |= found.texts
            low, high = min(low, found.low), max(high, found.high)
        return Anchor(frozenset(union), low, high) if len(union) <= _MOST else None
    if isinstance(node, Rep):
        return _anchors(node.item) if node.low >= 1 else None
    if isinstance(node, Group) or (isinstance(node, Look) and node.kind == "(?>"):
        return _anchors(node.item)
    return None


def _of_sequence(node: Seq) -> Anchor | None:
    best: Anchor | None = None

    def offer(one: Anchor | None) -> None:
        nonlocal best
        if one and (best is None or one.worth() > best.worth()):
            best = one

    low = high = 0
    parts = [expand(x, _RUN) for x in node.items]
    for i, item in enumerate(node.items):
        if high > MAX_DISTANCE:
            break
        rows = parts[i]
        if rows is None:
            found = _anchors(item)
            if found and high + found.high <= MAX_DISTANCE:
                offer(Anchor(found.texts, low + found.low, high + found.high))
        else:
            offer(_set(rows, low, high))
            for part in parts[i + 1 :]:  # a run of finite neighbours makes longer literals
                rows = product(rows, part, _RUN) if part is not None else None
                if rows is None:
                    break
                offer(_set(rows, low, high))
        a, b = width(item)
        low, high = low + a, high + b
    return best
