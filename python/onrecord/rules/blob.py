"""From the parsed form to the blob that the C core loads; the layout is documented in csrc/core/pack.h."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..errors import RuleError
from .anchors import Anchor, anchors, holds_cjk, openings, parts
from .expand import Literal, expand, may_edge, to_pcre, width
from .fold import fold_literal
from .inflect import Vocabulary
from .info import to_meta
from .model import (
    CERTAINTIES,
    CLASS_STRATEGIES,
    CLASSES,
    CONTENTS,
    GROUPS,
    KINDS,
    LANGS,
    MAX_CLASSES,
    MAX_FORMS,
    MAX_KINDS,
    MAX_LITERAL,
    MAX_RULES,
    MAX_STRATEGIES,
    MAX_WIDTH,
    MOODS,
    NONE,
    PLACES,
    REACHES,
    REASONS,
    ROLES,
    SEGMENT_LISTS,
    STOPS,
    STRATEGIES,
    WHERE,
    Mark,
    Pack,
    Place,
    Rule,
)
from .over import winners
from .parse import error
from .pattern import Node, PatternError

FORMAT = 7
SECTIONS = 18
_CUE, _FIRST, _THEN, _MARK, _NEED, _GROUND = range(6)
_PART = {_CUE: 0, _FIRST: 0, _THEN: 0, _MARK: 1, _GROUND: 2}
_WORD_L, _WORD_R, _ANCHOR, _NEEDED = 1, 2, 4, 8
_LAZY, _SLOW, _STOP = 1, 2, 1 << 8
_ANCHORED, _END_ANCHORED, _RANGE = 1, 2, 4
_FINITE, _BLOCK, _FRAME, _FRAME_CLAUSE, _BROAD = 1, 2, 4, 8, 16
_BEGIN = "(?!(?<=[a-z0-9])[a-z0-9])"
_END = _BEGIN


@dataclass(slots=True)
class Compiled:
    """The blob and what became of each pattern."""

    blob: bytes
    kinds: tuple[str, ...]
    forms: tuple[str, ...]
    classes: tuple[str, ...]
    rules: list[Rule]
    report: dict[str, str] = field(default_factory=dict)
    block_entries: dict[str, int] = field(default_factory=dict)
    patterns: list[tuple[str, Place]] = field(default_factory=list)


class Compiler:
    """Builds one blob. Mistakes go to ``errors``; a rule with one is left out.

    ``like`` is another compiler of the same pack: what that one has parsed and expanded is used again.
    """

    def __init__(self, pack: Pack, like: Compiler | None = None) -> None:
        self.pack = pack
        self.errors: list[RuleError] = []
        self.vocabulary: dict[str, Vocabulary] = {
            lang: like.vocabulary[lang]
            if like
            else Vocabulary(lang, pack.words.get(lang, {}), pack.inflect.get(lang, {}))
            for lang in LANGS
        }
        self.strings = bytearray()
        self.interned: dict[bytes, int] = {}
        self.entries: list[tuple[int, ...]] = []
        self.literals: list[tuple[int, ...]] = []
        self.needs: list[tuple[int, int, int]] = []
        self.openings: list[int] = []
        self.need_entries: dict[tuple[frozenset[str], bool, str, int], int] = {}
        self.groups: list[tuple[int, ...]] = []
        self.group_sets: dict[tuple[tuple[str, int, int], ...], int] = {}
        self.pcre: dict[tuple[str, int], int] = {}
        self.pcre_rows: list[tuple[int, ...]] = []
        self.report: dict[str, str] = {}
        self.block_entries: dict[str, int] = {}
        self.patterns: list[tuple[str, Place]] = []

    def string(self, text: str) -> tuple[int, int]:
        data = text.encode("utf-8", "surrogatepass")
        at = self.interned.get(data)
        if at is None:
            at = self.interned[data] = len(self.strings)
            self.strings += data
        return at, len(data)

    def add_pcre(self, text: str, flags: int, place: Place, begins: frozenset[bytes] = frozenset()) -> int:
        """A pattern and, for one that is searched, the bytes that it begins with."""
        key = (text, flags)
        if key not in self.pcre:
            self.pcre[key] = len(self.pcre_rows)
            self.pcre_rows.append((*self.string(text), flags, len(self.openings), len(begins)))
            self.openings += [int.from_bytes(x, "little") for x in sorted(begins)]
            self.patterns.append((text, place))
        return self.pcre[key]

    def tree(
        self, text: str, lang: str, place: Place, key: str, names: tuple[str, ...] = GROUPS, empty: bool = False
    ) -> Node | None:
        """The tree of a pattern, or None after noting what is wrong. ``empty``: it may match the empty string."""
        here = Place(place.file, place.rule, key)
        try:
            node = self.vocabulary[lang].parse(text, names)
            if expand(node) is None:
                to_pcre(node)
        except PatternError as e:
            self.errors.append(error(here, str(e), e.mend, e.position))
            return None
        least, most = width(node)
        if least == 0 and not empty:
            self.errors.append(error(here, "matches nothing or the empty string", "take the ? off something"))
            return None
        if most > MAX_WIDTH:
            message = f"may match {most} bytes, {MAX_WIDTH} are the most"
            self.errors.append(error(here, message, "make its repeats smaller"))
            return None
        return node

    def add_literal(self, entry: int, literal: Literal, flags: int) -> None:
        text, groups = literal
        if text[0].isascii() and text[0].isalnum():
            flags |= _WORD_L
        if text[-1].isascii() and text[-1].isalnum():
            flags |= _WORD_R
        first = 0
        if groups:
            if groups not in self.group_sets:
                self.group_sets[groups] = len(self.groups)
                self.groups += [(GROUPS.index(name), a, b) for name, a, b in groups]
            first = self.group_sets[groups]
        self.literals.append((*self.string(text), entry, flags, first, len(groups)))

    def add_anchors(self, entry: int, anchor: Anchor, flags: int) -> None:
        last = None
        for text in sorted(anchor.texts):
            if last is not None and text.startswith(last):
                continue  # it stands nowhere but where the other one does
            last = text
            word = _WORD_L if anchor.edge and text[0].isascii() and text[0].isalnum() else 0
            self.literals.append((*self.string(text), entry, flags | word, 0, 0))

    def needed(self, need: Anchor, lang: str, what: int) -> int:
        """The entry that stands for a set of literals; rules that need the same set share it."""
        key = need.texts, need.edge, lang, _PART[what]
        if key not in self.need_entries:
            self.need_entries[key] = len(self.entries)
            self.entries.append((_NEED, _PART[what], LANGS.index(lang), NONE, 0, 0, 0, 0, 0))
            self.add_anchors(self.need_entries[key], need, _NEEDED)
        return self.need_entries[key]

    def searched(self, text: str, lang: str, place: Place, key: str) -> int | None:
        """A pattern of a condition: searched, not anchored, and as it stands: "violat" finds "violated" too."""
        node = self.tree(text, lang, place, key)
        if node is None:
            return None
        begins = openings(node)
        return self.add_pcre(to_pcre(node), _RANGE if begins else 0, Place(place.file, place.rule, key), begins)

    def entry(
        self, node: Node, what: int, owner: int, lang: str, place: Place, key: str, slow: bool, lazy: bool = False
    ) -> tuple[int, str] | None:
        """An entry for one pattern: its number and what became of it; None after noting what is wrong."""
        here = Place(place.file, place.rule, key)
        number = len(self.entries)
        flags = _LAZY if lazy else 0
        found = expand(node)
        if found is not None:
            # one text may come about in several ways: the first one names the groups
            unique = dict(reversed(found))
            if any(len(t.encode()) > MAX_LITERAL for t in unique):
                self.errors.append(error(here, f"a literal of more than {MAX_LITERAL} bytes", "shorten the pattern"))
                return None
            self.entries.append((what, owner, LANGS.index(lang), NONE, 0, 0, flags, 0, 0))
            for text in sorted(unique, key=lambda t: (-len(t), t)):
                self.add_literal(number, (text, unique[text]), 0)
            return number, f"finite: {len(unique)} literals"
        best = anchors(node)
        anchor, needs = (best[0], best[1:]) if best else (None, [])
        if anchor is None and not slow:
            self.errors.append(
                error(
                    here,
                    "has no literal that every match holds",
                    "add one, or write slow = true (it is tried everywhere)",
                )
            )
            return None
        pcre = self.add_pcre(_bounded(node), _RANGE, here, openings(node))
        low, high = (anchor.low, anchor.high) if anchor else (0, 0)
        flags |= ~anchor.stops % (1 << len(STOPS)) * _STOP if anchor else _SLOW
        row = (what, owner, LANGS.index(lang), pcre, low, high, flags)
        self.entries.append((*row, len(self.needs), len(needs)))
        self.needs += [(self.needed(x, lang, what), x.low, x.high) for x in needs]
        if not anchor:
            return number, "slow: tried at every character"
        self.add_anchors(number, anchor, _ANCHOR)
        shown = min(anchor.texts, key=lambda t: (len(t), t))
        more = f" and {len(anchor.texts) - 1} more" if len(anchor.texts) > 1 else ""
        return number, f"open: anchor {shown}{more}, distance {low}-{high} B"

    def compile(self, rules: Sequence[Rule], pack_id: str, tier: str) -> Compiled:
        """The blob of these rules (sorted by id) and all marks, headers and segmenter data of the pack."""
        for lang, vocabulary in self.vocabulary.items():
            for where, name, e in vocabulary.mistakes():
                place = Place(self.pack.origin.get((lang, where, name), lang), "", f"{where}.{name}")
                self.errors.append(error(place, str(e), e.mend))
        kinds = [*KINDS, *sorted(self.pack.kinds)]
        forms = list(dict.fromkeys(f for fs in KINDS.values() for f in fs))
        for k in sorted(self.pack.kinds):
            forms += [f for f in self.pack.kinds[k].forms if f not in forms]
        classes = list(CLASSES)
        for mark in self.pack.marks:
            classes += [c for c in (mark.cls, *mark.stop) if c not in classes]
        for limit, many, what in (
            (MAX_CLASSES, classes, "mark classes"),
            (MAX_KINDS, kinds, "kinds"),
            (MAX_RULES, rules, "rules"),
            (MAX_FORMS, forms, "forms"),
        ):
            if len(many) > limit:
                extra = many[limit]
                sources = [r.place for r in rules if r is extra or extra in (r.kind, r.form)]
                sources += [m.place for m in self.pack.marks if extra in (m.cls, *m.stop)]
                sources += [k.place for k in self.pack.kinds.values() if extra == k.id or extra in k.forms]
                here = sources[0] if sources else Place("all packs")
                self.errors.append(error(here, f"{len(many)} {what}", f"the limit is {limit}"))
                return Compiled(b"", (), (), (), [])
        numbers = {name: i for i, name in enumerate(classes)}
        kept: list[Rule] = []
        rule_rows: list[list[int]] = []
        conds: list[tuple[int, ...]] = []
        mutes: list[tuple[int, int]] = []
        for rule in rules:
            row = self._rule(rule, len(kept), kinds, forms, numbers, conds, mutes)
            if row is not None:
                kept.append(rule)
                rule_rows.append(row)
        lists, wrong = winners(kept, self.pack.rules)
        self.errors += wrong
        over: list[int] = []
        for row, won in zip(rule_rows, lists, strict=True):
            row[15], row[16] = len(over), len(won)
            over += won
        marks = self._marks(numbers)
        headers = self._headers()
        seg = self._segment()
        names = [[self.string(x) for x in many] for many in (kinds, forms, classes)]
        definitions = {k.id: k.definition for k in self.pack.kinds.values()}
        sections = [b"", to_meta(kept, definitions, self.report, pack_id, tier)]
        tables: list[Sequence[Sequence[int]]] = [
            *names,
            self.entries,
            self.needs,
            [[x] for x in self.openings],
            self.literals,
            self.groups,
            self.pcre_rows,
            rule_rows,
            conds,
            [[x] for x in over],
            mutes,
            marks,
            headers,
            seg,
        ]
        for table in tables:
            flat = [x for row in table for x in row]
            sections.append(struct.pack(f"<{len(flat)}I", *flat))
        sections[0] = bytes(self.strings)
        blob = _assemble(sections)
        names3 = tuple(kinds), tuple(forms), tuple(classes)
        return Compiled(blob, *names3, kept, self.report, self.block_entries, self.patterns)

    def _rule(
        self,
        rule: Rule,
        owner: int,
        kinds: list[str],
        forms: list[str],
        classes: dict[str, int],
        conds: list[tuple[int, ...]],
        mutes: list[tuple[int, int]],
    ) -> list[int] | None:
        place = rule.place
        before = len(self.errors)
        frame = rule.first is not None
        node = self.tree(rule.cue, rule.lang, place, "then" if frame else "cue")
        first_node = self.tree(rule.first, rule.lang, place, "first") if rule.first is not None else None
        patterns = [
            None
            if c.pattern is None
            else self.searched(c.pattern, rule.lang, place, "unless.has" if c.unless else "need.has")
            for c in rule.conds
        ]
        if len(self.errors) > before or node is None:
            return None
        made = None
        for part in [node] if frame or rule.block or expand(node) is not None else parts(node):
            one = self.entry(
                part, _THEN if frame else _CUE, owner, rule.lang, place, "then" if frame else "cue", rule.slow
            )
            if one is None:
                return None
            made = made or one
        assert made is not None
        first = NONE
        self.report[rule.id] = made[1]
        if first_node is not None:
            made_first = self.entry(first_node, _FIRST, owner, rule.lang, place, "first", rule.slow)
            if made_first is None:
                return None
            first = made_first[0]
            self.report[rule.id] = f"first {made_first[1]}; then {made[1]}"
        if rule.block:
            self.block_entries[rule.id] = made[0]
        cond0, mute0 = len(conds), len(mutes)
        for c, pattern in zip(rule.conds, patterns, strict=True):
            cls = NONE
            if c.cls is not None:
                if c.cls not in classes:
                    self.errors.append(
                        error(Place(place.file, rule.id, "need"), f"the class {c.cls!r} has no mark", "add a [[mark]]")
                    )
                    return None
                cls = classes[c.cls]
            conds.append(
                (int(c.unless), WHERE.index(c.where), cls, NONE if pattern is None else pattern, c.within, c.first)
            )
        mutes += [(kinds.index(k), WHERE.index(w)) for k, w in rule.mutes]
        neg_kind = neg_form = NONE
        negated = {"keep": 0, "drop": 1}.get(rule.negated, 2)
        if negated == 2:
            kind = max((k for k in kinds if f"{rule.negated}.".startswith(f"{k}.")), key=len)
            neg_kind = kinds.index(kind)
            form = rule.negated[len(kind) + 1 :]
            neg_form = forms.index(form) if form else NONE
        flags = (
            (_FINITE if rule.finite else 0)
            | (_BLOCK if rule.block else 0)
            | (_FRAME if frame else 0)
            | (_FRAME_CLAUSE if frame and rule.span == "clause" else 0)
            | (_BROAD if rule.tier == "broad" else 0)
        )

        def how(names: Sequence[str]) -> list[int]:
            row = [STRATEGIES[s] if s in STRATEGIES else 16 + classes[CLASS_STRATEGIES[s]] for s in names]
            return row + [0] * (MAX_STRATEGIES - len(row))

        return [
            owner,
            NONE if rule.block else kinds.index(rule.kind),
            NONE if rule.block or not rule.form else forms.index(rule.form),
            LANGS.index(rule.lang),
            made[0],
            first,
            sum(1 << ROLES.index(t) for t in rule.turn),
            MOODS.index(rule.mood),
            sum(PLACES[p] for p in rule.at),
            negated,
            neg_kind,
            neg_form,
            flags,
            cond0,
            len(conds) - cond0,
            0,
            0,
            mute0,
            len(mutes) - mute0,
            sum(1 << WHERE.index(w) for w in rule.reason),
            *how(rule.holder),
            *how(rule.party),
            CONTENTS.index(rule.content),
            CERTAINTIES.index(rule.certainty),
        ]

    def _marks(self, classes: dict[str, int]) -> list[tuple[int, ...]]:
        rows: list[tuple[int, ...]] = []

        def add(mark: Mark, entry: int) -> None:
            mask = sum(1 << classes[s] for s in mark.stop)
            rows.append(
                (
                    classes[mark.cls],
                    LANGS.index(mark.lang),
                    entry,
                    REACHES.index(mark.reach),
                    mark.reach_cp,
                    mask & 0xFFFFFFFF,
                    mask >> 32,
                    0 if mark.certainty is None else 1 + CERTAINTIES.index(mark.certainty),
                    {None: 0, "left": 1, "right": 2}[mark.side],
                )
            )

        # what a condition or the reach of a mark asks for is looked for with the other marks
        asked = {s for mark in self.pack.marks for s in mark.stop}
        asked |= {c.cls for rule in self.pack.rules.values() for c in rule.conds if c.cls is not None}
        grounds = {f"reason.{x}" for x in REASONS} - asked
        for mark in self.pack.marks:
            what = _GROUND if mark.cls in grounds else _MARK
            finite: dict[str, None] = {}
            for text in mark.any:
                node = self.tree(text, mark.lang, mark.place, "any")
                if node is None:
                    continue
                found = expand(node)
                if found is not None and all(t for t, _ in found) and not any(g for _, g in found):
                    finite.update(dict.fromkeys(t for t, _ in found))
                    continue
                made = self.entry(node, what, len(rows), mark.lang, mark.place, "any", False, mark.lazy)
                if made is not None:
                    add(mark, made[0])
            if finite:
                number = len(self.entries)
                self.entries.append(
                    (what, len(rows), LANGS.index(mark.lang), NONE, 0, 0, _LAZY if mark.lazy else 0, 0, 0)
                )
                for t in sorted(finite, key=lambda t: (-len(t), t)):
                    self.add_literal(number, (t, ()), 0)
                add(mark, number)
        return rows

    def _headers(self) -> list[tuple[int, ...]]:
        rows: list[tuple[int, ...]] = []
        stages: dict[str, int] = {}
        for h in self.pack.headers:
            lang = h.lang if h.lang in LANGS else "en"
            node = self.tree(h.pattern, lang, h.place, "pattern", (*GROUPS, "speaker"))
            if node is None:
                continue
            number = 3 if h.lang not in LANGS else LANGS.index(h.lang)
            pattern = self.add_pcre(to_pcre(node), _ANCHORED, Place(h.place.file, h.place.rule, "pattern"))
            flags = int("A-Z" in h.pattern) | h.one_paragraph << 1 | holds_cjk(node) << 2
            for name, shift in ((h.stage, 8), (h.opens, 16)):
                flags |= (stages.setdefault(name, len(stages) + 1) if name else 0) << shift
            rows.append((pattern, ROLES.index(h.role), number, flags))
        if len(stages) > 255:
            place = self.pack.headers[-1].place
            self.errors.append(error(place, f"{len(stages)} stages", "255 are the most"))
        return rows

    def _segment(self) -> list[tuple[int, ...]]:
        rows: list[tuple[int, ...]] = []
        for lang, data in self.pack.segment.items():
            number = LANGS.index(lang)
            place = Place("_segment.toml", lang)
            for key, value in data.items():
                if key in ("quotes", "titles"):
                    aux = int(key == "titles")
                    for a, b in value:
                        rows.append((5, number, *self.string(fold_literal(a)), aux))
                        rows.append((6, number, *self.string(fold_literal(b)), aux))
                elif key in ("adnominal_right", "adnominal_left"):
                    node = self.tree(value, lang, place, key, empty=True)
                    if node is not None:
                        right = key == "adnominal_right"
                        index = self.add_pcre(to_pcre(node), _ANCHORED if right else _END_ANCHORED, place)
                        rows.append((9 if right else 10, number, index, 0, 0))
                else:
                    aux = {"predicate_commas": 1, "no_predicates": 2}.get(key, 0)
                    rows += [(SEGMENT_LISTS[key], number, *self.string(fold_literal(x)), aux) for x in value]
        return rows


def _bounded(node: Node) -> str:
    """PCRE2 text with a word boundary where a match may begin or end with a Latin letter or digit."""
    begin, end = may_edge(node, True), may_edge(node, False)
    return (_BEGIN if begin else "") + to_pcre(node) + (_END if end else "")


def _assemble(sections: list[bytes]) -> bytes:
    head = 48 + 8 * SECTIONS
    table, body, at = b"", b"", head
    for s in sections:
        table += struct.pack("<II", at, len(s))
        s += b"\0" * (-len(s) % 4)
        body += s
        at += len(s)
    rest = table + body
    return b"ONRPACK\0" + struct.pack("<II", FORMAT, SECTIONS) + hashlib.sha256(rest).digest() + rest
