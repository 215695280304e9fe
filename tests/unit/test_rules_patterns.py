"""Patterns against Python's own regular expressions: literals, PCRE2 text and anchors say what the pattern says."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.rules.anchors import OPENING, anchors, holds_cjk, openings, parts, rarity
from onrecord.rules.expand import chars, expand, may_edge, to_pcre, width
from onrecord.rules.fold import fold_in_python, fold_literal
from onrecord.rules.inflect import Vocabulary
from onrecord.rules.model import GROUPS, MAX_DISTANCE, MAX_LITERALS, STOPS
from onrecord.rules.pattern import Alt, Lit, Node, PatternError, Rep, Seq

PLAIN = Vocabulary("ja", {}, {})
ALPHABET = "abc甲乙、"

atoms = st.one_of(
    st.text(ALPHABET, min_size=1, max_size=3),
    st.sampled_from(["[ab]", "[^a甲]", "[^、a]", "[甲乙]", "."]),
)


def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger patterns of smaller ones."""
    group = st.lists(inner, min_size=1, max_size=3).map(lambda x: f"(?:{'|'.join(x)})")
    count = st.sampled_from(["?", "{0,2}", "{1,2}", "{2}", "{1,3}"])
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        group,
        st.tuples(group, count).map("".join),
        st.tuples(st.sampled_from(["(?=", "(?!"]), st.text(ALPHABET, min_size=1, max_size=1)).map(
            lambda x: "".join(x) + ")"
        ),
    )


