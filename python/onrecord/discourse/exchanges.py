"""Questions and what their answers did.

A question turn with the answer turns behind it is an exchange; a turn that asks several questions makes one for each. The
``outcome`` follows the guide: "answered", "partly", "declined", "ignorance" or "clarification", and None where no answer
follows. What decides is the refusal nearest to the start of what answers that question, how much is said on the same
matter behind it, and whether the answer only asks back.

Which question a sentence of an answer meets: the one that it names ("on your second question", 关于第二个问题, 二点目), else
the one with which it shares most content words, else that of the sentence before it. A sentence before any of these may
meet all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..document import Span
from .words import content_words, length

if TYPE_CHECKING:
    from ..document import Claim, Document, Sentence

#: What an answer may have done, from told to withheld.
OUTCOMES = ("answered", "partly", "declined", "ignorance", "clarification")
#: Refusals that by themselves withhold; the others (deferral, hypothetical, postponement) do where hardly more is said.
STRONG = frozenset({"decline", "nothing", "glomar", "nondisclosure", "noncompliance"})
# The guide says what decides; how far "near the start" and "much" reach was set on the readable half of QEvasion.
FIRST = 3  # sentences of an answer in which a refusal decides it; those behind it make it partly refused
AT_ONCE = 2  # ... in which ignorance does
SHORT = 4  # sentences of an answer that says hardly more
GOES_ON = 3  # sentences on the matter of the question behind a refusal that make it partly answered
ASKS_BACK = 20  # words of an answer whose first sentence is a question that only asks back
UNHEARD = 40  # words of an answer that asks to repeat or explain the question
_OPEN = 50  # sentences that may meet any of several questions; more of them would be gone through for each
_EVERYWHERE = 8  # questions of one turn that share a word: it tells none of them from the others

_REPEAT = re.compile(
    r"\b(?:say (?:it|that) again|repeat (?:that|the|your)|(?:can't|couldn't|cannot|didn't|could not|did not|can barely)"
    r" (?:quite )?(?:hear|catch|understand)|what was (?:the|your)|what(?:'s| is| was) (?:the|your) (?:other |second |first "
    r"|last )?(?:question|point)|speak up|excuse me|pardon(?: me)?|do you mean|are you (?:talking|asking|referring)|you mean"
    r"|which (?:one|part|question|of)|what (?:part|kind|question)|i don't understand (?:the|your|what))\b"
    r"|もう一度(?:お願い|おっしゃ|質問)|聞き取れ|(?:質問|お尋ね)の(?:趣旨|意味)が(?:分か|わか|よく)|どういう意味"
    r"|没听清|沒聽清|請再(?:說|重複|講)|请再(?:说|重复|讲)|再说一遍|再說一遍|你(?:指|说)的是(?:什么|哪)|什么意思",
    re.I,
)
#: The question that a sentence names, by its number.
_NAMED = tuple(
    re.compile(
        rf"\b(?:{en})\b (?:part|half|question|point|one|piece)\b|{zh}(?:个|個|点|點)?(?:问题|問題|提问|提問)|{ja}", re.I
    )
    for en, zh, ja in (
        ("first|1st|initial", "第一", "(?:一点|1点|１点|一つ|ひとつ)目|(?:第一|最初)の(?:御質問|質問|お尋ね|点)"),
        ("second|2nd|other", "第二", "(?:二点|2点|２点|二つ|ふたつ)目|第二の(?:御質問|質問|お尋ね|点)"),
        ("third|3rd", "第三", "(?:三点|3点|３点|三つ)目|第三の(?:御質問|質問|お尋ね|点)"),
    )
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what its answer did.

    ``question`` is the question as asked, in code points of the text; ``question_turn`` its turn and ``answer_turns`` those
    of its answer. ``outcome`` is None where no answer follows; ``deciding`` is the claim that decided it, None where none
    did.
    """

    question: Span
    question_turn: int
    answer_turns: tuple[int, ...]
    outcome: str | None
    deciding: Claim | None

    def to_dict(self, doc_id: str, number: int) -> dict[str, Any]:
        """A row of the exchanges table."""
        return {
            "doc_id": doc_id,
            "exchange": number,
            "question_turn": self.question_turn,
            "answer_turn": self.answer_turns[0] if self.answer_turns else None,
            "question_start": self.question.start,
            "question_end": self.question.end,
            "outcome": self.outcome,
            "deciding_claim_id": None if self.deciding is None else self.deciding.id,
        }


def exchanges(document: Document) -> tuple[Exchange, ...]:
    """The exchanges of a document in text order, one for each question asked.

    Linear in the sentences and the words of questions and answers.
    """
    return tuple(_found(document))


