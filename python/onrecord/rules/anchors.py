"""Required literals of an open pattern: where one of them stands, a match may begin a known distance before it.

The scanner looks for the anchors, and PCRE2 runs only where one was found. So the best set of anchors is the one that is
found least: long words rather than short ones, content words rather than function words. What else each match must hold
(the verb behind a title) is looked for in the same pass, and a sentence without it costs no try. Of the places that are
left, those are tried that begin as a match can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from .expand import Literal, expand, may_edge, product, stops, width
from .model import MAX_DISTANCE
from .pattern import Alt, Group, Lit, Look, Node, Rep, Seq, Set

_RUN = 256  # literals in a set made of neighbours
_MOST = 2048  # literals in a set made of alternatives
_LEAST = 2  # bytes: single letters are everywhere
OPENING = 3  # bytes of an opening
_OPENINGS = 400  # a filter of 1,024 bits lets a third of all through when it holds so many
_NEEDS = 3  # sets that a match must hold beside its anchors
_RARE = 30  # a Han character, three Latin letters
_INSIDE = 40  # what an anchor loses that may begin inside a word
_SPLIT = 100  # an alternative with a commoner anchor is looked for by itself
_NEED_MOST = 512  # literals in such a set
_COMMON = frozenset(
    "a an and any are as at be been but by did do does for from had has have he her his i if in is it its me my no not "
    "of on or our she so that the their them there they this to us was we were what which who will with would you "
    "your".split()
)
#: Chinese words of which statements are full, a hundred and more a MB: two characters, but no rarer than one.
_FREQUENT = frozenset(
    "中方 中国 问题 我们 合作 国家 有关 关系 国际 美国 对此 两国 共同 政府 双方 报道 美方 评论 表示 已经 总统 希望 情况 各方 "
    "社会 继续 支持 通过 方面 会议 朝鲜 政治 组织 作出 提供 没有 采取 任何 反对 企业 认为 发布 相关 了解 记者 媒体 取得 消息 "
    "可以 提到 介绍 工作 具体 部长 代表 其他 回应 协议 提出 多次 可能 明确 发表 他们 这个 日本 强调 各国 根据 决议 发生 事实 "
    "能够 影响 行动 部门 责任 坚决 应该 关切 看到 要求 处理 负责 报告 事件 正在 关注 表态 敦促 信息 意见 官员 停止".split()
)
#: Words that stand in so many sentences that to need one rules out hardly any.
_EVERYWHERE = frozenset(
    "the a an and of to in that is it i we you for on be are as with was this "
    "的 了 是 在 有 和 与 同 对 向 由 于 被 把 将 会 要 应 为 以 也 就 都 不 我 我们 你 他 人 方 这 那 中国 中方 国家 "
    "する した して という こと これ それ ます ある".split()
)


@lru_cache(maxsize=65536)
def rarity(text: str) -> int:
    """How rarely a literal stands in a text, roughly: a Han character counts as three Latin letters, kana for two,
    a function word of English and a blank for next to nothing. At most 120."""
    if text in _FREQUENT:
        return 40
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


@lru_cache(maxsize=65536)
def commonest(texts: frozenset[str]) -> int:
    """The rarity of the commonest of a set of literals."""
    return min(map(rarity, texts))


@dataclass(slots=True)
class Anchor:
    """Literals of which each match holds one, starting ``low`` to ``high`` bytes behind the match's start. ``edge``:
    no Latin letter or digit stands right before it in any match. ``stops``: which of STOPS may stand between the two."""

    texts: frozenset[str]
    low: int
    high: int
    edge: bool
    stops: int

    def worth(self) -> float:
        """How selective: the commonest literal decides, then how many there are and how far they may stand. What may
        begin inside a word has the scanner look there too."""
        far = (self.high - self.low) / 20
        return commonest(self.texts) - len(self.texts) / 40 - far - (0 if self.edge else _INSIDE)


def anchors(node: Node) -> list[Anchor]:
    """The best anchors of a tree, none farther than MAX_DISTANCE bytes from the start of the match, and behind them
    what else each match holds, best first, at any distance; an empty list if nothing can be an anchor."""
    found = sorted(_required(node, True), key=Anchor.worth, reverse=True)
    near = next((x for x in found if x.high <= MAX_DISTANCE), None)
    if near is None:
        return []
    common = commonest(near.texts) < _RARE  # then even a word that is not rare saves tries
    kept = [near]
    for x in found:
        # a set that holds all of another one is there wherever that one is
        if _rules_out(x, 0 if common else _RARE) and not any(x.texts >= y.texts for y in kept):
            kept.append(x)
    return kept[: 1 + _NEEDS]


def parts(node: Node) -> list[Node]:
    """A tree as alternatives that are looked for each by itself: those whose anchors are common words apart, as all of
    the tree would be tried at each of these."""
    items = node.items if isinstance(node, Alt) else [node]
    found = [anchors(x) for x in items]
    if len(items) < 2 or not all(found):
        return [node]
    rare = [x for x, best in zip(items, found, strict=True) if commonest(best[0].texts) >= _SPLIT]
    apart = [x for x, best in zip(items, found, strict=True) if commonest(best[0].texts) < _SPLIT]
    return [*([Alt(rare)] if rare else []), *apart]


def holds_cjk(node: Node) -> bool:
    """Whether each match holds a Han character or a kana, as far as its literals show."""
    return any(all(any("\u3041" <= c <= "\u9fff" for c in t) for t in x.texts) for x in _required(node, True))


def _rules_out(need: Anchor, least: int) -> bool:
    """Whether many sentences lack all of a set: it is short, and none of it is everywhere, a single kana, a word of two
    Latin letters or, of what else stands in those, more common than ``least`` or found inside words."""
    if len(need.texts) > _NEED_MOST or need.texts & _EVERYWHERE:
        return False
    return all(
        (need.edge and len(t) > 2 and rarity(t) >= least) if t.isascii() else rarity(t) >= _RARE for t in need.texts
    )


def _set(rows: list[Literal] | None, low: int, high: int, edge: bool, before: int) -> list[Anchor]:
    if not rows or any(len(t) < _LEAST and len(t.encode()) < _LEAST for t, _ in rows):
        return []
    texts = [t for t, _ in rows]
    blanks = [len(t) > _LEAST and t[0] == " " for t in texts]
    if any(blanks):  # a word is looked for where it begins, with or without the blank before it
        texts = [t[1:] if blank else t for t, blank in zip(texts, blanks, strict=True)]
        low, high, edge = low + all(blanks), high + 1, edge or all(blanks)
    edge = edge or not any(t[0].isascii() and t[0].isalnum() for t in texts)
    return [Anchor(frozenset(texts), low, high, edge, before)]


def _required(node: Node, edge: bool) -> list[Anchor]:
    """Sets of literals of which each match holds one, in different parts of it. ``edge``: no Latin letter or digit
    stands right before the tree's match. The list is kept on the tree: do not change it."""
    try:
        known = node.required
    except AttributeError:
        known = node.required = {}
    found = known.get(edge)
    if found is None:
        found = known[edge] = _find_required(node, edge)
    return found


