"""Outcomes of exchanges against QEvasion's labels of what presidents' answers did (../shared/corpora/qevasion).

Each row asks one question of a question turn: ``Tagger.outcome(question, answer, asked=turn)``. Declining to answer is
"declined", Claims ignorance "ignorance", Clarification "clarification", and these three are Clear Non-Reply. Conferences
are halved by the hash of their title; the odd half is only scored. As a check the answers of each half are also given to
other questions: what the answers look like must not be all that counts.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

from archives import records
from score import Score, even

import onrecord

LABELS = {"Declining to answer": "declined", "Claims ignorance": "ignorance", "Clarification": "clarification"}
NON_REPLY = "clear non-reply"


def measure(tagger: onrecord.Tagger, path: Path, readable: bool) -> dict[str, Any]:
    """Prints a table and returns its figures by set; nothing where the corpus is absent."""
    print(f"\n{'QEvasion':<16} {'outcome':<16} {'F1':<20} {'P':>5} {'R':>5} {'shuffled':>9}")
    if not path.is_file():
        print(f"{'':<16} not available")
        return {}
    rows = list(records(path))
    out: dict[str, Any] = {}
    for name, half in (("even", True), *(() if readable else (("odd", False),))):
        mine = [r for r in rows if even(r["title"]) == half]
        title, most = Counter(r["title"] for r in mine).most_common(1)[0]
        gold = [LABELS.get(r["evasion_label"], "answered") for r in mine]
        found = _outcomes(tagger, mine, mine)
        moved = random.Random(7).sample(mine, len(mine))
        other = _outcomes(tagger, mine, moved)
        for label in (*LABELS.values(), NON_REPLY):
            r = _score(gold, found, label)
            r["shuffled_f1"] = _score(gold, other, label)["f1"]
            out[f"en outcome {name} {label}"] = r
            print(
                f"{name:<16} {label:<16} {r['f1']:.3f} [{r['low']:.2f},{r['high']:.2f}] n={r['n']:<4} {r['precision']:>5.2f} "
                f"{r['recall']:>5.2f} {r['shuffled_f1']:>9.3f}"
            )
        print(f"{name:<16} {most} of {len(mine)} questions are of one title, {title}")
    return out


def _outcomes(tagger: onrecord.Tagger, asked: list[dict[str, Any]], said: list[dict[str, Any]]) -> list[str | None]:
    return [
        tagger.outcome(q["question"], a["interview_answer"], asked=q["interview_question"], lang="en")
        for q, a in zip(asked, said, strict=True)
    ]


def _score(gold: list[str], found: list[str | None], label: str) -> dict[str, Any]:
    wanted = set(LABELS.values()) if label == NON_REPLY else {label}
    score = Score()
    for g, f in zip(gold, found, strict=True):
        score.add(int(g in wanted and f in wanted), int(f in wanted), int(g in wanted))
    return score.result()
