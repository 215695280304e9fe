"""Examples through the engine: each must come out exactly as it is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._core import Pack, fold
from ..errors import RuleError
from .model import LANGS, ROLES, Example, Place, Rule
from .parse import error

if TYPE_CHECKING:
    from .blob import Compiled


def _role(rule: Rule, example: Example) -> int:
    if example.role:
        return ROLES.index(example.role)
    if "statement" in rule.turn:
        return ROLES.index("statement")
    return ROLES.index(rule.turn[0])


def cues(core: Pack, number: int, rule: Rule, example: Example) -> list[tuple[int, int]]:
    """The cues (code points of the example's text) of the claims that the rule ``number`` makes of an example."""
    lang = LANGS.index(rule.lang)
    if example.question is None:
        shift, rows = 0, core.tag(example.text, lang=lang, turns=[(0, _role(rule, example))])
    else:
        shift = len(example.question) + 2
        role = ROLES.index(example.role or "answer")
        text = example.question + "\n\n" + example.text
        rows = core.tag(text, lang=lang, turns=[(0, 0), (shift, role)])
    return [(c[2] - shift, c[3] - shift) for c in rows.claims() if c[10] == number]


def check_rule(core: Pack, compiled: Compiled, number: int) -> list[RuleError]:
    """What is wrong with the examples of one rule."""
    rule = compiled.rules[number]
    out: list[RuleError] = []

    def place(key: str) -> Place:
        return Place(rule.place.file, rule.id, key)

    if rule.block:
        entry = compiled.block_entries[rule.id]
        for x in rule.examples:
            f = fold(x.text)
            assert x.cue is not None
            a, b = f.folded_span(*x.cue)
            want = (len(f.text[:a].encode()), len(f.text[:b].encode()))
            events = core.events(x.text, LANGS.index(rule.lang), 0)
            if not any((s, e) == want and n == entry for s, e, n in events):
                out.append(
                    error(place("examples"), f"{x.text!r} is not matched as marked", "mend the pattern or the marks")
                )
        return out
    for x in rule.examples:
        found = cues(core, number, rule, x)
        if x.cue not in found:
            shown = ", ".join(repr(x.text[a:b]) for a, b in found) or "nothing"
            assert x.cue is not None
            want_text = x.text[x.cue[0] : x.cue[1]]
            out.append(
                error(
                    place("examples"),
                    f"{x.text!r}: expected {want_text!r}, the rule finds {shown}",
                    "mend the rule or the marks",
                )
            )
    for x in rule.counter_examples:
        found = cues(core, number, rule, x)
        if found:
            a, b = found[0]
            out.append(
                error(
                    place("counter_examples"),
                    f"{x.text!r}: the rule finds {x.text[a:b]!r}",
                    "add a gate, or it is an example",
                )
            )
    for x in rule.known_miss:
        if x.cue in cues(core, number, rule, x):
            out.append(error(place("known_miss"), f"{x.text!r} is found now", "make it an example"))
    return out
