"""Quotations: nesting, marks that nothing closes, crossed marks, apostrophes, and what is no speech."""

from __future__ import annotations

import pytest

import onrecord


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


def test_eight_levels_are_seen_and_a_ninth_is_not(tagger: onrecord.Tagger) -> None:
    for n in (8, 9, 60):
        text = "彼は" + "「『" * (n // 2) + "「" * (n % 2) + "港" + "」" * (n % 2) + "』」" * (n // 2) + "と言った。"
        assert [q.depth for q in tagger.tag(text).quotes] == list(range(8)), n


def test_a_mark_that_nothing_closes_is_flagged_and_ends_with_its_paragraph(tagger: onrecord.Tagger) -> None:
    first, second = "The aide said: “We deny it. Nobody saw us.", "The next day he left."
    doc = tagger.tag(f"{first}\n\n{second}")
    assert [(q.closed, q.text) for q in doc.quotes] == [(False, "“We deny it. Nobody saw us.")]
    assert doc.quotes[0].end == len(first)


def test_a_quotation_opened_again_in_each_paragraph(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag(
        "She said: “First, we deny it.\n\n“Second, we left early.\n\n“Third, we deny the rest,” Lowe said."
    )
    assert [q.closed for q in doc.quotes] == [False, False, True]
    assert [(c.cue.text, c.voice) for c in doc.claims if c.kind == "denial"] == [("deny", "quoted"), ("deny", "quoted")]


def test_crossed_marks_end_the_inner_one_with_the_outer(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("彼は「一つ目と『二つ目」と言い』と書いた。")
    assert [(q.text, q.depth, q.closed) for q in doc.quotes] == [
        ("「一つ目と『二つ目」", 0, True),
        ("『二つ目", 1, False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The workers' union and the firm's lawyers don't agree.",
        "It was the class of '99, wasn’t it?",
        "Rock 'n' roll isn't dead.",
        "The screen is 5' 2\" wide.",
    ],
)
def test_apostrophes_are_no_quotations(tagger: onrecord.Tagger, text: str) -> None:
    assert not [q for q in tagger.tag(text).quotes if q.closed]


@pytest.mark.parametrize(
    "text",
    [
        "大臣は著書『私は関与を否定する』を出版した。",
        "いわゆる「お答えは差し控える」の姿勢だ。",
        "新刊《我们否认指控》上周出版。",
        "所谓“不予置评”只是借口。",
        "The so-called “no comment” policy is over.",
        "A pamphlet entitled “We Deny the Charges” came out.",
    ],
)
def test_titles_and_what_is_only_called_so_claim_nothing(tagger: onrecord.Tagger, text: str) -> None:
    doc = tagger.tag(text)
    assert [q.title for q in doc.quotes] == [True]
    assert not [c for c in doc.claims if c.kind in ("denial", "refusal", "blame")]


@pytest.mark.parametrize(
    "text",
    [
        "町長は「関与を否定する」と述べた。",
        "発言人によると、町長は『関与を否定する』とは言わず「関与を否定したい」と述べた。",
        "发言人说：“我们否认这一指控。”",
        "“We deny the charges,” Marsh said.",
    ],
)
def test_speech_is_quoted(tagger: onrecord.Tagger, text: str) -> None:
    assert "quoted" in [c.voice for c in tagger.tag(text).claims if c.kind == "denial"]


def test_double_corners_inside_corners_are_speech(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("社長は「部下が『関与を否定する』と言った」と述べた。『港の白書』は読んでいない。")
    assert [q.title for q in doc.quotes] == [False, False, True]


def test_a_long_quotation_behind_so_called_tells_something(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("网上流传所谓“湖滨公司去年冬天已经解雇了一半的工人”的文章。")
    assert [q.title for q in doc.quotes] == [False]