patterns = st.recursive(atoms, grow, max_leaves=8)
texts = st.text(ALPHABET, max_size=12)
# with blanks, of which a run would be folded to one
spaced = patterns.map(lambda p: p.replace("、", " ")).filter(lambda p: "  " not in p)
spaced_texts = texts.map(lambda t: t.replace("、", " "))
many = settings(
    deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def at_byte(text: str, start: int, at: int) -> int:
    return len(text[start:at].encode())


@many
@given(patterns, st.lists(texts, min_size=1, max_size=8))
def test_literals_are_all_that_a_finite_pattern_matches(pattern: str, samples: list[str]) -> None:
    found = expand(PLAIN.parse(pattern))
    if found is None:
        return
    literals = {t for t, _ in found}
    assert len(literals) <= MAX_LITERALS
    for t in literals:
        assert re.fullmatch(pattern, t)
    for s in samples:
        assert (s in literals) == bool(re.fullmatch(pattern, s))


@many
@given(patterns, st.lists(texts, min_size=1, max_size=8))
def test_pcre_text_matches_the_same(pattern: str, samples: list[str]) -> None:
    text = to_pcre(PLAIN.parse(pattern))
    for s in samples:
        assert bool(re.fullmatch(text, s)) == bool(re.fullmatch(pattern, s))


def in_order(node: Node) -> str:
    """PCRE2 text with every alternative written out."""
    if isinstance(node, Alt):
        items = node.items
        if all(isinstance(x, Lit) for x in items):
            items = sorted(items, key=lambda x: -len(x.text) if isinstance(x, Lit) else 0)
        return "(?:" + "|".join(map(in_order, items)) + ")"
    if isinstance(node, Seq):
        return "".join(map(in_order, node.items))
    if isinstance(node, Rep):
        return f"(?:{in_order(node.item)}){{{node.low},{node.high}}}{node.suffix}"
    return to_pcre(node)


@many
@given(patterns, st.lists(texts, min_size=1, max_size=8))
def test_factored_alternatives_are_the_same_choice(pattern: str, samples: list[str]) -> None:
    node = PLAIN.parse(pattern)
    for s in samples:
        mine, plain = re.match(to_pcre(node), s), re.match(in_order(node), s)
        assert (mine and mine.end()) == (plain and plain.end())


@many
@given(st.one_of(patterns, spaced), st.lists(st.one_of(texts, spaced_texts), min_size=1, max_size=8))
def test_every_match_holds_its_anchors_where_they_are_said_to_be(pattern: str, samples: list[str]) -> None:
    """The anchor, what else each match holds, and what it begins with."""
    node = PLAIN.parse(pattern)
    found = anchors(node)
    begins = openings(node)
    if found:
        assert 0 <= found[0].low <= found[0].high <= MAX_DISTANCE
    for s in samples:
        for start in range(len(s) + 1):
            inside_a_word = 0 < start < len(s) and s[start - 1] in "abc" and s[start] in "abc"
            m = None if inside_a_word else re.compile(pattern).match(s, start)
            if not m:
                continue
            assert not begins or s[start:].encode()[:OPENING] in begins
            for one in found:
                spots = [
                    at_byte(s, start, i)
                    for t in one.texts
                    for i in range(start, len(s))
                    if s.startswith(t, i) and not (one.edge and i and s[i] in "abc" and s[i - 1] in "abc")
                    if not any(c in s[start:i] and not one.stops >> n & 1 for n, c in enumerate(STOPS))
                ]
                assert any(one.low <= d <= one.high for d in spots), (pattern, m[0], one)


def test_what_a_pattern_begins_with() -> None:
    en = Vocabulary("en", {}, {})
    assert openings(en.parse("(?:we|i)(?: really)? (?:did|do)")) == {b"we ", b"i r", b"i d"}
    assert openings(PLAIN.parse("(?:甲乙)?(?<cue>丙|丁[^x])")) == {x.encode() for x in "甲丙丁"}
    assert openings(PLAIN.parse("(?<!子)(?:[甲乙]{1,2})丙")) == {x.encode() for x in "甲乙"}
    assert openings(PLAIN.parse("[^x]{0,3}甲乙")) == frozenset()  # anything
    assert openings(PLAIN.parse("ab")) == frozenset()  # too short to tell
    assert openings(PLAIN.parse("a{0,2}甲[^x]")) == {"甲".encode(), "a甲".encode()[:3], "aa甲".encode()[:3]}
    assert b"bbc" in openings(PLAIN.parse("(?:甲|b){1,3}cc[^x]"))  # twice lies between the least and the most


def test_what_may_divide_a_match_from_its_anchor() -> None:
    def free(pattern: str) -> set[str]:
        mask = anchors(PLAIN.parse(pattern))[0].stops
        return {c for n, c in enumerate(STOPS) if not mask >> n & 1}

    assert free("[^、。]{0,8}官房長官[^x]") == {"、", "。"}
    assert free("(?:甲、|[乙丙]{1,3})官房長官[^x]") == set(STOPS) - {"、"}
    assert free("(?:[^、]{0,3}官房長官|.{2}外務大臣)[^x]") == set()


def test_what_else_a_match_holds() -> None:
    title, verb = anchors(PLAIN.parse("[^、]{0,8}(?:外務大臣|官房長官)[^、]{1,9}(?:否定した|認めた)"))
    assert title.texts == {"外務大臣", "官房長官"} and (title.low, title.high) == (0, 32)
    assert verb.texts == {"否定した", "認めた"} and (verb.low, verb.high) == (13, 80)
    assert len(anchors(PLAIN.parse("(?:外務大臣|官房長官)[^、]{1,9}(?:する|した)"))) == 1  # that is everywhere


@many
@given(patterns, texts)
def test_width_chars_and_edges_bound_each_match(pattern: str, sample: str) -> None:
    node = PLAIN.parse(pattern)
    m = re.fullmatch(pattern, sample)
    if m:
        assert width(node)[0] <= len(sample.encode()) <= width(node)[1]
        assert chars(node)[0] <= len(sample) <= chars(node)[1]
        for c, left in ((sample[:1], True), (sample[-1:], False)):
            if c.isascii() and c.isalnum():
                assert may_edge(node, left)


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("[0-9]{2}", 100),
        ("(?:a|b){9}", 512),
        ("(?:a|b){9}c?", None),
        ("a.b", None),
        ("ab(?=c)", None),
        ("[a-z]{2}", None),
    ],
)
def test_what_is_finite(pattern: str, count: int | None) -> None:
    found = expand(PLAIN.parse(pattern))
    assert (found and len(found)) == count


def test_anchors_are_content_words_and_no_single_letters() -> None:
    en = Vocabulary("en", {"harm": ("sabotage", "invasion")}, {})
    found = anchors(en.parse("(?:was|were) [a-z ]{0,20}{harm}"))
    assert [x.texts for x in found] == [{"sabotage", "invasion"}]
    assert anchors(en.parse("a[a-z]{3,9}")) == []
    assert anchors(en.parse("[a-z]{40}" * 13 + "sabotage")) == []  # farther than the scanner looks back
    assert rarity("of the") < rarity("deny") < rarity("否定した")


def test_alternatives_with_common_anchors_are_looked_for_by_themselves() -> None:
    en = Vocabulary("en", {}, {})
    whole = en.parse("(?:we|they) [a-z]{1,9} not|contradicts [a-z]{1,9}|(?:repudiates|flatly denies) [a-z]{1,9}")
    rare, common = parts(whole)
    assert anchors(rare)[0].texts == {"contradicts ", "repudiates", "flatly denies"}
    assert [x.texts for x in anchors(common)] == [{"we", "they"}, {"not"}]
    one = en.parse("(?:denies|rejects) [a-z]{1,9}")
    assert parts(one) == [one]
    assert len(parts(en.parse("[a-z]{2,3}|(?:we|they) [a-z]{1,9} not"))) == 1  # one of them has no anchor


