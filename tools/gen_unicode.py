"""Writes csrc/core/unicode_tables.c: what folding does with each code point.

One byte for each code point, in a two-stage table: a class (copied, mapped, in the extra table, white space, joining
what stands before it, deleted) and two flags (upper case, full- or half-width form). From the Unicode Character
Database 15.0 as Debian's unicode-data installs it, and from data/fold_extra.txt.

    python tools/gen_unicode.py > csrc/core/unicode_tables.c
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

UCD = Path("/usr/share/unicode")
EXTRA = Path(__file__).resolve().parent.parent / "data" / "fold_extra.txt"
VERSION = "15.0.0"
LIMIT = 0x110000
BLOCK = 128

COPY, MAP, ONE, SPACE, JOIN, DROP = range(6)
UPPER, WIDE = 0x10, 0x20


class Data:
    """The properties that folding needs. Maps from code points; a code point that is absent has the default."""

    def __init__(self, ucd: Path = UCD, extra: Path = EXTRA) -> None:
        self.ccc: dict[int, int] = {}
        self.canonical: dict[int, tuple[int, ...]] = {}
        self.category: dict[int, str] = {}
        self.assigned: set[int] = set()
        first = 0
        for f in rows(ucd / "UnicodeData.txt"):
            c = int(f[0], 16)
            first = c if f[1].endswith(", First>") else first
            for x in range(first if f[1].endswith(", Last>") else c, c + 1):
                self.assigned.add(x)
                self.category[x] = f[2]
            if f[3] != "0":
                self.ccc[c] = int(f[3])
            if f[5] and not f[5].startswith("<"):
                self.canonical[c] = tuple(int(x, 16) for x in f[5].split())
        self.mapping: dict[int, tuple[int, ...]] = {}
        self.second: set[int] = set()  # those that compose with what stands before them
        for f in rows(ucd / "DerivedNormalizationProps.txt"):
            if f[1] == "NFKC_CF":
                value = tuple(int(x, 16) for x in f[2].split())
                self.mapping.update((c, value) for c in span(f[0]))
            elif f[1] == "NFC_QC" and f[2] == "M":
                self.second.update(span(f[0]))
        self.space = {c for f in rows(ucd / "PropList.txt") if f[1] == "White_Space" for c in span(f[0])}
        self.upper = {c for f in rows(ucd / "DerivedCoreProperties.txt") if f[1] == "Uppercase" for c in span(f[0])}
        self.upper |= {c for c, k in self.category.items() if k == "Lt"}
        # East_Asian_Width F and H, without the blank and the won sign that stands there by name alone
        self.wide = {
            c for f in rows(ucd / "EastAsianWidth.txt") if f[1] in "FH" for c in span(f[0]) if c in self.mapping
        } - self.space
        self.extra = {int(f[0], 16): int(f[1], 16) for f in rows(extra)}

    def decompose(self, c: int) -> tuple[int, ...]:
        """The full canonical decomposition."""
        if 0xAC00 <= c < 0xD7A4:
            s = c - 0xAC00
            out = (0x1100 + s // 588, 0x1161 + s % 588 // 28)
            return out if s % 28 == 0 else (*out, 0x11A7 + s % 28)
        if c not in self.canonical:
            return (c,)
        return tuple(x for y in self.canonical[c] for x in self.decompose(y))

    def joins(self, c: int) -> bool:
        """True where normalization may move or compose c with what stands before it."""
        first = self.decompose(self.mapping.get(c, (c,))[0])[0]
        return first in self.ccc or first in self.second

    def value(self, c: int) -> int:
        """The byte of the table."""
        flags = (UPPER if c in self.upper else 0) | (WIDE if c in self.wide else 0)
        if c in self.space:
            return SPACE
        if self.mapping.get(c) == ():
            return DROP
        if self.joins(c):
            return JOIN | flags
        if c in self.mapping:
            return MAP | flags
        return (ONE if c in self.extra else COPY) | flags

    def check(self) -> None:
        """What fold.c relies upon; exits with a sentence where a newer Unicode or another table breaks it."""
        for c, target in self.extra.items():
            if not 0x21 <= target < 0x7F or chr(target).isupper():
                sys.exit(
                    f"{EXTRA.name}: U+{c:04X}: the target must be one visible ASCII character that folds to itself"
                )
            if self.value(c) & 15 != ONE:
                sys.exit(f"{EXTRA.name}: U+{c:04X} does not come out of NFKC_Casefold as a starter")
        for c, value in self.mapping.items():
            if c not in self.space and value and value[-1] in self.space:
                sys.exit(f"U+{c:04X} folds to something that ends in a blank: fold.c does not expect that")
        for c in self.space:
            if self.joins(c) or self.decompose(0x20) != (0x20,) or self.mapping.get(c, (0x20,)) not in ((0x20,), (c,)):
                sys.exit(f"white space U+{c:04X} is not one blank after folding")


def rows(path: Path) -> Iterator[list[str]]:
    """The fields of each line of a file of the database, without comments."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.split("#")[0].strip()
            if line:
                yield [x.strip() for x in line.split(";")]


def span(text: str) -> range:
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def table(name: str, kind: str, values: list[int], size: str) -> str:
    lines = [f"const {kind} {name}[{size}] = {{"]
    for i in range(0, len(values), 32):
        lines.append("    " + ",".join(map(str, values[i : i + 32])) + ",")
    return "\n".join([*lines, "};"])


def generate(ucd: Path = UCD, extra: Path = EXTRA) -> str:
    """The text of unicode_tables.c."""
    head = (ucd / "DerivedNormalizationProps.txt").open(encoding="utf-8").readline()
    if VERSION not in head:
        sys.exit(f"{ucd} holds {head.strip('# ')!r}: the tables are of Unicode {VERSION}")
    data = Data(ucd, extra)
    data.check()
    values = bytes(data.value(c) for c in range(LIMIT))
    blocks: dict[bytes, int] = {}
    index = [blocks.setdefault(values[i : i + BLOCK], len(blocks)) for i in range(0, LIMIT, BLOCK)]
    if len(blocks) > 256:
        sys.exit(f"{len(blocks)} blocks do not fit one byte")
    out = [
        f"/* Generated by tools/gen_unicode.py from the Unicode Character Database {VERSION} and data/fold_extra.txt; do not",
        " * edit. */",
        '#include "unicode_tables.h"',
        "",
        table("onr_fold_index", "uint8_t", index, "ONR_CODE_POINTS / ONR_FOLD_BLOCK"),
        "",
        table("onr_fold_classes", "uint8_t", list(b"".join(blocks)), str(len(blocks) * BLOCK)),
        "",
        "uint32_t onr_fold_extra(uint32_t c)",
        "{",
        "    switch (c) {",
    ]
    for target in sorted(set(data.extra.values())):
        out += [f"    case 0x{c:04X}:" for c in sorted(data.extra) if data.extra[c] == target]
        out.append(f"        return 0x{target:02X};")
    out += ["    default:", "        return c;", "    }", "}"]
    return "\n".join(out) + "\n"


def main() -> None:
    sys.stdout.write(generate())


if __name__ == "__main__":
    main()
