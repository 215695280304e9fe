"""onrecord.fold: the form against a plain twin made from the Unicode files, and the map."""

from __future__ import annotations

import bz2
import random

import pytest

from onrecord import fold

from . import fold_twin as twin

needs_ucd = pytest.mark.skipif(
    not (twin.UCD / "DerivedNormalizationProps.txt").exists(),
    reason="no Unicode Character Database (Debian: unicode-data)",
)
CODE_POINTS = range(0x110000)


def differences(texts: list[str]) -> list[tuple[str, str, str]]:
    """Those of the texts whose fold is not the twin's: (text, fold, twin), escaped."""
    out = []
    for text in texts:
        got, want = fold(text).text, twin.fold(text)
        if got != want:
            out.append((ascii(text), ascii(got), ascii(want)))
    return out


def check_map(text: str) -> None:
    """What the map promises, for each character of both sides."""
    f = fold(text)
    assert f.original_span(0, len(f.text)) == (0, len(text)) or not f.text
    last = 0
    for i in range(len(f.text)):
        a, b = f.original_span(i, i + 1)
        assert 0 <= a < b <= len(text) and a >= last
        last = a
        x, y = f.folded_span(a, b)
        assert x <= i < y, (ascii(text), i)
        assert f.original_span(x, y) == (a, b), (ascii(text), i)
    for i in range(len(text)):
        x, y = f.folded_span(i, i + 1)
        assert 0 <= x <= y <= len(f.text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Hello WORLD", "hello world"),
        ("ＡＢＣ　１２３（％）", "abc 123(%)"),
        ("記録は\n　　ない", "記録はない"),
        ("記録は\n\nない", "記録は ない"),
        ("記録は\r\nない", "記録はない"),
        ("記録は ない", "記録は ない"),
        ("on the\nrecord", "on the record"),
        ("辻\U000e0100\n氏", "辻氏"),
        ("東京\n㍿", "東京株式会社"),
        ("ｶﾞｽ", "ガス"),
        ("か\u3099", "が"),
        ("か\n\u3099", "か \u3099"),
        ("don’t ‘x’", "don't 'x'"),
        ("“a”", "“a”"),
        ("〜ー—―−‐", "~ー----"),
        ("  a \t b  ", " a b "),
        ("a\u00a0\u2003b", "a b"),
        ("x \u00a8", "x \u0308"),
        ("a\u00ad\u0301", "á"),
        ("\u200b \u200b\u2060", " "),
        ("\u200b\u200b", ""),
        ("ＩＮ\u0307", "iṅ"),
        ("＜\u0338", "≮"),
        ("Straße İ ſ", "strasse i\u0307 s"),
        ("\ud83d\ude00\ud800", "\ud83d\ude00\ud800"),
    ],
)
def test_form(text: str, folded: str) -> None:
    assert fold(text).text == folded
    check_map(text)


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("ＡＢ　Ｃ", (1, 3), (1, 3)),
        ("記録\n　は", (1, 2), (1, 2)),
        ("記録\n　は", (2, 3), (4, 5)),
        ("㍿が", (2, 3), (0, 1)),
        ("e\u0301x", (0, 1), (0, 2)),
        ("a\u00adb", (0, 1), (0, 2)),
        ("\u00adab", (0, 1), (0, 2)),
        ("a  \n b", (1, 2), (1, 5)),
    ],
)
def test_map(text: str, part: tuple[int, int], original: tuple[int, int]) -> None:
    assert fold(text).original_span(*part) == original


@needs_ucd
def test_each_code_point_in_the_file() -> None:
    """NFKC_CF of DerivedNormalizationProps.txt itself, without the twin's NFC: each that changes, and a sample, alone."""
    d = twin.data()
    bad = []
    for c in CODE_POINTS:
        if not (d.value(c) or c in d.mapping or c in d.canonical or c % 31 == 0):
            continue  # test_what_is_copied_stays_between_others has them all
        want = "".join(chr(d.extra.get(x, x)) for x in d.mapping.get(c, (c,)))
        if c in d.space:
            want = " "
        if fold(chr(c)).text != want:
            bad.append(hex(c))
    assert bad == []


@needs_ucd
@pytest.mark.parametrize(("before", "after"), [("a", "b"), ("あ", "い"), ("Ｅ\u0301", "\u0301")])
def test_each_code_point_between_others(before: str, after: str) -> None:
    """Only those that do something or stand near such; the rest is copied, which a sample shows."""
    d = twin.data()
    points = [c for c in CODE_POINTS if d.value(c) or c in d.canonical or c % 97 == 0]
    assert differences([before + chr(c) + after for c in points]) == []


