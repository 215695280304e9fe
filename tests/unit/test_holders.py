"""Who holds a claim, and whom a pronoun stands for."""

import pytest

import onrecord


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


CASES = [
    # the topic, not a subject inside what is said; a subject that a comma parts
    ("ja", "県側は書面で、業者が点検を怠っていたと指摘した。", "source", "県側"),
    ("ja", "海野知事が、国の説明は足りないと述べた。", "source", "海野知事"),
    ("ja", "名簿の流出は確認されていないと同社は説明した。", "denial", "同社"),
    ("ja", "苦情は来ていない、と港湾局は言う。", "source", "港湾局"),
    # an honorific verb takes a person
    ("ja", "山川大臣は、船が沈んだのは霧のせいだとおっしゃいました。", "source", "山川大臣"),
    # 今 is no part of a name
    ("ja", "今大臣がおっしゃったとおりです。", "source", "大臣"),
    # a topic goes on
    ("ja", "海野社長は五日、工場を訪れた。「心配はない」と述べた。", "source", "海野社長"),
    # who it is that did it
    ("ja", "計画の撤回を迫ったのは、沿岸の漁協だった。", "demand", "沿岸の漁協"),
    ("ja", "「隠すつもりはない」と語るのは、港湾組合の海野会長だ。", "source", "港湾組合の海野会長"),
    # a topic that no mark names; a thing is none
    ("ja", "北浜造船は「調査中だ」とのコメントを出した。", "source", "北浜造船"),
    ("zh", "昨天，三名矿工均表示，警报没有响。", "source", "三名矿工"),
    # whose role it is; by whom it is done
    ("ja", "安全委の担当者は「予断を持たない」と述べた。", "source", "安全委の担当者"),
    ("zh", "这一要求被港务局局长一口回绝。", "refusal", "港务局局长"),
    # where it is written
    ("ja", "事故のことは第三者委員会の報告書に書かれている。", "source", "第三者委員会の報告書"),
    # pronouns: the last holder that fits
    (
        "ja",
        "港湾省は五日、被害を確認したと発表した。山川市長は対応が遅いと述べた。同省は調査を急ぐと説明した。",
        "source",
        "港湾省",
    ),
    ("zh", "港务局称将展开调查。王经理说不知情。该局表示将公布结果。", "source", "港务局"),
    (
        "en",
        "The port authority said the pier was safe. Mayor Stone said it was not. He said he would close it.",
        "source",
        "Mayor Stone",
    ),
    # a name in quotation marks
    ("zh", "“海外记者协会”对此提出抗议。", "protest", "海外记者协会"),
]


@pytest.mark.parametrize(("lang", "text", "kind", "holder"), CASES)
def test_holder(tagger: onrecord.Tagger, lang: str, text: str, kind: str, holder: str) -> None:
    found = [c for c in tagger.tag(text, lang=lang, role="statement").claims if c.kind == kind]
    assert found
    assert found[-1].holder and found[-1].holder.text == holder


@pytest.mark.parametrize(
    "text",
    [
        "他社がどうあれ、直接お答えする立場にはございません。",
        "国が動かないので、早急な点検を強く求めます。",
        "新政権ができたので、資料を公表することを要望いたします。",
    ],
)
def test_humble_verbs_are_the_speaker_s(tagger: onrecord.Tagger, text: str) -> None:
    found = [c for c in tagger.tag(text, lang="ja").claims if c.kind in ("demand", "refusal")]
    assert found
    assert {c.holder_kind for c in found} == {"self"}


def test_a_thing_says_nothing(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("原因は「調査中だ」とのコメントを出した。", lang="ja")
    assert all(c.holder is None or c.holder.text != "原因" for c in doc.claims)


def test_a_header_that_opens_no_turn_names_nobody(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag_turns([{"role": "statement", "text": "○山川委員　急がないとおっしゃいました。"}], lang="ja")
    assert [c.holder_kind for c in doc.claims if c.kind == "source"] == ["addressee"]
