"""Whom each rule wins over: ``over`` and its globs as lists of rule numbers, and the circles among them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from fnmatch import translate

from ..errors import RuleError
from .model import Place, Rule
from .parse import error


def winners(rules: Sequence[Rule], everyone: Iterable[str]) -> tuple[list[list[int]], list[RuleError]]:
    """For each rule the sorted numbers of those it wins over, and what is wrong.

    ``everyone`` are the ids of all rules, those left out too: a glob that fits only such a rule is no mistake. A rule
    named outright is meant; a glob does not reach back at a rule that wins over this one by name. Where two rules fit
    each other's globs, the one that starts first in the text wins.
    """
    ids = [r.id for r in rules]
    known = list(everyone)
    errors: list[RuleError] = []
    fits: dict[str, frozenset[int]] = {}
    lists: list[list[int]] = []
    graph: list[list[int]] = []
    for i, rule in enumerate(rules):
        hit: set[int] = set()
        for glob in rule.over:
            if glob not in fits:
                fit = re.compile(translate(glob)).match
                fits[glob] = frozenset(j for j, name in enumerate(ids) if fit(name))
                if not fits[glob] and not any(map(fit, known)):
                    close = difflib.get_close_matches(glob, known, n=3, cutoff=0.5)
                    mend = f"did you mean {', '.join(close)}?" if close else "name a rule or a glob of rules"
                    errors.append(error(Place(rule.place.file, rule.id, "over"), f"{glob} fits no rule", mend))
            hit |= fits[glob]
        hit.discard(i)
        named = {j for j in hit if ids[j] in rule.over}
        lists.append(sorted(j for j in hit if j in named or rule.id not in rules[j].over))
        graph.append(sorted(named))
    circle = _circle(graph)
    if circle:
        rule, other = rules[circle[0]], rules[circle[1]]
        message = f"a circle: {other.id} wins over it and the other way round"
        errors.append(error(Place(rule.place.file, rule.id, "over"), message, "take one of them out"))
    return lists, errors


def _circle(graph: list[list[int]]) -> tuple[int, int] | None:
    """Two neighbours on a circle of the graph, or None."""
    state = [0] * len(graph)
    for start in range(len(graph)):
        if state[start]:
            continue
        state[start] = 1
        stack = [(start, iter(graph[start]))]
        while stack:
            node, rest = stack[-1]
            for nxt in rest:
                if state[nxt] == 1:
                    return node, nxt
                if not state[nxt]:
                    state[nxt] = 1
                    stack.append((nxt, iter(graph[nxt])))
                    break
            else:
                state[node] = 2
                stack.pop()
    return None
