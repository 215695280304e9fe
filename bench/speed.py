"""Speed of tagging with the shipped packs, beside a loop of PCRE2 searches over the same rules.

    python bench/speed.py [--quick] [--out bench/results/speed.json]

One thread, interleaved rounds in one process: of whole texts the least time of each over all rounds, since a busy machine
only ever adds; of the scan and the loop medians. MB are 10**6 bytes of UTF-8. Texts are the raw archives beside
the project (../shared/corpora), or, where they are absent, the sample texts repeated. The loop searches the folded text
of each sentence for every rule of the sentence's language, one pattern after another, cues only; its events are compared
with the scan's before a figure is printed. Then what a claim costs beyond its cue: the whole way over the way with marks
and resolving switched off. Ratios taken in one run hold; absolute figures are of this machine.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import Any

from archives import HERE, PLAIN, RESULTS, SHARED, keep, texts

import onrecord

SAMPLES = HERE.parent / "data" / "samples"


def body_of(lang: str, limit: int) -> tuple[list[str], str]:
    """Whole texts of a language up to about ``limit`` bytes, and where they come from."""
    path = SHARED / PLAIN[lang]
    if path.is_file():
        return list(texts(path, limit)), PLAIN[lang]
    text = (SAMPLES / f"press-conference.{lang}.txt").read_text(encoding="utf-8")
    return [text] * max(1, limit // len(text.encode())), "samples"


def main() -> None:
    p = argparse.ArgumentParser(description="Speed of tagging beside the PCRE2 loop.")
    p.add_argument("--quick", action="store_true", help="1 MB a language and five rounds")
    p.add_argument("--out", type=Path, default=RESULTS / "speed.json")
    args = p.parse_args()
    limit = 1_000_000 if args.quick else 10_000_000
    rounds = 5 if args.quick else 7
    tagger = onrecord.Tagger()
    core = tagger.core
    rows: list[dict[str, Any]] = []
    print(f"{len(tagger.rules)} rules, pack {tagger.pack_id}; JIT on {core.jit} of {core.patterns} patterns")
    print(f"{'lang':<5}{'task':<8}{'engine':<10}{'MB/s':>9}  {'equal':<6} {'per MB':>8} {'/cues only':>9}")
    for number, lang in enumerate(("ja", "zh", "en")):
        body, origin = body_of(lang, limit)
        mb = sum(len(t.encode()) for t in body) / 1e6
        claims = sum(len(core.tag(t)) for t in body)
        # The loop is a hundred times slower: it gets a part of the sentences, and so does the scan beside it.
        sentences = [s.text for t in body for s in tagger.tag(t).sentences if s.lang == lang]
        part, size = [], 0
        for s in sentences:
            if size > (200_000 if args.quick else 1_000_000):
                break
            part.append(s)
            size += len(s.encode())
        joined = "\n\n".join(part)
        equal = all(
            core.events(s, number, 0) == core.events(s, number, 0, "pcre2") for s in part[:: max(1, len(part) // 50)]
        )
        mine = core.events(joined, number, 0)
        times: dict[str, list[float]] = {"onrecord": [], "pcre2": []}
        least = {cues: [float("inf")] * len(body) for cues in (False, True)}
        for _ in range(rounds):
            for cues, best in least.items():
                for i, t in enumerate(body):
                    start = time.perf_counter()
                    core.tag(t, cues=cues)
                    best[i] = min(best[i], time.perf_counter() - start)
            for engine in ("scan", "pcre2"):
                start = time.perf_counter()
                other = core.events(joined, number, 0, engine)
                times["onrecord" if engine == "scan" else engine].append(time.perf_counter() - start)
        equal = equal and mine == other
        beyond = sum(least[False]) / sum(least[True])
        small = len(joined.encode()) / 1e6
        for task, engine, size_mb in (("tag", "onrecord", mb), ("match", "onrecord", small), ("match", "pcre2", small)):
            speed = size_mb / (sum(least[False]) if task == "tag" else statistics.median(times[engine]))
            row = {
                "task": task,
                "lang": lang,
                "rules": "shipped",
                "engine": engine,
                "isa": "scalar",
                "mb_per_s": round(speed, 2),
                "equal": None if task == "tag" else equal,
                "claims_per_mb": round(claims / mb, 1) if task == "tag" else None,
                "over_cues_only": round(beyond, 2) if task == "tag" else None,
                "text": origin,
                "mb": round(size_mb, 2),
            }
            rows.append(row)
            same = "–" if task == "tag" else str(equal)
            per = f"{claims / mb:.0f}" if task == "tag" else f"{len(mine) / small:.0f}"
            ratio = f"{beyond:.2f}" if task == "tag" else ""
            print(f"{lang:<5}{task:<8}{engine:<10}{speed:>9.1f}  {same:<6} {per:>8} {ratio:>9}")
    keep(args.out, rows)


if __name__ == "__main__":
    main()
