"""The tagger: compiled rule packs and the ways to tag with them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from . import _names
from ._core import Pack
from .document import Document
from .errors import InputError
from .rules import CompiledPack, RuleInfo, load
from .source import Source

_FLAGS = {
    "title": _names.HEADING | _names.PIECE,
    "heading": _names.HEADING | _names.PIECE,
    "bullet": _names.BULLET | _names.PIECE,
    "line": _names.PIECE,
    "note": _names.NOTE | _names.PIECE,
    "history": _names.PIECE,
    "skipped": _names.SKIP | _names.PIECE,
}


def _lang_number(lang: str | None) -> int:
    if lang is None:
        return -1
    if lang not in ("ja", "zh", "en"):
        raise ValueError(f"lang must be 'ja', 'zh', 'en' or None, not {lang!r}")
    return _names.LANGS.index(lang)


def _role_number(role: str | None) -> int:
    if role is None:
        return -1
    if role not in _names.ROLES:
        raise ValueError(f"role must be one of {', '.join(_names.ROLES)} or None, not {role!r}")
    return _names.ROLES.index(role)


class Tagger:
    """Compiled rule packs. Immutable, safe to share between threads, picklable, equal by ``pack_id``.

    Parameters
    ----------
    languages: which of the shipped packs to use, out of "ja", "zh", "en".
    packs: paths of files or folders with packs of your own.
    disable: globs of rule ids to leave out, as ``"zh.blame.*"``.
    tier: "strict" (precise rules only) or "broad" (all rules).

    Raises RuleError for a pack that cannot be used, ValueError for an unknown language or tier.
    """

    def __init__(
        self,
        languages: Sequence[str] = ("ja", "zh", "en"),
        packs: Sequence[str | os.PathLike[str]] = (),
        disable: Sequence[str] = (),
        tier: str = "strict",
    ) -> None:
        self._options = (tuple(languages), tuple(os.fspath(p) for p in packs), tuple(disable), tier)
        self._compiled: CompiledPack = load(*self._options)
        self._pack = Pack(self._compiled.blob)

    @property
    def pack_id(self) -> str:
        """16 hex digits that name the rules: equal ids, equal claims."""
        return self._compiled.pack_id

    @property
    def rules(self) -> tuple[RuleInfo, ...]:
        """The rules in force, in the order of their ids."""
        return self._compiled.rules

    @property
    def pack(self) -> CompiledPack:
        """The compiled packs: names of kinds, forms and classes, the rules, the compile report."""
        return self._compiled

    @property
    def core(self) -> Pack:
        """The loaded pack of the C core."""
        return self._pack

    def __eq__(self, other: object) -> bool:
        return self.pack_id == other.pack_id if isinstance(other, Tagger) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.pack_id)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), self._options)

    def __repr__(self) -> str:
        return f"<Tagger {self.pack_id}: {len(self.rules)} rules>"

    def tag(
        self,
        text: str | Source,
        lang: str | None = None,
        role: str | None = None,
        speaker: str | None = None,
        *,
        doc_id: str | None = None,
        block: int = 0,
    ) -> Document:
        """Tags one text.

        ``lang`` and ``role`` hold for the whole text where given (a role switches turn headers off); else each
        sentence's language and each turn's role are found. ``speaker`` names the speaker of turns without a header.
        ``block`` is the size in bytes at which the core may end a block of work; claims do not depend on it.

        Raises LimitError for a text of 2**31 code points or more, TypeError for what is neither str nor Source.
        """
        source: Source | None = None
        regions: list[tuple[int, int, int, int]] = []
        if isinstance(text, Source):
            source, text = text, text.text
            if source.turns and role is None:
                return self._tag_given(source.text, source.turns, lang, source, doc_id)
            unknown = len(_names.LANGS) - 1
            for r in source.regions:
                number = unknown if r.lang is None else _lang_number(r.lang)
                regions.append((r.start, r.end, _FLAGS[r.kind], number))
        elif not isinstance(text, str):
            raise TypeError(f"tag() takes a str or a Source, not {type(text).__name__}")
        rows = self._pack.tag(text, lang=_lang_number(lang), role=_role_number(role), regions=regions, block=block)
        return Document(text, rows, self._compiled, source=source, doc_id=doc_id, speaker=speaker)

    def tag_turns(
        self, turns: Iterable[Mapping[str, Any]], lang: str | None = None, *, doc_id: str | None = None
    ) -> Document:
        """Tags given turns: mappings with ``text``, and optionally ``role`` (default "statement") and ``speaker``.

        The document's text is the texts joined by two line feeds; ``doc.turns`` has exactly one entry for each given
        turn, starting at its first code point. A header inside a text opens no turn.

        Raises InputError for a turn without a text or with an unknown role, naming its number.
        """
        placed: list[dict[str, Any]] = []
        parts: list[str] = []
        at = 0
        for i, turn in enumerate(turns):
            text = turn.get("text")
            if not isinstance(text, str):
                raise InputError(f"turn {i} has no text: give each turn a str under 'text'", row=i)
            placed.append({**turn, "start": at, "end": at + len(text)})
            parts.append(text)
            at += len(text) + 2
        return self._tag_given("\n\n".join(parts), placed, lang, None, doc_id)

    def _tag_given(
        self, text: str, turns: Sequence[Mapping[str, Any]], lang: str | None, source: Source | None, doc_id: str | None
    ) -> Document:
        given: list[tuple[int, int, str, str | None]] = []
        for i, turn in enumerate(turns):
            role = turn.get("role") or "statement"
            if role not in _names.ROLES:
                raise InputError(f"turn {i} has the role {role!r}: use {', '.join(_names.ROLES)}", row=i)
            given.append((int(turn["start"]), int(turn["end"]), role, turn.get("speaker")))
        rows = self._pack.tag(text, lang=_lang_number(lang), turns=[(a, _role_number(role)) for a, _, role, _ in given])
        return Document(text, rows, self._compiled, source=source, doc_id=doc_id, given=given)

    def outcome(self, question: str, answer: str, asked: str | None = None, lang: str | None = None) -> str | None:
        """What ``answer`` did with ``question``: "answered", "partly", "declined", "ignorance" or "clarification".

        ``asked`` is the whole question turn where ``question`` is one of several in it, in its words or in others: the one
        that shares most with it is taken. ``lang`` holds for both where given. None for an answer without a sentence.
        See :mod:`onrecord.discourse.exchanges`. Raises ValueError for an unknown language.
        """
        from .discourse.exchanges import nearest

        turns = [{"text": asked or question, "role": "question"}, {"text": answer, "role": "answer"}]
        return nearest(self.tag_turns(turns, lang).exchanges, question)

    def tag_many(self, texts: Iterable[str | Source], threads: int = 0) -> Iterator[Document]:
        """Tags texts on several threads and yields their Documents in order.

        ``threads`` 0 means one a core. At most four texts a thread are held at once, so an endless iterable is fine.
        An error in one text is raised when its turn comes.
        """
        if threads < 0:
            raise ValueError(f"threads must be 0 or more, not {threads}")
        return self._tag_many(texts, threads or os.cpu_count() or 1)

    def _tag_many(self, texts: Iterable[str | Source], threads: int) -> Iterator[Document]:
        if threads == 1:
            yield from map(self.tag, texts)
            return
        from concurrent.futures import Future, ThreadPoolExecutor

        waiting: deque[Future[Document]] = deque()
        with ThreadPoolExecutor(threads, thread_name_prefix="onrecord") as pool:
            try:
                for text in texts:
                    waiting.append(pool.submit(self.tag, text))
                    if len(waiting) >= 4 * threads:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()


@lru_cache(maxsize=1)
def default_tagger() -> Tagger:
    """The tagger with the shipped packs, made once."""
    return Tagger()


def tag(
    text: str | Source,
    lang: str | None = None,
    role: str | None = None,
    speaker: str | None = None,
    *,
    doc_id: str | None = None,
) -> Document:
    """Tags one text with the shipped packs; see :meth:`Tagger.tag`."""
    return default_tagger().tag(text, lang, role, speaker, doc_id=doc_id)


def tag_turns(turns: Iterable[Mapping[str, Any]], lang: str | None = None, *, doc_id: str | None = None) -> Document:
    """Tags given turns with the shipped packs; see :meth:`Tagger.tag_turns`."""
    return default_tagger().tag_turns(turns, lang, doc_id=doc_id)


def tag_many(texts: Iterable[str | Source], threads: int = 0) -> Iterator[Document]:
    """Tags texts with the shipped packs; see :meth:`Tagger.tag_many`."""
    return default_tagger().tag_many(texts, threads)
