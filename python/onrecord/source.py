"""Source: a text together with what a reader found out about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: What a region of a source is. Edges of regions are hard sentence and paragraph breaks.
REGION_KINDS = ("title", "heading", "bullet", "line", "note", "history", "skipped")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a source that is one line or piece: code points ``[start, end)`` of ``Source.text``.

    ``kind`` is one of :data:`REGION_KINDS`, ``lang`` "ja", "zh", "en" or None where the reader does not know.
    Regions are sorted and do not overlap.
    """

    start: int
    end: int
    kind: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its ``mark`` (``"*1"``), its span, its language, and the places that cite it.

    ``cited`` are the spans of the marks in the running text; ``outlet`` and ``date`` (ISO) what the note says of where
    it was published (None where it does not say). A text with a translation has each note once a language.
    """

    mark: str
    start: int
    end: int
    lang: str | None = None
    cited: tuple[tuple[int, int], ...] = ()
    outlet: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A line and its translation: two spans ``(start, end)`` in code points, with their languages."""

    a: tuple[int, int]
    b: tuple[int, int]
    lang_a: str
    lang_b: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an offset of ``Source.text`` comes from; what a format does not have is None."""

    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    time: str | None = None


@dataclass(frozen=True)
class Source:
    """A text ready for tagging.

    ``text`` is for txt and md files the decoded file unchanged, so every offset is an offset of the file's characters.
    ``skipped`` are spans (code points) of site debris that is not tagged. ``meta`` may hold title, date, path, encoding.
    """

    text: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    regions: Sequence[Region] = ()
    turns: Sequence[Mapping[str, Any]] = ()
    notes: Sequence[Note] = ()
    pairs: Sequence[Pair] = ()
    skipped: Sequence[tuple[int, int]] = ()
    locate: Callable[[int], Origin] | None = None

    def origin(self, offset: int) -> Origin:
        """Where the code point at ``offset`` comes from (for a plain file its line, counted from 1).

        Raises IndexError for an offset outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside the text of {len(self.text)} code points")
        if self.locate is not None:
            return self.locate(offset)
        return Origin(line=self.text.count("\n", 0, offset) + 1)
