"""Chinese in traditional characters: simplified in place where it is matched, so that every offset stays."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import onrecord


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


@pytest.fixture(scope="module")
def simple(root: Path) -> dict[int, str]:
    spec = importlib.util.spec_from_file_location("gen_simplify", root / "tools" / "gen_simplify.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[str, str] = module.table()
    return str.maketrans(table)


def found(doc: onrecord.Document) -> list[tuple[Any, ...]]:
    return [
        (c.kind, c.form, c.cue.start, c.cue.end, c.holder and c.holder.start, c.party and c.party.end, c.rule)
        for c in doc.claims
    ]


def test_tables_are_generated(root: Path) -> None:
    made = subprocess.run(
        [sys.executable, root / "tools" / "gen_simplify.py"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert made == (root / "csrc" / "core" / "simplify_tables.c").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("對於該國扣押漁船，外交部表示強烈不滿。", "protest", "表示強烈不滿"),
        ("發言人說，沒有聽說過這件事。", "refusal", "沒有聽說過"),
        ("警方拒絕就此事置評。", "refusal", "拒絕就此事置評"),
        ("這種說法毫無根據。", "denial", "毫無根據"),
        ("港務局長否認有人受傷。", "denial", "否認"),
    ],
)
def test_a_rule_written_simplified_matches_both_scripts(
    tagger: onrecord.Tagger, simple: dict[int, str], text: str, kind: str, cue: str
) -> None:
    doc = tagger.tag(text, lang="zh", role="answer")
    assert cue in [c.cue.text for c in doc.claims if c.kind == kind]
    assert found(doc) == found(tagger.tag(text.translate(simple), lang="zh", role="answer"))
    assert doc.text == text


def test_japanese_keeps_its_kanji(tagger: onrecord.Tagger) -> None:
    text = "發言の内容は事實ではないと否定した。\n\n發言人說，這不屬實。"
    doc = tagger.tag(text)
    assert {c.lang for c in doc.claims} == {"ja", "zh"}
    assert all(c.lang == ("ja" if c.cue.start < text.index("\n") else "zh") for c in doc.claims)


def test_simplified_sentences_beside_traditional_ones(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("发言人说，这不属实。發言人說，這不屬實。", lang="zh")
    assert [c.cue.text for c in doc.claims if c.kind == "denial"] == ["不属实", "不屬實"]


def test_legco_gives_the_claims_of_its_simplified_copy(
    tagger: onrecord.Tagger, simple: dict[int, str], shared: Path
) -> None:
    path = shared / "corpora" / "zh" / "legco_traditional.jsonl"
    both = differ = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        text = "\n\n".join(f"{t['speaker']}：{t['text']}" for t in json.loads(line)["turns"])
        a, b = ({x[:4] for x in found(tagger.tag(t))} for t in (text, text.translate(simple)))
        both += len(a | b)
        differ += len(a ^ b)
    # what may differ is text whose own script says nothing; at this writing 7 of 2,119
    assert both > 1500
    assert differ < both / 100


def test_no_chinese_in_the_diet(tagger: onrecord.Tagger, shared: Path) -> None:
    path = shared / "corpora" / "ja" / "diet.jsonl"
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(4000), lines, strict=False)]
    assert [c.cue.text for t in texts for c in tagger.tag(t).claims if c.lang == "zh"] == []
