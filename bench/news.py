"""News sentences of our own (tests/data/news.*.jsonl): kinds by their cues, and what is right of the claims found.

    python bench/news.py

Ninety sentences a language, written from the guide alone with the stress on how holders are put, each tagged by itself.
The halves go by the order of lines: the first, third, fifth ... line may be read while rules are mended, the others are only
scored. A claim is found when one of its kind has a cue that shares half of the shorter with the labelled one; each claim
counts once. Of those found: is the holder right, the party, where one is labelled and where none is, and the certainty,
as bench/accuracy.py judges them, with 95 % intervals by Wilson. The holders that were right before any sentence had been
read stand in FIRST.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accuracy import LANGS, PARTY, holder_right, span_right
from archives import records
from readings import wilson
from score import Score, near, overlap

import onrecord

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
SHARES = ("holder", "party", "no_party", "certainty")
#: Holders right of the claims found, in the lines that may be read and in the others, before any had been read: what this
#: file prints with the rules and the core of commit f29ede6.
FIRST = {"ja": ((13, 31), (22, 31)), "zh": ((17, 31), (12, 28)), "en": ((13, 27), (16, 30))}


def pairs(
    text: str, labels: list[dict[str, Any]], claims: list[onrecord.Claim]
) -> list[tuple[dict[str, Any], onrecord.Claim]]:
    """Each labelled claim with the one found for it; whose cues share most are paired first."""
    close = []
    for i, label in enumerate(labels):
        at = text.index(label["cue"])
        want = (at, at + len(label["cue"]))
        for k, c in enumerate(claims):
            cue = (c.cue.start, c.cue.end)
            if c.kind == label["kind"] and near(cue, want):
                close.append((-overlap(cue, want), i, k))
    out: dict[int, int] = {}
    for _, i, k in sorted(close):
        if i not in out and k not in out.values():
            out[i] = k
    return [(labels[i], claims[k]) for i, k in out.items()]


def measure(tagger: onrecord.Tagger, lang: str, read: bool) -> tuple[Score, dict[str, list[int]]]:
    """The score of kinds and, by name, how many are right of how many, in one half of a language's sentences."""
    kind = Score()
    share = {name: [0, 0] for name in SHARES}
    rows = list(records(DATA / f"news.{lang}.jsonl"))
    kinds = {label["kind"] for row in rows for label in row["claims"]}  # agreements are not labelled
    for row in rows[0 if read else 1 :: 2]:
        claims = [c for c in tagger.tag(row["text"], lang=lang).claims if c.kind in kinds]
        found = pairs(row["text"], row["claims"], claims)
        kind.add(len(found), len(claims), len(row["claims"]))
        for label, c in found:
            holder = "" if label["holder"] == "unknown" else label["holder"]
            right = {"holder": holder_right(c, [holder]), "certainty": c.certainty == label["certainty"]}
            if label["kind"] in PARTY:
                name = "party" if label["party"] else "no_party"
                right[name] = span_right(c.party.text if c.party else "", [label["party"]])
            for name, ok in right.items():
                share[name][0] += ok
                share[name][1] += 1
    return kind, share


def main() -> None:
    tagger = onrecord.Tagger()
    print(f"{'lang':<5}{'lines':<8}{'kind F1':<25}{'P':>5}{'R':>6}  " + "".join(f"{name:<24}" for name in SHARES))
    for lang in LANGS:
        for half, read in enumerate((True, False)):
            kind, share = measure(tagger, lang, read)
            k = kind.result()
            cells = []
            for right, n in share.values():
                low, high = wilson(right, n)
                cells.append(f"{right} of {n} [{low:.2f}, {high:.2f}]")
            first, of = FIRST[lang][half]
            print(
                f"{lang:<5}{'read' if read else 'unread':<8}"
                f"{k['f1']:.3f} [{k['low']:.2f}, {k['high']:.2f}] n={k['n']:<4}{k['precision']:>6.2f}{k['recall']:>6.2f}  "
                + "".join(f"{cell:<24}" for cell in cells)
                + f"holder at first {first} of {of}"
            )


if __name__ == "__main__":
    main()
