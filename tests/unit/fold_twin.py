"""Folding written a second time, from the Unicode Character Database and as plainly as can be: the judge of the C core."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
UCD = Path("/usr/share/unicode")
BREAKS = "\n\v\f\r\x85\u2028\u2029"


@cache
def generator() -> ModuleType:
    """tools/gen_unicode.py as a module."""
    spec = importlib.util.spec_from_file_location("gen_unicode", ROOT / "tools" / "gen_unicode.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["gen_unicode"] = module
    spec.loader.exec_module(module)
    return module


@cache
def data() -> Any:
    return generator().Data()


@cache
def compositions() -> dict[tuple[int, int], int]:
    excluded = set()
    for f in generator().rows(UCD / "DerivedNormalizationProps.txt"):
        if f[1] == "Full_Composition_Exclusion":
            excluded.update(generator().span(f[0]))
    return {(v[0], v[1]): c for c, v in data().canonical.items() if len(v) == 2 and c not in excluded}


def compose(a: int, b: int) -> int | None:
    if 0x1100 <= a < 0x1113 and 0x1161 <= b < 0x1176:
        return 0xAC00 + ((a - 0x1100) * 21 + b - 0x1161) * 28
    if 0xAC00 <= a < 0xD7A4 and (a - 0xAC00) % 28 == 0 and 0x11A7 < b < 0x11C3:
        return a + b - 0x11A7
    return compositions().get((a, b))


def nfc(points: list[int]) -> list[int]:
    ccc = data().ccc
    full: list[int] = []
    marks: list[int] = []
    for c in [x for y in points for x in decomposed(y)] + [-1]:
        if c in ccc:
            marks.append(c)
            continue
        full += sorted(marks, key=ccc.__getitem__)
        marks = []
        if c >= 0:
            full.append(c)
    out: list[int] = []
    starter, last = -1, -1  # index of the last starter; class of what was kept behind it, -1 for nothing
    for c in full:
        k = ccc.get(c, 0)
        if starter >= 0 and (last == -1 or last < k):
            both = compose(out[starter], c)
            if both is not None:
                out[starter] = both
                continue
        if k == 0:
            starter, last = len(out), -1
        else:
            last = k
        out.append(c)
    return out


@lru_cache(None)
def decomposed(c: int) -> tuple[int, ...]:
    return data().decompose(c)  # type: ignore[no-any-return]


def cjk(c: int) -> bool:
    ranges = [(0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035), (0x3038, 0x303C), (0x3041, 0x3096)]
    ranges += [(0x3099, 0x309A), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF)]
    ranges += [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFD)]
    ranges += [(0x2E80, 0x2E99), (0x2E9B, 0x2EF3)]
    return any(a <= c <= b for a, b in ranges)


def nfkc_casefold(text: str) -> str:
    """NFC of each character's NFKC_CF, but white space stays as it is."""
    d = data()
    points = [x for c in map(ord, text) for x in ((c,) if c in d.space else d.mapping.get(c, (c,)))]
    return "".join(map(chr, nfc(points)))


def fold(text: str) -> str:
    """What onrecord.fold(text).text has to be."""
    d = data()
    plain = [d.extra.get(c, c) for c in map(ord, nfkc_casefold(text))]
    out: list[int] = []
    i = 0
    while i < len(plain):
        j = i
        while j < len(plain) and plain[j] in d.space:
            j += 1
        if j == i:
            out.append(plain[i])
            i += 1
            continue
        breaks = sum(chr(c) in BREAKS for c in plain[i:j])
        breaks -= sum(plain[k] == 13 and plain[k + 1] == 10 for k in range(i, j - 1))
        joins = breaks == 1 and i > 0 and j < len(plain) and cjk(plain[i - 1]) and cjk(plain[j])
        if not (joins and plain[j] not in d.ccc):
            out.append(0x20)
        i = j
    return "".join(map(chr, out))
