"""Turns out of headers: roles, speakers and places in three languages, stages of a sitting, and texts that go wrong."""

from __future__ import annotations

import pytest

import onrecord

from .work import is_linear

Told = list[tuple[str, str | None, str]]


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


def told(doc: onrecord.Document) -> Told:
    """Role, speaker and text of each turn; and that turns lie in order, with a header between start and text."""
    end = 0
    for t in doc.turns:
        assert end <= t.start <= t.end and doc.text[t.start : t.end].endswith(t.text)
        assert t.speaker is None or t.speaker in doc.text[t.start : t.end]
        end = t.end
    return [(t.role, t.speaker, t.text) for t in doc.turns]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Harbour Room\n\n10:05 A.M. EST MS. HAYASE:  Good morning.\n\nQ   Is it open?\n\nMS. HAYASE:  No.",
            [
                ("statement", None, "Harbour Room"),
                ("answer", "MS. HAYASE", "Good morning."),
                ("question", None, "Is it open?"),
                ("answer", "MS. HAYASE", "No."),
            ],
        ),
        (
            "2:10 P.M. EDT THE PRESIDENT: Thank you. Q Sir — THE PRESIDENT: Later.",
            [
                ("answer", "THE PRESIDENT", "Thank you."),
                ("question", None, "Sir —"),
                ("answer", "THE PRESIDENT", "Later."),
            ],
        ),
        # a name begins behind the nearest end, and a title opens a turn wherever it stands
        (
            "Q   I — MS. HAYASE:  Go on. Q   At the YMCA. MR. McKAY:  Yes. Q   But as of now, LT. COL. MUÑOZ LÉVY: No.",
            [
                ("question", None, "I —"),
                ("answer", "MS. HAYASE", "Go on."),
                ("question", None, "At the YMCA."),
                ("answer", "MR. McKAY", "Yes."),
                ("question", None, "But as of now,"),
                ("answer", "LT. COL. MUÑOZ LÉVY", "No."),
            ],
        ),
        (
            "MODERATOR: The first question, please. REPORTER: Is it open? MR. BRANDT (via phone): Yes.",
            [
                ("statement", "MODERATOR", "The first question, please."),
                ("question", "REPORTER", "Is it open?"),
                ("answer", "MR. BRANDT", "Yes."),
            ],
        ),
        (
            "Q. Is it open?\nA. It is.\nA. Scope of the works",
            [("question", None, "Is it open?"), ("answer", None, "It is.\nA. Scope of the works")],
        ),
        (
            "**Q:** Is it open?\n**MR. BRANDT:** Yes.",
            [("question", None, "Is it open?"), ("answer", "MR. BRANDT", "Yes.")],
        ),
        # no headers
        ("NOTE: the text was amended.", [("statement", None, "NOTE: the text was amended.")]),
        ("I spoke to him: nothing.\nPlan A: wait.", [("statement", None, "I spoke to him: nothing.\nPlan A: wait.")]),
        ("Governor Brandt said: it is safe.", [("statement", None, "Governor Brandt said: it is safe.")]),
        (
            "　　湖滨日报记者：何时复航？\n　　周明远：我不了解。\n　　追问：明天吗？\n　　有消息会及时发布。",
            [
                ("question", "湖滨日报记者", "何时复航？"),
                ("answer", "周明远", "我不了解。"),
                ("question", None, "明天吗？"),
                ("answer", None, "有消息会及时发布。"),
            ],
        ),
        (
            "问：何时复航？\n答：“湖滨号”正在检修。（记者：我只是问一下）\n会后有记者问及：还有吗？\n周明远表示，没有。",
            [
                ("question", None, "何时复航？"),
                ("answer", None, "“湖滨号”正在检修。（记者：我只是问一下）"),
                ("question", "记者", "还有吗？"),
                ("answer", "周明远", "没有。"),
            ],
        ),
        # told, not said: no turn in a report
        ("周明远表示，渡轮安全。\n金额：三万元。", [("statement", None, "周明远表示，渡轮安全。\n金额：三万元。")]),
        (
            "主席：第一項質詢。\n\n陳大文議員：何時動工？\n\n運輸局局長：主席，今年。\n\n主席：第一項議員議案。\n\n"
            "陳大文議員 (譯文 )：多謝主席。\n\n運輸局局長：多謝各位。",
            [
                ("statement", "主席", "第一項質詢。"),
                ("question", "陳大文議員", "何時動工？"),
                ("answer", "運輸局局長", "主席，今年。"),
                ("statement", "主席", "第一項議員議案。"),
                ("statement", "陳大文議員", "多謝主席。"),
                ("statement", "運輸局局長", "多謝各位。"),
            ],
        ),
        (
            "○山川委員長　これより質疑に入ります。\n○野原（花）委員　いつですか。\n○国務大臣（山川太郎君）　来年です。\n"
            "○山川委員長　これより討論に入ります。\n○のはら花子君　反対します。",
            [
                ("statement", "山川委員長", "これより質疑に入ります。"),
                ("question", "野原（花）委員", "いつですか。"),
                ("answer", "国務大臣（山川太郎君）", "来年です。"),
                ("statement", "山川委員長", "これより討論に入ります。"),
                ("statement", "のはら花子君", "反対します。"),
            ],
        ),
        (
            "記者：見解は。\n大臣：ございません。\n（問）いつですか。\n（答）未定です。",
            [
                ("question", "記者", "見解は。"),
                ("answer", "大臣", "ございません。"),
                ("question", None, "いつですか。"),
                ("answer", None, "未定です。"),
            ],
        ),
    ],
)
def test_turns(tagger: onrecord.Tagger, text: str, want: Told) -> None:
    assert told(tagger.tag(text)) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("MS. HAYASE:", [("answer", "MS. HAYASE", "")]),
        ("问：", [("question", None, "")]),
        # an empty answer, a question after the last answer
        (
            "Q  Why?\nMS. HAYASE:\nQ  Again, why?",
            [("question", None, "Why?"), ("answer", "MS. HAYASE", ""), ("question", None, "Again, why?")],
        ),
        (
            "问：为何？\n答：\n问：为何？",
            [("question", None, "为何？"), ("answer", None, ""), ("question", None, "为何？")],
        ),
        ("追问：\n追问：", [("question", None, ""), ("question", None, "")]),
        # turns without headers
        ("Why?\n\nBecause.", [("statement", None, "Why?\n\nBecause.")]),
        ("MS. HAYASE: MR. BRANDT: No.", [("answer", "MS. HAYASE", ""), ("answer", "MR. BRANDT", "No.")]),
        ("\n\n  \n", []),
        ("", []),
    ],
)
def test_headers_without_turns_and_turns_without_headers(tagger: onrecord.Tagger, text: str, want: Told) -> None:
    doc = tagger.tag(text)
    assert told(doc) == want
    asked = [t for t in doc.turns if t.role == "question" and t.text]
    assert [(x.question.text, x.outcome) for x in doc.exchanges] == [(t.text, None) for t in asked]


