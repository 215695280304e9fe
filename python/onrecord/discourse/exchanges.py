"""Questions and what their answers did.

A question turn with the answer turns behind it is an exchange; a turn that asks several questions makes one for each. The
``outcome`` follows the guide: "answered", "partly", "declined", "ignorance" or "clarification", and None where no answer
follows. What decides is the refusal that opens what answers that question, how much is said on the same matter behind
it, and whether the answer only asks back.

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
# The guide says what decides. How far "open" reaches was set on the readable half of QEvasion, folded by conference; any
# number near these does as well (6 to 20 words), so they are round.
OPENING = 12  # words of an answer before a refusal that opens it (English: the verb comes early)
FIRST = 3  # sentences in which one opens it in Japanese and Chinese, where what is refused is named first ...
AT_ONCE = 2  # ... and in which ignorance does
WEAK = 8  # words before a deferral, hypothetical or postponement that decides ...
HARDLY = 20  # ... where hardly more is said behind it than these
SHORT = 40  # words of an answer that a refusal decides wherever it stands
AGAIN = 2  # refusals that decide an answer wherever they stand: who says it twice means it
GOES_ON = 3  # sentences on the matter of the question behind a refusal that make it partly answered ...
SHARE = 3  # ... where they are a third of what is said behind it
ASKS_BACK = 20  # words of an answer whose first sentence is a question that only asks back
UNHEARD = 40  # words of an answer that asks to repeat or explain the question
_OPEN = 50  # sentences that may meet any of several questions; more of them would be gone through for each
_EVERYWHERE = 8  # questions of one turn that share a word: it tells none of them from the others

_REPEAT = re.compile(
    r"\b(?:(?<!to )(?<!me )(?<!you )(?<!would )(?<!n't )(?<!i )say (?:it|that|again)(?: again)?(?=[?.,!])|say (?:it |that )?again(?=[?.,!])|(?:come|one more time|once) again|repeat (?:it|that|the|your)|rephrase"
    r"|(?:go|ask (?:it|that)|try (?:it|that)?|start|run (?:it|that)) (?:over )?again|a (?:little|bit) (?:bit )?louder|speak up"
    r"|(?:can't|couldn't|cannot|didn't|don't|could not|did not|do not|can barely|can hardly) (?:quite |really )?(?:hear|catch"
    r"|follow|understand|make out)(?: (?:you|that|it|the|your|what you))?(?=[ ?.,!])"
    r"(?! (?:any|anything|him|her|them|about|why|how|from|what (?!you)|(?:that|it) (?:very |too |that |so )?closely|closely))"
    r"|(?:didn't|did not) (?:quite )?get (?:the|a|your|that|all of) ?(?:question|translation|interpretation)?"
    r"|(?:you )?lost (?:you|me) (?:on|there)"
    r"|what(?:'s| is| was) (?:the|your|that)(?: (?:other|second|first|last|next))?(?: (?:question|point|part|half))?(?=[ ?])"
    r"|excuse me\?|i'm sorry\?|pardon(?: me)?\?|do you mean|are you (?:talking|asking|referring)|you mean|when you say"
    r"|who(?:m)? are you|what are you (?:talking|asking|referring)|you're (?:asking|talking|referring) (?:to|about) [^.?]{1,20}\?"
    r"|which (?:one|part|question|of)|what (?:part|kind|question|do you mean)|in what (?:sense|way|respect)"
    r"|(?:to|on|about|with|for|of|by) (?:what|whom|who|which)\?|be (?:a (?:little|bit) )?more specific)"
    r"|もう一度(?:お願い|おっしゃ|質問)|聞き取れ|(?:質問|お尋ね)の(?:趣旨|意味)が(?:分か|わか|よく)|どういう意味"
    r"|没听清|沒聽清|請再(?:說|重複|講)|请再(?:说|重复|讲)|再说一遍|再說一遍|你(?:指|说)的是(?:什么|哪)|什么意思",
    re.I,
)
#: What an answerer says who has lost one of several questions, and which: the group, or the one that was left.
_LOST = re.compile(
    r"\bwhat(?:'s| is| was|'d) (?:the|your) (?P<which>first|second|third|last|other|next)(?: (?:question|part|half|point|one))?"
    r"(?=[ ?.])(?: (?:of|in) (?:the|your) question)?[^.?!]{0,12}\?"
    r"|\b(?:repeat|remind me (?:of|what)|say) (?:again )?(?:the|your) (?P<that>first|second|third|last|other|next)"
    r"|\b(?:forgot(?:ten)?|(?:don't|do not|can't)(?: even)? remember) (?:what )?(?:the|your) (?P<gone>first|second|third|last"
    r"|other|next)? ?(?:question|part|one)\b"
    r"|(?P<ja>一|二|三)(?:点|つ)目の(?:御質問|質問)は(?:何|なん)|(?:另|还有)一?(?:个|個)问题是什么",
    re.I,
)
_NUMBER = {"first": 0, "second": 1, "third": 2, "last": -1, "一": 0, "二": 1, "三": 2}
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
    if _asks_back([s for _, s in said], any(refusals.get(n) and not _REPEAT.search(s.text) for n, s in said)):
        return [("clarification", None)] * len(asked)
    parts = [_Part(n, s, content_words(s.text), length(s.text)) for n, s in said]
    open_to_all: list[_Part] = []
    own: dict[int, list[_Part]] = {}
    for part, k in zip(parts, _met(asked, parts), strict=True):
        if k is not None:
            own.setdefault(k, []).append(part)
        elif len(asked) == 1 or len(open_to_all) < _OPEN:
            open_to_all.append(part)
    lost = _lost(asked, said, own)
    return [
        ("clarification", None) if k in lost else _one(content_words(q.text), open_to_all + own.get(k, []), refusals)
        for k, q in enumerate(asked)
    ]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence of an answer with its number in the document, its content words and how much it says."""

    number: int
    sentence: Sentence
    words: frozenset[str]
    length: float


