"""Texts and what the segmenter owes for them, written down in tests/golden/segment/*.txt (tools/stage.py reads them)."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import onrecord

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "tests" / "golden" / "segment"
STAGE: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "stage.py"))
LANGS = {"ja": "ja", "zh": "zh", "en": "en", "mixed": None}


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


@pytest.mark.parametrize("name", LANGS)
def test_sentences_clauses_and_quotations_are_as_written_down(tagger: onrecord.Tagger, name: str) -> None:
    cases = STAGE["cases"](FOLDER / f"{name}.txt")
    assert len(cases) >= (80 if LANGS[name] else 20)
    wrong = []
    for case in cases:
        got = STAGE["segment"](tagger.core, case.text, LANGS[name], clauses=case.clauses, quotes=case.quotes)
        if got != list(case.want):
            wrong.append("\n".join([f"{name}.txt:{case.line}", case.text, "want", *case.want, "got", *got]))
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("name", LANGS)
def test_clauses_and_quotations_are_stated_often_enough(name: str) -> None:
    cases = STAGE["cases"](FOLDER / f"{name}.txt")
    assert sum(c.clauses for c in cases) >= (10 if LANGS[name] else 1)
    assert sum(c.quotes for c in cases) >= (10 if LANGS[name] else 1)


def test_a_line_that_is_none_of_a_case_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("> a text\n= a text\nx what\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.txt:3: 'x what' is no line of a case"):
        STAGE["cases"](path)
    path.write_text("> a text\n\n= too late\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.txt:1: a text of which nothing is expected"):
        STAGE["cases"](path)


def test_sentences_lie_in_order_and_cover_the_letters(tagger: onrecord.Tagger) -> None:
    for name in LANGS:
        for case in STAGE["cases"](FOLDER / f"{name}.txt"):
            doc = tagger.tag(case.text, role="statement")  # no headers: every letter belongs to a sentence
            ends = [0]
            for s in doc.sentences:
                assert s.start >= ends[-1] and doc.text[s.start : s.end] == s.text
                between = case.text[ends[-1] : s.start]
                assert not re.search(r"[^\W\d_]{3}", between), (case.text, between)
                ends.append(s.end)
            assert not re.search(r"[^\W\d_]{3}", case.text[ends[-1] :]), case.text


def test_clauses_tile_their_sentence(tagger: onrecord.Tagger) -> None:
    for name in LANGS:
        for case in STAGE["cases"](FOLDER / f"{name}.txt"):
            rows = tagger.core.tag(case.text, layout=True)
            found = rows.sentences()
            assert len(rows) == 0 and found == tagger.core.tag(case.text).sentences()
            at: dict[int, int] = {}
            for start, end, sentence in rows.clauses():
                assert start == at.get(sentence, found[sentence][0]) and end > start, case.text
                at[sentence] = end
            assert [at[i] for i in range(len(found))] == [s[1] for s in found], case.text
