"""Golden files of a line each: tests/golden/*/{ja,zh,en}.txt, which somebody who knows the language can edit.

A line is what is wanted, in fields that end in |, and a sentence or more; lines with # say how a file is read.
"""

from collections.abc import Sequence
from pathlib import Path

import onrecord


def lines(folder: str) -> list[tuple[str, ...]]:
    """Language and fields of all lines of a folder."""
    return [
        (lang, *(x.strip() for x in line.split("|")))
        for lang in ("ja", "zh", "en")
        for line in (Path(__file__).parent / folder / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]


def last(claims: Sequence[onrecord.Claim], text: str) -> onrecord.Claim:
    """The claim of the last cue; there must be one."""
    assert claims, f"no claim in {text}"
    return max(claims, key=lambda c: c.cue.start)
