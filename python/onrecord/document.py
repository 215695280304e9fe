"""What tagging gives back: a Document with its claims, sentences, quotations and turns.

All offsets are code points of the original text, ends exclusive. Objects are made from the core's columns when somebody
asks for them.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from . import _names
from ._names import NIL
from .errors import InputError

if TYPE_CHECKING:
    from ._core import Rows
    from .discourse.conflicts import Conflict
    from .discourse.exchanges import Exchange
    from .discourse.timeline import Date
    from .rules import CompiledPack, RuleInfo
    from .source import Source

Unit = Literal["codepoint", "utf16", "byte"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: code points ``[start, end)`` and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground given for a refusal: its class (see the guide) and where it stands."""

    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: code points ``[start, end)``, its language (None where none was found), turn and paragraph numbers."""

    start: int
    end: int
    text: str
    lang: str | None
    turn: int
    paragraph: int
    role: str
    question: bool
    heading: bool
    skipped: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks. ``closed`` is False where its paragraph ends before it does; ``title`` is True for what
    is a name and no speech: 『』《》, and a short quotation behind so-called, いわゆる, 所谓.
    """

    start: int
    end: int
    text: str
    depth: int
    closed: bool
    title: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn: ``role`` is "question", "answer" or "statement", ``speaker`` the name in its header or None.

    ``start`` is the first code point of the header (of the text where there is none), ``text`` what follows it.
    """

    start: int
    end: int
    text: str
    role: str
    speaker: str | None


class _Text:
    """The text of a document and what its claims need of it; a claim keeps this alive and nothing else."""

    __slots__ = ("_hash", "doc_id", "pack", "text")

    def __init__(self, text: str, doc_id: str | None, pack: CompiledPack) -> None:
        self.text = text
        self.doc_id = doc_id
        self.pack = pack
        self._hash: str | None = None

    def span(self, at: tuple[int, int] | None) -> Span | None:
        return None if at is None else Span(at[0], at[1], self.text[at[0] : at[1]])

    def key(self) -> str:
        """The document's id, or the text's own hash where it has none."""
        if self.doc_id is not None:
            return self.doc_id
        if self._hash is None:
            data = self.text.encode("utf-8", "surrogatepass")
            self._hash = hashlib.blake2b(data, digest_size=16).hexdigest()
        return self._hash


class Claim:
    """One claim. Offsets are code points of ``Document.text``, ends exclusive; what is absent is None.

    ``kind`` and ``form`` follow the guide to the claims; ``start, end, text`` span cue, party, content and grounds as far
    as they stand in the sentence; ``cue, holder, mention, party, content, continued, hedge`` are :class:`Span` or None;
    ``holder_kind`` is "self", "named", "described", "addressee" or "unknown"; ``voice`` "own", "quoted" or "reported"; ``certainty``
    "asserted", "probable", "possible" or "unknown"; ``reason`` the class of the ground nearest to the cue and ``reasons``
    all of them; ``channel`` "record", "spoken", "statement", "report" or None; ``tier`` "strict" or "broad".
    """

    __slots__ = ("_raw", "_speaker", "_text")

    def __init__(self, raw: tuple[Any, ...], text: _Text, speaker: str | None) -> None:
        self._raw = raw
        self._text = text
        self._speaker = speaker

    @property
    def start(self) -> int:
        """First code point of the claim's span."""
        return int(self._raw[0])

    @property
    def end(self) -> int:
        """Code point after the claim's span."""
        return int(self._raw[1])

    @property
    def text(self) -> str:
        """The claim's span as text: ``doc.text[c.start:c.end]``."""
        return self._text.text[self._raw[0] : self._raw[1]]

    @property
    def cue(self) -> Span:
        """The shortest stretch of the text that carries the claim."""
        a, b = self._raw[2], self._raw[3]
        return Span(a, b, self._text.text[a:b])

    @property
    def holder(self) -> Span | None:
        """Who makes the claim; None for the speaker of the turn and where nobody is named."""
        return self._text.span(self._raw[4])

    @property
    def mention(self) -> Span | None:
        """The words of the claim's own sentence that name the holder: in English the whole noun phrase, with what
        describes it ("Ms Lind, who runs the port"), or the pronoun ("she", "who") where ``holder`` is whom it stands
        for; None where the sentence names nobody."""
        return self._text.span(self._raw[21])

    @property
    def party(self) -> Span | None:
        """Whom the claim is aimed at or concerns."""
        return self._text.span(self._raw[5])

    @property
    def content(self) -> Span | None:
        """The proposition: what is denied, withheld, alleged, reported, demanded, agreed."""
        return self._text.span(self._raw[6])

    @property
    def continued(self) -> Span | None:
        """The second piece of a content that the words of reporting part: "It is late," she said. "We will go."; The
        road, he said, was open. It may stand in the next sentences. None where ``content`` is all of it."""
        return self._text.span(self._raw[22])

    @property
    def hedge(self) -> Span | None:
        """The words that lower the certainty."""
        return self._text.span(self._raw[7])

    @property
    def sentence(self) -> int:
        """Number of its sentence in ``Document.sentences``."""
        return int(self._raw[8])

    @property
    def turn(self) -> int:
        """Number of its turn in ``Document.turns``."""
        return int(self._raw[9])

    @property
    def rule(self) -> str:
        """Id of the rule that found it."""
        return self.rule_info.id

    @property
    def rule_info(self) -> RuleInfo:
        """The rule that found it, with its definition and examples."""
        return self._text.pack.rules[int(self._raw[10])]

    @property
    def kind(self) -> str:
        """One of the kinds of the guide, or a kind of a user's pack."""
        return self._text.pack.kinds[int(self._raw[11])]

    @property
    def form(self) -> str | None:
        """The finer type inside the kind; None where the kind has none."""
        return None if self._raw[12] == NIL else self._text.pack.forms[int(self._raw[12])]

    @property
    def voice(self) -> str:
        """ "own", "quoted" or "reported"; own exactly when ``holder_kind`` is "self"."""
        return _names.VOICES[self._raw[13]]

    @property
    def certainty(self) -> str:
        """How sure the holder is."""
        return _names.CERTAINTIES[self._raw[14]]

    @property
    def reason(self) -> str | None:
        """Class of the ground nearest to the cue."""
        return None if self._raw[15] == NIL else _names.REASONS[int(self._raw[15])]

    @property
    def channel(self) -> str | None:
        """By what way the words are said to have come."""
        return None if self._raw[16] == NIL else _names.CHANNELS[self._raw[16]]

    @property
    def lang(self) -> str | None:
        """Language of its sentence."""
        return _names.LANGS[int(self._raw[17])]

    @property
    def role(self) -> str:
        """Role of its turn."""
        return _names.ROLES[self._raw[18]]

    @property
    def holder_kind(self) -> str:
        """ "self", "named", "described", "addressee" or "unknown"."""
        return _names.HOLDER_KINDS[self._raw[19] & 255]

    @property
    def inherited(self) -> bool:
        """True where the holder is that of the quotation or report in which the claim stands."""
        return bool(self._raw[19] >> 8)

    @property
    def reasons(self) -> tuple[Ground, ...]:
        """The grounds given for a refusal, in text order."""
        text = self._text.text
        return tuple(Ground(_names.REASONS[r], Span(a, b, text[a:b])) for r, a, b in self._raw[20])

    @property
    def speaker(self) -> str | None:
        """The speaker of the turn."""
        return self._speaker

    @property
    def tier(self) -> str:
        """ "strict" or "broad"."""
        return self.rule_info.tier

    @property
    def id(self) -> str:
        """16 hex digits of BLAKE2b over document, kind, form and the cue's offsets."""
        form = self.form or ""
        key = "\0".join((self._text.key(), self.kind, form, str(self._raw[2]), str(self._raw[3])))
        return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def span(self, unit: Unit = "codepoint") -> tuple[int, int]:
        """Start and end in code points, UTF-16 code units or bytes of UTF-8. O(end) for the last two.

        Raises ValueError for another unit.
        """
        if unit == "codepoint":
            return self.start, self.end
        if unit not in ("utf16", "byte"):
            raise ValueError(f"unit must be 'codepoint', 'utf16' or 'byte', not {unit!r}")
        codec, width = ("utf-16-le", 2) if unit == "utf16" else ("utf-8", 1)
        head = len(self._text.text[: self.start].encode(codec, "surrogatepass")) // width
        return head, head + len(self.text.encode(codec, "surrogatepass")) // width

    def explain(self, lang: str = "en") -> str:
        """In words: the rule, its definition, the cue, why this holder, what was hedged. lang: "en", "ja" or "zh".

        Raises ValueError for another language.
        """
        from .explain import explain

        return explain(self, lang)

    def to_dict(self, doc_id: str | None = None) -> dict[str, Any]:
        """The claim as one row of the claims table; see :meth:`Document.to_dicts`."""
        from . import __version__

        def edge(at: tuple[int, int] | None, i: int) -> int | None:
            return None if at is None else at[i]

        raw = self._raw
        holder, party, mention = self.holder, self.party, self.mention
        return {
            "doc_id": doc_id if doc_id is not None else self._text.key(),
            "claim_id": self.id,
            "sentence": self.sentence,
            "turn": self.turn,
            "speaker": self.speaker,
            "role": self.role,
            "kind": self.kind,
            "form": self.form,
            "claim_start": self.start,
            "claim_end": self.end,
            "text": self.text,
            "cue_start": raw[2],
            "cue_end": raw[3],
            "cue": self.cue.text,
            "holder": None if holder is None else holder.text,
            "holder_kind": self.holder_kind,
            "holder_start": edge(raw[4], 0),
            "holder_end": edge(raw[4], 1),
            "party": None if party is None else party.text,
            "party_start": edge(raw[5], 0),
            "party_end": edge(raw[5], 1),
            "content_start": edge(raw[6], 0),
            "content_end": edge(raw[6], 1),
            "voice": self.voice,
            "certainty": self.certainty,
            "hedge_start": edge(raw[7], 0),
            "hedge_end": edge(raw[7], 1),
            "reason": self.reason,
            "reasons": [
                {"reason": g.reason, "start": g.span.start, "end": g.span.end, "text": g.span.text}
                for g in self.reasons
            ],
            "channel": self.channel,
            "lang": self.lang,
            "rule": self.rule,
            "tier": self.tier,
            "origin": "rule",
            "pack_id": self._text.pack.pack_id,
            "onrecord_version": __version__,
            "mention": None if mention is None else mention.text,
            "mention_start": edge(raw[21], 0),
            "mention_end": edge(raw[21], 1),
            "continued_start": edge(raw[22], 0),
            "continued_end": edge(raw[22], 1),
        }

    def _key(self) -> tuple[Any, ...]:
        return (self._raw, self._text.key(), self._text.pack.pack_id)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Claim) else NotImplemented

    def __hash__(self) -> int:
        return hash((self._raw[:4], self._raw[10]))

    def __repr__(self) -> str:
        form = f".{self.form}" if self.form else ""
        holder = self.holder.text if self.holder else self.holder_kind
        return (
            f"<Claim {self.kind}{form} [{self.start}:{self.end}] cue={self.cue.text!r} holder={holder!r} {self.rule}>"
        )


