"""Negation and its parity: tests/golden/negation/*.txt, a line each, which somebody who knows the language can edit."""

from pathlib import Path

import pytest

import onrecord

HERE = Path(__file__).parent / "negation"
LINES = [
    (lang, *(x.strip() for x in line.split("|")))
    for lang in ("ja", "zh", "en")
    for line in (HERE / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("lang", "want", "text"), LINES)
def test_parity(lang: str, want: str, text: str) -> None:
    claims = [c for c in onrecord.tag(text, lang=lang).claims if c.kind != "source"]
    found = {c.kind for c in claims} | {f"{c.kind}.{c.form}" for c in claims}
    if want == "none":
        assert not found
    elif want.startswith("no "):
        assert want.removeprefix("no ") not in found
    else:
        assert want in found
