"""Is the certainty of claims right? Draws hedged and asserted claims from the raw archives, and scores what readers said.

    python bench/certainty.py                          the readings' figures
    python bench/certainty.py --draw ja [--seed 2]     draws anew, prints what is to be read, writes rows without a verdict
    python bench/certainty.py --draw ja --mending      the same from the records that are read while rules are mended

Draws, with a fixed seed, up to 100 claims of one language that are tagged ``probable`` or ``possible`` (with the hedge's
span; 25 that are uncertain by their form, more where there are no others) and 50 that are tagged ``asserted`` although their sentence holds a word that often hedges (LIKE). Records whose id
hashes odd are for the readings, even ones for mending; sentences of labelled passages that nobody may open are left out.
A reading is bench/readings/certainty-LANG.csv: record, start and end (the cue, in code points of the record's text), what
(the certainty that was tagged and the kind), verdict (``right``; ``level``: hedged, but otherwise; ``none``: not hedged;
``missed``: asserted, though hedged) and a note. No text. The figures are those of the reading; how many of its claims are gone or tagged
otherwise since is printed beside them. What the first draw showed was mended before the draw whose rows are kept, and most of
its rows are in that one again: what was right then, and among the rows that are new, stands in FIRST.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import archives
from archives import BRIEFINGS, DIET, LEGCO, MFA, SHARED, verdicts
from score import even

import onrecord

ARCHIVES = {
    "ja": [DIET],
    "zh": [MFA, LEGCO],
    "en": [BRIEFINGS, "polnear/train/text"],
}
LIKE = {
    "ja": re.compile(r"可能性|かもしれ|おそれ|恐れ|だろう|でしょう|はず|らしい|よう[でだに]|と思|考えられ|見られ|みられ|疑い|推測|得る|うる|恐らく|多分|のではない"),
    "zh": re.compile(r"可能|也许|或许|恐怕|似乎|好像|疑似|疑|据信|大概|估计|应该是|看来|恐|据称|难免|未必|预计|推测"),
    "en": re.compile(
        r"\b(?:may|might|could|possibl[ey]|perhaps|maybe|likely|probabl[ey]|appears?|seems?|believed|suspect\w*|suggests?|"
        r"presumably|potential\w*|apparently|alleged\w*|think|assess\w*|guess|certain\w*)\b",
        re.I,
    ),
}  # fmt: skip
HEDGED, ASSERTED = 100, 50
NEW = "hedged, of the recorded draw what was not in the first"
#: What was right of how many hedged claims.
FIRST = {
    "ja": {"hedged, first draw": (90, 100), NEW: (44, 44)},
    "zh": {"hedged, first draw": (96, 100), "hedged, first draw without 涉嫌": (23, 27), NEW: (9, 9)},
    "en": {"hedged, first draw": (59, 64), NEW: (22, 24)},
}
BY_FORM = 25  # of them, claims that are uncertain by their form (涉嫌 ...: the hedge is the cue itself); more where others lack


def records(lang: str) -> Iterator[tuple[str, str]]:
    """Id and text of each record of one language's archives; nothing where there are none."""
    for path in (SHARED / x for x in ARCHIVES[lang]):
        if path.is_dir():
            for file in sorted(path.glob("*.txt")):
                yield file.name, file.read_text(encoding="utf-8")
        elif path.is_file():
            for x in archives.records(path):
                yield x["id"], x["text"] if "text" in x else "\n\n".join(t["text"] for t in x["turns"])


def blind(lang: str) -> set[str]:
    """The sentences that nobody may open, as texts to compare with."""
    out: set[str] = set()
    for x in archives.records(SHARED.parent / "gold" / f"{lang}.dev.jsonl"):
        if not even(x["id"]):
            out |= {s["text"].strip() for s in x["sentences"] if len(s["text"].strip()) > 8}
    return out