class Document:
    """A tagged text.

    ``text`` is the text itself, ``claims`` its claims in the order of (start, -end, kind, rule), ``source`` the
    :class:`Source` that was tagged (None for a str).
    """

    def __init__(
        self,
        text: str,
        rows: Rows,
        pack: CompiledPack,
        *,
        source: Source | None = None,
        doc_id: str | None = None,
        speaker: str | None = None,
        given: Sequence[tuple[int, int, str, str | None]] | None = None,
    ) -> None:
        self.text = text
        self.source = source
        self._rows = rows
        self._pack = pack
        self._speaker = speaker
        self._given = given
        self._shared = _Text(text, doc_id, pack)

    @property
    def doc_id(self) -> str:
        """The id given, or 32 hex digits of BLAKE2b over the text."""
        return self._shared.key()

    @property
    def pack_id(self) -> str:
        """Id of the rule packs that tagged it."""
        return self._pack.pack_id

    @cached_property
    def _turn_rows(self) -> list[tuple[int, int, int, tuple[int, int] | None, int, int]]:
        return self._rows.turns()

    def _turn_number(self, row: int) -> int:
        """The turn of ``turns`` that a turn of the core is."""
        if self._given is None:
            return row
        return max(self._turn_rows[row][4], 0) if row < len(self._turn_rows) else 0

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in text order; with :meth:`Tagger.tag_turns` exactly one for each given turn."""
        if self._given is not None:
            return tuple(Turn(a, b, self.text[a:b], role, who) for a, b, role, who in self._given)
        out: list[Turn] = []
        for start, text, end, name, _, role in self._turn_rows:
            who = self.text[name[0] : name[1]] if name else self._speaker if text == start else None
            stop = max(end, text)
            out.append(Turn(start, stop, self.text[text:stop], _names.ROLES[role], who))
        return tuple(out)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in text order."""
        turns = self.turns
        out: list[Claim] = []
        for raw in self._rows.claims():
            number = self._turn_number(raw[9])
            speaker = turns[number].speaker if number < len(turns) else None
            fixed = raw if number == raw[9] else (*raw[:9], number, *raw[10:])
            out.append(Claim(fixed, self._shared, speaker))
        return tuple(out)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in text order."""
        return tuple(
            Sentence(
                a,
                b,
                self.text[a:b],
                _names.LANGS[lang],
                self._turn_number(turn),
                para,
                _names.ROLES[role],
                bool(flags & _names.QUESTION),
                bool(flags & _names.HEADING),
                bool(flags & _names.SKIP),
            )
            for a, b, turn, para, flags, lang, role in self._rows.sentences()
        )

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotations in the order of their opening marks."""
        return tuple(
            Quote(a, b, self.text[a:b], depth, bool(closed), bool(title))
            for a, b, depth, closed, title in self._rows.quotes()
        )

    @cached_property
    def limits(self) -> dict[str, int]:
        """How often each rule met a limit of PCRE2 in this text; after eight times it was switched off for it."""
        out: dict[str, int] = {}
        for rule, times in self._rows.limits():
            name = self._pack.rules[rule].id if rule >= 0 else "(mark or header)"
            out[name] = out.get(name, 0) + times
        return out

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What the record holds against what was said, inside this text: see the guide."""
        from .discourse.conflicts import conflicts

        return conflicts(self)

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The questions asked in this text and what their answers did: see :mod:`onrecord.discourse.exchanges`."""
        from .discourse.exchanges import exchanges

        return exchanges(self)

    @property
    def date(self) -> str | None:
        """The day on which the text was written or spoken, as YYYY-MM-DD, from ``source.meta["date"]``; None without it."""
        from .discourse.timeline import day_of

        value = self.source.meta.get("date") if self.source else None
        try:
            day = day_of(value)
        except (InputError, TypeError):  # what stood there is no full date
            return None
        return None if day is None else day.isoformat()

    def timeline(self, date: str | datetime.date | None = None) -> tuple[Date, ...]:
        """The dates in this text, in its order, each with its span, ISO 8601 value, precision and role.

        ``date`` is the day on which the document was written or spoken, as ``"2024-02-05"`` or a ``datetime.date``; without
        it the date of the source is taken, where that is a full one. Relative dates count from it; a document without a
        date has none for them (``iso`` None), never today's. See :mod:`onrecord.discourse.timeline`.

        Raises InputError for a str that is no such date, TypeError for another type.
        """
        from .discourse.timeline import day_of, timeline

        return timeline(self, day_of(date if date is not None else self.date))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The claims as rows (dicts) of the claims table, which JSONL and CSV have too: its column names, None for what is
        absent. ``*_start`` and ``*_end`` are code points of ``text``, ends exclusive; ``holder`` is who makes the claim and
        ``mention`` the words of its own sentence that stand for the holder, often a pronoun; ``continued_*`` the second
        piece of a content that the words of reporting part; columns are only ever appended.
        """
        return [c.to_dict(self.doc_id) for c in self.claims]

    def _repr_html_(self) -> str:
        from .display import document_html

        return document_html(self)

    def __repr__(self) -> str:
        return f"<Document of {len(self.text)} code points, {len(self._rows)} claims>"
