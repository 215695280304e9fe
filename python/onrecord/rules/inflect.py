"""Word lists and inflection of one language, as trees.

``[words]``: ``name = ["...", ...]``; a member is a pattern and may use other lists. ``[paradigm.NAME]``: form = endings,
where an ending may hold ``{verb:form}`` (depth at most 3); ``strip`` says how many characters of the lemma the endings
replace (1 in Japanese, 0 elsewhere). ``[verb]``: paradigm = lemmas. ``[irregular.LEMMA]``: form = whole words. The form
``all`` is every form. ``{name}`` is a word list, never a bare lemma; ``{name:form|form}`` inflects a verb, or each member
of a word list whose members are all verbs.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from .expand import expand
from .fold import fold_literal
from .model import GROUPS
from .pattern import Alt, Lit, Node, Parser, PatternError, is_plain

MAX_DEPTH = 3


class Vocabulary:
    """The words of one language: resolves ``{name}`` and ``{name:form}``."""

    def __init__(self, lang: str, words: dict[str, tuple[str, ...]], inflect: dict[str, Any]) -> None:
        self.lang = lang
        self.words = words
        self.paradigms: dict[str, Any] = inflect.get("paradigm", {})
        self.irregular: dict[str, Any] = inflect.get("irregular", {})
        self.verbs: dict[str, str] = {}
        for name, lemmas in inflect.get("verb", {}).items():
            for lemma in lemmas:
                self.verbs[lemma] = name
        self._cache: dict[tuple[str, tuple[str, ...] | None], Node] = {}
        self._open: list[tuple[str, tuple[str, ...] | None]] = []
        self._trees: dict[tuple[str, tuple[str, ...]], Node] = {}

    def resolve(self, name: str, forms: tuple[str, ...] | None, position: int) -> Node:
        """The tree of ``{name}`` or ``{name:form|form}``. Raises PatternError for what is not there."""
        key = (name, forms)
        if key in self._cache:
            return self._cache[key]
        if key in self._open:
            raise PatternError(f"{{{name}}} uses itself", position, "take it out of its own members")
        self._open.append(key)
        try:
            node = self._make(name, forms, position)
        finally:
            self._open.pop()
        self._cache[key] = node
        return node

    def parse(self, text: str, names: tuple[str, ...] = GROUPS) -> Node:
        """A pattern of this language as a tree; ``names`` are its legal groups. Raises PatternError."""
        if is_plain(text):
            return Lit(fold_literal(text))
        tree = self._trees.get((text, names))
        if tree is None:
            tree = self._trees[text, names] = Parser(text, self.resolve, self.lang == "en", names).parse()
        return tree

    def mistakes(self) -> Iterator[tuple[str, str, PatternError]]:
        """What is wrong with the tables themselves, used or not: (table, name, error)."""
        for name in self.words:
            try:
                self.resolve(name, None, 0)
            except PatternError as e:
                yield "words", name, e
        for lemma in (*self.irregular, *self.verbs):
            try:
                self._endings(lemma, ("all",), 0, 0)
            except PatternError as e:
                yield "irregular" if lemma in self.irregular else "verb", lemma, e

    def _make(self, name: str, forms: tuple[str, ...] | None, position: int) -> Node:
        if forms is not None:
            lemmas = self.words.get(name, (name,))
            return _literals([t for lemma in lemmas for t in self._endings(lemma, forms, position, 0)])
        if name not in self.words:
            hint = ", write {" + name + ":form}" if name in self.verbs or name in self.irregular else ""
            raise PatternError(f"no word list {{{name}}}", position, self._near(name, list(self.words)) + hint)
        members: list[Node] = []
        for word in self.words[name]:
            try:
                members.append(self.parse(word))
            except PatternError as e:
                where = "" if e.position is None else f" at character {e.position}"
                raise PatternError(f"{{{name}}} has the member {word!r}: {e}{where}", position, e.mend) from None
        node = Alt(members)
        rows = expand(node)
        return node if rows is None or any(g for _, g in rows) else _literals([t for t, _ in rows])

    def _near(self, name: str, known: list[str]) -> str:
        near = difflib.get_close_matches(name, known, n=3)
        return f"did you mean {', '.join(near)}?" if near else "add it to [words]"

    def _endings(self, lemma: str, forms: tuple[str, ...], position: int, depth: int) -> list[str]:
        if lemma in self.irregular:
            table, stem = self.irregular[lemma], ""
        elif lemma in self.verbs:
            paradigm = self.verbs[lemma]
            if paradigm not in self.paradigms:
                known = ", ".join(self.paradigms) or "none"
                mend = f"add [paradigm.{paradigm}] to _inflect.toml; there are {known}"
                raise PatternError(f"no paradigm {paradigm} (of {lemma})", position, mend)
            table = self.paradigms[paradigm]
            strip = int(table.get("strip", 1 if self.lang == "ja" else 0))
            stem = lemma[: len(lemma) - strip]
        else:
            names = [*self.words, *self.verbs, *self.irregular]
            raise PatternError(f"{lemma} is no list and no verb of [verb]", position, self._near(lemma, names))
        out: dict[str, None] = {}
        for form in [f for f in table if f != "strip"] if "all" in forms else forms:
            if form not in table or form == "strip":
                legal = ", ".join(f for f in table if f != "strip")
                raise PatternError(f"{lemma} has no form {form}", position, f"its forms are {legal}")
            for ending in table[form]:
                for text in self._ending(ending, position, depth):
                    out[fold_literal(stem + text)] = None
        return list(out)

    def _ending(self, ending: str, position: int, depth: int) -> list[str]:
        open_at = ending.find("{")
        if open_at < 0:
            return [ending]
        close = ending.find("}", open_at)
        name, _, forms = ending[open_at + 1 : close].partition(":")
        if close < 0 or not forms:
            raise PatternError(f"the ending {ending}", position, "write {verb:form}")
        if depth >= MAX_DEPTH:
            raise PatternError(f"the ending {ending} goes deeper than {MAX_DEPTH}", position, "shorten the chain")
        inner = self._endings(name, tuple(forms.split("|")), position, depth + 1)
        rest = self._ending(ending[close + 1 :], position, depth)
        return [ending[:open_at] + a + b for a in inner for b in rest]


def _literals(texts: list[str]) -> Node:
    return Alt([Lit(t) for t in dict.fromkeys(texts)])