def _find_required(node: Node, edge: bool) -> list[Anchor]:
    rows = expand(node, _RUN)
    if rows is not None:
        return _set(rows, 0, 0, edge, 0)
    if isinstance(node, Seq):
        parts: list[_Part] = []
        low = high = before = 0
        for item in node.items:
            parts.append((item, expand(item, _RUN), low, high, edge, before))
            least, most = width(item)
            low, high, before = low + least, high + most, before | stops(item)
            edge = _is_edge(item) or (not may_edge(item, False) and (edge or least > 0))
        return _of_sequence(parts)
    if isinstance(node, Alt):
        branches = [sorted(_required(item, edge), key=_choice, reverse=True) for item in node.items]
        if not all(branches):
            return []
        # the best of each, then the second best; a branch that has no more gives its best again
        most = max(map(len, branches))
        unions = [_union([x[min(k, len(x) - 1)] for x in branches]) for k in range(most)]
        return [x for x in unions if len(x.texts) <= _MOST]
    if isinstance(node, Rep):
        return _required(node.item, edge) if node.low >= 1 else []
    if isinstance(node, Group) or (isinstance(node, Look) and node.kind == "(?>"):
        return _required(node.item, edge)
    return []


def _is_edge(node: Node) -> bool:
    """Whether the tree is a word boundary: no letter stands between it and one that follows."""
    return isinstance(node, Look) and node.kind == "\\b"


