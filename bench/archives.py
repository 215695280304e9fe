"""What the benches share: the archives beside the project, verdicts of what was read by eye, and how results are kept."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "corpora"
READINGS = HERE / "readings"
RESULTS = HERE / "results"
#: The archives, each a JSON object a line: a record with its id and a text, or turns.
DIET, MFA, LEGCO, BRIEFINGS = "ja/diet.jsonl", "zh/mfa.jsonl", "zh/legco_traditional.jsonl", "en/briefings.jsonl"
#: The one of each language whose records have a text.
PLAIN = {"ja": DIET, "zh": MFA, "en": BRIEFINGS}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of an archive."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def texts(path: Path, limit: float) -> Iterator[str]:
    """The texts of an archive until they have ``limit`` bytes."""
    size = 0
    for record in records(path):
        if size >= limit:
            return
        yield record["text"]
        size += len(record["text"].encode())


def verdicts(name: str) -> list[dict[str, str]]:
    """The rows of a file of readings; none where there is no such file."""
    path = READINGS / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def drawing(description: str, draw: str, name: str) -> argparse.Namespace:
    """The options of a bench that can show what is to be read (``draw``) and keeps its results under a name."""
    p = argparse.ArgumentParser(description=description)
    p.add_argument("--draw", action="store_true", help=draw)
    p.add_argument("--out", type=Path, default=RESULTS / f"{name}.json")
    return p.parse_args()


def keep(out: Path, results: Any) -> None:
    """Writes the results of a bench."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written: {out}")
