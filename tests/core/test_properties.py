"""Properties of tagging on texts made by chance out of real formulae, names, marks and noise."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

import onrecord

PIECES = {
    "ja": [
        "報道官は",
        "ノルド連邦が",
        "「",
        "」",
        "と述べた",
        "承知していません",
        "そのような事実はない",
        "捜査中のため、",
        "、",
        "。",
        "\n",
        "回答を差し控える",
        "ではないか",
        "？",
        "港湾省によると",
        "否定した",
        "が、",
        "＊１",
        "…",
        "『白書』",
        "ＡＢＣ",
        "㌔",
        "か\u3099",
    ],
    "zh": [
        "发言人表示，",
        "“",
        "”",
        "我不了解",
        "。",
        "，",
        "据报道",
        "毫无根据",
        "诺尔德联邦",
        "不予置评",
        "但",
        "？",
        "\n",
        "《日报》",
        "没有这回事",
    ],
    "en": [
        "The spokesman said ",
        "“",
        "”",
        "I'm not aware of that",
        ". ",
        ", ",
        "denied the report",
        "No comment",
        "according to the Coast Daily",
        "\n",
        "Mr. Brandt ",
        "is not true",
        "? ",
        "’",
        "U.S. ",
        "e\u0301",
    ],
}
NOISE = st.text(max_size=5)


def texts(lang: str, breaks: bool = True) -> st.SearchStrategy[str]:
    pieces = [p for p in PIECES[lang] if breaks or "\n" not in p]
    return st.lists(
        st.one_of(st.sampled_from(pieces), st.sampled_from(pieces), NOISE if breaks else st.just(" ")), max_size=25
    ).map("".join)


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger(tier="broad")


ANY = st.sampled_from(["ja", "zh", "en"]).flatmap(texts)
QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@QUIET
@given(ANY)
def test_spans_lie_where_they_say(tagger: onrecord.Tagger, text: str) -> None:
    doc = tagger.tag(text)
    end = 0
    for s in doc.sentences:
        assert end <= s.start < s.end <= len(text)
        end = s.end
    for c in doc.claims:
        s = doc.sentences[c.sentence]
        assert s.start <= c.start <= c.cue.start < c.cue.end <= c.end <= s.end
        assert text[c.start : c.end] == c.text
        assert (c.voice == "own") == (c.holder_kind == "self")
        assert (c.reason is None) == (not c.reasons)


@QUIET
@given(ANY, st.sampled_from([1, 64, 700, 65536]))
def test_block_size_changes_nothing(tagger: onrecord.Tagger, text: str, block: int) -> None:
    text = text.replace("。", "。\n\n")
    assert tagger.tag(text, block=block).to_dicts() == tagger.tag(text).to_dicts()


@QUIET
@given(ANY)
def test_map_round_trip(text: str) -> None:
    f = onrecord.fold(text)
    n = len(text)
    assert f.original_span(0, len(f.text)) == (0, n) or not f.text
    last = 0
    for i in range(len(f.text)):
        a, b = f.original_span(i, i + 1)
        assert 0 <= a < b <= n and a >= last
        last = a
        x, y = f.folded_span(a, b)
        assert x <= i < y


@QUIET
@given(st.sampled_from(["ja", "zh", "en"]).flatmap(lambda k: st.tuples(st.just(k), texts(k, False), texts(k, False))))
def test_two_texts_side_by_side(tagger: onrecord.Tagger, case: tuple[str, str, str]) -> None:
    lang, a, b = case
    shift = len(a) + 2

    def rows(text: str, by: int = 0) -> list[tuple[str, int, int, int, int]]:
        doc = tagger.tag(text, lang, "statement")
        return [
            (c.rule, c.start + by, c.end + by, c.cue.start + by, c.cue.end + by)
            for c in doc.claims
            if c.rule not in beyond
        ]

    beyond = {r.id for r in tagger.rules if r.looks_beyond}
    assert rows(a + "\n\n" + b) == rows(a) + rows(b, shift)
