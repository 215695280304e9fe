"""Work is linear: counted, never timed.

A build of its own counts how often the core enters a basic block (csrc/core/status.h); what a text costs is then a
number that does not depend on the machine. A family is a hostile text of a size: twice the size may cost 2.2 times the
work, and no byte of any family more than CEILING steps. The second is what a window of 64 KB and a sentence of 4 KB
hide from the first: a loop inside a loop over the marks of one sentence costs thousands of steps for each byte.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import onrecord
from onrecord import _core

#: Basic blocks for each byte of the folded text.
CEILING = 4000
SIZE = 100_000

_core.work()
_core.fold("counted?")
pytestmark = pytest.mark.skipif(not _core.work(), reason="only the counted build counts: make counted-tests")


def repeat(piece: str) -> Callable[[int], str]:
    """The piece, repeated up to a size in bytes."""
    return lambda size: piece * (size // len(piece.encode()))


def between(before: str, piece: str, after: str) -> Callable[[int], str]:
    """The same between two others."""
    return lambda size: before + repeat(piece)(size) + after


def nested(opening: str, closing: str, inside: str) -> Callable[[int], str]:
    """Quotations in each other, as many as go into a size."""
    return lambda size: opening * (n := size // len((opening + closing).encode())) + inside + closing * n


FAMILIES: dict[str, Callable[[int], str]] = {
    "ja nested quotes": nested("「", "」", "事実ではないと大臣は述べた。"),
    "ja nested quotes of two kinds": nested("「『", "』」", "事実ではないと大臣は述べた。"),
    "zh nested quotes": nested("“", "”", "外交部发言人否认了。"),
    "en nested quotes": nested("“", "”", "The minister denied it."),
    "ja unclosed quotes": repeat("「事実ではない"),
    "ja unclosed quotes, a sentence each": repeat("大臣は「事実ではない。"),
    "zh unclosed quotes": repeat("他说：“这不是事实。"),
    "en unclosed quotes": repeat("“We deny it. "),
    "ja crossed quotes": repeat("「事実『ではない」と述べた』"),
    "ja turns of one word": repeat("○大臣\u3000否\n\n"),
    "en turns of one word": repeat("MR. SMITH: Denied.\n\n"),
    "turns of a letter": repeat("Q: no\n\nA: denied\n\n"),
    "turns without blank lines": repeat("A: no\n"),
    "headers without turns": repeat("MR. SMITH:\n"),
    "headers in a line": repeat("MR. A: b "),
    "questions in a line": repeat("Q - no "),
    "ja one letter": repeat("あ"),
    "ja one sentence": repeat("大臣は事実ではないと述べ"),
    "ja one sentence with commas": repeat("大臣は、事実ではないと述べ、"),
    "zh one sentence with commas": repeat("发言人否认，"),
    "en one sentence": repeat("the minister denied "),
    "en one sentence with commas": repeat("the minister denied, "),
    "ja names": repeat("鈴木大臣と"),
    "zh names": repeat("外交部发言人"),
    "zh names in a list": repeat("美国、英国和德国否认"),
    "zh names of names": repeat("外交部的"),
    "en names": repeat("The Minister "),
    "en names with a cue": repeat("Minister Smith denied "),
    "ja negations": repeat("ないない事実無根"),
    "zh negations": repeat("不否认没有"),
    "en negations": repeat("not denied "),
    "ja topics": repeat("省は事実無根"),
    "ja cues": repeat("事実無根"),
    "ja cues, a sentence each": repeat("事実無根だ。"),
    "zh cues": repeat("外交部发言人否认"),
    "en cues": repeat("denied "),
    "en cues, a line each": repeat("denied\n"),
    "en cues joined": repeat("x-denied-"),
    "en cues in brackets": repeat("(否认"),
    "ja refusals and grounds": repeat("お答えは差し控え、捜査中のため"),
    "zh refusals and grounds": repeat("无可奉告，正在调查，"),
    "en refusals and grounds": repeat("we cannot comment for security reasons "),
    "ja pronouns": repeat("同省は否定し"),
    "ja pronouns, a sentence each": repeat("同省は否定した。"),
    "zh pronouns": repeat("他说"),
    "zh first person": repeat("我们否认"),
    "en pronouns": repeat("he denied it "),
    "en pronouns, a sentence each": repeat("He denied it. "),
    "en first person in quotes": repeat("“I” denied "),
    "ja anchors": repeat("大臣によると"),
    "ja chains of holders": repeat("大臣によると社長は否定したと"),
    "en chains of holders": repeat("he said that "),
    "en said before": repeat("said the minister "),
    "en anchors": repeat("according to officials "),
    "en agents of passives": repeat("it was denied by the minister "),
    "en agents without names": repeat("denied by officials "),
    "en hedges": repeat("may deny "),
    "en marks of all classes": repeat("may not said according officials report statement denied "),
    "ja sentences in a quote": between("大臣は「", "事実無根だ。", "」と述べた。"),
    "ja sentences in an unclosed quote": between("大臣は「", "事実無根だ。", ""),
    "zh sentences in a quote": between("外交部说：“", "这不是事实。", "”"),
    "en sentences in a quote": between("“", "We deny it. ", "” the minister said."),
    "ja quotes in a sentence": repeat("「事実無根」と"),
    "zh quotes in a sentence": repeat("“不实”他说"),
    "en quotes in a sentence": repeat("“we deny it,” he said "),
    "ja a cue at the end": between("", "あいう", "事実無根だ。"),
    "en a cue at the end": between("", "word ", "the minister denied it."),
    "a question before every answer": repeat("Q: Did the ministry hide it?\n\nA: No. That is false.\n\n"),
    "one turn of answers": between("Q: Did the ministry hide it?\n\nA: ", "No. That is false. ", ""),
    "brackets": repeat("(a. "),
    "abbreviations": repeat("U.S. "),
    "apostrophes": repeat("'a "),
    "straight quotes": repeat('" a'),
    "blanks": repeat(" " * 50 + "a"),
    "combining marks": repeat("\u0301\u0323"),
    "scripts mixed in a word": repeat("dеnіed否定한다"),
    "speakers": lambda size: "".join(f"大臣{i}：いいえ。\n\n" for i in range(size // 25)),
}


@pytest.fixture(scope="module")
def core() -> _core.Pack:
    return onrecord.Tagger().core


def cost(core: _core.Pack, text: str, **how: Any) -> dict[str, int]:
    _core.work()
    core.tag(text, **how)
    return _core.work()


@pytest.mark.parametrize("name", FAMILIES)
def test_twice_the_text_is_twice_the_work(core: _core.Pack, name: str) -> None:
    half, whole = FAMILIES[name](SIZE // 2), FAMILIES[name](SIZE)
    core.tag("")  # makes what a tagger keeps
    once, twice = cost(core, half), cost(core, whole)
    assert sum(twice.values()) <= 2.2 * sum(once.values()) + 20_000, (once, twice)
    for stage, n in twice.items():
        assert n <= 2.3 * once.get(stage, 0) + 40_000, (stage, once, twice)
    assert sum(twice.values()) <= CEILING * len(whole.encode()), twice


def test_a_window_more_is_a_window_s_work_more(core: _core.Pack) -> None:
    # Pronouns find nobody behind the cut of a paragraph longer than a window, so the first window is the cheapest here;
    # from the second on each costs the same.
    crossed = repeat("“he ‘denied” it’ ")
    one, two, three = (sum(cost(core, crossed(n * SIZE)).values()) for n in (1, 2, 3))
    assert three - two <= 1.1 * (two - one) + 20_000, (one, two, three)
    assert three <= CEILING * 3 * SIZE


#: What folding sorts, joins, drops or makes longer.
FOLDED = (
    *("\u0301", "\u0301\u0327", "\u00ad", "\u200b ", "\n", "\u1161", "\ufdfa", "e\u0301\u00ad", "\u3099", " \u0301"),
    *("\u00a8", "한\u11a8", "\U000e0100", "\u0345", "\u0344"),
)


@pytest.mark.parametrize("piece", FOLDED, ids=ascii)
def test_folding_at_once(piece: str) -> None:
    def work(size: int) -> int:
        _core.work()
        _core.fold("a" + repeat(piece)(size))
        return sum(_core.work().values())

    once, twice = work(4 * SIZE), work(8 * SIZE)
    assert once > SIZE and twice <= min(2.2 * once + 20_000, CEILING * 8 * SIZE), (once, twice)


#: What opens, closes or parts paragraphs, turns, quotations, sentences and clauses.
PARTS = (
    *"「 」 「」 \" ' “ a あ 。 . ( ) A: , が、 。」 ？」 「あ。 追问： ○委員長（ （記者： 追问：甲。".split(),
    *("a\n", "a\n\n", "a  \n", "- a\n", "no. ", '. "', "A ", "A.", "Q   ", "Q: no\n", "MS. HAYASE: ", "A: b "),
    *("MS. ", "MS. A: ", "LT. COL. ", "I — ", "É. ", "Q ", "Q — ", "MS. HAYASE:\n", "10:05 A.M. EST ", "**Q:** "),
    *("追问：\n", "主席：质询\n议员：", "○山川委員長　討論に入\n"),
)


@pytest.mark.parametrize("piece", PARTS, ids=ascii)
def test_segmenting_at_once(core: _core.Pack, piece: str) -> None:
    # one window holds all of it
    once, twice = (cost(core, repeat(piece)(n), layout=True, block=4 * SIZE)["segment"] for n in (SIZE, 2 * SIZE))
    assert once > SIZE and twice <= min(2.2 * once + 20_000, CEILING * 2 * SIZE), (once, twice)


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_a_megabyte_in_one_sentence(core: _core.Pack, lang: str) -> None:
    piece = {"ja": "大臣は事実ではないと述べ、", "zh": "发言人否认，", "en": "the minister denied, "}[lang]
    text = repeat(piece)(1_000_000)
    assert sum(cost(core, text).values()) <= CEILING * 1_000_000
    assert len(core.tag(text)) > 1000 or lang == "ja"
