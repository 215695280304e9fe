"""The objects that a user holds: spans, ids, dicts, explanations, given turns."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

import onrecord

TEXT = "報道官は会見で、「捜査中であり、お答えは差し控えます」と述べた。ノルド連邦は関与を否定した。"


@pytest.fixture(scope="module")
def tagger() -> onrecord.Tagger:
    return onrecord.Tagger()


def test_claim_fields_agree_with_the_text(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag(TEXT)
    assert {c.kind for c in doc.claims} >= {"refusal", "denial"}
    for c in doc.claims:
        assert doc.text[c.start : c.end] == c.text
        for span in (c.cue, c.holder, c.party, c.content, c.hedge):
            if span is not None:
                assert doc.text[span.start : span.end] == span.text
                assert span.start < span.end
        assert c.start <= c.cue.start and c.cue.end <= c.end
        assert (c.voice == "own") == (c.holder_kind == "self")
        for g in c.reasons:
            assert doc.text[g.span.start : g.span.end] == g.span.text


def test_order_and_ids(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag(TEXT)
    keys = [(c.start, -c.end) for c in doc.claims]
    assert keys == sorted(keys)
    ids = [c.id for c in doc.claims]
    assert len(set(ids)) == len(ids) and all(len(i) == 16 for i in ids)
    assert [c.id for c in tagger.tag(TEXT).claims] == ids
    assert [c.id for c in tagger.tag(TEXT, doc_id="other").claims] != ids


def test_quoted_refusal_with_its_ground(tagger: onrecord.Tagger) -> None:
    refusal = next(c for c in tagger.tag(TEXT).claims if c.kind == "refusal" and c.form == "decline")
    assert refusal.voice == "quoted"
    assert refusal.holder is not None and refusal.holder.text == "報道官"
    assert refusal.reason == "investigation"
    assert [g.span.text for g in refusal.reasons] == ["捜査中"]


def test_dict_has_the_columns_of_the_table(tagger: onrecord.Tagger) -> None:
    from onrecord.cli.output import COLUMNS

    for row in tagger.tag(TEXT).to_dicts():
        assert list(row) == COLUMNS
        assert row["origin"] == "rule"
        assert "" not in [row["holder"], row["party"], row["channel"], row["reason"], row["mention"]]


def test_dict_has_the_words_that_stand_for_the_holder(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("大臣は橋は安全だと述べた。彼は報道を否定した。そのような事実はありません。")
    rows = {row["kind"] + row["voice"]: row for row in doc.to_dicts()}
    pronoun, own = rows["denialreported"], rows["denialown"]
    assert (pronoun["holder"], pronoun["mention"]) == ("大臣", "彼")
    assert doc.text[pronoun["mention_start"] : pronoun["mention_end"]] == "彼"
    assert [own[k] for k in ("mention", "mention_start", "mention_end")] == [None, None, None]


def test_dict_has_both_pieces_of_a_content(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag('"The port is shut," Ms Lind said. "It will open in May. We are sorry."', lang="en")
    (row,) = (x for x in doc.to_dicts() if x["kind"] == "source")
    assert doc.text[row["content_start"] : row["content_end"]] == "The port is shut"
    assert doc.text[row["continued_start"] : row["continued_end"]] == "It will open in May. We are sorry"


def test_span_units(tagger: onrecord.Tagger) -> None:
    doc = tagger.tag("😀" + TEXT)
    c = doc.claims[-1]
    a, b = c.span("utf16")
    assert doc.text.encode("utf-16-le")[2 * a : 2 * b].decode("utf-16-le") == c.text
    a, b = c.span("byte")
    assert doc.text.encode()[a:b].decode() == c.text
    with pytest.raises(ValueError, match="utf16"):
        c.span("words")  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
def test_explanations_name_rule_and_cue(tagger: onrecord.Tagger, lang: str) -> None:
    for c in tagger.tag(TEXT).claims:
        words = c.explain(lang)
        assert c.rule in words and c.cue.text in words
    with pytest.raises(ValueError, match="'fr'"):
        tagger.tag(TEXT).claims[0].explain("fr")


def test_given_turns_are_exactly_the_turns(tagger: onrecord.Tagger) -> None:
    turns = [
        {"role": "question", "text": "Q: Did the ministry know?", "speaker": "Reporter"},
        {"role": "answer", "text": ""},
        {"role": "answer", "text": "SPOKESMAN: I'm not aware of that.", "speaker": "Mr Brandt"},
    ]
    doc = tagger.tag_turns(turns)
    assert doc.text == "\n\n".join(t["text"] for t in turns)
    assert [(t.start, t.role, t.speaker) for t in doc.turns] == [
        (0, "question", "Reporter"),
        (27, "answer", None),
        (29, "answer", "Mr Brandt"),
    ]
    assert {c.turn for c in doc.claims} == {2}
    assert all(c.speaker == "Mr Brandt" and c.role == "answer" for c in doc.claims)
    with pytest.raises(onrecord.InputError, match="turn 1"):
        tagger.tag_turns([{"text": "a"}, {"role": "answer"}])
    with pytest.raises(onrecord.InputError, match="chorus"):
        tagger.tag_turns([{"text": "a", "role": "chorus"}])


def test_tagger_is_a_value(tagger: onrecord.Tagger) -> None:
    again = pickle.loads(pickle.dumps(tagger))
    assert again == tagger and hash(again) == hash(tagger)
    assert again.tag(TEXT).to_dicts() == tagger.tag(TEXT).to_dicts()
    fewer = onrecord.Tagger(disable=["ja.refusal.*"])
    assert fewer != tagger
    assert not [c for c in fewer.tag(TEXT).claims if c.kind == "refusal"]


def test_wrong_use_says_what_is_right(tagger: onrecord.Tagger) -> None:
    with pytest.raises(TypeError, match="bytes"):
        tagger.tag(b"abc")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'fr'"):
        tagger.tag("abc", lang="fr")
    with pytest.raises(ValueError, match="question, answer, statement"):
        tagger.tag("abc", role="host")


def test_threads_give_the_same(tagger: onrecord.Tagger) -> None:
    texts = [TEXT * k for k in range(1, 40)]
    want = [tagger.tag(t).to_dicts() for t in texts]
    assert [d.to_dicts() for d in tagger.tag_many(texts, threads=4)] == want
    with ThreadPoolExecutor(4) as pool:
        assert [d.to_dicts() for d in pool.map(tagger.tag, texts)] == want


def test_tag_many_is_lazy(tagger: onrecord.Tagger) -> None:
    taken = []

    def endless():
        n = 0
        while True:
            taken.append(n)
            yield TEXT
            n += 1

    many = tagger.tag_many(endless(), threads=2)
    for _ in range(5):
        next(many)
    many.close()
    assert len(taken) < 20


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"The dam is safe," the mayor said.', "The dam is safe"),
        ('"The dam is safe," said the mayor.', "The dam is safe"),
        ("“The dam is safe,” she said. “It was tested.”", "The dam is safe"),
        ("The dam is safe, officials said.", "The dam is safe"),
        ("The mayor said that the dam is safe.", "that the dam is safe"),
        ("The mayor said the dam that he built is safe.", "the dam that he built is safe"),
        ('The mayor said on Monday, "The dam is safe."', "The dam is safe"),
        ("The mayor said on Monday that the dam is safe.", "that the dam is safe"),
        ("The mayor told the paper that the dam is safe.", "that the dam is safe"),
        ('He said: "It is safe."', "It is safe"),
    ],
)
def test_content_of_english_reports_on_either_side_of_the_verb(text: str, content: str) -> None:
    (claim,) = (c for c in onrecord.tag(text, lang="en").claims if c.kind == "source")
    assert claim.content is not None and claim.content.text == content


def test_an_honorific_verb_names_the_addressee_without_a_word() -> None:
    (claim,) = onrecord.tag("先ほどおっしゃったとおり、橋は古い。").claims
    assert (claim.holder, claim.holder_kind) == (None, "addressee")
    (named,) = onrecord.tag("委員のおっしゃるとおり、橋は古い。").claims
    assert named.holder is not None and (named.holder.text, named.holder_kind) == ("委員", "addressee")


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("上流の農家は「水が濁った」と話した。", "上流の農家"),
        ("転んだ女性は「怖かった」と述べた。", "転んだ女性"),
        ("船に乗っていた男性は「音がした」と語った。", "船に乗っていた男性"),
        ("市は住民の女性に「安全だ」と述べた。", "市"),
        ("保健所は手洗いを呼び掛けた。", "保健所"),
        ("公司的工程师表示，水很干净。", "公司的工程师"),
        ("主办方对此不予置评。", "主办方"),
        ("对本系统有权限的外交部表示，水很干净。", "外交部"),
        (
            "An aide at the Ministry of Harbours told reporters that the dam is safe.",
            "An aide at the Ministry of Harbours",
        ),
        ('"The dam is safe," a third official said.', "a third official"),
    ],
)
def test_holders_with_what_describes_them(text: str, holder: str) -> None:
    claims = onrecord.tag(text).claims
    assert {c.holder.text for c in claims if c.holder} == {holder}