def test_an_anchor_inside_a_word_is_the_last_choice() -> None:
    en = Vocabulary("en", {}, {})
    (found, *_) = anchors(en.parse("[a-z]{1,9} hav(?:e|ing) (?:answered|explained) [a-z]{2,3}"))
    assert found.edge and not any(t.startswith(("e ", "ing ")) for t in found.texts)


def test_whether_each_match_holds_a_character_of_chinese_or_japanese() -> None:
    assert holds_cjk(PLAIN.parse("[a-z]{1,4}(?:大臣|さん)"))
    assert not holds_cjk(PLAIN.parse("[a-z]{1,4}(?:大臣|minister)"))
    assert not holds_cjk(PLAIN.parse("〔[a-z]{1,4}〕"))


def test_lookbehinds_become_what_pcre_can_do() -> None:
    assert to_pcre(PLAIN.parse("(?<=a{1,3})x")) == "(?<=a|aa|aaa)x"
    assert to_pcre(PLAIN.parse("(?<!(?:甲|乙丙)の?)x")).count("|") == 3
    assert to_pcre(PLAIN.parse(r"(?<=\d.|甲)x")) == "(?<=[0-9].|甲)x"
    with pytest.raises(PatternError, match="a lookbehind of 1 to 3 characters") as e:
        to_pcre(PLAIN.parse("甲(?<=.{1,3})x"))
    assert e.value.position == 1 and "one length" in e.value.mend


@pytest.mark.parametrize(
    ("pattern", "at", "says"),
    [
        ("no .*word", 4, "an unbounded repeat *"),
        ("甲{2,}", 1, "an unbounded repeat"),
        ("甲{2,41}", 1, "40 is the most"),
        ("甲{3,2}", 1, "the smaller number first"),
        ("甲(*FAIL)", 1, "a verb"),
        (r"甲\C", 1, r"\C"),
        (r"甲\K乙", 1, r"\K"),
        ("甲(?C1)", 1, "a callout"),
        ("甲(?R)", 1, "a recursion"),
        ("甲(?1)", 1, "a recursion"),
        ("甲(?&x)", 1, "a recursion"),
        (r"(甲)\1", 3, "a backreference"),
        (r"(甲)\g1", 3, "a backreference"),
        (r"(甲)\k<x>", 3, "a backreference"),
        ("(?<cue>甲)(?P=cue)", 9, "a backreference"),
        ("甲^乙", 1, "the anchor ^"),
        ("甲$", 1, "the anchor $"),
        (r"甲\A", 1, r"\A"),
        (r"甲\Z", 1, r"\Z"),
        (r"甲\z", 1, r"\z"),
        (r"甲\G", 1, r"\G"),
        ("甲(?i)乙", 1, "the group (?i"),
        ("甲(?(1)乙)", 1, "the group (?("),
        ("甲(?|乙)", 1, "the group (?|"),
        (r"甲\x41", 1, r"the escape \x"),
        (r"甲[\b]", 2, r"the escape \b in a class"),
        (r"甲\p{Nonsense}", 1, "the property Nonsense"),
        (r"甲\p{Lu}", 1, "no capitals"),
        ("甲[[:alpha:]]", 2, "a POSIX class"),
        ("甲[乙-㍻]", 2, "the range 乙-㍻"),
        ("甲[㍻]", 2, "folds to '平成'"),
        ("甲(乙", 1, "a ( without its )"),
        ("甲[乙", 1, "a [ without its ]"),
        ("甲)乙", 1, "a ) without its ("),
        ("甲]", 1, "a ] that closes nothing"),
        ("?甲", 0, "with nothing before it"),
        ("甲{", 1, "a { that opens neither"),
        ("甲(?<who>乙)", 1, "a group named who"),
        ("甲(?=乙)?", 6, "a repeated look-around"),
        ("甲\\", 1, "a lone \\"),
        ("甲{乙}", 1, "no word list {乙}"),
    ],
)
def test_what_is_refused_and_where(pattern: str, at: int, says: str) -> None:
    with pytest.raises(PatternError) as e:
        PLAIN.parse(pattern)
    assert says in f"{e.value}; {e.value.mend}"
    assert e.value.mend
    assert e.value.position == at


