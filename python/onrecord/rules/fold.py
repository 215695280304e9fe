"""Folding of rule text: the very function that folds texts, so that rules may be written as text is written.

``fold_literal`` calls the C core. Where the core cannot be imported (the packs are compiled before the extension is
built), the same folding in Python stands in: NFKC_Casefold, the table ``data/fold_extra.txt``, one blank for a run of
white space. A test compares the two. Line breaks between Han or kana are dropped in texts; in a literal there are none.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..resources import data_path

#: What data/fold_extra.txt says, for a package that is installed without that file.
_EXTRA = {0x02BC: "'", 0x2018: "'", 0x2019: "'", 0x201B: "'", 0x223C: "~", 0x301C: "~"} | dict.fromkeys(
    (0x2010, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2E3A, 0x2E3B), "-"
)
#: Default_Ignorable_Code_Point: NFKC_Casefold deletes these.
_IGNORABLE = (
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_DELETE = dict.fromkeys((c for a, b in _IGNORABLE for c in range(a, b + 1)))


@lru_cache(maxsize=1)
def _extra() -> dict[int, str]:
    try:
        text = data_path("fold_extra.txt").read_text(encoding="utf-8")
    except FileNotFoundError:
        return _EXTRA
    table: dict[int, str] = {}
    for line in text.splitlines():
        source, _, target = line.partition("#")[0].partition(";")
        if target.strip():
            table[int(source, 16)] = chr(int(target, 16))
    return table


def fold_in_python(text: str) -> str:
    """The folded form of ``text`` without the C core."""
    text = unicodedata.normalize("NFD", text).translate(_DELETE).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_DELETE).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_extra())
    out: list[str] = []
    for c in text:
        if not c.isspace() or "\x1c" <= c <= "\x1f":  # str.isspace counts four separators that are no White_Space
            out.append(c)
        elif not out or out[-1] != " ":
            out.append(" ")
    return "".join(out)


try:
    from .._core import fold as _fold
except ImportError:  # pragma: no cover - only before the extension is built

    def fold_literal(text: str) -> str:
        """The folded form of a stretch of a pattern. A blank at either end stays one blank."""
        return fold_in_python(text)

else:

    def fold_literal(text: str) -> str:
        """The folded form of a stretch of a pattern. A blank at either end stays one blank."""
        return _fold(text).text
