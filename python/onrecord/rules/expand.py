"""What a tree matches: its literals where they are few, and PCRE2 text where they are not."""

from __future__ import annotations

from .model import MAX_LITERALS, STOPS
from .pattern import Alt, Group, Lit, Look, Node, PatternError, Rep, Seq, Set, escape

#: Where the groups of a literal stand: (name, start, end) in bytes of UTF-8.
Spans = tuple[tuple[str, int, int], ...]
#: A literal: folded text and its groups.
Literal = tuple[str, Spans]
_SETS = 64


def expand(node: Node, most: int = MAX_LITERALS) -> list[Literal] | None:
    """All literals of a finite tree, in the order of its alternatives; None for an open tree or more than ``most``.

    ``most`` is at most MAX_LITERALS. The list is kept on the tree: do not change it.
    """
    try:
        rows = node.rows
    except AttributeError:
        rows = node.rows = _expand(node)
    return rows if rows is not None and len(rows) <= most else None


def _expand(node: Node) -> list[Literal] | None:
    if isinstance(node, Lit):
        return [(node.text, ())]
    if isinstance(node, Set):
        return None if node.members is None or len(node.members) > _SETS else [(m, ()) for m in node.members]
    if isinstance(node, Look):
        return None
    if isinstance(node, Group):
        inner = expand(node.item)
        return inner and [(t, ((node.name, 0, len(t.encode())), *g)) for t, g in inner]
    if isinstance(node, Alt):
        out: dict[Literal, None] = {}
        for item in node.items:
            part = expand(item)
            if part is None:
                return None
            out.update(dict.fromkeys(part))
            if len(out) > MAX_LITERALS:
                return None
        return list(out)
    if isinstance(node, Rep):
        return _repeat(node)
    assert isinstance(node, Seq)
    rows: list[Literal] | None = [("", ())]
    parts = [expand(item) for item in node.items]
    if None in parts:
        return None
    for part in parts:
        if rows is not None and part is not None:
            rows = product(rows, part)
    return rows


def _repeat(node: Rep) -> list[Literal] | None:
    one = expand(node.item)
    if one is None:
        return None
    rows: list[Literal] = [("", ())]
    found: dict[Literal, None] = {}
    for i in range(node.high + 1):
        if i >= node.low:
            found.update(dict.fromkeys(rows))
        if len(found) > MAX_LITERALS:
            return None
        if i < node.high:
            step = product(rows, one)
            if step is None:
                return None
            rows = step
    return list(found)


def product(left: list[Literal], right: list[Literal], most: int = MAX_LITERALS) -> list[Literal] | None:
    """Each of ``left`` followed by each of ``right``, or None for more than ``most``."""
    if len(left) * len(right) > most * 4:
        return None
    if not any(g for _, g in right):
        out = dict.fromkeys([(t + u, g) for t, g in left for u, _ in right])
    else:
        out = {}
        for t, g in left:
            n = len(t.encode())
            for u, h in right:
                out[(t + u, g + tuple((name, a + n, b + n) for name, a, b in h) if h else g)] = None
    return list(out) if len(out) <= most else None


def to_pcre(node: Node) -> str:
    """The tree as PCRE2 text, alternatives of plain literals longest first. Raises PatternError for a lookbehind that
    PCRE2 cannot do."""
    try:
        return node.pcre
    except AttributeError:
        node.pcre = text = _to_pcre(node)
        return text


def _to_pcre(node: Node) -> str:
    if isinstance(node, Lit):
        return escape(node.text)
    if isinstance(node, Set):
        return node.source
    if isinstance(node, Seq):
        return "".join(map(to_pcre, node.items))
    if isinstance(node, Alt):
        return _factored(_alternatives(node))
    if isinstance(node, Rep):
        inner = to_pcre(node.item)
        if not isinstance(node.item, (Set, Alt)) and not (isinstance(node.item, Lit) and len(node.item.text) == 1):
            inner = f"(?:{inner})"
        count = "?" if (node.low, node.high) == (0, 1) else f"{{{node.low},{node.high}}}"
        return inner + count + node.suffix
    if isinstance(node, Group):
        return f"(?<{node.name}>{to_pcre(node.item)})"
    assert isinstance(node, Look)
    if node.kind.startswith("\\"):
        return node.kind
    return f"{node.kind}{_behind(node) if node.kind in ('(?<=', '(?<!') else to_pcre(node.item)})"


def _alternatives(node: Node) -> list[tuple[str, str]]:
    """The alternatives of a tree in their order, those of nested ones among them: the text that each begins with, and
    the PCRE2 text of what follows."""
    if isinstance(node, Lit):
        return [(node.text, "")]
    if isinstance(node, Seq) and node.items and isinstance(node.items[0], Lit):
        return [(node.items[0].text, "".join(map(to_pcre, node.items[1:])))]
    if not isinstance(node, Alt):
        return [("", to_pcre(node))]
    items = node.items
    if all(isinstance(x, Lit) for x in items):
        items = sorted(items, key=lambda x: -len(x.text) if isinstance(x, Lit) else 0)
    return list(dict.fromkeys(pair for x in items for pair in _alternatives(x)))


