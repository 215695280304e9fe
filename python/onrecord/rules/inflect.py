"""Word lists and inflection of one language, as trees.

``[words]``: ``name = ["...", ...]``; a member may use other lists. ``[paradigm.NAME]``: form = endings, where an ending may
hold ``{verb:form}`` (depth at most 3); ``strip`` says how many characters of the lemma the endings replace (1 in Japanese,
0 elsewhere). ``[verb]``: paradigm = lemmas. ``[irregular.LEMMA]``: form = whole words. The form ``all`` is every form.
"""

from __future__ import annotations

from typing import Any

from .fold import fold_literal
from .pattern import Alt, Lit, Node, Parser, PatternError

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

    def parse(self, text: str) -> Node:
        """A pattern of this language as a tree."""
        return Parser(text, self.resolve, self.lang == "en").parse()

    def _make(self, name: str, forms: tuple[str, ...] | None, position: int) -> Node:
        if forms is None:
            if name in self.words:
                return Alt([self.parse(w) for w in self.words[name]])
            raise PatternError(f"no word list {{{name}}}", position, self._near(name, list(self.words)))
        if name in self.words:
            return Alt([self._inflected(lemma, forms, position, 0) for lemma in self.words[name]])
        return self._inflected(name, forms, position, 0)

    def _near(self, name: str, known: list[str]) -> str:
        import difflib

        near = difflib.get_close_matches(name, known, n=3)
        return f"did you mean {', '.join(near)}?" if near else "add it to [words]"

    def _inflected(self, lemma: str, forms: tuple[str, ...], position: int, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise PatternError(f"{lemma} inflects deeper than {MAX_DEPTH}", position, "shorten the chain of endings")
        return Alt([Lit(t) for t in self._endings(lemma, forms, position, depth)])

    def _endings(self, lemma: str, forms: tuple[str, ...], position: int, depth: int) -> list[str]:
        if lemma in self.irregular:
            table, stem = self.irregular[lemma], ""
        elif lemma in self.verbs:
            paradigm = self.verbs[lemma]
            if paradigm not in self.paradigms:
                raise PatternError(
                    f"no paradigm {paradigm} (of {lemma})", position, "add [paradigm.…] to _inflect.toml"
                )
            table = self.paradigms[paradigm]
            strip = int(table.get("strip", 1 if self.lang == "ja" else 0))
            stem = lemma[: len(lemma) - strip]
        else:
            known = [*self.words, *self.verbs, *self.irregular]
            raise PatternError(f"{lemma} is no list and no verb of [verb]", position, self._near(lemma, known))
        wanted = [f for f in table if f != "strip"] if "all" in forms else list(forms)
        out: dict[str, None] = {}
        for form in wanted:
            if form not in table:
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
