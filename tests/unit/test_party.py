"""Whom a claim is aimed at: the party, and none where nobody is."""

import pytest

import onrecord


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


CASES = [
    # who is asked instead
    ("en", "I'd refer you to the Ministry of Ports on that.", "refusal", "the Ministry of Ports"),
    ("en", "You'd have to ask the harbour board directly.", "refusal", "the harbour board"),
    ("en", "I will leave it to the judges and the coroner to say.", "refusal", "the judges and the coroner"),
    ("en", "I would point you to them.", "refusal", "them"),
    ("en", "I'll let the general speak to that.", "refusal", "the general"),
    ("ja", "その件は水産庁の所管です。", "refusal", "水産庁"),
    ("zh", "具体情况建议你向港务局了解。", "refusal", "港务局"),
    # who is to do it
    ("en", "We urge the port authority to act.", "demand", "the port authority"),
    ("en", "We urge a truce.", "demand", None),
    ("ja", "水産庁には、早く調べていただきたい。", "demand", "水産庁"),
    ("ja", "国土交通省としても計画を見直していただきたい。", "demand", "国土交通省"),
    ("ja", "計画を見直していただきたい。", "demand", None),
    ("zh", "我们敦促日本政治人物停止错误言行。", "demand", "日本政治人物"),
    ("zh", "中方敦促美国和加拿大立即放人。", "demand", "美国和加拿大"),
    # whose act is objected to
    ("zh", "近日美方扣押了我渔船，中方对此表示强烈不满。", "protest", "美方"),
    ("zh", "我们坚决反对任何国家插手岛上事务。", "protest", "任何国家"),
    ("zh", "我们一贯反对单边制裁。", "protest", None),
    ("zh", "任何人都不要低估岛民的决心。", "warning", "任何人"),
]


@pytest.mark.parametrize(("lang", "text", "kind", "party"), CASES)
def test_party(tagger: onrecord.Tagger, lang: str, text: str, kind: str, party: str | None) -> None:
    found = [c for c in tagger.tag(text, lang=lang, role="answer").claims if c.kind == kind]
    assert [c.party.text if c.party else None for c in found] == [party]
    for c in found:
        if c.party:
            assert text[c.party.start : c.party.end] == party


def test_a_list_behind_a_preposition_is_no_actor(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("该国长期对外国政府、企业和个人实施大规模网络攻击。", lang="zh", role="answer")
    assert all(c.party is None or "企业" not in c.party.text for c in doc.claims if c.kind == "blame")


def test_an_object_of_many_words_ends(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("I'd refer you to " + "the very long " * 5000 + "office.", lang="en", role="answer")
    assert all(len(c.party.text) < 200 for c in doc.claims if c.party)