def test_patterns_are_folded_as_texts_are() -> None:
    assert PLAIN.parse("ＡＢＣ") == Lit("abc")
    assert PLAIN.parse("Don’t") == Lit("don't")
    found = expand(PLAIN.parse("[Ａ-Ｃ１’]"))
    assert found and {t for t, _ in found} == {"a", "b", "c", "1", "'"}
    found = expand(PLAIN.parse("ﬁｶﾞ?"))  # the repeat concerns the last character as it is written
    assert found and {t for t, _ in found} >= {"fiカ"}
    assert PLAIN.parse("a\u3000b") == Lit("a b")


ASSIGNED = "".join(
    chr(c)
    for a, b in ((0x20, 0x250), (0x300, 0x340), (0x2010, 0x2030), (0x3000, 0x3100), (0x4E00, 0x4E40), (0xFF00, 0xFFA0))
    for c in range(a, b)
    if chr(c) not in "\x85\u2028\u2029"  # a line break between kana is nothing in a text; literals have none
)


@settings(deadline=None, max_examples=400)
@given(st.text(ASSIGNED + string.ascii_letters, max_size=8))
def test_folding_in_python_is_the_folding_of_the_core(text: str) -> None:
    assert fold_in_python(text) == fold_literal(text)


def test_groups_of_literals_are_spans_of_bytes() -> None:
    found = expand(PLAIN.parse("(?<party>甲|乙丙)の(?<core>x|否認)?(?<content>)"))
    assert found is not None and len(found) == 6
    for text, groups in found:
        raw = text.encode()
        for name, a, b in groups:
            assert name in GROUPS and 0 <= a <= b <= len(raw)
            raw[a:b].decode()
        assert raw[slice(*next(g[1:] for g in groups if g[0] == "party"))].decode() in ("甲", "乙丙")


INFLECT = {
    "paradigm": {
        "ichidan": {"plain": ["る", "た"], "humble": ["させて{いただく:plain}"]},
        "k": {"plain": ["く", "いた"], "twice": ["いて{いただく:plain}"]},
        "loop": {"plain": ["い{ぐるぐる:plain}"]},
        "verb": {"strip": 0, "base": [""], "past": ["ed"]},
    },
    "verb": {"ichidan": ["控える", "差し控える"], "k": ["いただく"], "loop": ["ぐるぐる"], "verb": ["x"]},
    "irregular": {"be": {"pres": ["am", "is", "are"], "past": ["was", "were"]}},
}


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("{控える:plain}", {"控える", "控えた"}),
        ("{hold:plain}", {"控える", "控えた", "差し控える", "差し控えた"}),
        ("{控える:humble}", {"控えさせていただく", "控えさせていただいた"}),
        ("{いただく:twice}", {"いただいていただく", "いただいていただいた"}),
        ("{be:pres|past}", {"am", "is", "are", "was", "were"}),
        ("{x:all}", {"x", "xed"}),
        ("{答}を{答*2}", {"答弁を", "答弁を答弁", "答弁を答弁答弁"}),
        ("{outer}", {"甲", "答弁乙"}),
    ],
)
def test_words_and_inflection(pattern: str, texts: set[str]) -> None:
    words = Vocabulary("ja", {"hold": ("控える", "差し控える"), "答": ("答弁",), "outer": ("甲", "{答}乙")}, INFLECT)
    found = expand(words.parse(pattern))
    assert found is not None and {t for t, _ in found} == texts


def test_members_bring_their_blank_in_english() -> None:
    found = expand(Vocabulary("en", {"fill": ("just", "simply")}, {}).parse("that is{fill*2} not"))
    assert found is not None and len(found) == 7
    assert {"that is not", "that is just not", "that is simply just not"} <= {t for t, _ in found}


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("{控える:past}", "its forms are plain, humble"),
        ("{控えた:plain}", "did you mean 控える"),
        ("{控える}", "write {控える:form}"),
        ("{ring}", "uses itself"),
        ("{ぐるぐる:plain}", "goes deeper than 3"),
        ("{broken}", "has the member 'a(b': a ( without its ) at character 1"),
        ("{noun:plain}", "is no list and no verb"),
        ("{x:strip}", "has no form strip"),
        ("{hold*9}", "from 1 to 5 members"),
    ],
)
def test_mistakes_in_words(pattern: str, says: str) -> None:
    words = {"ring": ("{ring2}",), "ring2": ("{ring}",), "broken": ("a(b",), "noun": ("回答",), "hold": ("控える",)}
    with pytest.raises(PatternError) as e:
        Vocabulary("ja", words, INFLECT).parse(pattern)
    assert says in f"{e.value}; {e.value.mend}"
