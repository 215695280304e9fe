"""Is the certainty of claims right? Draws hedged and asserted claims from the raw archives, and scores what readers said.

    python bench/certainty.py                          the readings' figures
    python bench/certainty.py --draw ja [--seed 2]     draws anew, prints what is to be read, writes rows without a verdict
    python bench/certainty.py --draw ja --mending      the same from the records that are read while rules are mended

Draws, with a fixed seed, up to 100 claims of one language that are tagged ``probable`` or ``possible`` (with the hedge's
span) and 50 that are tagged ``asserted`` although their sentence holds a word that often hedges (LIKE). Records whose id
hashes odd are for the readings, even ones for mending; sentences of labelled passages that nobody may open are left out.
A reading is bench/readings/certainty-LANG.csv: record, start and end (the cue, in code points of the record's text), what
(the certainty that was tagged and the kind), verdict (``right``; ``level``: hedged, but otherwise; ``none``: not hedged;
``missed``: asserted, though hedged) and a note. No text. Where a rule has changed since, the claim may be gone or tagged
otherwise: that is printed as "changed" and counts neither way.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

from score import even

import onrecord

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
ARCHIVES = {"ja": "ja/diet.jsonl", "zh": "zh/mfa.jsonl", "en": "en/briefings.jsonl"}
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


def blind(lang: str) -> set[str]:
    """The sentences that nobody may open, as texts to compare with."""
    out: set[str] = set()
    path = SHARED / "gold" / f"{lang}.dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        for x in map(json.loads, lines):
            if not even(x["id"]):
                out |= {s["text"].strip() for s in x["sentences"] if len(s["text"].strip()) > 8}
    return out


def found(lang: str, mending: bool) -> tuple[list[Any], list[Any]]:
    """The hedged claims of one language's archive, and the asserted ones whose sentence holds a word that often hedges."""
    tagger = onrecord.Tagger(tier="broad")
    hidden = blind(lang)
    hedged, asserted = [], []
    with (SHARED / "corpora" / ARCHIVES[lang]).open(encoding="utf-8") as lines:
        for x in map(json.loads, lines):
            if even(x["id"]) != mending:
                continue
            doc = tagger.tag(x["text"], lang=lang)
            for c in doc.claims:
                sentence = doc.sentences[c.sentence]
                if c.lang != lang or any(sentence.text.strip() in h or h in sentence.text for h in hidden):
                    continue
                row = (x["id"], c, sentence)
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
    rows = pick.sample(hedged, min(HEDGED, len(hedged))) + pick.sample(asserted, min(ASSERTED, len(asserted)))
    print(f"{lang}: {len(hedged)} hedged and {len(asserted)} asserted claims to draw from")
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8", newline="") as f:
        table = csv.writer(f, lineterminator="\n")
        table.writerow(("record", "start", "end", "what", "verdict", "note"))
        for i, (record, c, sentence) in enumerate(rows):
            table.writerow((record, c.cue.start, c.cue.end, f"{c.certainty} {c.kind}", "", ""))
            print(f"{i} {c.certainty} {c.kind}.{c.form}: {marked(c, sentence)}")
    print(f"written: {out}")


def score(lang: str, path: Path) -> None:
    archive = SHARED / "corpora" / ARCHIVES[lang]
    if not path.is_file() or not archive.is_file():
        print(f"{lang}: not available")
        return
    with path.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    wanted = {r["record"] for r in rows}
    tagger = onrecord.Tagger(tier="broad")
    now: dict[tuple[str, str, str, str], str] = {}
    with archive.open(encoding="utf-8") as lines:
        for x in map(json.loads, lines):
            if x["id"] in wanted:
                for c in tagger.tag(x["text"], lang=lang).claims:
                    now[x["id"], str(c.cue.start), str(c.cue.end), c.kind] = c.certainty
    count: Counter[tuple[bool, str]] = Counter()
    for r in rows:
        certainty, kind = r["what"].split()
        same = now.get((r["record"], r["start"], r["end"], kind)) == certainty
        count[certainty != "asserted", r["verdict"] if same else "changed"] += 1
    for hedged in (True, False):
        n = {v: k for (h, v), k in count.items() if h == hedged and v != "changed"}
        many = sum(n.values())
        if many:
            rest = ", ".join(f"{k} {v}" for v, k in sorted(n.items()) if v != "right")
            print(
                f"{lang} {'hedged' if hedged else 'asserted beside a hedging word'}: right {n.get('right', 0) / many:.2f} "
                f"of {many}{' (' + rest + ')' if rest else ''}, changed since {count[hedged, 'changed']}"
            )


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
        score(lang, HERE / "readings" / f"certainty-{lang}.csv")


if __name__ == "__main__":
    main()
