"""What a tree matches: its literals where they are few, and PCRE2 text with required literals where they are not."""

from __future__ import annotations

from dataclasses import dataclass

from .model import MAX_LITERAL, MAX_LITERALS
from .pattern import Alt, Group, Lit, Look, Node, Rep, Seq, Set, escape

#: A literal: folded text and its groups (name, start, end) in bytes of UTF-8.
Literal = tuple[str, tuple[tuple[str, int, int], ...]]
_SETS = 64


def expand(node: Node, most: int = MAX_LITERALS) -> list[Literal] | None:
    """All literals of a finite tree, in the order of its alternatives; None for an open tree or more than ``most``."""
    if isinstance(node, Lit):
        return [(node.text, ())]
    if isinstance(node, Set):
        return None if node.members is None or len(node.members) > _SETS else [(m, ()) for m in node.members]
    if isinstance(node, Look):
        return None
    if isinstance(node, Group):
        inner = expand(node.item, most)
        if inner is None:
            return None
        return [(t, ((node.name, 0, len(t.encode())), *g)) for t, g in inner]
    if isinstance(node, Alt):
        out: dict[Literal, None] = {}
        for item in node.items:
            part = expand(item, most)
            if part is None:
                return None
            out.update(dict.fromkeys(part))
            if len(out) > most:
                return None
        return list(out)
    if isinstance(node, Rep):
        one = expand(node.item, most)
        if one is None:
            return None
        rows: list[Literal] = [("", ())]
        found: dict[Literal, None] = {}
        for i in range(node.high + 1):
            if i >= node.low:
                found.update(dict.fromkeys(rows))
            if len(found) > most:
                return None
            if i < node.high:
                step = product(rows, one, most)
                if step is None:
                    return None
                rows = step
        return list(found)
    assert isinstance(node, Seq)
    rows = [("", ())]
    for item in node.items:
        part = expand(item, most)
        if part is None:
            return None
        step = product(rows, part, most)
        if step is None:
            return None
        rows = step
    return rows


def product(left: list[Literal], right: list[Literal], most: int) -> list[Literal] | None:
    if len(left) * len(right) > most * 4:
        return None
    out: dict[Literal, None] = {}
    for t, g in left:
        n = len(t.encode())
        for u, h in right:
            out[(t + u, g + tuple((name, a + n, b + n) for name, a, b in h) if h else g)] = None
    return list(out) if len(out) <= most else None


def to_pcre(node: Node) -> str:
    """The tree as PCRE2 text, alternatives of plain literals longest first."""
    if isinstance(node, Lit):
        return escape(node.text)
    if isinstance(node, Set):
        return node.source
    if isinstance(node, Seq):
        return "".join(
            f"(?:{to_pcre(x)})" if isinstance(x, Alt) and len(x.items) == 1 else to_pcre(x) for x in node.items
        )
    if isinstance(node, Alt):
        items = node.items
        if all(isinstance(x, Lit) for x in items):
            items = sorted(items, key=lambda x: -len(x.text) if isinstance(x, Lit) else 0)
        return "(?:" + "|".join(to_pcre(x) for x in items) + ")"
    if isinstance(node, Rep):
        inner = to_pcre(node.item)
        if not isinstance(node.item, (Set, Alt)) and not (isinstance(node.item, Lit) and len(node.item.text) == 1):
            inner = f"(?:{inner})"
        count = "?" if (node.low, node.high) == (0, 1) else f"{{{node.low},{node.high}}}"
        return inner + count + node.suffix
    if isinstance(node, Group):
        return f"(?<{node.name}>{to_pcre(node.item)})"
    assert isinstance(node, Look)
    return node.kind if node.kind.startswith("\\") else f"{node.kind}{to_pcre(node.item)})"


def width(node: Node) -> tuple[int, int]:
    """Least and most bytes that the tree matches."""
    if isinstance(node, Lit):
        n = len(node.text.encode())
        return n, n
    if isinstance(node, Set):
        if node.members:
            sizes = [len(m.encode()) for m in node.members]
            return min(sizes), max(sizes)
        return 1, 4
    if isinstance(node, Seq):
        sizes2 = [width(x) for x in node.items]
        return sum(a for a, _ in sizes2), sum(b for _, b in sizes2)
    if isinstance(node, Alt):
        sizes2 = [width(x) for x in node.items]
        return min(a for a, _ in sizes2), max(b for _, b in sizes2)
    if isinstance(node, Rep):
        a, b = width(node.item)
        return a * node.low, b * node.high
    if isinstance(node, Group):
        return width(node.item)
    assert isinstance(node, Look)
    return width(node.item) if node.kind == "(?>" else (0, 0)


@dataclass(slots=True)
class Anchor:
    """Literals of which each match holds one, starting ``low`` to ``high`` bytes behind the match's start."""

    texts: frozenset[str]
    low: int
    high: int

    def worth(self) -> float:
        """How selective: the shortest text counts (a Han character as much as three Latin letters), then how many."""
        short = min(len(t.encode()) for t in self.texts)
        return min(short, 12) * 10 - len(self.texts) / 40 - (self.high - self.low) / 20


def anchors(node: Node) -> Anchor | None:
    """The best set of required literals of a tree, or None."""
    best: Anchor | None = None

    def offer(a: Anchor | None) -> None:
        nonlocal best
        if a and a.texts and "" not in a.texts and (best is None or a.worth() > best.worth()):
            best = a

    plain = expand(node, 256)
    if plain is not None:
        texts = frozenset(t for t, _ in plain)
        return Anchor(texts, 0, 0) if texts and "" not in texts else None
    if isinstance(node, Seq):
        low = high = 0
        for i, item in enumerate(node.items):
            found = anchors(item)
            if found:
                offer(Anchor(found.texts, low + found.low, high + found.high))
            # a run of finite neighbours makes longer literals
            rows = expand(item, 256)
            j = i + 1
            while rows is not None and j < len(node.items):
                part = expand(node.items[j], 256)
                step = product(rows, part, 256) if part is not None else None
                if step is None:
                    break
                rows = step
                j += 1
                offer(Anchor(frozenset(t for t, _ in rows), low, high))
            a, b = width(item)
            low, high = low + a, high + b
        return best
    if isinstance(node, Alt):
        texts2: set[str] = set()
        low, high = MAX_LITERAL, 0
        for item in node.items:
            found = anchors(item)
            if not found:
                return None
            texts2 |= found.texts
            low, high = min(low, found.low), max(high, found.high)
        return Anchor(frozenset(texts2), low, high) if len(texts2) <= 2048 else None
    if isinstance(node, Rep):
        return anchors(node.item) if node.low >= 1 else None
    if isinstance(node, Group):
        return anchors(node.item)
    if isinstance(node, Look) and node.kind == "(?>":
        return anchors(node.item)
    return None
