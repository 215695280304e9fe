"""How often each rule fires on the raw archives and on the paraphrases, and what its hits look like.

    python bench/hits.py [--lang ja|zh|en] [--rules PATTERN] [--seed] [--show N] [--mb 5] [--out bench/results/hits.json]

Tags the first ``--mb`` megabytes (10**6 bytes of UTF-8) of each archive beside the project (../shared/corpora) with all
rules, broad ones too, and the sentences of tests/data/paraphrases.toml. Prints, for each rule, its hits a megabyte, the
paraphrases on which it fires, and with --show N up to N hits with what stands around them, taken evenly over the
archive. --rules takes a pattern as in ``ja.blame.*``; --seed only the rules that fire on the seed article. The file that
is written holds counts alone, no text. Without the archives there is nothing to count, and it says so.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter, defaultdict
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from archives import HERE, PLAIN, SHARED, keep, texts

import onrecord

SEED = SHARED / "seed" / "cable-system-incident.ja-zh.txt"
PARAPHRASES = HERE.parent / "tests" / "data" / "paraphrases.toml"
AROUND = 30  # code points shown on each side of a hit


def archive(
    tagger: onrecord.Tagger, path: Path, limit: float, hits: dict[str, list[str]]
) -> tuple[Counter[str], float]:
    """Hits of each rule in the first ``limit`` bytes of an archive, and the bytes read; the hits themselves go to
    ``hits``."""
    count: Counter[str] = Counter()
    size = 0
    for text in texts(path, limit):
        size += len(text.encode())
        for c in tagger.tag(text).claims:
            count[c.rule] += 1
            left, right = text[max(0, c.start - AROUND) : c.start], text[c.end : c.end + AROUND]
            hits[c.rule].append(f"{left}⟦{c.text}⟧{right}".replace("\n", " "))
    return count, size


def main() -> None:
    p = argparse.ArgumentParser(description="Hits of the rules on the raw archives.")
    p.add_argument("--lang", choices=sorted(PLAIN))
    p.add_argument("--rules", default="*", help="a pattern of rule ids, as ja.blame.*")
    p.add_argument("--seed", action="store_true", help="only the rules that fire on the seed article")
    p.add_argument("--show", type=int, default=0, metavar="N", help="print up to N hits of each rule")
    p.add_argument("--mb", type=float, default=5.0, help="megabytes of each archive")
    p.add_argument("--out", type=Path)
    args = p.parse_args()
    tagger = onrecord.Tagger(tier="broad")
    hits: dict[str, list[str]] = defaultdict(list)
    totals: Counter[str] = Counter()
    sizes: dict[str, float] = dict.fromkeys(PLAIN, 0.0)
    for lang, file in PLAIN.items():
        path = SHARED / file
        if args.lang in (None, lang) and path.is_file():
            count, sizes[lang] = archive(tagger, path, args.mb * 1e6, hits)
            totals += count
    if not any(sizes.values()):
        print("not available: the archives (../shared/corpora)")
        return
    written = tomllib.loads(PARAPHRASES.read_text(encoding="utf-8"))["item"]
    rephrased = Counter(c.rule for x in written for s in x["found"] for c in tagger.tag(s).claims)
    seed = {c.rule for c in onrecord.tag(onrecord.read(SEED)).claims} if SEED.is_file() else set()
    rows: dict[str, Any] = {}
    for rule in tagger.rules:
        lang = rule.id.split(".")[0]
        if not sizes.get(lang) or not fnmatchcase(rule.id, args.rules) or (args.seed and rule.id not in seed):
            continue
        rate = totals[rule.id] / (sizes[lang] / 1e6)
        rows[rule.id] = {
            "hits": totals[rule.id],
            "per_mb": round(rate, 2),
            "paraphrases": rephrased[rule.id],
            "seed": rule.id in seed,
            "tier": rule.tier,
        }
        mark = "*" if rule.id in seed else " "
        print(f"{mark} {rule.id:<52}{rate:>9.2f} a MB {rephrased[rule.id]:>4} paraphrases  {rule.tier}")
        found = hits[rule.id]
        for text in found[:: max(1, len(found) // args.show)][: args.show] if args.show else ():
            print(f"      {text}")
    silent = sum(not r["hits"] for r in rows.values())
    print(f"{len(rows)} rules, {silent} without a hit; * fires on the seed article")
    if args.out:
        body = {"mb": {k: round(v / 1e6, 2) for k, v in sizes.items() if v}, "pack_id": tagger.pack_id, "rules": rows}
        keep(args.out, body)


if __name__ == "__main__":
    main()
