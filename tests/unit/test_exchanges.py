"""Exchanges: every question asked, what its answer did, and the claim that decided it."""

from __future__ import annotations

from typing import Any

import pytest

import onrecord
from onrecord.discourse.words import content_words, length


def talk(*turns: tuple[str, str]) -> onrecord.Document:
    return onrecord.tag_turns([{"role": role, "text": text} for role, text in turns])


@pytest.mark.parametrize(
    ("question", "answer", "outcome"),
    [
        ("Did the ferry sink?", "It sank at noon. Nobody was hurt.", "answered"),
        ("Did the ferry sink?", "I have no comment.", "declined"),
        ("Did the ferry sink?", "I don't know.", "ignorance"),
        ("Did the ferry sink?", "Which one?", "clarification"),
        ("Did the ferry sink?", "I'd refer you to the coast guard.", "declined"),
        ("フェリーは沈んだのですか。", "正午に沈みました。けが人はいません。", "answered"),
        ("フェリーは沈んだのですか。", "お答えは差し控えさせていただきます。", "declined"),
        ("フェリーは沈んだのですか。", "承知しておりません。", "ignorance"),
        ("フェリーは沈んだのですか。", "御質問の趣旨がよく分かりません。もう一度お願いします。", "clarification"),
        ("渡轮是不是沉了？", "渡轮中午沉没，没有人受伤。", "answered"),
        ("渡轮是不是沉了？", "我对此不予置评。", "declined"),
        ("渡轮是不是沉了？", "我不了解有关情况。", "ignorance"),
        ("渡轮是不是沉了？", "你指的是哪一艘？", "clarification"),
    ],
)
def test_outcomes(question: str, answer: str, outcome: str) -> None:
    assert onrecord.Tagger().outcome(question, answer) == outcome
    (exchange,) = talk(("question", question), ("answer", answer)).exchanges
    assert exchange.outcome == outcome and exchange.question.text == question
    assert (exchange.deciding is not None) == (outcome in ("declined", "ignorance"))
    if exchange.deciding is not None:
        assert exchange.deciding.kind == "refusal" and exchange.deciding.turn == 1


def test_much_on_the_same_matter_behind_a_refusal_is_partly() -> None:
    answer = (
        "I'm not going to comment on the ferry's captain. The ferry sank at noon. "
        "The ferry carried forty people. All of the ferry's boats were found. The owner of the ferry has been told."
    )
    (exchange,) = talk(("question", "What happened to the ferry?"), ("answer", answer)).exchanges
    assert exchange.outcome == "partly" and exchange.deciding is not None
    assert exchange.deciding.cue.text.startswith("not going to comment")


TOLD = "The boat left the yard on Monday, with a crew of nine and a new engine, and nobody had seen anything wrong. "
MORE = "We build roads, schools and bridges, and we are proud of everybody who works on them in every town. "


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        # what opens an answer decides it; a refusal that comes late in a long one does not
        ("Well, look, I'd rather not get into that. " + MORE * 4, "declined"),
        (MORE * 3 + "I'd rather not get into that. " + MORE, "partly"),
        ("I don't know. " + MORE * 3, "ignorance"),
        (MORE * 3 + "I don't know. " + MORE, "answered"),
        # said twice, or in an answer that says little else, it decides wherever it stands
        (MORE * 3 + "I won't discuss it. " + MORE + "I'm not going to comment.", "declined"),
        (TOLD + "But I won't go any further.", "declined"),
        # what only waits or sends elsewhere decides where hardly anything follows
        ("We'll see what happens.", "declined"),
        ("We'll see what happens. " + MORE * 2, "answered"),
        ("You'd better ask the captain.", "declined"),
        # asking back in other words than a question; a question that says one does not know
        ("You'll have to speak a little louder.", "clarification"),
        ("I'm sorry, I lost you on that one.", "clarification"),
        ("Who knows?", "ignorance"),
    ],
)
def test_what_decides(answer: str, outcome: str) -> None:
    (exchange,) = talk(("question", "Will the ferry sail again?"), ("answer", answer)).exchanges
    assert exchange.outcome == outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (
            "報道があったことは承知しております。渡し船の件は、回答を控えます。",
            "declined",
        ),
        ("我看到了有关报道。对此我不予置评。", "declined"),
        ("我看到了有关报道。具体情况我不了解。", "ignorance"),
    ],
)
def test_japanese_and_chinese_name_first_what_they_refuse(answer: str, outcome: str) -> None:
    question = "渡轮为什么沉没？" if answer.startswith("我") else "フェリーはなぜ沈んだのですか。"
    (exchange,) = talk(("question", question), ("answer", answer)).exchanges
    assert exchange.outcome == outcome


