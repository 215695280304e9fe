"""Dates as written down in tests/golden/dates/{ja,zh,en}.txt, which a linguist may edit; their heads say how they are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import onrecord

FOLDER = Path(__file__).resolve().parent / "dates"
LANGS = ("ja", "zh", "en")
#: Texts that each file has at least.
LEAST = 60


def cases(lang: str) -> list[tuple[str | None, str, list[str]]]:
    """The texts of a file: date of the document, marked text, a line for each date."""
    out: list[tuple[str | None, str, list[str]]] = []
    date: str | None = None
    for line in (FOLDER / f"{lang}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            date = None if line == "@ none" else line[2:]
        elif line.startswith("= "):
            out[-1][2].append(line)
        elif line and not line.startswith("#"):
            out.append((date, line, []))
    return out


def found(lang: str, date: str | None, text: str) -> tuple[str, list[str]]:
    """A text with its dates marked, and a line for each, as the files have them."""
    dates = onrecord.tag(text, lang).timeline(date)
    marked = text
    for d in reversed(dates):
        marked = f"{marked[: d.start]}⟦{d.text}⟧{marked[d.end :]}"
    values = ["?" if d.iso is None else d.iso + (f"/{d.iso_end}" if d.iso_end else "") for d in dates]
    return marked, [f"= {v} {d.precision} {d.role}" for v, d in zip(values, dates, strict=True)]


@pytest.mark.parametrize("lang", LANGS)
def test_dates_are_as_written_down(lang: str) -> None:
    written = cases(lang)
    assert len(written) >= LEAST
    wrong = []
    for date, marked, lines in written:
        assert marked.count("⟦") == len(lines), marked
        got = found(lang, date, re.sub("[⟦⟧]", "", marked))
        if got != (marked, lines):
            wrong.append("\n".join([f"@ {date}", "want", marked, *lines, "got", got[0], *got[1]]))
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("lang", LANGS)
def test_every_role_and_most_precisions_stand_in_the_files(lang: str) -> None:
    lines = [line.split() for _, _, lines in cases(lang) for line in lines]
    assert {x[3] for x in lines} == {"event", "report", "statement"}
    assert {x[2] for x in lines} >= {"minute", "hour", "day", "week", "month", "quarter", "year", "decade"}
    assert any(x[1] == "?" for x in lines) and any("/" in x[1] for x in lines)
