"""Certainty and its hedge: tests/golden/certainty/*.txt, a line each, which somebody who knows the language can edit."""

from pathlib import Path

import pytest

import onrecord

HERE = Path(__file__).parent / "certainty"
LINES = [
    (lang, *(x.strip() for x in line.split("|")))
    for lang in ("ja", "zh", "en")
    for line in (HERE / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("lang", "want", "hedge", "text"), LINES)
def test_certainty(lang: str, want: str, hedge: str, text: str) -> None:
    claims = [c for c in onrecord.tag(text, lang=lang).claims if c.kind != "source"]
    assert claims, f"no claim in {text}"
    claim = max(claims, key=lambda c: c.cue.start)
    found = "-" if claim.hedge is None else claim.hedge.text.lower()
    assert (claim.certainty, found) == (want, hedge)
