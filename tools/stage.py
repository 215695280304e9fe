"""Prints what a stage makes of a text, and reads the texts that hold the segmenter (tests/golden/segment/*.txt).

    python tools/stage.py fold FILE       # the form that is matched
    python tools/stage.py segment FILE    # sentences, clauses and quotations, as the golden files have them

FILE may be ``-``. A golden case is a block between blank lines; lines that begin with ``#`` are remarks:

    > a line of the text
    = a sentence      ? one that asks      H a heading
    q0 a quotation, with its depth      t0 a title (『』《》)      u0 one that nothing closes      q none

A line break inside a sentence is written ⏎. The language stands behind the sign where it is not the file's (``=ja``);
a file without a language of its own has it everywhere, and where none is known nothing stands there.
``|`` stands before each clause but a sentence's first; a case with a ``|`` or ``||`` in it states all its clauses (``||``
at the end of a sentence: it has one only). A case with a line for quotations states them all.
"""

from __future__ import annotations

import itertools
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import onrecord
from onrecord import _core, _names

_LINE = re.compile(r"(?:[=?H](?:ja|zh|en)?|[qtu][0-7]|q) ")


@dataclass(frozen=True, slots=True)
class Case:
    """A text, the line of the file it begins in, and the lines that are expected of it."""

    line: int
    text: str
    want: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The expected sentences as they stand in the text, without signs."""
        found = (re.sub(r"^\S+ ", "", x) for x in self.want if x[0] in "=?H")
        return tuple(x.replace("|", "") for x in found)

    @property
    def clauses(self) -> bool:
        """Does it state clauses?"""
        return any("|" in x for x in self.want)

    @property
    def quotes(self) -> bool:
        """Does it state quotations?"""
        return any(x[0] in "qtu" for x in self.want)


def cases(path: Path) -> list[Case]:
    """The cases of a golden file. Raises ValueError, with file and line, for a line that is none of the above."""
    out: list[Case] = []
    text: list[str] = []
    want: list[str] = []
    begin = 0
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("#"):
            continue
        if line.startswith(">") and not want:
            begin = begin or number
            text.append(line[2:])
        elif line.strip() and text and _LINE.match(line):
            want.append(line)
        elif line.strip():
            raise ValueError(f"{path}:{number}: {line!r} is no line of a case (> = ? H q0 t0 u0), or not in its place")
        elif text:
            if not want:
                raise ValueError(f"{path}:{begin}: a text of which nothing is expected")
            out.append(Case(begin, "\n".join(text), tuple(want)))
            text, want, begin = [], [], 0
    return out


def segment(
    core: _core.Pack, text: str, lang: str | None = None, *, clauses: bool = True, quotes: bool = True
) -> list[str]:
    """The lines of a golden case that the segmenter makes of the text; ``lang``: the language that is not written."""
    rows = core.tag(text, layout=True)
    cuts: dict[int, list[int]] = {}
    for start, _, sentence in rows.clauses():
        cuts.setdefault(sentence, []).append(start)
    out = []
    for i, (a, b, _, _, flags, number, _) in enumerate(rows.sentences()):
        found = _names.LANGS[number]
        sign = "H" if flags & _names.HEADING else "?" if flags & _names.QUESTION else "="
        begins = [a, *cuts[i][1:], b]
        parts = [text[x:y] for x, y in itertools.pairwise(begins)]
        for k in range(1, len(parts)):  # the blanks before a clause are printed behind the one before
            bare = parts[k].lstrip()
            parts[k - 1] += parts[k][: len(parts[k]) - len(bare)]
            parts[k] = bare
        body = ("|" if clauses else "").join(parts) + ("||" if clauses and len(parts) == 1 else "")
        out.append(f"{sign}{'' if found == lang else found or ''} " + re.sub(r"\r\n|[\n\r]", "⏎", body))
    marks = [
        f"{'t' if title and closed else 'q' if closed else 'u'}{depth} " + re.sub(r"\r\n|[\n\r]", "⏎", text[a:b])
        for a, b, depth, closed, title in rows.quotes()
    ]
    return out + ((marks or ["q none"]) if quotes else [])


def main() -> None:
    if len(sys.argv) != 3 or sys.argv[1] not in ("fold", "segment"):
        sys.exit(__doc__)
    text = sys.stdin.read() if sys.argv[2] == "-" else Path(sys.argv[2]).read_text(encoding="utf-8")
    print(_core.fold(text).text if sys.argv[1] == "fold" else "\n".join(segment(onrecord.Tagger().core, text)))


if __name__ == "__main__":
    main()
