"""The rule language: what it accepts, and the message for each mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import onrecord
from onrecord.rules import check, load
from onrecord.rules.expand import expand
from onrecord.rules.fold import fold_in_python, fold_literal
from onrecord.rules.inflect import Vocabulary
from onrecord.rules.pattern import PatternError

GOOD = {
    "id": '"user.test"',
    "kind": '"refusal"',
    "form": '"decline"',
    "cue": "'no word from us'",
    "means": '{ en = "a test" }',
    "examples": '["There is ⟦no word from us⟧."]',
    "counter_examples": '["There is a word.", "No word came."]',
}


def pack(path: Path, head: str = 'lang = "en"\n', tail: str = "", drop: str = "", **changes: str) -> Path:
    rule = {**GOOD, **changes}
    body = "\n".join(f"{k} = {v}" for k, v in rule.items() if k != drop)
    file = path / "mine.toml"
    file.write_text(f"{head}[[rule]]\n{body}\n{tail}", encoding="utf-8")
    return file


def test_a_good_pack_works(tmp_path: Path) -> None:
    file = pack(tmp_path)
    assert check(file) == []
    tagger = onrecord.Tagger(packs=[file])
    (claim,) = (c for c in tagger.tag("There is no word from us.").claims if c.rule == "user.test")
    assert (claim.kind, claim.form, claim.cue.text) == ("refusal", "decline", "no word from us")


def test_a_condition_may_ask_for_a_ground(tmp_path: Path) -> None:
    """Then its marks are looked for with all others, and refusals find them all the same, in order."""
    text = "For security reasons and because of an ongoing investigation there is no word from us."
    examples = '["For security reasons there is ⟦no word from us⟧."]'
    grounds = []
    for need in ("", '[{ in = "sentence", has = "@reason.security" }]'):
        changes = {"need": need, "examples": examples} if need else {}
        tagger = onrecord.Tagger(packs=[pack(tmp_path, **changes)])
        (claim,) = (c for c in tagger.tag(text).claims if c.rule == "user.test")
        grounds.append([(g.reason, g.span.text) for g in claim.reasons])
        assert not need or not [c for c in tagger.tag("So there is no word from us.").claims if c.rule == "user.test"]
    assert grounds[0] == grounds[1]
    assert [reason for reason, _ in grounds[0]] == ["security", "investigation"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"drop": "examples"}, "examples: are missing"),
        ({"drop": "counter_examples"}, "counter_examples: are missing"),
        ({"colour": '"red"'}, "colour: unknown key"),
        ({"kind": '"refusals"'}, "did you mean refusal"),
        ({"form": '"declin"'}, "did you mean decline"),
        ({"turn": '["host"]'}, "turn: 'host' is not known"),
        ({"mood": '"angry"'}, "mood: 'angry' is not known"),
        ({"at": '"middle"'}, "at: 'middle' is not known"),
        ({"holder": '["topci"]'}, "did you mean topic"),
        ({"need": '[{ in = "clause", has = "@hedge" }]'}, "the class 'hedge'"),
        ({"need": '[{ in = "chapter", has = "x" }]'}, "'chapter' is not known"),
        ({"negated": '"denial.soft"'}, "negated: 'denial.soft'"),
        ({"over": '["en.refusal.declin.*"]'}, "over: en.refusal.declin.* fits no rule"),
        ({"tier": '"loose"'}, "tier: 'loose'"),
        ({"id": '"fr.refusal.x"'}, 'start it with "en." or "user."'),
        ({"cue": "''"}, "cue: is missing or empty"),
        ({"cue": "'(?:no word)?'"}, "the empty string"),
        ({"cue": "'no .*word'"}, "an unbounded repeat *"),
        ({"cue": "'no [a-z]+ word'"}, "an unbounded repeat +"),
        ({"cue": "'no [a-z]{2,} word'"}, "an unbounded repeat {n,}"),
        ({"cue": "'no [a-z]{2,90} word'"}, "a repeat of up to 90"),
        ({"cue": "'(*COMMIT)no word'"}, "a verb (*...)"),
        ({"cue": r"'no\C word'"}, r"\C"),
        ({"cue": r"'no \Kword'"}, r"\K"),
        ({"cue": "'no (?C1)word'"}, "a callout"),
        ({"cue": "'no (?R) word'"}, "a recursion"),
        ({"cue": r"'(no) \1'"}, r"a backreference \1"),
        ({"cue": "'^no word'"}, "the anchor ^"),
        ({"cue": "'no word$'"}, "the anchor $"),
        ({"cue": r"'\Ano word'"}, r"\A"),
        ({"cue": r"'no word\z'"}, r"\z"),
        ({"cue": "'no (word'"}, "a ( without its )"),
        ({"cue": "'no [word'"}, "a [ without its ]"),
        ({"cue": "'(?<who>no) word'"}, "a group named who"),
        ({"cue": "'no {wrod} from us'"}, "no word list {wrod}"),
        ({"cue": "'[a-z]{3,9}'"}, "has no literal that every match holds"),
        ({"examples": '["There is ⟦no word⟧ from us."]'}, "expected 'no word'"),
        ({"counter_examples": '["There is no word from us."]'}, "the rule finds 'no word from us'"),
        ({"examples": '["There is no word from us."]'}, "does not mark one cue"),
        ({"known_miss": '["Still ⟦no word from us⟧."]'}, "known_miss"),
    ],
    ids=lambda x: re.sub(r"\W+", "-", str(x))[:40],
)
def test_mistakes_name_file_rule_key_and_mend(tmp_path: Path, changes: dict[str, str], says: str) -> None:
    drop = changes.get("drop", "")
    file = pack(tmp_path, drop=drop, **{k: v for k, v in changes.items() if k != "drop"})
    mistakes = check(file)
    assert any(says in str(m) for m in mistakes), [str(m) for m in mistakes]
    first = next(m for m in mistakes if says in str(m))
    assert "mine.toml" in str(first) and first.details["file"]
    assert first.details["rule"] and first.details["mend"]
    assert first.to_dict()["code"] == "rule"
    with pytest.raises(onrecord.RuleError):
        onrecord.Tagger(packs=[file])


def test_duplicates_and_replace(tmp_path: Path) -> None:
    one = load().rules[0]
    taken = pack(tmp_path, id=f'"{one.id}"', head=f'lang = "{one.lang}"\n')
    assert any("the id stands in" in str(m) for m in check(taken))
    file = pack(tmp_path, replace="true")
    assert any("there is no rule of this id" in str(m) for m in check(file))


def test_a_circle_of_over_is_named(tmp_path: Path) -> None:
    other = '[[rule]]\nid = "user.two"\nkind = "refusal"\nform = "decline"\ncue = "no news"\nover = ["user.test"]\n'
    other += 'examples = ["⟦no news⟧"]\ncounter_examples = ["news"]\n'
    file = pack(tmp_path, over='["user.two"]', tail=other)
    assert any("a circle" in str(m) for m in check(file))


def test_a_kind_of_ones_own(tmp_path: Path) -> None:
    head = 'lang = "en"\n[[kind]]\nid = "user.apology"\nforms = ["full"]\ndefinition = "says sorry"\n'
    file = pack(
        tmp_path,
        head=head,
        id='"user.apology.sorry"',
        kind='"user.apology"',
        form='"full"',
        cue="'we are (?:so |very )?sorry'",
        examples='["⟦We are very sorry⟧ for it."]',
        counter_examples='["A sorry sight."]',
    )
    assert [str(m) for m in check(file)] == []
    doc = onrecord.Tagger(packs=[file]).tag("We are so sorry.")
    assert [(c.kind, c.form) for c in doc.claims] == [("user.apology", "full")]
    assert "user.apology" in doc.claims[0].explain()


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(onrecord.RuleError, match="no such file"):
        onrecord.Tagger(packs=["/nowhere/at/all.toml"])


WORDS = Vocabulary(
    "ja",
    {"answer": ("回答", "答弁")},
    {
        "paradigm": {
            "ichidan": {"plain": ["る", "た"], "want": ["たい"], "humble": ["させて{いただく:plain}"]},
            "k": {"plain": ["く", "いた"]},
        },
        "verb": {"ichidan": ["控える"], "k": ["いただく"]},
    },
)


def test_inflection_expands_to_literals() -> None:
    found = expand(WORDS.parse("{answer}を{控える:plain|humble}"))
    assert found is not None
    texts = {t for t, _ in found}
    assert texts == {
        f"{a}を控え{e}" for a in ("回答", "答弁") for e in ("る", "た", "させていただく", "させていただいた")
    }


@pytest.mark.parametrize("wrong", ["{控える:past}", "{抑える:plain}", "{answer:plain}", "{anser}", "{控える}"])
def test_wrong_inflection_says_what_there_is(wrong: str) -> None:
    with pytest.raises(PatternError) as e:
        WORDS.parse(wrong)
    assert e.value.mend


def test_groups_stand_where_they_say() -> None:
    found = expand(WORDS.parse("(?<party>甲|乙丙)による(?<core>攻撃)"))
    assert found is not None
    for text, groups in found:
        raw = text.encode()
        spans = {name: raw[a:b].decode() for name, a, b in groups}
        assert spans["core"] == "攻撃" and spans["party"] in ("甲", "乙丙")


@pytest.mark.parametrize("text", ["ＡＢＣ", "Don’t", "ｶﾞ", "①", "ﬁ", "ß", "ﷺ", "が", "　", "ẞ", "Å", "〜", "—"])
def test_both_foldings_agree(text: str) -> None:
    assert fold_literal(text) == fold_in_python(text)


def test_shipped_packs_have_no_pattern_without_a_literal() -> None:
    compiled = load(tier="broad")
    assert not [r for r, what in compiled.report.items() if what.startswith("slow")]