def test_given_turns_that_are_empty_or_lack_a_partner(tagger: onrecord.Tagger) -> None:
    given = [
        {"role": "answer", "text": "No comment.", "speaker": "Hayase"},
        {"role": "question", "text": ""},
        {"role": "question", "text": "Why?"},
        {"role": "answer", "text": ""},
        {"role": "question", "text": "Again, why?"},
    ]
    doc = tagger.tag_turns(given)
    assert [(t.role, t.text) for t in doc.turns] == [(g["role"], g["text"]) for g in given]
    assert [(x.question.text, x.answer_turns, x.outcome) for x in doc.exchanges] == [
        ("Why?", (3,), None),
        ("Again, why?", (), None),
    ]
    assert tagger.tag_turns([]).turns == () and tagger.tag_turns([]).exchanges == ()


def test_a_speaker_given_for_the_text_is_not_that_of_its_questions(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("Good morning.\nQ  Why?\nMR. BRANDT: No.", speaker="Hayase")
    assert [t.speaker for t in doc.turns] == ["Hayase", None, "MR. BRANDT"]


@pytest.mark.parametrize(
    ("header", "said"),
    [("MR. {}: ", "It is safe."), ("{}议员：", "很安全。"), ("○{}君　", "安全です。"), ("Q  ", "Is it safe?")],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", " "])
def test_ten_thousand_speakers(tagger: onrecord.Tagger, header: str, said: str, gap: str) -> None:
    """Each a turn of its own, as far as headers may stand there, and no claim differs with the block size."""
    names = ["".join(chr(ord("A") + (n // 26**k) % 26) for k in range(4)) for n in range(10_000)]
    if "{}" in header and not header.isascii():
        han = "山川田中林森石水木金"
        names = ["".join(han[int(d)] for d in f"{n:04}") for n in range(10_000)]
    text = gap.join(header.format(name) + said for name in names)
    doc = tagger.tag(text)
    if gap == " " and not header.isascii():
        assert len(doc.turns) == 1  # 議員： inside a line opens no turn
        return
    assert len(doc.turns) == 10_000
    if "{}" in header:
        assert [t.speaker is not None and names[i] in t.speaker for i, t in enumerate(doc.turns)] == [True] * 10_000
    small = tagger.tag(text, block=1)
    assert [(t.start, t.end, t.role) for t in small.turns] == [(t.start, t.end, t.role) for t in doc.turns]


@pytest.mark.parametrize(
    "piece",
    [
        "A: ",
        "MS. ",
        "MS. A: ",
        "LT. COL. ",
        "I — ",
        "É. ",
        "Q ",
        "Q — ",
        "MS. HAYASE:\n",
        "10:05 A.M. EST ",
        "追问：\n",
        "追问：甲。\n",
        "主席：质询\n议员：",
        "○委員長（",
        "○山川委員長　討論に入\n",
        "（記者：",
        "**Q:** ",
    ],
)
def test_work_is_linear(tagger: onrecord.Tagger, piece: str) -> None:
    """What Python makes of the turns; the core's work on the same pieces is counted by tests/core/test_linear.py."""
    is_linear(lambda n: lambda: told(tagger.tag(piece * n)), 1_000)