def _found(document: Document) -> Iterator[Exchange]:
    of_turn: dict[int, list[tuple[int, Sentence]]] = {}
    for number, s in enumerate(document.sentences):
        if not s.skipped:
            of_turn.setdefault(s.turn, []).append((number, s))
    refusals: dict[int, list[Claim]] = {}
    for c in document.claims:
        if c.kind == "refusal" and c.voice == "own":
            refusals.setdefault(c.sentence, []).append(c)
    turns = document.turns
    i = 0
    while i < len(turns):
        if turns[i].role != "question":
            i += 1
            continue
        answers = i + 1
        while answers < len(turns) and turns[answers].role == "answer":
            answers += 1
        replied = tuple(range(i + 1, answers))
        said = [pair for t in replied for pair in of_turn.get(t, ())]
        asked = questions([s for _, s in of_turn.get(i, ())])
        for q, (outcome, deciding) in zip(asked, decide(asked, said, refusals), strict=True):
            yield Exchange(Span(q.start, q.end, q.text), i, replied, outcome if said else None, deciding)
        i = answers


def nearest(found: Sequence[Exchange], question: str) -> str | None:
    """The outcome of the question that shares most content words with ``question``."""
    words = content_words(question)
    best = max(found, key=lambda x: len(words & content_words(x.question.text)), default=None)
    return None if best is None else best.outcome


def questions(sentences: Sequence[Sentence]) -> list[Sentence]:
    """What a turn asks: its interrogative sentences; the last sentence where it has none."""
    return [s for s in sentences if s.question] or list(sentences[-1:])


def decide(
    asked: Sequence[Sentence], said: Sequence[tuple[int, Sentence]], refusals: dict[int, list[Claim]]
) -> list[tuple[str, Claim | None]]:
    """The outcome of each question asked in one turn, and the claim that decided it.

    ``said`` are the sentences of the answer with their numbers, ``refusals`` the answerer's own, by sentence.
    """
    if _asks_back([s for _, s in said], any(c.form in STRONG for n, _ in said for c in refusals.get(n, ()))):
        return [("clarification", None)] * len(asked)
    words = [content_words(s.text) for _, s in said]
    open_to_all: list[tuple[int, frozenset[str]]] = []
    own: dict[int, list[tuple[int, frozenset[str]]]] = {}
    for (number, _), mine, k in zip(said, words, _met(asked, said, words), strict=True):
        if k is not None:
            own.setdefault(k, []).append((number, mine))
        elif len(asked) == 1 or len(open_to_all) < _OPEN:
            open_to_all.append((number, mine))
    return [_one(content_words(q.text), open_to_all + own.get(k, []), refusals) for k, q in enumerate(asked)]


def _one(
    question: frozenset[str], said: Sequence[tuple[int, frozenset[str]]], refusals: dict[int, list[Claim]]
) -> tuple[str, Claim | None]:
    """The outcome of one question from the sentences that meet it."""
    partly: Claim | None = None
    told = False  # something on the matter of the question
    for i, (number, mine) in enumerate(said):
        behind = 0
        if i < FIRST and number in refusals:
            behind = sum(1 for n, words in said[i + 1 :] if words & question and n not in refusals)
        told = told or (number not in refusals and bool(mine & question))
        for claim in refusals.get(number, ()):
            if claim.form == "ignorance":
                if i < AT_ONCE and behind < GOES_ON:
                    return "ignorance", claim
            elif claim.form in STRONG:
                if i < FIRST and behind < GOES_ON and not told:
                    return "declined", claim
                partly = partly or claim
            elif i == 0 and len(said) <= SHORT:
                return "declined", claim
    return ("partly", partly) if partly else ("answered", None)


def _asks_back(said: Sequence[Sentence], refused: bool) -> bool:
    """Does an answer only ask what is meant?"""
    if not said or refused:
        return False
    much = sum(length(s.text) for s in said)
    return (said[0].question and much <= ASKS_BACK) or (much <= UNHEARD and any(_REPEAT.search(s.text) for s in said))


def _met(
    asked: Sequence[Sentence], said: Sequence[tuple[int, Sentence]], words: Sequence[frozenset[str]]
) -> list[int | None]:
    """For each sentence of an answer the question that it meets; None: any of them."""
    if len(asked) < 2:
        return [None] * len(said)
    holding: dict[str, list[int]] = {}
    for k, q in enumerate(asked):
        for w in content_words(q.text):
            holding.setdefault(w, []).append(k)
    now: int | None = None
    out: list[int | None] = []
    for (_, s), mine in zip(said, words, strict=True):
        named = next((k for k, x in enumerate(_NAMED) if k < len(asked) and x.search(s.text)), None)
        shared = Counter(k for w in mine if len(holding.get(w, ())) <= _EVERYWHERE for k in holding.get(w, ()))
        best = shared.most_common(2)
        if named is not None:
            now = named
        elif best and (len(best) == 1 or best[0][1] > best[1][1]):
            now = best[0][0]
        out.append(now)
    return out
