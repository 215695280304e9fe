"""From the parsed form to the blob that the C core loads; the layout is documented in csrc/core/pack.h."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..errors import RuleError
from .expand import Literal, anchors, expand, to_pcre
from .fold import fold_literal
from .inflect import Vocabulary
from .model import (
    CERTAINTIES,
    CLASS_STRATEGIES,
    CLASSES,
    CONTENTS,
    GROUPS,
    KINDS,
    LANGS,
    MAX_CLASSES,
    MAX_KINDS,
    MAX_LITERAL,
    MAX_RULES,
    MOODS,
    NONE,
    PLACES,
    REACHES,
    ROLES,
    SEGMENT_LISTS,
    STRATEGIES,
    WHERE,
    Mark,
    Pack,
    Place,
    Rule,
)
from .parse import error
from .pattern import Node, PatternError

FORMAT = 1
SECTIONS = 16
_CUE, _FIRST, _THEN, _MARK = range(4)
_WORD_L, _WORD_R, _ANCHOR = 1, 2, 4
_LAZY, _SLOW = 1, 2
_ANCHORED, _END_ANCHORED = 1, 2
_FINITE, _BLOCK, _FRAME, _FRAME_CLAUSE, _BROAD = 1, 2, 4, 8, 16
_BEGIN = "(?:(?<![a-z0-9])|(?![a-z0-9]))"
_END = "(?:(?![a-z0-9])|(?<![a-z0-9]))"


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


class Compiler:
    """Builds one blob. Mistakes go to ``errors``; a rule with one is left out."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.errors: list[RuleError] = []
        self.vocabulary = {
            lang: Vocabulary(lang, pack.words.get(lang, {}), pack.inflect.get(lang, {})) for lang in LANGS
        }
        self.strings = bytearray()
        self.interned: dict[bytes, int] = {}
        self.entries: list[tuple[int, ...]] = []
        self.literals: list[tuple[int, ...]] = []
        self.groups: list[tuple[int, ...]] = []
        self.group_sets: dict[tuple[tuple[str, int, int], ...], int] = {}
        self.pcre: dict[tuple[str, int], int] = {}
        self.pcre_rows: list[tuple[int, ...]] = []
        self.report: dict[str, str] = {}
        self.block_entries: dict[str, int] = {}

    def string(self, text: str) -> tuple[int, int]:
        data = text.encode("utf-8", "surrogatepass")
        at = self.interned.get(data)
        if at is None:
            at = self.interned[data] = len(self.strings)
            self.strings += data
        return at, len(data)

    def add_pcre(self, text: str, flags: int) -> int:
        key = (text, flags)
        if key not in self.pcre:
            self.pcre[key] = len(self.pcre_rows)
            self.pcre_rows.append((*self.string(text), flags))
        return self.pcre[key]

    def tree(self, text: str, lang: str, place: Place, key: str) -> Node | None:
        """The tree of a pattern, or None after noting what is wrong."""
        try:
            return self.vocabulary[lang].parse(text)
        except PatternError as e:
            self.errors.append(error(Place(place.file, place.rule, key), str(e), e.mend, e.position))
            return None

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

    def searched(self, text: str, lang: str, place: Place, key: str) -> int | None:
        """A pattern of a condition: searched, not anchored."""
        node = self.tree(text, lang, place, key)
        return None if node is None else self.add_pcre(to_pcre(node), 0)

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
            if not unique or "" in unique:
                self.errors.append(error(here, "matches nothing or the empty string", "take the ? off something"))
                return None
            if any(len(t.encode()) > MAX_LITERAL for t in unique):
                self.errors.append(error(here, f"a literal of more than {MAX_LITERAL} bytes", "shorten the pattern"))
                return None
            self.entries.append((what, owner, LANGS.index(lang), NONE, 0, 0, flags))
            for text in sorted(unique, key=lambda t: (-len(t), t)):
                self.add_literal(number, (text, unique[text]), 0)
            return number, f"finite: {len(unique)} literals"
        anchor = anchors(node)
        # single letters are everywhere: such a literal is none
        if anchor is not None and (anchor.high > MAX_LITERAL or min(len(t.encode()) for t in anchor.texts) < 2):
            anchor = None
        if anchor is None and not slow:
            self.errors.append(
                error(
                    here,
                    "has no literal that every match holds",
                    "add one, or write slow = true (it is tried everywhere)",
                )
            )
            return None
        pcre = self.add_pcre(_BEGIN + to_pcre(node) + _END, _ANCHORED)
        low, high = (anchor.low, anchor.high) if anchor else (0, 0)
        flags |= 0 if anchor else _SLOW
        self.entries.append((what, owner, LANGS.index(lang), pcre, low, high, flags))
        if not anchor:
            return number, "slow: tried at every character"
        for text in sorted(anchor.texts):
            word = _WORD_L if low == high == 0 and text[0].isascii() and text[0].isalnum() else 0
            self.literals.append((*self.string(text), number, _ANCHOR | word, 0, 0))
        shown = min(anchor.texts, key=lambda t: (len(t), t))
        more = f" and {len(anchor.texts) - 1} more" if len(anchor.texts) > 1 else ""
        return number, f"open: anchor {shown}{more}, distance {low}-{high} B"

    def compile(self, rules: Sequence[Rule], meta: dict[str, Any]) -> Compiled:
        """The blob of these rules (sorted by id) and all marks, headers and segmenter data of the pack."""
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
            (200, forms, "forms"),
        ):
            if len(many) > limit:
                self.errors.append(error(Place("(all packs)"), f"{len(many)} {what}", f"the limit is {limit}"))
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
        over = self._over(kept, rule_rows)
        marks = self._marks(numbers)
        headers = self._headers()
        seg = self._segment()
        names = [[self.string(x) for x in many] for many in (kinds, forms, classes)]
        meta_bytes = json.dumps(meta, ensure_ascii=False, sort_keys=True).encode()
        sections = [b"", meta_bytes]
        tables: list[Sequence[Sequence[int]]] = [
            *names,
            self.entries,
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
        out = Compiled(blob, tuple(kinds), tuple(forms), tuple(classes), kept, self.report, self.block_entries)
        return out

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
        made = self.entry(
            node, _THEN if frame else _CUE, owner, rule.lang, place, "then" if frame else "cue", rule.slow
        )
        if made is None:
            return None
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
            kind, _, form = rule.negated.partition(".")
            neg_kind = kinds.index(kind)
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
            return row + [0] * (6 - len(row))

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
        ]

    def _over(self, rules: list[Rule], rows: list[list[int]]) -> list[int]:
        ids = [r.id for r in rules]
        everyone = {**self.pack.rules}
        graph: dict[int, list[int]] = {}
        out: list[int] = []
        for i, rule in enumerate(rules):
            hit: set[int] = set()
            for glob in rule.over:
                found = {j for j, name in enumerate(ids) if j != i and fnmatch.fnmatchcase(name, glob)}
                if not found and not any(fnmatch.fnmatchcase(n, glob) for n in everyone):
                    import difflib

                    close = difflib.get_close_matches(glob, ids, n=1)
                    mend = f"did you mean {close[0]}?" if close else "name a rule or a glob of rules"
                    self.errors.append(error(Place(rule.place.file, rule.id, "over"), f"{glob} fits no rule", mend))
                hit |= found
            # a rule named outright is meant; a glob does not reach back at a rule that wins over this one by name
            named = {j for j in hit if ids[j] in rule.over}
            hit = {j for j in hit if j in named or rule.id not in rules[j].over}
            rows[i][15], rows[i][16] = len(out), len(hit)
            out += sorted(hit)
            graph[i] = list(named)
        self._cycle(graph, rules)
        return out

    def _cycle(self, graph: dict[int, list[int]], rules: list[Rule]) -> None:
        state: dict[int, int] = {}
        for start in graph:
            stack = [(start, iter(graph[start]))] if not state.get(start) else []
            if stack:
                state[start] = 1
            while stack:
                node, rest = stack[-1]
                for nxt in rest:
                    if state.get(nxt) == 1:
                        rule = rules[node]
                        self.errors.append(
                            error(
                                Place(rule.place.file, rule.id, "over"),
                                f"a circle: {rules[nxt].id} wins over it and the other way round",
                                "take one of them out",
                            )
                        )
                        return
                    if not state.get(nxt):
                        state[nxt] = 1
                        stack.append((nxt, iter(graph[nxt])))
                        break
                else:
                    state[node] = 2
                    stack.pop()

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

        for mark in self.pack.marks:
            finite: dict[str, None] = {}
            for text in mark.any:
                node = self.tree(text, mark.lang, mark.place, "any")
                if node is None:
                    continue
                found = expand(node)
                if found is not None and all(t for t, _ in found) and not any(g for _, g in found):
                    finite.update(dict.fromkeys(t for t, _ in found))
                    continue
                made = self.entry(node, _MARK, len(rows), mark.lang, mark.place, "any", False, mark.lazy)
                if made is not None:
                    add(mark, made[0])
            if finite:
                number = len(self.entries)
                self.entries.append((_MARK, len(rows), LANGS.index(mark.lang), NONE, 0, 0, _LAZY if mark.lazy else 0))
                for t in sorted(finite, key=lambda t: (-len(t), t)):
                    self.add_literal(number, (t, ()), 0)
                add(mark, number)
        return rows

    def _headers(self) -> list[tuple[int, ...]]:
        rows: list[tuple[int, ...]] = []
        for h in self.pack.headers:
            lang = h.lang if h.lang in LANGS else "en"
            node = self.header_tree(h.pattern, lang, h.place)
            if node is None:
                continue
            number = 3 if h.lang not in LANGS else LANGS.index(h.lang)
            rows.append((self.add_pcre(node, _ANCHORED), ROLES.index(h.role), number, int("A-Z" in h.pattern)))
        return rows

    def header_tree(self, pattern: str, lang: str, place: Place) -> str | None:
        """A header's PCRE2 text: the rule language with one more group, speaker."""
        node = self.tree(pattern.replace("(?<speaker>", "(?<holder>"), lang, place, "pattern")
        return None if node is None else to_pcre(node).replace("(?<holder>", "(?<speaker>")

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
                    node = self.tree(value, lang, place, key)
                    if node is not None:
                        right = key == "adnominal_right"
                        index = self.add_pcre(to_pcre(node), _ANCHORED if right else _END_ANCHORED)
                        rows.append((9 if right else 10, number, index, 0, 0))
                else:
                    aux = int(key == "predicate_commas")
                    rows += [(SEGMENT_LISTS[key], number, *self.string(fold_literal(x)), aux) for x in value]
        return rows


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