@needs_ucd
def test_what_is_copied_stays_between_others() -> None:
    d = twin.data()
    points = [chr(c) for c in CODE_POINTS if d.value(c) == twin.generator().COPY]
    assert len(points) > 1_000_000
    for before, after in [("a", "b"), ("あ", "い")]:
        text = "".join(before + c + after for c in points)
        assert fold(text).text == text


@needs_ucd
def test_normalization_test_file() -> None:
    """The twin's NFC is right by the file's own columns, and folding agrees with the twin on every column."""
    path = twin.UCD / "NormalizationTest.txt.bz2"
    if not path.exists():
        pytest.skip("no NormalizationTest.txt.bz2")
    seen: set[str] = set()
    for line in bz2.decompress(path.read_bytes()).decode("utf-8").splitlines():
        if line.startswith(("#", "@")):
            continue
        columns = ["".join(chr(int(x, 16)) for x in f.split()) for f in line.split("#")[0].split(";")[:5]]
        assert "".join(map(chr, twin.nfc([ord(x) for x in columns[0]]))) == columns[1]
        if not 0xAC00 <= ord(columns[0][0]) < 0xD7A4:  # the syllables have a test of their own
            seen.update(columns)
    assert len(seen) > 13000
    assert differences(sorted(seen)) == []


@needs_ucd
def test_pairs_that_compose_or_change_places() -> None:
    d = twin.data()
    pairs = [v for v in d.canonical.values() if len(v) == 2]
    texts = [chr(a) + chr(b) for a, b in pairs] + [chr(a) + "\u00ad\u0323" + chr(b) + "\u0301" for a, b in pairs]
    one_of = {k: c for c, k in sorted(d.ccc.items(), reverse=True)}
    texts += ["o" + chr(a) + chr(b) + chr(c) for a in one_of.values() for b in one_of.values() for c in (0x301, 0x327)]
    assert differences(texts) == []


@needs_ucd
def test_hangul() -> None:
    rng = random.Random(7)
    lead, vowel, tail = range(0x1100, 0x1114), range(0x1160, 0x1177), range(0x11A7, 0x11C4)
    texts = [chr(x) + chr(v) for x in lead for v in vowel]
    texts += [chr(x) + chr(t) for x in range(0xAC00, 0xD7A4, 13) for t in tail]
    texts += [
        chr(rng.choice(lead)) + chr(rng.choice(vowel)) + chr(rng.choice(tail)) + chr(rng.choice(tail))
        for _ in range(3000)
    ]
    assert differences(texts) == []


def random_text(rng: random.Random) -> str:
    pool = [
        "abcXYZ  '.-",
        "\n\r\t \u3000\u00a0\u2028",
        "記録東京々〆ー。、「」",
        "あいうかはぱカガ",
        "\u3099\u309a\u0301\u0323\u0327\u0338\u0345",
        "ＡＢ１（），．～",
        "ｱｶﾊﾞﾟ",
        "\u200b\u00ad\ufe0f\U000e0100\u2065\U000e0fff",
        "éÅßİſŉǅ㍿㈱①ﬃﷺ\u00a8",
        "—’“”〜",
        "\u1100\u1161\u11a8각가",
        "\ud800\udfff😀𝐀",
    ]
    return "".join(rng.choice(rng.choice(pool)) for _ in range(rng.randrange(1, 40)))


@needs_ucd
def test_random_texts() -> None:
    rng = random.Random(20260101)
    texts = [random_text(rng) for _ in range(6000)]
    assert differences(texts) == []
    for text in texts:
        check_map(text)
        once = fold(text).text
        assert fold(once).text == once, ascii(text)


@needs_ucd
@pytest.mark.slow
def test_all_pairs_of_marks() -> None:
    marks = sorted(twin.data().ccc)
    for a in marks:
        assert differences(["u" + chr(a) + chr(b) for b in marks]) == []


@needs_ucd
@pytest.mark.slow
def test_every_code_point_before_every_kind_of_mark() -> None:
    d = twin.data()
    kinds = {k: chr(c) for c, k in sorted(d.ccc.items())}
    after = [*kinds.values(), *(chr(c) for c in sorted(d.second)), "\u00ad", "\n", " "]
    for c in CODE_POINTS:
        if d.value(c) or c in d.canonical or c % 997 == 0:
            assert differences([chr(c) + x + y for x in after for y in ("", "\u0301")]) == []
