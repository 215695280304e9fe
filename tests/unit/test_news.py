"""The news sentences of our own: labels stand in their sentences, and the bench prints both halves of each language."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import _names
from onrecord.rules.model import KINDS


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_labels_stand_in_their_sentences(root: Path, lang: str) -> None:
    rows = [json.loads(line) for line in (root / "tests" / "data" / f"news.{lang}.jsonl").open(encoding="utf-8")]
    assert len(rows) == len({row["text"] for row in rows}) == 90
    for row in rows:
        assert row["claims"]
        for label in row["claims"]:
            assert label["kind"] in KINDS and label["certainty"] in _names.CERTAINTIES
            assert label["cue"] and row["text"].count(label["cue"]) == 1
            assert label["holder"] in ("self", "unknown") or (label["holder"] and label["holder"] in row["text"])
            assert label["party"] in row["text"]


def test_both_halves_are_printed(root: Path) -> None:
    out = subprocess.run(
        [sys.executable, str(root / "bench" / "news.py")], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    rows = [line.split()[:2] for line in out.splitlines()[1:]]
    assert rows == [[lang, half] for lang in ("ja", "zh", "en") for half in ("read", "unread")]
