"""Texts and the sentences that they fall into, written down in tests/golden/segment/*.txt.

A case is a block of lines between blank lines: ``> `` a line of the text, then ``= `` a sentence, ``? `` a sentence that
asks, ``H `` a heading. A line break inside a sentence is written as ⏎. Lines that begin with ``#`` are remarks.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import onrecord

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "segment"


def cases(lang: str) -> list[tuple[str, list[str]]]:
    """The texts of one file with what is expected of each: lines as in the file."""
    out = []
    for block in re.split(r"\n(?:[ \t]*\n)+", (FOLDER / f"{lang}.txt").read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        text = [line[2:] for line in lines if line.startswith(">")]
        want = [line for line in lines if not line.startswith(">")]
        assert all(line[:2] in ("= ", "? ", "H ") for line in want), block
        if lines:
            out.append(("\n".join(text), want))
    return out


def sentences(doc: onrecord.Document) -> list[str]:
    """The sentences of a document as the files have them."""
    return [
        ("H" if s.heading else "?" if s.question else "=") + " " + re.sub(r"\r\n|[\n\r]", "⏎", s.text)
        for s in doc.sentences
    ]


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_sentences_are_as_written_down(tagger: onrecord.Tagger, lang: str) -> None:
    found = cases(lang)
    assert len(found) >= 25
    wrong = []
    for text, want in found:
        got = sentences(tagger.tag(text))
        if got != want:
            wrong.append("\n".join([text, "want", *want, "got", *got]))
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_language_of_each_sentence(tagger: onrecord.Tagger, lang: str) -> None:
    for text, _ in cases(lang):
        assert {s.lang for s in tagger.tag(text).sentences} <= {lang}, text


def test_sentences_lie_in_order_and_cover_the_letters(tagger: onrecord.Tagger) -> None:
    for lang in ("ja", "zh", "en"):
        for text, _ in cases(lang):
            doc = tagger.tag(text, role="statement")  # no headers: every letter belongs to a sentence
            ends = [0]
            for s in doc.sentences:
                assert s.start >= ends[-1] and doc.text[s.start : s.end] == s.text
                between = text[ends[-1] : s.start]
                assert not re.search(r"[^\W\d_]{3}", between), (text, between)
                ends.append(s.end)
            assert not re.search(r"[^\W\d_]{3}", text[ends[-1] :]), text