@pytest.mark.parametrize(
    ("lost", "outcomes"),
    [
        ("What was your second question?", ["answered", "clarification"]),
        ("And you'll have to remind me of the other one, what was the other question?", ["answered", "clarification"]),
        ("The second question I have answered elsewhere.", ["answered", "answered"]),
    ],
)
def test_a_question_that_the_answerer_has_lost(lost: str, outcomes: list[str]) -> None:
    turn = "How many passengers were aboard the ferry? And will the minister resign over the bridge contract?"
    answer = "There were forty passengers aboard the ferry, and all of the passengers are safe and well. " + lost
    assert [x.outcome for x in talk(("question", turn), ("answer", answer)).exchanges] == outcomes


def test_a_refusal_decides_the_question_that_it_meets() -> None:
    turn = "How many passengers were aboard the ferry? And will the minister resign over the bridge contract?"
    answer = (
        "There were forty passengers, all of them safe. The ferry was half empty. "
        "On the bridge contract, I have no comment."
    )
    first, second = talk(("question", turn), ("answer", answer)).exchanges
    assert (first.outcome, second.outcome) == ("answered", "declined")
    assert first.question.text.startswith("How many") and second.question.text.startswith("And will")
    tagger = onrecord.Tagger()
    assert tagger.outcome("Whether the minister resigns over the contract", answer, asked=turn) == "declined"
    assert tagger.outcome("Number of passengers on the ferry", answer, asked=turn) == "answered"


@pytest.mark.parametrize(
    ("turn", "answer"),
    [
        ("Is it safe? Is it paid for?", "It is. To your second question, I don't have anything for you."),
        ("安全吗？钱付了吗？", "很安全。关于第二个问题，我没有可以提供的消息。"),
        ("安全ですか。支払いは済みましたか。", "安全です。二点目については、お答えを差し控えます。"),
    ],
)
def test_a_question_is_named_by_its_number(turn: str, answer: str) -> None:
    first, second = talk(("question", turn), ("answer", answer)).exchanges
    assert (first.outcome, second.outcome) == ("answered", "declined")


def test_whose_refusal_counts() -> None:
    """Another's refusal, told in the answer, refuses nothing here."""
    answer = "The owner of the ferry declined to comment yesterday. We have found the ferry."
    (exchange,) = talk(("question", "Where is the ferry?"), ("answer", answer)).exchanges
    assert exchange.outcome == "answered"


def test_turns_without_partners() -> None:
    doc = talk(
        ("answer", "No comment."),
        ("question", "And the harbour? And the bridge?"),
        ("question", "Anything else?"),
        ("answer", ""),
        ("question", "The bridge, minister."),
        ("answer", "No comment."),
        ("answer", "It is closed."),
        ("statement", "No comment."),
        ("question", "Why?"),
    )
    got = [(x.question.text, x.question_turn, x.answer_turns, x.outcome) for x in doc.exchanges]
    assert got == [
        ("And the harbour?", 1, (), None),
        ("And the bridge?", 1, (), None),
        ("Anything else?", 2, (3,), None),
        ("The bridge, minister.", 4, (5, 6), "declined"),
        ("Why?", 8, (), None),
    ]
    assert onrecord.tag("").exchanges == ()
    assert onrecord.tag("A text. Is it one?").exchanges == ()


def test_rows_of_the_table() -> None:
    doc = talk(("question", "Where is it?"), ("answer", "I have no comment."))
    (exchange,) = doc.exchanges
    row = exchange.to_dict(doc.doc_id, 0)
    assert list(row) == [
        "doc_id",
        "exchange",
        "question_turn",
        "answer_turn",
        "question_start",
        "question_end",
        "outcome",
        "deciding_claim_id",
    ]
    assert doc.text[row["question_start"] : row["question_end"]] == "Where is it?"
    assert row["deciding_claim_id"] == doc.claims[0].id and row["answer_turn"] == 1


def test_work_is_linear_in_questions_and_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times as many questions and answers: about ten times the sentences weighed and texts taken apart."""
    from onrecord.discourse import exchanges as module

    one = module._one

    def work(many: int) -> int:
        calls = 0

        def counted(text: str) -> frozenset[str]:
            nonlocal calls
            calls += len(text)
            return content_words(text)

        def weighed(question: Any, said: Any, refusals: Any) -> Any:
            nonlocal calls
            calls += len(said)
            return one(question, said, refusals)

        monkeypatch.setattr(module, "content_words", counted)
        monkeypatch.setattr(module, "_one", weighed)
        turns: list[tuple[str, str]] = [
            ("question", "Where is the ferry of the harbour? " * many),
            ("answer", "No comment on the ferry. It is near the harbour. " * many),
        ]
        doc = talk(*turns)
        assert len(doc.exchanges) == many
        return calls

    small, large = work(60), work(600)
    assert large <= 11 * small


def test_words_of_three_scripts() -> None:
    words: Any = content_words("The attackers' ferry attacked 港湾局の フェリー！ 安全")
    assert words == {"attack", "ferry", "港湾", "湾局", "フェリー", "安全"}
    assert length("It is 3.5 km") == 4 and length("安全です") == 2
