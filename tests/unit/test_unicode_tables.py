"""The generated tables: what is in the tree is what the generator makes of the Unicode files and of fold_extra.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import fold_twin as twin

needs_ucd = pytest.mark.skipif(
    not (twin.UCD / "DerivedNormalizationProps.txt").exists(),
    reason="no Unicode Character Database (Debian: unicode-data)",
)


@needs_ucd
def test_regenerating_changes_nothing() -> None:
    assert twin.generator().generate() == (twin.ROOT / "csrc/core/unicode_tables.c").read_text(encoding="utf-8")


@needs_ucd
def test_classes_are_those_of_the_properties() -> None:
    """The byte of each code point, read back from the C text, against the properties."""
    text = (twin.ROOT / "csrc/core/unicode_tables.c").read_text(encoding="utf-8")
    arrays = [
        list(map(int, part.split("};")[0].replace("\n", "").rstrip(", ").split(","))) for part in text.split("= {")[1:]
    ]
    index, classes = arrays
    d = twin.data()
    assert len(index) == 0x110000 // 128
    for c in range(0x110000):
        assert classes[index[c // 128] * 128 + c % 128] == d.value(c), hex(c)


@needs_ucd
def test_normalization_cuts_before_what_is_not_joining() -> None:
    """No code point that is not of class JOIN begins (folded, decomposed) with a mark or with a second half of a pair."""
    d = twin.data()
    seconds = {b for _, b in twin.compositions()} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    joining = twin.generator().JOIN
    for c in range(0x110000):
        value = d.mapping.get(c, (c,))
        if value and d.value(c) & 15 != joining:
            first = d.decompose(value[0])[0]
            assert first not in d.ccc and first not in seconds, hex(c)


@needs_ucd
@pytest.mark.parametrize(
    ("line", "word"),
    [("FF0D ; 002D", "starter"), ("0301 ; 0027", "starter"), ("2018 ; 0020", "visible"), ("2018 ; 0041", "visible")],
)
def test_extra_entries_that_cannot_work_are_refused(tmp_path: Path, line: str, word: str) -> None:
    path = tmp_path / "fold_extra.txt"
    path.write_text(line + " # a mistake\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=word):
        twin.generator().generate(extra=path)
