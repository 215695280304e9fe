"""Packs of users: what they may hold, what is wrong with them, and that nothing in a TOML file is a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import RuleError
from onrecord.rules import check, load
from onrecord.rules.blob import Compiler
from onrecord.rules.parse import _RULE_KEYS, Reader

RULE: dict[str, Any] = {
    "id": "user.test",
    "kind": "refusal",
    "form": "decline",
    "cue": "no word from us",
    "examples": ["There is ⟦no word from us⟧."],
    "counter_examples": ["There is a word."],
}


def toml(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write(file: Path, *rules: dict[str, Any], head: str = 'lang = "en"', tail: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    body = "".join("[[rule]]\n" + "".join(f"{k} = {toml(v)}\n" for k, v in r.items()) for r in rules)
    file.write_text(f"{head}\n{body}{tail}\n", encoding="utf-8")
    return file


def alone(folder: Path, *rules: dict[str, Any], tail: str = "") -> Path:
    """A pack that does not stand on a shipped one: it compiles in no time."""
    file = write(folder / "mine.toml", *rules, tail=tail)
    (folder / "_segment.toml").write_text('lang = "en"\nenders = ["."]\n', encoding="utf-8")
    return file


def mistakes(path: Path) -> list[str]:
    return [str(e) for e in check(path)]


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        ({"turn": 5}, "turn", "is no list of strings"),
        ({"turn": []}, "turn", "is empty"),
        ({"kind": ["refusal"]}, "kind", "is no text"),
        ({"mutes": 3}, "mutes", "is no list of tables"),
        ({"mutes": [{"kind": "praise"}]}, "mutes.kind", "'praise' is not known"),
        ({"mutes": [{"kind": "blame", "at": "x"}]}, "mutes.at", "unknown key"),
        ({"finite": "yes"}, "finite", "is neither true nor false"),
        ({"need": [{"in": "clause"}]}, "need", "says neither has nor first"),
        ({"need": [{"in": "clause", "has": ""}]}, "need", "says neither has nor first"),
        ({"need": [{"in": "clause", "has": "x", "within": -1}]}, "need.within", "is no number from 0"),
        ({"unless": [{"in": "clause", "has": "x?"}]}, "unless.has", "the empty string"),
        ({"unless": [{"in": "clause", "has": "a(b"}]}, "unless.has", "a ( without its )"),
        ({"reason": ["turn"]}, "reason", "legal: clause, left, next"),
        ({"means": {"fr": "x"}}, "means.fr", "legal: en, ja, zh"),
        ({"holder": ["turn"] * 7}, "holder", "6 are the most"),
        ({"examples": ["⟦⟧no word from us"]}, "examples", "does not mark one cue"),
        ({"examples": [{"text": "⟦no word from us⟧", "role": "host"}]}, "examples.role", "'host' is not known"),
        ({"examples": [{"txt": "⟦no word from us⟧"}]}, "examples.txt", "did you mean text"),
        ({"counter_examples": ["⟦no⟧ word"]}, "counter_examples", "has no ⟦⟧"),
        ({"slow": True, "cue": "[a-z]{0,3}"}, "cue", "the empty string"),
        ({"cue": "(?<=x.{1,2})no word"}, "cue", "a lookbehind of"),
        ({"cue": r"no \p{Klingon} word"}, "cue", "the property Klingon"),
        ({"since": 1}, "since", "is no text"),
    ],
    ids=str,
)
def test_mistakes_have_their_key_and_a_mend(tmp_path: Path, change: dict[str, Any], key: str, says: str) -> None:
    file = alone(tmp_path, {**RULE, **change})
    hits = [e for e in check(tmp_path) if says in str(e)]
    assert hits, mistakes(tmp_path)
    assert hits[0].details["key"] == key
    assert hits[0].details["rule"] == "user.test" and hits[0].details["file"] == str(file)
    assert hits[0].details["mend"]
    assert str(file) in str(hits[0]) and "user.test" in str(hits[0])


@pytest.mark.parametrize(
    ("tail", "says"),
    [
        ("[[mark]]\nclass = 3\nany = ['x']", "mark 1 (3): class: is no text"),
        ("[[mark]]\nclass = 'user.a b'\nany = ['x']", "the class 'user.a b'"),
        ("[[mark]]\nclass = 'neg'\nany = ['x?']", "the empty string"),
        ("[[mark]]\nclass = 'neg'\nany = []", "has no words"),
        ("[[mark]]\nclass = 'neg'\nany = ['x']\nreach = true", "code points"),
        ("[[mark]]\nclass = 'neg'\nany = ['x']\nreach = ['up', 3]", "'up' is not known"),
        ("[[mark]]\nclass = 'neg'\nany = ['x']\nstop = ['contras']", "did you mean contrast"),
        ("[[mark]]\nclass = 'neg'\nany = ['x']\nsets = { certainty = 'sure' }", "'sure' is not known"),
        ("[[mark]]\nclass = 'anchor.agent'\nany = ['x']", "where its noun stands"),
        ("[[header]]\npattern = 'x?'\nrole = 'answer'", "the empty string"),
        ("[[header]]\npattern = '(?<speaker>x:'\nrole = 'answer'", "(character 0): a ( without its )"),
        ("[[header]]\npattern = 'x:'\nrole = 'auto'", "'auto' is not known"),
        ("[[header]]\npattern = 'x:'\nrole = 'answer'\nlang = 'fr'", "'fr' is not known"),
        ("[[header]]\npattern = 'host:'\nrole = 'answer'\nexamples = ['Guest: no']", "not a turn of role answer"),
        ("[[header]]\npattern = 'x:'\nrole = 'answer'\none_paragraph = true", "a turn that asks nothing"),
        ("[[header]]\npattern = 'x:'\nrole = 'answer'\nstage = 'recess'", "no header opens the stage 'recess'"),
        ("[[kind]]\nid = 'apology'\ndefinition = 'x'", 'start with "user."'),
        ("[[kind]]\nid = 'user.apology'", "say what counts as this kind"),
        ("[words]\nfoo = []", "words.foo: is no list of words"),
        ("[words]\nfoo = ['{foo}']", "uses itself"),
        ("[verb]\nnowhere = ['xyzzy']", "there are "),
        ("[verb]\nplain = 3", "is no list of lemmas"),
        ("[paradigm.x]\nbase = 3", "paradigm.x.base: is no list of endings"),
        ("[paradigm.x]\nall = ['s']", '"all" is every form'),
        ("[irregular]\ngo = 3", "is no table of forms"),
        ("[rules]\nx = 1", "did you mean rule"),
    ],
)
def test_mistakes_outside_rules(tmp_path: Path, tail: str, says: str) -> None:
    file = alone(tmp_path, RULE, tail=tail)
    found = mistakes(tmp_path)
    assert any(says in m for m in found), found
    assert all(str(file) in m for m in found)


def test_no_toml_no_language_no_file(tmp_path: Path) -> None:
    alone(tmp_path / "x")  # without a shipped pack beneath
    (tmp_path / "x" / "mine.toml").unlink()
    file = write(tmp_path / "x" / "a.toml", RULE, head="lang = ")
    assert "not TOML" in mistakes(file.parent)[0]
    file.write_bytes(b"\xff\xfe")
    assert "cannot be read" in mistakes(file.parent)[0]
    assert 'write lang = "ja"' in mistakes(write(file, RULE, head="").parent)[0]
    assert "say the language once" in mistakes(write(file, RULE, head='lang = "en"\nextends = "ja"').parent)[0]
    (tmp_path / "empty").mkdir()
    assert "no .toml file" in mistakes(tmp_path / "empty")[0]
    with pytest.raises(RuleError, match=r"no \.toml file"):
        load(packs=[tmp_path / "empty"])


def test_a_clash_names_both_files(tmp_path: Path) -> None:
    one = write(tmp_path / "one.toml", RULE, tail="[words]\nours = ['us']")
    two = write(tmp_path / "two.toml", RULE, tail="[words]\nours = ['we']\nspokes = ['x']")
    found = mistakes(tmp_path)
    assert any(str(one) in m and str(two) in m and "the id stands in" in m for m in found)
    assert any(str(one) in m and str(two) in m and "words.ours" in m for m in found)
    with pytest.raises(RuleError) as e:
        load(languages=(), packs=[one, two])
    assert str(one) in str(e.value) and str(two) in str(e.value)


def test_replace_and_disable(tmp_path: Path) -> None:
    old = next(r for r in load(languages=("en",)).rules if not r.block)
    mine = {**RULE, "id": old.id, "replace": True}
    pack = load(languages=("en",), packs=[write(tmp_path / "mine.toml", mine)])
    assert next(r for r in pack.rules if r.id == old.id).pattern == "no word from us"
    file = write(tmp_path / "mine.toml", RULE, head='lang = "en"\ndisable = ["ja.*", "en.denial.*"]')
    ids = [r.id for r in load(languages=("en",), packs=[file]).rules]
    assert "user.test" in ids and not [i for i in ids if i.startswith("en.denial.")]
    file = write(tmp_path / "mine.toml", RULE, head='lang = "en"\ndisable = ["en.denail.*"]')
    assert any("disable: en.denail.* fits no rule" in m for m in mistakes(file))


def test_rules_may_use_kinds_and_words_of_a_later_file(tmp_path: Path) -> None:
    rule = {**RULE, "kind": "user.silence", "form": "full", "cue": "no {word} from us", "negated": "user.silence.full"}
    write(tmp_path / "p" / "a.toml", rule)
    head = 'lang = "en"\n[words]\nword = ["word"]\n[[kind]]\nid = "user.silence"\nforms = ["full"]\ndefinition = "x"'
    write(tmp_path / "p" / "b.toml", head=head)
    assert mistakes(tmp_path / "p") == []


def test_a_pack_extends_a_language_that_is_not_in_use(tmp_path: Path) -> None:
    rule = {
        **RULE,
        "cue": "一切{控える:plain}",
        "examples": ["⟦一切控えた⟧。"],
        "counter_examples": ["一切。"],
    }
    file = write(tmp_path / "mine.toml", rule, head='extends = "ja"')
    assert mistakes(file) == []
    pack = load(languages=("zh",), packs=[file])
    assert {r.lang for r in pack.rules if r.id != "user.test"} == {"zh"}
    doc = onrecord.Tagger(languages=("zh",), packs=[file]).tag("一切控えた。", lang="ja")
    assert [c.rule for c in doc.claims] == ["user.test"]


def test_lemmas_of_ones_own_join_a_shipped_paradigm(tmp_path: Path) -> None:
    rule = {
        **RULE,
        "cue": "口を{ほにゃる:plain}",
        "examples": ["⟦口をほにゃった⟧。"],
        "counter_examples": ["口を閉じた。"],
    }
    file = write(tmp_path / "mine.toml", rule, head='lang = "ja"', tail='[verb]\ngodan-r = ["ほにゃる"]')
    assert mistakes(file) == []
    again = write(tmp_path / "mine.toml", rule, head='lang = "ja"', tail='[verb]\nichidan = ["控える"]')
    assert any("verb.ichidan.控える: stands in ja/_inflect.toml too" in m for m in mistakes(again))


def test_rules_of_a_users_folder_named_as_a_shipped_one_are_tried(tmp_path: Path) -> None:
    wrong = {**RULE, "examples": ["⟦There is⟧ no word from us."]}
    file = write(tmp_path / "en" / "denial.toml", wrong, head="")
    assert any("expected 'There is'" in m and str(file) in m for m in mistakes(tmp_path))
    with pytest.raises(RuleError, match="expected 'There is'"):
        load(languages=("en",), packs=[tmp_path])


def test_examples_are_tried_with_all_rules_in_force(tmp_path: Path) -> None:
    broad = {**RULE, "tier": "broad", "examples": ["There is ⟦no word⟧ from us."]}
    with pytest.raises(RuleError, match="expected 'no word'"):
        load(languages=("en",), packs=[write(tmp_path / "mine.toml", broad)], tier="strict")


def test_over_wins_by_name_and_circles_are_named(tmp_path: Path) -> None:
    a, b, c = (
        {**RULE, "id": f"user.{x}", "cue": f"no word from {x}", "examples": [f"⟦no word from {x}⟧."]} for x in "abc"
    )
    file = write(tmp_path / "m.toml", {**a, "over": ["user.b"]}, {**b, "over": ["user.c"]}, {**c, "over": ["user.a"]})
    assert any("a circle" in m for m in mistakes(file))
    file = write(tmp_path / "m.toml", {**a, "over": ["user.*"]}, {**b, "over": ["user.a"]}, c)
    assert mistakes(file) == []
    file = write(tmp_path / "m.toml", {**a, "over": ["user.d"]}, b, c)
    assert any("user.d fits no rule; did you mean user." in m for m in mistakes(file))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "mine.toml"


leaves = st.one_of(
    st.text("ab@.?*(){}[]|\\⟦⟧ 甲", max_size=6),
    st.sampled_from(["user.x", "clause", "@neg", "refusal", "turn", "left", "{x}"]),
    st.integers(-2, 5000),
    st.booleans(),
)
values = st.recursive(
    leaves,
    lambda x: st.one_of(
        st.lists(x, max_size=3),
        st.dictionaries(
            st.sampled_from(["in", "has", "first", "within", "kind", "text", "en", "certainty"]), x, max_size=3
        ),
    ),
    max_leaves=5,
)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(sorted(_RULE_KEYS)), values, max_size=4),
    st.sampled_from(["mark", "header", "block", "kind", "words", "paradigm", "verb", "irregular", "disable", "lang"]),
    values,
    st.dictionaries(
        st.sampled_from("class any reach stop sets name pattern role examples id forms x cue".split()),
        values,
        max_size=4,
    ),
)
def test_whatever_stands_in_a_file_is_a_rule_error(
    scratch: Path, change: dict[str, Any], key: str, value: Any, table: dict[str, Any]
) -> None:
    tails = (f"{key} = {toml(value)}", f"[[{key}]]\n" + "".join(f"{k} = {toml(v)}\n" for k, v in table.items()))
    for head in (f'lang = "en"\n{tails[0]}', 'lang = "en"\n' + tails[1]):
        write(scratch, {**RULE, **change}, head=head)
        reader = Reader()
        reader.file(scratch)
        pack = reader.finish()
        compiler = Compiler(pack)
        compiler.compile(sorted(pack.rules.values(), key=lambda r: r.id), "x", "broad")
        for e in reader.errors + compiler.errors:
            assert e.details["file"] == str(scratch) and e.details["mend"]