def _union(sets: list[Anchor]) -> Anchor:
    texts = frozenset().union(*(x.texts for x in sets))
    before = reduce(or_, (x.stops for x in sets))
    return Anchor(texts, min(x.low for x in sets), max(x.high for x in sets), all(x.edge for x in sets), before)


def _choice(one: Anchor) -> tuple[bool, float]:
    return one.high <= MAX_DISTANCE, one.worth()


#: An item of a sequence, its literals, the least and most bytes before it, whether an edge of a word stands there, and
#: the stops that may stand before it.
_Part = tuple[Node, list[Literal] | None, int, int, bool, int]


def _of_sequence(parts: list[_Part]) -> list[Anchor]:
    """The best set of a sequence, and then those of what stands on either side of it."""
    best: list[Anchor] = []
    span = (0, 0)
    most: tuple[bool, float] | None = None

    def offer(found: list[Anchor], i: int, j: int) -> None:
        nonlocal best, span, most
        mine = max(map(_choice, found), default=None)
        if mine is not None and (most is None or mine > most):
            best, span, most = found, (i, j), mine

    for i, (item, rows, low, high, edge, before) in enumerate(parts):
        if rows is None:
            inner = _required(item, edge)
            offer([Anchor(x.texts, low + x.low, high + x.high, x.edge, before | x.stops) for x in inner], i, i + 1)
            continue
        offer(_set(rows, low, high, edge, before), i, i + 1)
        for j in range(i + 1, len(parts)):  # a run of finite neighbours makes longer literals
            rows = product(rows, parts[j][1] or [], _RUN) if parts[j][1] is not None else None
            if rows is None:
                break
            offer(_set(rows, low, high, edge, before), i, j + 1)
    if not best:
        return []
    return _of_sequence(parts[: span[0]]) + best + _of_sequence(parts[span[1] :])


def openings(node: Node) -> frozenset[bytes]:
    """The first OPENING bytes of all matches of a tree (a Chinese or Japanese character; three Latin letters); empty
    where they cannot be listed or are more than a filter can tell apart."""
    found = _begin(node)
    if found is None or any(len(x) < OPENING for x in found):
        return frozenset()
    return found


def _begin(node: Node) -> frozenset[bytes] | None:
    """What a match can begin with, cut to OPENING bytes; a shorter one is the whole of a match. None: anything."""
    if isinstance(node, Lit):
        return frozenset([node.text.encode()[:OPENING]])
    if isinstance(node, Set):
        return None if node.members is None else frozenset(m.encode()[:OPENING] for m in node.members)
    if isinstance(node, Seq):
        return _follow(node.items)
    if isinstance(node, Alt):
        union: set[bytes] = set()
        for item in node.items:
            found = _begin(item)
            if found is None:
                return None
            union |= found
        return frozenset(union) if len(union) <= _OPENINGS else None
    if isinstance(node, Rep):
        counts: set[bytes] = set()
        for many in range(node.low, min(node.high, node.low + OPENING) + 1):  # more of them begin no other way
            found = _follow([node.item] * many)
            if found is None:
                return None
            counts |= found
        return frozenset(counts) if len(counts) <= _OPENINGS else None
    if isinstance(node, Group) or (isinstance(node, Look) and node.kind == "(?>"):
        return _begin(node.item)
    return frozenset([b""])  # a look-around takes no bytes


def _follow(items: Sequence[Node]) -> frozenset[bytes] | None:
    known = frozenset([b""])
    for item in items:
        if all(len(x) == OPENING for x in known):
            break
        more = _begin(item)
        if more is None:
            return None
        known = frozenset(x if len(x) == OPENING else (x + y)[:OPENING] for x in known for y in more)
        if len(known) > _OPENINGS:
            return None
    return known