def _one(question: frozenset[str], said: Sequence[_Part], refusals: dict[int, list[Claim]]) -> tuple[str, Claim | None]:
    """The outcome of one question from the sentences that meet it."""
    partly: Claim | None = None
    total = sum(x.length for x in said)
    again = sum(1 for x in said for c in refusals.get(x.number, ()) if c.form in STRONG) >= AGAIN
    before = 0.0  # words of the sentences so far
    told = False  # something on the matter of the question
    for i, part in enumerate(said):
        told = told or (part.number not in refusals and bool(part.words & question))
        for claim in refusals.get(part.number, ()):
            cue = claim.cue.start - part.sentence.start
            at = before + length(part.sentence.text[:cue])
            behind = total - at - length(claim.cue.text)
            by_words = part.sentence.lang not in ("ja", "zh")
            if claim.form == "ignorance":
                if at <= OPENING if by_words else i < AT_ONCE:
                    return "ignorance", claim
            elif claim.form in STRONG:
                opens = at <= OPENING or total <= SHORT if by_words else i < FIRST
                if opens and not told and not _goes_on(question, said[i + 1 :], refusals):
                    return "declined", claim
                if again and by_words:
                    return "declined", claim
                partly = partly or claim
            elif (at <= WEAK or (not by_words and i == 0)) and behind <= HARDLY:
                return "declined", claim
        before += part.length
    return ("partly", partly) if partly else ("answered", None)


def _goes_on(question: frozenset[str], behind: Sequence[_Part], refusals: dict[int, list[Claim]]) -> bool:
    """Is much said on the matter of a question behind a refusal?"""
    on = sum(1 for x in behind if x.words & question and x.number not in refusals)
    return on >= GOES_ON and on * SHARE >= len(behind)


def _asks_back(said: Sequence[Sentence], refused: bool) -> bool:
    """Does an answer only ask what is meant?"""
    if not said or refused:
        return False
    much = sum(length(s.text) for s in said)
    if much <= ASKS_BACK and said[0].question:
        return True
    most = ASKS_BACK if any(_LOST.search(s.text) for s in said) else UNHEARD  # one question of several: _lost
    return much <= most and any(_REPEAT.search(s.text) for s in said)


def _lost(asked: Sequence[Sentence], said: Sequence[tuple[int, Sentence]], own: dict[int, list[_Part]]) -> set[int]:
    """The questions of a turn that the answerer asks to hear again: those that no sentence meets, else the one named."""
    found = next((m for _, s in said if (m := _LOST.search(s.text))), None)
    if found is None or len(asked) < 2:
        return set()
    unmet = {k for k in range(len(asked)) if k not in own}
    if 0 < len(unmet) < len(asked):
        return unmet
    named = next((x for x in found.groupdict().values() if x), "")
    k = _NUMBER.get(named.lower(), len(asked) - 1)
    return {k % len(asked)} if k < len(asked) else {len(asked) - 1}


def _met(asked: Sequence[Sentence], said: Sequence[_Part]) -> list[int | None]:
    """For each sentence of an answer the question that it meets; None: any of them."""
    if len(asked) < 2:
        return [None] * len(said)
    holding: dict[str, list[int]] = {}
    for k, q in enumerate(asked):
        for w in content_words(q.text):
            holding.setdefault(w, []).append(k)
    now: int | None = None
    out: list[int | None] = []
    for part in said:
        named = next((k for k, x in enumerate(_NAMED) if k < len(asked) and x.search(part.sentence.text)), None)
        shared = Counter(k for w in part.words if len(holding.get(w, ())) <= _EVERYWHERE for k in holding.get(w, ()))
        best = shared.most_common(2)
        if named is not None:
            now = named
        elif best and (len(best) == 1 or best[0][1] > best[1][1]):
            now = best[0][0]
        out.append(now)
    return out
