"""The enumerations of the C core, in its order (csrc/core/rows.h, pack.h, segment.h)."""

from __future__ import annotations

LANGS: tuple[str | None, ...] = ("ja", "zh", "en", None)
ROLES = ("question", "answer", "statement")
VOICES = ("own", "quoted", "reported")
CERTAINTIES = ("asserted", "probable", "possible", "unknown")
HOLDER_KINDS = ("self", "named", "described", "addressee", "unknown")
CHANNELS = ("record", "spoken", "statement", "report")
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
#: Flags of a sentence.
QUESTION, QUOTED, HEADING, FORCED, BULLET, NOTE, SKIP, PARA, TURN, PIECE = (1 << i for i in range(10))
#: The value that stands for null in the core's dictionary columns.
NIL = 255
