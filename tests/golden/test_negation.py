"""Negation and its parity: tests/golden/negation/*.txt (lines.py)."""

import pytest

import onrecord

from .lines import lines


@pytest.mark.parametrize(("lang", "want", "text"), lines("negation"))
def test_parity(lang: str, want: str, text: str) -> None:
    claims = [c for c in onrecord.tag(text, lang=lang).claims if c.kind != "source"]
    found = {c.kind for c in claims} | {f"{c.kind}.{c.form}" for c in claims}
    if want == "none":
        assert not found
    elif want.startswith("no "):
        assert want.removeprefix("no ") not in found
    else:
        assert want in found
