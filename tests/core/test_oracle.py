"""The scan with its anchors, needs and filters finds what a plain loop of PCRE2 searches over the same rules finds."""

from __future__ import annotations

import json
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

import onrecord
from onrecord._core import Pack as CorePack
from onrecord.rules.blob import Compiler
from onrecord.rules.parse import Reader

LANGS = ("ja", "zh", "en")
ARCHIVES = {"ja": "ja/diet.jsonl", "zh": "zh/mfa.jsonl", "en": "en/briefings.jsonl"}
MUCH = 60_000  # code points of each archive


def assert_equal_events(pack: CorePack, text: str, lang: int) -> int:
    """Compares cues and marks; how many there are."""
    found = 0
    for part in (0, 1):
        mine = pack.events(text, lang, part)
        assert mine == pack.events(text, lang, part, "pcre2"), (lang, part, text[:200])
        found += len(mine)
    return found


# Literals of all tiers (one or two bytes, three to five, six to eight, nine and more), whole words and parts of words,
# gaps that only PCRE2 can fill, alternatives that share their beginnings, needs on both sides of an anchor.
words = st.text("ab ", min_size=1, max_size=4).filter(lambda t: t.strip()) | st.text("ab甲乙、", min_size=1, max_size=5)
gaps = st.sampled_from(
    [
        "[^、]{0,4}?",
        "[^,“、]{0,4}",
        "[ab]{1,3}",
        " ?",
        "(?: a| b){0,2}",
        "a{0,2}",
        "(?:甲|b){1,3}",
        "(?<!b)",
        "(?!甲)",
        ".{0,2}",
        "(?>a|ab)",
    ]
)
choices = st.lists(words, min_size=1, max_size=4).map(lambda x: f"(?:{'|'.join(x)})")
pieces = st.one_of(words, gaps, choices, choices.map(lambda x: f"(?<cue>{x})"), choices.map(lambda x: x + "?"))
patterns = st.lists(pieces, min_size=1, max_size=5).map("".join).filter(lambda p: p.count("(?<cue>") < 2)
texts = st.lists(words | st.sampled_from([" ", "、", ",", "“", "甲乙", "aab", "b", "ba b"]), max_size=24).map("".join)


def pack_of(folder: Path, cues: list[str], marks: list[str]) -> CorePack:
    """A Chinese pack of these patterns. Those that a rule may not have (nothing to look for, too wide) are left out."""
    source = ['lang = "zh"']
    for i, cue in enumerate(cues):
        source.append(
            f"[[rule]]\nid = \"user.r{i}\"\nkind = \"protest\"\ncue = '''{cue}'''\n"
            'examples = ["⟦x⟧"]\ncounter_examples = ["x"]'
        )
    source += [f"[[mark]]\nclass = \"neg\"\nany = ['''{mark}''']" for mark in marks]
    file = folder / "mine.toml"
    file.write_text("\n".join(source) + "\n", encoding="utf-8")
    reader = Reader()
    reader.file(file)
    pack = reader.finish()
    compiler = Compiler(pack)
    return CorePack(compiler.compile(sorted(pack.rules.values(), key=lambda r: r.id), "0" * 16, "strict").blob)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.lists(patterns, min_size=1, max_size=6),
    st.lists(patterns, max_size=2),
    st.lists(texts, min_size=4, max_size=12),
)
@example([r"(?:甲|b){1,3}(?: a| b){0,2}b[ab]{1,3}"], [], ["a bba"])  # the start lies right behind an anchor's range
def test_packs_and_texts_made_by_chance(
    tmp_path_factory: pytest.TempPathFactory, cues: list[str], marks: list[str], many: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    pack = pack_of(folder, cues, marks)
    for text in many:
        assert_equal_events(pack, text, 1)


@pytest.mark.parametrize("lang", LANGS)
def test_shipped_packs_on_the_samples(root: Path, lang: str) -> None:
    text = (root / "data" / "samples" / f"press-conference.{lang}.txt").read_text(encoding="utf-8")
    assert assert_equal_events(onrecord.Tagger(tier="broad").core, text, LANGS.index(lang)) > 20


@pytest.mark.parametrize("lang", LANGS)
def test_shipped_packs_on_the_archives(shared: Path, lang: str) -> None:
    tagger = onrecord.Tagger(tier="broad")
    left = MUCH
    with (shared / "corpora" / ARCHIVES[lang]).open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"][:left]
            left -= len(text)
            sentences = [s.text for s in tagger.tag(text).sentences if s.lang == lang]
            assert_equal_events(tagger.core, "\n\n".join(sentences), LANGS.index(lang))
            if not left:
                break
