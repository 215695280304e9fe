"""Conflicts: the record against what was said, once for each matter, by the strongest form."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

import onrecord
from onrecord.discourse.conflicts import conflicts
from onrecord.document import Span
from onrecord.readers import from_text
from onrecord.source import Pair, Source

from .work import is_linear

RECORD = ("denial", "rejection", "record")
SPOKEN = ("refusal", "ignorance", "spoken")


def document(rows: list[dict[str, Any]], text: str = "", paragraphs: list[int] | None = None, pairs: Any = ()) -> Any:
    """A document of claims that stand ten code points apart, each in a sentence of its own unless it says another."""
    claims = []
    for i, row in enumerate(rows):
        kind, form, channel = row.get("is", RECORD)
        at = row.get("at", 10 * i)
        name = row.get("holder", "報道官")
        claims.append(
            SimpleNamespace(
                kind=kind,
                form=form,
                channel=channel,
                start=at,
                end=at + 8,
                cue=Span(at + 2, at + 6, ""),
                sentence=row.get("sentence", i),
                turn=row.get("turn", 0),
                lang=row.get("lang", "ja"),
                holder=Span(at, at + 2, name) if name else None,
                holder_kind=row.get("holder_kind", "named" if name else "unknown"),
                speaker=row.get("speaker"),
            )
        )
    count = max((c.sentence for c in claims), default=0) + 1
    sentences = [SimpleNamespace(paragraph=p) for p in (paragraphs or [0] * count)]
    source = Source(text, pairs=pairs) if pairs else None
    return SimpleNamespace(
        text=text or "。" * 10 * (len(rows) + 40), claims=tuple(claims), sentences=sentences, source=source
    )


def forms(doc: Any) -> list[tuple[str | None, str | None]]:
    return [(c.record.form, c.spoken.form) for c in conflicts(doc)]


def test_record_against_speech() -> None:
    (c,) = conflicts(document([{"is": RECORD}, {"is": SPOKEN}]))
    assert (c.holder, c.matter) == ("報道官", (0, 18))
    assert (c.record.channel, c.spoken.channel) == ("record", "spoken")


def test_the_order_in_the_text_is_free() -> None:
    (c,) = conflicts(document([{"is": SPOKEN}, {"is": RECORD}]))
    assert c.record.kind == "denial" and c.spoken.kind == "refusal"


def test_what_was_recorded_may_be_the_refusal() -> None:
    doc = document([{"is": ("refusal", "decline", "record")}, {"is": ("denial", "flat", "spoken")}])
    assert forms(doc) == [("decline", "flat")]
    doc = document([{"is": RECORD}, {"is": ("confirmation", None, "spoken")}])
    assert forms(doc) == [("rejection", None)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (RECORD, ("refusal", "ignorance", "record")),  # one channel
        (RECORD, ("refusal", "ignorance", None)),
        (("denial", "flat", "spoken"), SPOKEN),
        (RECORD, ("denial", "flat", "spoken")),  # both deny
        (("refusal", "decline", "record"), SPOKEN),  # both refuse
        (("protest", None, "record"), SPOKEN),
        (("denial", "flat", "report"), SPOKEN),
    ],
)
def test_what_is_no_conflict(a: Any, b: Any) -> None:
    assert forms(document([{"is": a}, {"is": b}])) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("外務省報道官", "報道官", True),
        ("報道官", "外務省報道官", True),
        ("中国", "中国外務省報道官", True),
        ("外務省", "中国外務省報道官", False),
        ("外務省報道官", "官房長官", False),
        ("the Ministry Spokesman", "spokesman", True),
        ("者", "記者", False),
        (None, "報道官", False),
        (None, None, False),
    ],
)
def test_one_holder(a: str | None, b: str | None, same: bool) -> None:
    assert bool(forms(document([{"is": RECORD, "holder": a}, {"is": SPOKEN, "holder": b}]))) is same


def test_the_speaker_of_a_turn() -> None:
    own = {"holder": None, "holder_kind": "self"}
    assert forms(document([{"is": RECORD, **own}, {"is": SPOKEN, **own}])) == [("rejection", "ignorance")]
    assert forms(document([{"is": RECORD, **own}, {"is": SPOKEN, **own, "turn": 1}])) == []
    named = {**own, "speaker": "Ms. Ito"}
    (c,) = conflicts(document([{"is": RECORD, **named}, {"is": SPOKEN, **named, "turn": 1}]))
    assert c.holder == "Ms. Ito"


def test_near_in_the_text() -> None:
    far = [{"is": RECORD}, {"is": SPOKEN, "sentence": 3}]
    assert len(conflicts(document(far))) == 1
    assert conflicts(document(far, paragraphs=[0, 0, 1, 1])) == ()
    assert len(conflicts(document([{"is": RECORD}, {"is": SPOKEN}], paragraphs=[0, 1]))) == 1
    assert conflicts(document([{"is": RECORD}, {"is": SPOKEN, "sentence": 30}])) == ()


def test_the_strongest_form_of_one_matter() -> None:
    rows = [
        {"is": ("denial", "unconfirmed", "record"), "sentence": 0},
        {"is": RECORD, "sentence": 0},
        {"is": SPOKEN, "sentence": 1},
        {"is": ("refusal", "glomar", "spoken"), "sentence": 1},
    ]
    assert forms(document(rows)) == [("rejection", "glomar")]


def test_flat_counter_and_rejection_are_of_one_strength() -> None:
    for form in ("flat", "counter", "rejection"):
        rows = [
            {"is": ("denial", form, "record"), "sentence": 0},
            {"is": RECORD, "sentence": 0},
            {"is": SPOKEN, "sentence": 1},
        ]
        assert forms(document(rows)) == [(form, "ignorance")]  # the first of equals


def test_two_holders_are_two_matters() -> None:
    rows = [
        {"is": RECORD},
        {"is": SPOKEN},
        {"is": RECORD, "holder": "官房長官"},
        {"is": SPOKEN, "holder": "官房長官"},
    ]
    assert [c.holder for c in conflicts(document(rows))] == ["報道官", "官房長官"]


def test_a_statement_needs_words_that_set_it_against_the_speech() -> None:
    rows = [
        {"is": ("refusal", "decline", "spoken"), "sentence": 0},
        {"is": ("denial", "unconfirmed", "statement"), "sentence": 0},
    ]
    assert conflicts(document(rows, text="。" * 40)) == ()
    assert len(conflicts(document(rows, text="。" * 6 + "しかし" + "。" * 40))) == 1


PAIRS = (Pair((0, 30), (30, 60), "ja", "zh"), Pair((60, 90), (90, 120), "ja", "zh"))


def place(at: int, is_: Any, lang: str, sentence: int, holder: str = "報道官") -> dict[str, Any]:
    return {"at": at, "is": is_, "lang": lang, "sentence": sentence, "holder": holder}


def test_a_translation_is_the_same_matter() -> None:
    ja = [place(0, RECORD, "ja", 0), place(10, SPOKEN, "ja", 1)]
    zh = [place(30, RECORD, "zh", 2, "发言人"), place(40, SPOKEN, "zh", 3, "发言人")]
    (c,) = conflicts(document(ja + zh, pairs=PAIRS))
    assert c.record.lang == "ja"
    assert len(conflicts(document(ja + zh))) == 2  # nobody says that they are one
    (c,) = conflicts(document(zh, pairs=PAIRS))
    assert c.record.lang == "zh"


def test_the_stronger_of_a_line_and_its_translation() -> None:
    ja = [place(0, ("denial", "unconfirmed", "record"), "ja", 0), place(10, SPOKEN, "ja", 1)]
    zh = [place(30, RECORD, "zh", 2), place(40, SPOKEN, "zh", 3)]
    (c,) = conflicts(document(ja + zh, pairs=PAIRS))
    assert (c.record.lang, c.record.form) == ("zh", "rejection")


def test_translations_of_two_matters_in_one_line() -> None:
    a, b, c, d = "報道官", "官房長官", "发言人", "内阁官房长官"
    flat = ("denial", "flat", "record")
    ja = [
        place(0, RECORD, "ja", 0, a),
        place(5, SPOKEN, "ja", 1, a),
        place(12, flat, "ja", 2, b),
        place(20, SPOKEN, "ja", 3, b),
    ]
    zh = [
        place(30, flat, "zh", 4, d),
        place(36, SPOKEN, "zh", 5, d),
        place(44, RECORD, "zh", 6, c),
        place(50, SPOKEN, "zh", 7, c),
    ]
    found = conflicts(document(ja + zh, pairs=PAIRS))
    assert [(x.holder, x.record.lang) for x in found] == [(a, "ja"), (b, "ja")]


def test_other_lines_are_other_matters() -> None:
    one = [place(0, RECORD, "ja", 0), place(10, SPOKEN, "ja", 1)]
    two = [place(60, RECORD, "ja", 4), place(70, SPOKEN, "ja", 5)]
    doc = document(one + two, pairs=PAIRS, paragraphs=[0, 0, 1, 1, 2, 2])
    assert len(conflicts(doc)) == 2


def test_nothing() -> None:
    assert conflicts(document([])) == ()


def test_many_claims_in_linear_work() -> None:
    def work(n: int) -> Callable[[], object]:
        doc = document([{"is": RECORD if i % 2 else SPOKEN} for i in range(n)])
        return lambda: conflicts(doc)

    assert work(1000)()
    is_linear(work, 1000)


TEXTS = [
    "ソルベ共和国外務省の報道官は「根拠のない中傷だ」と述べたとして会見録に掲載された。だが会見の場では「承知していない」とだけ答えていた。",
    "记者会记录称，索尔贝外交部发言人表示“这是毫无根据的诽谤”。然而，在实际的记者会上，发言人只说：“我不了解情况。”",
]


@pytest.mark.parametrize("text", TEXTS, ids=["ja", "zh"])
def test_in_real_texts(text: str) -> None:
    (c,) = onrecord.tag(text).conflicts
    assert (c.record.form, c.spoken.form) == ("rejection", "ignorance")
    assert c.holder is not None and text[c.matter[0] : c.matter[1]]


def test_a_text_with_its_translation_has_it_once() -> None:
    text = "\n".join(TEXTS) + "\n\n省は回答を控えるとした。\n该部表示不予置评。\n"
    doc = onrecord.tag(from_text(text))
    assert doc.source is not None and len(doc.source.pairs) == 2
    assert len(doc.conflicts) == 1
