"""Texts that nobody means well with: a result or a clear error, in linear time."""

from __future__ import annotations

import pytest

import onrecord

CLAIM = "そのような事実はありません。"


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\u3000", "\0", "\ufeff", "。", "」", "「", '"', "*1"])
def test_nothing_to_find(tagger: onrecord.Tagger, text: str) -> None:
    doc = tagger.tag(text)
    assert doc.claims == ()
    assert "".join(s.text for s in doc.sentences).strip() in text


def test_lone_surrogates_keep_their_places(tagger: onrecord.Tagger) -> None:
    text = "\ud83d\ude00" + CLAIM + "\udc00"
    doc = tagger.tag(text)
    assert len(doc.text) == len(text)
    assert [c.kind for c in doc.claims] == ["denial"]
    assert doc.claims[0].cue.start >= 2
    assert doc.claims[0].text in CLAIM
    assert len(doc.claims[0].id) == 16


def test_nul_inside(tagger: onrecord.Tagger) -> None:
    text = "会見。\0" + CLAIM
    assert [c.text in CLAIM for c in tagger.tag(text).claims] == [True]


def test_unclosed_quote_swallows_nothing(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("報道官は「調べると述べた。\n\n" + CLAIM)
    assert [(c.kind, c.voice) for c in doc.claims if c.kind == "denial"] == [("denial", "own")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_line_ends_make_no_difference(tagger: onrecord.Tagger, end: str) -> None:
    lines = ["報道官の会見", "", CLAIM, "", "承知していません。"]
    want = [(c.kind, c.form, c.text) for c in tagger.tag("\n".join(lines)).claims]
    assert len(want) == 2
    assert [(c.kind, c.form, c.text) for c in tagger.tag(end.join(lines)).claims] == want


def test_kinds_of_str_make_no_difference(tagger: onrecord.Tagger) -> None:
    narrow = "The ministry denied the report."
    for more in ("", "é", "報", "😀"):
        doc = tagger.tag(more + "\n\n" + narrow, lang="en")
        assert [c.cue.text for c in doc.claims] == ["denied"], more


def work(tagger: onrecord.Tagger, text: str) -> int:
    return tagger.core.tag(text).work


@pytest.mark.parametrize(
    "piece",
    [
        "「",
        "」",
        "「」",
        "“",
        '"',
        "a",
        "あ",
        "。",
        "、",
        "\u0301\u0323",
        "Q: no\n",
        "\n\n",
        "否定",
        "しない。",
        "((((",
    ],
    ids=ascii,
)
def test_linear_in_repeats(tagger: onrecord.Tagger, piece: str) -> None:
    n = 20_000
    short, long = piece * n, piece * (2 * n)
    assert work(tagger, long) <= 2 * work(tagger, short) + 2000


def test_a_million_combining_marks(tagger: onrecord.Tagger) -> None:
    text = CLAIM + "a" + "\u0301\u0323" * 500_000 + "。" + CLAIM
    doc = tagger.tag(text)
    assert doc.claims[0].kind == "denial"


def test_a_long_line(tagger: onrecord.Tagger) -> None:
    line = ("記者団の質問に対し、" + CLAIM) * 40_000
    doc = tagger.tag(line)
    assert len(doc.claims) == 40_000
    assert doc.claims[-1].text in CLAIM


def test_pattern_that_backtracks(tmp_path) -> None:
    pack = tmp_path / "slow.toml"
    pack.write_text(
        'lang = "en"\n[[rule]]\nid = "user.slow"\nkind = "denial"\nform = "flat"\n'
        "cue = 'aa(?:(?:a{1,40}){1,40}){1,40}b'\n"
        'means = { en = "slow" }\nexamples = ["⟦aaab⟧"]\ncounter_examples = ["aa", "b"]\n',
        encoding="utf-8",
    )
    tagger = onrecord.Tagger(packs=[pack])
    doc = tagger.tag(("a" * 60 + " a bold ministry denied it. ") * 40, lang="en")
    assert len([c for c in doc.claims if c.cue.text == "denied"]) == 40
    assert doc.limits == {"user.slow": 8}


@pytest.mark.parametrize(("question", "answer"), [("", ""), ("Did you?", ""), ("", "No."), (" ", "\n")])
def test_nothing_was_asked_or_said(tagger: onrecord.Tagger, question: str, answer: str) -> None:
    assert tagger.outcome(question, answer) is None


def test_a_question_after_the_last_answer(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag_turns([{"text": "No.", "role": "answer"}, {"text": "Why?", "role": "question"}])
    assert len(doc.turns) == 2
    assert [e.outcome for e in doc.exchanges] == [None]
