"""The parsed form of rule packs, and the enumerations that the blob shares with the C core (csrc/core/pack.h)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LANGS = ("ja", "zh", "en")
ROLES = ("question", "answer", "statement")
KINDS: dict[str, tuple[str, ...]] = {
    "denial": ("flat", "unconfirmed", "rejection", "counter"),
    "refusal": (
        "decline",
        "ignorance",
        "nothing",
        "deferral",
        "postponement",
        "glomar",
        "hypothetical",
        "nondisclosure",
        "noncompliance",
    ),
    "blame": ("accusation", "assessment", "suspicion"),
    "source": ("named", "anonymous", "document", "unspecified"),
    "confirmation": (),
    "demand": (),
    "warning": (),
    "protest": (),
    "agreement": (),
    "commitment": (),
}
REASONS = (
    "security",
    "investigation",
    "diplomacy",
    "other_party",
    "jurisdiction",
    "privacy",
    "deliberation",
    "nature",
)
CLASSES: tuple[str, ...] = (
    "neg",
    "contrast",
    "allegation",
    "reporting",
    "hedge.possible",
    "hedge.probable",
    "hedge.unknown",
    *(f"reason.{r}" for r in REASONS),
    "channel.record",
    "channel.spoken",
    "channel.statement",
    "channel.report",
    "title",
    "described",
    "pronoun",
    "pronoun.person",
    "pronoun.body",
    "country",
    "outlet",
    "body",
    "addressee",
    "self",
    "polite",
    "thing",
    "anchor.topic",
    "anchor.subject",
    "anchor.according",
    "anchor.agent",
    "anchor.target",
    "anchor.quotative",
    "anchor.oblique",
    "anchor.asked",
    "anchor.from",
    "seg.phrase-end",
    "seg.complement",
    "seg.break",
    "content-clause",
)
MOODS = ("any", "declarative", "question")
PLACES = {"sentence-start": 1, "sentence-end": 2, "clause-start": 4, "clause-end": 8, "turn-start": 16}
WHERE = ("clause", "left", "right", "sentence", "prev", "next", "turn", "question", "quote", "content")
REASON_PLACES = ("clause", "sentence", "prev", "next", "left", "right", "quote")
STRATEGIES = {"turn": 1, "subject": 2, "topic": 3, "quote": 4, "unknown": 5, "dropped": 6, "object": 7, "actor": 8}
CLASS_STRATEGIES = {
    "according": "anchor.according",
    "agent": "anchor.agent",
    "target": "anchor.target",
    "quotative": "anchor.quotative",
    "oblique": "anchor.oblique",
    "asked": "anchor.asked",
    "from": "anchor.from",
    "title": "title",
    "addressee": "addressee",
    "body": "body",
    "country": "country",
    "outlet": "outlet",
    "described": "described",
    "pronoun": "pronoun",
}
CONTENTS = ("none", "left", "right", "auto")
REACHES = ("clause", "left", "right", "sentence", "rest")
CERTAINTIES = ("asserted", "probable", "possible", "unknown")
#: What the claims of a form have where no hedge governs them; of all others: asserted.
FORM_CERTAINTY = {"suspicion": "possible", "assessment": "probable"}
GROUPS = ("cue", "holder", "party", "content", "reason", "core")
SEGMENT_LISTS = {
    "enders": 0,
    "closers": 1,
    "abbreviations": 2,
    "conjunctions": 3,
    "bullets": 4,
    "commas": 7,
    "predicate_commas": 7,
    "no_predicates": 7,
    "question_ends": 8,
    "saying": 11,
    "naming": 12,
    "sentence_openings": 13,
    # of the resolver
    "determiners": 14,
    "indefinites": 15,
    "openings": 16,
    "adverbs": 17,
    "auxiliaries": 18,
    "breaks": 19,
    "joins": 20,
    "prepositions": 21,
    "links": 22,
    "times": 23,
    "relatives": 24,
    "persons": 25,
    "to_whom": 26,
    "trailing": 27,
}
MAX_CLASSES, MAX_KINDS, MAX_RULES, MAX_LITERAL, MAX_LITERALS = 64, 32, 32768, 1024, 512
MAX_FORMS, MAX_STRATEGIES = 200, 6
#: Bytes: an anchor from the start of its match; what a pattern may match (PCRE2 compiles no longer ones).
MAX_DISTANCE, MAX_WIDTH = 512, 65535
#: Punctuation of folded text that divides what a phrase does not reach across; the order is that of the bits of stops.
STOPS = ",;:.?!、。「」“”"
NONE = 0xFFFFFFFF


@dataclass(slots=True)
class Place:
    """Where something stands in the sources: for error messages."""

    file: str
    rule: str = ""
    key: str = ""


@dataclass(slots=True)
class Cond:
    """A condition of ``need`` or ``unless``."""

    where: str
    unless: bool
    cls: str | None = None
    pattern: str | None = None
    within: int = 0
    first: int = 0


@dataclass(slots=True)
class Example:
    """An example or counter-example: its text without the marks, and the marked cue."""

    text: str
    cue: tuple[int, int] | None = None
    question: str | None = None
    role: str | None = None


@dataclass(slots=True)
class Rule:
    """A rule or (``block``) a pseudo-cue."""

    id: str
    lang: str
    place: Place
    kind: str = ""
    form: str | None = None
    cue: str = ""
    first: str | None = None
    span: str = "clause"
    turn: tuple[str, ...] = ROLES
    mood: str = "any"
    at: tuple[str, ...] = ()
    negated: str = "drop"
    conds: list[Cond] = field(default_factory=list)
    holder: tuple[str, ...] = ("quote", "turn")
    party: tuple[str, ...] = ()
    content: str = "auto"
    certainty: str = "asserted"
    reason: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    mutes: list[tuple[str, str]] = field(default_factory=list)
    finite: bool = False
    block: bool = False
    slow: bool = False
    tier: str = "strict"
    means: dict[str, str] = field(default_factory=dict)
    since: str = ""
    replace: bool = False
    examples: list[Example] = field(default_factory=list)
    counter_examples: list[Example] = field(default_factory=list)
    known_miss: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class Mark:
    """A mark: the words of a class, and how far each governs."""

    cls: str
    lang: str
    place: Place
    any: tuple[str, ...]
    reach: str = "clause"
    reach_cp: int = 0
    stop: tuple[str, ...] = ()
    certainty: str | None = None
    side: str | None = None
    lazy: bool = False


@dataclass(slots=True)
class Header:
    """A turn header. ``stage``: it holds only in that stage of a sitting; ``opens``: the stage that begins with it;
    ``one_paragraph``: its turn ends with its paragraph."""

    pattern: str
    role: str
    lang: str | None
    place: Place
    examples: tuple[str, ...] = ()
    stage: str | None = None
    opens: str | None = None
    one_paragraph: bool = False


@dataclass(slots=True)
class Kind:
    """A kind of a user's pack."""

    id: str
    forms: tuple[str, ...]
    definition: str
    place: Place


@dataclass(slots=True)
class Pack:
    """Everything that the sources of one language (or of several) say."""

    rules: dict[str, Rule] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    kinds: dict[str, Kind] = field(default_factory=dict)
    segment: dict[str, dict[str, Any]] = field(default_factory=dict)
    words: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    inflect: dict[str, Any] = field(default_factory=dict)
    disable: list[tuple[str, Place]] = field(default_factory=list)
    #: The file in which a word list, paradigm, lemma stands: by language, table and name.
    origin: dict[tuple[str, str, str], str] = field(default_factory=dict)
