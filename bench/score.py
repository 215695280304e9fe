"""What the measures of accuracy share: F1 with its interval, when two spans are one, which half of a corpus may be read."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from typing import Any


def even(passage: str) -> bool:
    """Whether people may read the passage of this id: its sha256 ends in an even digit."""
    return int(hashlib.sha256(passage.encode()).hexdigest()[-1], 16) % 2 == 0


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """How many code points two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def near(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Do two spans share half of the shorter?"""
    return 2 * overlap(a, b) >= min(a[1] - a[0], b[1] - b[0]) > 0


class Score:
    """Counts of one measure over passages, so that an interval can be drawn."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int]] = []  # (true positive, found, labelled) a passage

    def add(self, tp: int, found: int, labelled: int) -> None:
        self.rows.append((tp, found, labelled))

    @staticmethod
    def f1(rows: Iterable[tuple[int, int, int]]) -> tuple[float, float, float]:
        tp, found, labelled = (sum(x) for x in zip(*rows, strict=True))
        p = tp / found if found else 0.0
        r = tp / labelled if labelled else 0.0
        return (2 * p * r / (p + r) if p + r else 0.0), p, r

    def result(self) -> dict[str, Any]:
        if not self.rows:
            return {"n": 0}
        f, p, r = self.f1(self.rows)
        draw = random.Random(7)
        boot = sorted(self.f1(draw.choices(self.rows, k=len(self.rows)))[0] for _ in range(400))
        return {
            "f1": round(f, 3),
            "precision": round(p, 3),
            "recall": round(r, 3),
            "low": round(boot[10], 3),
            "high": round(boot[389], 3),
            "n": sum(x[2] for x in self.rows),
        }
