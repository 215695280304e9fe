"""Certainty and its hedge: tests/golden/certainty/*.txt (lines.py)."""

import pytest

import onrecord

from .lines import last, lines


@pytest.mark.parametrize(("lang", "want", "hedge", "text"), lines("certainty"))
def test_certainty(lang: str, want: str, hedge: str, text: str) -> None:
    claim = last([c for c in onrecord.tag(text, lang=lang).claims if c.kind != "source"], text)
    found = "-" if claim.hedge is None else claim.hedge.text.lower()
    assert (claim.certainty, found) == (want, hedge)
