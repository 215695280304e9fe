"""Grounds of refusals: tests/golden/grounds/*.txt (lines.py)."""

import pytest

import onrecord

from .lines import last, lines


@pytest.mark.parametrize(("lang", "classes", "text"), lines("grounds"))
def test_ground(lang: str, classes: str, text: str) -> None:
    claim = last([c for c in onrecord.tag(text, lang=lang).claims if c.kind == "refusal"], text)
    grounds = {g.reason for g in claim.reasons}
    assert all(text[g.span.start : g.span.end] == g.span.text for g in claim.reasons)
    if classes == "none":
        assert not grounds
    else:
        assert claim.reason == classes.split(", ")[0]
        assert grounds >= set(classes.split(", "))


def test_the_nearest_ground_is_the_reason_and_all_are_kept() -> None:
    # What stands in the sentence itself is nearer, what the sentence before says is kept.
    text = "警察が捜査中の案件であります。個人情報でもありますので、お答えは差し控えます。"
    claim = next(c for c in onrecord.tag(text, lang="ja").claims if c.kind == "refusal")
    assert claim.reason == "privacy"
    assert [g.reason for g in claim.reasons] == ["investigation", "privacy"]
    assert text[claim.start : claim.end].startswith("個人情報")
