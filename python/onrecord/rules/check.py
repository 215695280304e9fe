"""Examples through the engine: each must come out exactly as it is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import RuleError
from .model import LANGS, ROLES, Example, Header, Place, Rule
from .parse import error

if TYPE_CHECKING:
    from .._core import Pack
    from .blob import Compiled


def _role(rule: Rule, example: Example) -> int:
    if example.role:
        return ROLES.index(example.role)
    return ROLES.index("statement" if "statement" in rule.turn else rule.turn[0])


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
    if rule.block:
        return _check_block(core, rule, compiled.block_entries[rule.id])
    out: list[RuleError] = []

    def say(key: str, message: str, mend: str) -> None:
        out.append(error(Place(rule.place.file, rule.id, key), message, mend))

    for x in rule.examples:
        found = cues(core, number, rule, x)
        if x.cue is not None and x.cue not in found:
            shown = ", ".join(repr(x.text[a:b]) for a, b in found) or "nothing"
            want = x.text[x.cue[0] : x.cue[1]]
            say("examples", f"{x.text!r}: expected {want!r}, the rule finds {shown}", "mend the rule or the marks")
    for x in rule.counter_examples:
        for a, b in cues(core, number, rule, x)[:1]:
            mend = "add a gate, or it is an example"
            say("counter_examples", f"{x.text!r}: the rule finds {x.text[a:b]!r}", mend)
    for x in rule.known_miss:
        if x.cue in cues(core, number, rule, x):
            say("known_miss", f"{x.text!r} is found now", "make it an example")
    return out


def _check_block(core: Pack, rule: Rule, entry: int) -> list[RuleError]:
    """A block makes no claim, so what its pattern matches is what counts."""
    from .._core import fold

    out: list[RuleError] = []
    for x in rule.examples:
        if x.cue is None:
            continue
        f = fold(x.text)
        a, b = f.folded_span(*x.cue)
        want = (len(f.text[:a].encode()), len(f.text[:b].encode()))
        events = core.events(x.text, LANGS.index(rule.lang), 0)
        if not any((s, e) == want and n == entry for s, e, n in events):
            here = Place(rule.place.file, rule.id, "examples")
            out.append(error(here, f"{x.text!r} is not matched as marked", "mend the pattern or the marks"))
    return out


def check_header(core: Pack, header: Header) -> list[RuleError]:
    """What is wrong with the examples of a turn header: the last line of each must open a turn of its role. Lines before
    it show the stage in which it holds."""
    out: list[RuleError] = []
    for text in header.examples:
        last = text.rfind("\n") + 1
        roles = [t[5] for t in core.tag(text).turns() if t[0] >= last and t[1] > t[0]]
        if roles != [ROLES.index(header.role)]:
            here = Place(header.place.file, header.place.rule, "examples")
            shown = ROLES[roles[0]] if roles else "no turn"
            mend = "mend the pattern or the example"
            out.append(error(here, f"{text!r} opens {shown}, not a turn of role {header.role}", mend))
    return out
