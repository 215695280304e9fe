"""The seed article as the reader sees it: spans, kinds, languages, notes and pairs, without any of its text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import onrecord

# kind, language, span; nothing else is in the article but blanks
REGIONS = """
title ja 0 35
skipped - 37 50
skipped - 51 57
line ja 59 130
line zh 131 180
heading ja 182 203
heading zh 204 222
bullet ja 226 445
bullet zh 450 598
bullet ja 601 723
bullet zh 728 827
bullet ja 830 952
bullet zh 957 1038
bullet ja 1041 1155
bullet zh 1160 1248
bullet ja 1251 1367
bullet zh 1372 1453
bullet ja 1456 1678
bullet zh 1683 1869
heading ja 1871 1875
history ja 1879 1898
history zh 1899 1916
note ja 1918 1965
note zh 1966 2007
note ja 2009 2074
note zh 2075 2139
note ja 2141 2178
note zh 2179 2221
note ja 2223 2281
note zh 2282 2341
note ja 2343 2381
note zh 2382 2413
skipped - 2415 2464
skipped - 2466 2470
"""
# mark, language, start of the note, span of the mark that cites it
NOTES = """
*1 ja 1918 443 445
*1 zh 1966 596 598
*2 ja 2009 721 723
*2 zh 2075 825 827
*3 ja 2141 1365 1367
*3 zh 2179 1451 1453
*4 ja 2223 1572 1574
*4 zh 2282 1783 1785
*5 ja 2343 1676 1678
*5 zh 2382 1867 1869
"""


@pytest.fixture(scope="module")
def source(shared: Path) -> onrecord.Source:
    file = shared / "corpora" / "seed" / "cable-system-incident.ja-zh.txt"
    if not file.is_file():
        pytest.skip("the seed article is not in ../shared")
    return onrecord.read(file)


def test_the_text_is_unchanged(source: onrecord.Source) -> None:
    data = Path(source.meta["path"]).read_bytes()
    assert source.text.encode("utf-8") == data
    assert hashlib.sha256(data).hexdigest() == "3d76ebab8fb87cc99fad64cd685072a8c55c39b0e69027321d491824d667399d"
    assert (source.regions[0].start, source.regions[0].end) == (0, len(source.meta["title"]))


def test_regions(source: onrecord.Source) -> None:
    got = [f"{r.kind} {'-' if r.kind == 'skipped' else r.lang} {r.start} {r.end}" for r in source.regions]
    assert got == REGIONS.split("\n")[1:-1]
    assert [f"skipped - {a} {b}" for a, b in source.skipped] == [x for x in got if x.startswith("skipped")]


def test_every_word_is_in_one_region(source: onrecord.Source) -> None:
    covered = [0] * len(source.text)
    for r in source.regions:
        for i in range(r.start, r.end):
            covered[i] += 1
    assert {n for n, c in zip(covered, source.text, strict=True) if not c.isspace()} == {1}


def test_kana_is_japanese_and_the_other_side_is_not(source: onrecord.Source) -> None:
    for r in source.regions:
        if r.kind != "skipped":
            kana = any("ぁ" <= c <= "ヺ" for c in source.text[r.start : r.end])
            assert (r.lang == "zh") <= (not kana) and (r.lang == "ja") >= kana
    for p in source.pairs:
        assert not any("ぁ" <= c <= "ヺ" for c in source.text[p.b[0] : p.b[1]])


def test_pairs_join_every_line_but_the_title_and_the_last_heading(source: onrecord.Source) -> None:
    regions = [r for r in source.regions if r.kind != "skipped"]
    assert len(source.pairs) == 14 and len(regions) == 2 + 2 * 14
    at = {(r.start, r.end): i for i, r in enumerate(regions)}
    for p in source.pairs:
        a, b = at[p.a], at[p.b]
        assert b == a + 1 and regions[a].kind == regions[b].kind
        assert (p.lang_a, p.lang_b) == (regions[a].lang, regions[b].lang) == ("ja", "zh")


def test_notes(source: onrecord.Source) -> None:
    got = [f"{n.mark} {n.lang} {n.start} {n.cited[0][0]} {n.cited[0][1]}" for n in source.notes]
    assert got == NOTES.split("\n")[1:-1]
    assert all(len(n.cited) == 1 and source.text[slice(*n.cited[0])] == n.mark for n in source.notes)
    assert {n.date for n in source.notes} == {"2024-02-05"}
    # the outlets, known by their hashes, twice each: as the Japanese and as the Chinese note names them
    outlets = [hashlib.sha256((n.outlet or "").encode()).hexdigest()[:8] for n in source.notes]
    assert outlets == [
        "10603320",
        "7a3ca6e4",
        "d6f81a15",
        "0d978d50",
        "d6f81a15",
        "0d978d50",
        "c9d7b0fd",
        "c9d7b0fd",
        "10603320",
        "7a3ca6e4",
    ]


def test_origin_is_the_line_of_the_file(source: onrecord.Source) -> None:
    for r in source.regions:
        assert source.origin(r.start).line == source.text.count("\n", 0, r.start) + 1
