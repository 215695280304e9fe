"""By what way the words came: tests/golden/channel/*.txt (lines.py)."""

import pytest

import onrecord

from .lines import last, lines


@pytest.mark.parametrize(("lang", "want", "text"), lines("channel"))
def test_channel(lang: str, want: str, text: str) -> None:
    assert (last(onrecord.tag(text, lang=lang).claims, text).channel or "none") == want