def _factored(pairs: list[tuple[str, str]]) -> str:
    """Alternatives that share what they begin with, so that PCRE2 tries fewer of them one by one. It is the same choice:
    what begins with different characters never matches at one place, and all else keeps its order."""
    parts: list[str] = []
    groups: dict[str, list[tuple[str, str]]] = {}
    for text, tail in [*pairs, ("", "")]:
        if text:
            groups.setdefault(text[0], []).append((text, tail))
            continue
        parts += map(_shared, groups.values())
        groups.clear()
        parts.append(tail)
    return "(?:" + "|".join(parts[:-1]) + ")"


def _shared(members: list[tuple[str, str]]) -> str:
    """Alternatives that begin with the same character."""
    low, high = min(t for t, _ in members), max(t for t, _ in members)
    n = next((i for i, c in enumerate(low) if c != high[i]), len(low))
    rest = [(t[n:], tail) for t, tail in members]
    if len(rest) == 1:
        return escape(low[:n]) + rest[0][1]
    if rest[-1] == ("", ""):
        return escape(low[:n]) + _factored(rest[:-1]) + "?"
    return escape(low[:n]) + _factored(rest)


def _behind(node: Look) -> str:
    """What stands in a lookbehind. PCRE2 asks for alternatives that each have one length: a finite one becomes its
    literals, which do; an open one must have them as it is written."""
    rows = expand(node.item)
    if rows is not None:
        return "|".join(escape(t) for t in dict.fromkeys(t for t, _ in rows))
    item = node.item
    while isinstance(item, Alt) and len(item.items) == 1:
        item = item.items[0]
    parts = item.items if isinstance(item, Alt) else [item]
    for part in parts:
        least, most = chars(part)
        if least != most:
            message = f"a lookbehind of {least} to {most} characters"
            raise PatternError(message, node.at, "give each of its alternatives one length")
    return "|".join(map(to_pcre, parts))


def chars(node: Node) -> tuple[int, int]:
    """Least and most characters that the tree matches."""
    if isinstance(node, Lit):
        return len(node.text), len(node.text)
    if isinstance(node, Set):
        return (1, 2) if node.source == "\\R" else (1, 1)
    if isinstance(node, Seq):
        sizes = [chars(x) for x in node.items]
        return sum(a for a, _ in sizes), sum(b for _, b in sizes)
    if isinstance(node, Alt):
        sizes = [chars(x) for x in node.items]
        return min(a for a, _ in sizes), max(b for _, b in sizes)
    if isinstance(node, Rep):
        a, b = chars(node.item)
        return a * node.low, b * node.high
    assert isinstance(node, (Group, Look))
    return (0, 0) if isinstance(node, Look) and node.kind != "(?>" else chars(node.item)


def width(node: Node) -> tuple[int, int]:
    """Least and most bytes that the tree matches."""
    try:
        size = node.size
    except AttributeError:
        size = node.size = _width(node)
    return size


def _width(node: Node) -> tuple[int, int]:
    if isinstance(node, Lit):
        n = len(node.text.encode())
        return n, n
    if isinstance(node, Set):
        if node.members:
            sizes = [len(m.encode()) for m in node.members]
            return min(sizes), max(sizes)
        return 1, 4
    if isinstance(node, Seq):
        parts = [width(x) for x in node.items]
        return sum(a for a, _ in parts), sum(b for _, b in parts)
    if isinstance(node, Alt):
        parts = [width(x) for x in node.items]
        return min(a for a, _ in parts), max(b for _, b in parts)
    if isinstance(node, Rep):
        a, b = width(node.item)
        return a * node.low, b * node.high
    assert isinstance(node, (Group, Look))
    return (0, 0) if isinstance(node, Look) and node.kind != "(?>" else width(node.item)


def stops(node: Node) -> int:
    """Which of STOPS a match of the tree may hold, a bit for each."""
    try:
        found = node.stops
    except AttributeError:
        found = node.stops = _stops(node)
    return found


def _stops(node: Node) -> int:
    if isinstance(node, Lit):
        return sum(1 << i for i, c in enumerate(STOPS) if c in node.text)
    if isinstance(node, Set):
        if node.members is not None:
            return sum(1 << i for i, c in enumerate(STOPS) if c in node.members)
        return sum(1 << i for i, c in enumerate(STOPS) if c not in node.never)
    if isinstance(node, (Seq, Alt)):
        found = 0
        for item in node.items:
            found |= stops(item)
        return found
    assert isinstance(node, (Rep, Group, Look))
    return 0 if isinstance(node, Look) and node.kind != "(?>" else stops(node.item)


def may_edge(node: Node, left: bool) -> bool:
    """Whether a match of the tree may begin (``left``) or end with a Latin letter or digit."""
    if isinstance(node, Lit):
        c = node.text[:1] if left else node.text[-1:]
        return c.isascii() and c.isalnum()
    if isinstance(node, Set):
        if node.members is not None:
            return any(m.isascii() and m.isalnum() for m in node.members)
        return node.source not in ("\\p{sc:Han}", "\\p{sc:Hiragana}", "\\p{sc:Katakana}", "\\s")
    if isinstance(node, Seq):
        for item in node.items if left else reversed(node.items):
            if may_edge(item, left):
                return True
            if width(item)[0] > 0:
                return False
        return False
    if isinstance(node, Alt):
        return any(may_edge(x, left) for x in node.items)
    assert isinstance(node, (Rep, Group, Look))
    return not (isinstance(node, Look) and node.kind != "(?>") and may_edge(node.item, left)
