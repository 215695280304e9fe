"""Files to sources: :func:`read`."""

from __future__ import annotations

import itertools
import os
import sys
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..source import Note, Origin, Pair, Region, Source
from .lines import Line, breaks, classify, split
from .markdown import mark_up
from .notes import iso_date, marks_in, published
from .pairs import name_languages, pairs_of, part, pattern_of, script_of, settle, titles
from .text import decode

_SUFFIXES = {"": "txt", ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}
#: Outside parallel texts only these are regions: a region's edges are hard breaks, and hard-wrapped lines have none.
_ALWAYS = ("title", "note", "history", "skipped")


def read(path: str | os.PathLike[str], encoding: str | None = None) -> Source:
    """Reads a txt or md file (``-`` is standard input, as txt) into a :class:`Source`.

    ``Source.text`` is the decoded file unchanged (a byte-order mark is no part of it), line ends included. Titles,
    headings, bullets, footnotes, update history and site debris are recognized; a text with its translation line by line
    gives ``pairs``. ``meta`` has path, encoding and format, and title and date where the text shows them. Linear in the
    file.

    Raises InputError for a file that cannot be read or whose kind is not known, EncodingError for one whose encoding
    cannot be found.
    """
    name = os.fspath(path)
    if name == "-":
        kind, shown = "txt", "standard input"
        data = _standard_input()
    else:
        shown = name
        suffix = Path(name).suffix.lower()
        if suffix not in _SUFFIXES:
            known = ", ".join(s for s in _SUFFIXES if s)
            raise InputError(f"{name}: no reader for {suffix} files; the kinds are {known}", file=name)
        kind = _SUFFIXES[suffix]
        try:
            data = Path(name).read_bytes()
        except (OSError, ValueError) as e:
            reason = getattr(e, "strerror", None) or str(e)
            raise InputError(f"{name}: cannot be read: {reason}", file=name) from e
    try:
        text, codec = decode(data, encoding)
    except InputError as e:
        raise type(e)(f"{shown} {e.message}", code=e.code, file=name, **e.details) from e
    return from_text(text, {"path": name, "encoding": codec, "format": kind}, markdown=kind == "md")


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except (OSError, AttributeError) as e:
        raise InputError(f"standard input cannot be read: {e}", file="-") from e


def from_text(text: str, meta: dict[str, Any] | None = None, markdown: bool = False) -> Source:
    """The source of a text already in memory; see :func:`read`."""
    lines = split(text)
    said: dict[str, str] = {}
    if markdown:
        lines, said = mark_up(text, lines)
    said = {**classify(text, lines), **said}
    script = script_of(text)
    if script.mixed:
        lines = part(text, lines, script.traditional)
    groups: list[list[Line]] = [[x] for x in lines if x.kind != "skipped"]
    pairs: list[Pair] = []
    pattern = pattern_of(text, lines, script)
    if pattern:
        name_languages(text, lines, script)
        groups = settle(text, lines, pattern)
        pairs = pairs_of(groups)
    else:
        name_languages(text, [x for x in lines if x.mark], script)
        pairs = pairs_of([[a, b] for a, b in itertools.pairwise(lines) if a.half == 1 and b.half == 2])
    titles(text, lines, groups)
    info: dict[str, Any] = {**(meta or {}), **said}
    title = next((text[x.start : x.end] for x in lines if x.kind == "title"), None)
    if title:
        info.setdefault("title", title)
    if "date" in info:
        info["date"] = iso_date(info["date"]) or info["date"]
    keep = [x for x in lines if pattern or x.kind in _ALWAYS or x.half or (markdown and x.kind == "heading")]
    return Source(
        text,
        meta=info,
        regions=tuple(Region(x.start, x.end, x.kind, _told(x, pattern is not None)) for x in keep),
        notes=tuple(_notes(text, lines)),
        pairs=tuple(pairs),
        skipped=tuple((x.start, x.end) for x in lines if x.kind == "skipped"),
        locate=_Lines.of(text),
    )


def _told(line: Line, parallel: bool) -> str | None:
    """The language that is told to the core, which finds it by itself outside parallel texts."""
    return line.lang if parallel or line.half else None


def _notes(text: str, lines: Sequence[Line]) -> list[Note]:
    """The footnotes, each tied to the marks in the lines of its own language (of any, where that has none)."""
    styles = {x.mark.style for x in lines if x.mark}
    if not styles:
        return []
    cited: dict[tuple[tuple[str, str], str | None], list[tuple[int, int]]] = {}
    for line in lines:
        if line.mark or line.kind == "skipped":
            continue
        for key, start, end in marks_in(text, line.start, line.end, styles):
            cited.setdefault((key, None), []).append((start, end))
            if line.lang:
                cited.setdefault((key, line.lang), []).append((start, end))
    out = []
    for line in lines:
        if line.mark is None:
            continue
        places = cited.get((line.mark.key, line.lang)) or cited.get((line.mark.key, None)) or []
        outlet, date = published(text[line.start : line.end].removeprefix(line.mark.written))
        out.append(Note(line.mark.written, line.start, line.end, line.lang, tuple(places), outlet, date))
    return out


@dataclass(frozen=True, slots=True)
class _Lines:
    """Which line of the file an offset is in."""

    starts: Sequence[int]

    @classmethod
    def of(cls, text: str) -> _Lines:
        starts = array("q", [0])
        starts.extend(resume for _, resume in breaks(text))
        return cls(starts)

    def __call__(self, offset: int) -> Origin:
        return Origin(line=bisect_right(self.starts, offset))
