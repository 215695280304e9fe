"""Files to sources: :func:`read`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ..errors import InputError
from ..source import Region, Source
from .lines import Line, notes_of, pairs_of, parallel, read_lines, regions_of
from .text import decode

_SUFFIXES = {"": "txt", ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}


def read(path: str | os.PathLike[str], encoding: str | None = None) -> Source:
    """Reads a txt or md file (``-`` is standard input) into a :class:`Source`.

    ``Source.text`` is the decoded file unchanged. Lines are recognized as titles, headings, bullets, footnotes, update
    history and site debris; a text with its translation line by line gives ``pairs``. Linear in the file.

    Raises InputError for a file that cannot be read or whose kind is not known, EncodingError for one whose encoding
    cannot be found.
    """
    name = os.fspath(path)
    if name == "-":
        return from_text(decode(sys.stdin.buffer.read(), encoding)[0], {"path": "-"})
    file = Path(name)
    kind = _SUFFIXES.get(file.suffix.lower())
    if kind is None:
        known = ", ".join(s for s in _SUFFIXES if s)
        raise InputError(f"{name}: no reader for {file.suffix} files; the kinds are {known}", file=name)
    try:
        data = file.read_bytes()
    except OSError as e:
        raise InputError(f"{name}: cannot be read: {e.strerror or e}", file=name) from e
    try:
        text, codec = decode(data, encoding)
    except InputError as e:
        raise type(e)(f"{name}: {e.message}", file=name, **e.details) from e
    return from_text(text, {"path": name, "encoding": codec}, markdown=kind == "md")


def from_text(text: str, meta: dict[str, str] | None = None, markdown: bool = False) -> Source:
    """The source of a text already in memory; see :func:`read`."""
    lines = read_lines(text)
    if markdown:
        lines = _markdown(lines)
    both = parallel(lines)
    regions: list[Region] = regions_of(lines, both)
    notes = notes_of(lines)
    title = next((x.text.lstrip("# ") for x in lines if x.kind == "title"), None)
    info = dict(meta or {})
    if title:
        info["title"] = title
    return Source(
        text,
        meta=info,
        regions=tuple(regions),
        notes=tuple(notes),
        pairs=tuple(pairs_of(lines)) if both else (),
        skipped=tuple((r.start, r.end) for r in regions if r.kind == "skipped"),
    )


def _markdown(lines: list[Line]) -> list[Line]:
    """Markup that is no running text: headings keep their text, fences and what they hold are skipped."""
    from dataclasses import replace

    out: list[Line] = []
    fence = ""
    for line in lines:
        mark = line.text[:3]
        if fence:
            out.append(replace(line, kind="skipped"))
            if line.text.startswith(fence):
                fence = ""
            continue
        if mark in ("```", "~~~"):
            fence = mark
            out.append(replace(line, kind="skipped"))
        elif line.text.startswith("#"):
            body = line.text.lstrip("#").lstrip()
            kind = "title" if not any(x.kind == "title" for x in out) else "heading"
            start = line.end - len(body)
            out.append(replace(line, start=start, text=body, kind=kind) if body else replace(line, kind="skipped"))
        elif line.text.startswith("<!--") or set(line.text) <= set("-*_= |:"):
            out.append(replace(line, kind="skipped"))
        else:
            out.append(line)
    return out