def found(lang: str, mending: bool) -> tuple[list[Any], list[Any]]:
    """The hedged claims of one language's archive, and the asserted ones whose sentence holds a word that often hedges."""
    tagger = onrecord.Tagger(tier="broad")
    hidden = blind(lang)
    hedged, asserted = [], []
    for record, text in records(lang):
        if even(record) != mending:
            continue
        doc = tagger.tag(text, lang=lang)
        for c in doc.claims:
            sentence = doc.sentences[c.sentence]
            if c.lang != lang or any(sentence.text.strip() in h or h in sentence.text for h in hidden):
                continue
            row = (record, c, sentence)
            if c.certainty in ("probable", "possible"):
                hedged.append(row)
            elif c.certainty == "asserted" and LIKE[lang].search(sentence.text):
                asserted.append(row)
    return hedged, asserted


def marked(claim: onrecord.Claim, sentence: onrecord.Sentence) -> str:
    """The sentence with ⟦cue⟧ and 《hedge》."""
    signs = [(claim.cue.start, "⟦"), (claim.cue.end, "⟧")]
    if claim.hedge:
        signs += [(claim.hedge.start, "《"), (claim.hedge.end, "》")]
    text = sentence.text
    for at, sign in sorted(signs, reverse=True):
        at -= sentence.start
        text = text[:at] + sign + text[at:]
    return " ".join(text.split())


def draw(lang: str, seed: int, mending: bool, out: Path) -> None:
    hedged, asserted = found(lang, mending)
    pick = random.Random(seed)
    by_form = [x for x in hedged if x[1].hedge == x[1].cue]
    governed = [x for x in hedged if x[1].hedge != x[1].cue]
    rows = pick.sample(governed, min(HEDGED - min(BY_FORM, len(by_form)), len(governed)))
    rows += pick.sample(by_form, min(HEDGED - len(rows), len(by_form)))
    rows += pick.sample(asserted, min(ASSERTED, len(asserted)))
    print(f"{lang}: {len(hedged)} hedged and {len(asserted)} asserted claims to draw from")
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8", newline="") as f:
        table = csv.writer(f, lineterminator="\n")
        table.writerow(("record", "start", "end", "what", "verdict", "note"))
        for i, (record, c, sentence) in enumerate(rows):
            table.writerow((record, c.cue.start, c.cue.end, f"{c.certainty} {c.kind}", "", ""))
            print(f"{i} {c.certainty} {c.kind}.{c.form}: {marked(c, sentence)}")
    print(f"written: {out}")


def score(lang: str) -> None:
    rows = verdicts(f"certainty-{lang}")
    if not rows:
        print(f"{lang}: not available")
        return
    wanted = {r["record"] for r in rows}
    tagger = onrecord.Tagger(tier="broad")
    now: dict[tuple[str, str, str, str], str] = {}
    for record, text in records(lang):
        if record in wanted:
            for c in tagger.tag(text, lang=lang).claims:
                now[record, str(c.cue.start), str(c.cue.end), c.kind] = c.certainty
    for hedged in (True, False):
        these = [r for r in rows if (r["what"].split()[0] != "asserted") == hedged]
        count = Counter(r["verdict"] for r in these)
        changed = sum(
            now.get((r["record"], r["start"], r["end"], r["what"].split()[1])) != r["what"].split()[0] for r in these
        )
        rest = ", ".join(f"{k} {v}" for v, k in sorted(count.items()) if v != "right")
        print(
            f"{lang} {'hedged' if hedged else 'asserted beside a hedging word'}: right "
            f"{count['right'] / max(1, len(these)):.2f} of {len(these)}{' (' + rest + ')' if rest else ''}; "
            + (f"{changed} are tagged otherwise now" if now else "the archives are not available")
        )
    for what, (right, many) in FIRST[lang].items():
        print(f"{lang} {what}: right {right / many:.2f} of {many}")


def main() -> None:
    p = argparse.ArgumentParser(description="Readings of certainty.")
    p.add_argument("--draw", choices=sorted(ARCHIVES))
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--mending", action="store_true", help="draw from the records that are read while rules are mended")
    p.add_argument("--out", type=Path, help="where to write the rows of a draw")
    args = p.parse_args()
    if args.draw:
        out = args.out or Path(f"certainty-{args.draw}.csv")
        draw(args.draw, args.seed, args.mending, out)
        return
    for lang in ARCHIVES:
        score(lang)


if __name__ == "__main__":
    main()
