"""Three paraphrases each of claims that the seed article makes, written from the definitions alone (tests/data).

Whichever rule finds the claim counts, but each rule of the seed article has at least three of them of its own. The
misses are listed, so that the file shows how far the packs reach beyond the article, and both a loss and a gain are seen.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.rules.model import KINDS

PATH = Path(__file__).resolve().parent.parent / "data" / "paraphrases.toml"
ITEMS: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["item"]


def finds(sentence: str, claim: str) -> bool:
    kind, _, form = claim.partition(".")
    return any(c.kind == kind and form in ("", c.form) for c in onrecord.tag(sentence).claims)


@pytest.mark.parametrize("item", ITEMS, ids=[item["id"] for item in ITEMS])
def test_paraphrases(item: dict[str, Any]) -> None:
    kind, _, form = item["claim"].partition(".")
    assert kind in KINDS and form in ("", *KINDS[kind])  # a misspelt claim would be missed for ever
    assert len(item["found"]) + len(item["missed"]) == 3
    assert [s for s in item["found"] if not finds(s, item["claim"])] == []
    assert [s for s in item["missed"] if finds(s, item["claim"])] == [], "found now: move it to `found`"


def test_each_rule_of_the_seed_article_fires_on_three_paraphrases() -> None:
    seed = json.loads((Path(__file__).parent / "seed.json").read_text(encoding="utf-8"))
    fired: Counter[str] = Counter()
    for item in ITEMS:
        for sentence in item["found"]:
            fired.update({c.rule for c in onrecord.tag(sentence).claims})
    assert {rule: fired[rule] for rule in {row["rule"] for row in seed["claims"]} if fired[rule] < 3} == {}
