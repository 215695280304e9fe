"""By what way the words came: tests/golden/channel/*.txt, a line each, which somebody who knows the language can edit."""

from pathlib import Path

import pytest

import onrecord

HERE = Path(__file__).parent / "channel"
LINES = [
    (lang, *(x.strip() for x in line.split("|")))
    for lang in ("ja", "zh", "en")
    for line in (HERE / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("lang", "want", "text"), LINES)
def test_channel(lang: str, want: str, text: str) -> None:
    claims = onrecord.tag(text, lang=lang).claims
    assert claims, f"no claim in {text}"
    assert (max(claims, key=lambda c: c.cue.start).channel or "none") == want
