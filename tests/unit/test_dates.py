"""The date files and the calendar: every entry finds its examples, mistakes are named, days come out right."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord.dates import calendar
from onrecord.dates.expressions import find, number
from onrecord.dates.tables import Entry, read, tables
from onrecord.resources import data_path

LANGS = ("ja", "zh", "en")
ENTRIES = [(lang, e) for lang in LANGS for e in tables(lang).entries]


@pytest.mark.parametrize(("lang", "entry"), ENTRIES, ids=lambda x: x.id if isinstance(x, Entry) else x)
def test_every_entry_finds_its_examples(lang: str, entry: Entry) -> None:
    t = tables(lang)
    for example in entry.examples:
        text = re.sub("[⟦⟧]", "", example)
        folded = onrecord.fold(text)
        met = [(m.lastgroup, m.span()) for m in t.pattern.finditer(folded.text)]
        mine = f"entry__{t.entries.index(entry)}"
        if not entry.date:
            assert mine in [g for g, _ in met], example
            assert list(find(t, folded.text)) == [], example
            continue
        start, end = example.index("⟦"), example.index("⟧") - 1
        spans = [folded.original_span(*span) for group, span in met if group == mine]
        assert (start, end) in spans, example
        assert (start, end) in [folded.original_span(e.start, e.end) for e in find(t, folded.text)], example


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024", 2024),
        ("〇五", 5),
        ("二〇二四", 2024),
        ("二千二十四", 2024),
        ("千九百四十五", 1945),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("廿一", 21),
        ("両", None),
        ("x", None),
    ],
)
def test_numbers(text: str, value: int | None) -> None:
    assert number(text) == value


GOOD = """
[parts]
y = '[0-9]{4}'
[[date]]
id = "year"
match = '{y}年'
examples = ["⟦2024年⟧"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the shipped files that a test may spoil."""
    for f in data_path("dates").glob("*.toml"):
        shutil.copy(f, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{y}年", "{yy}年", ["year", "match", "{yy} is not known"]),
        ("{y}年", "{y}+年", ["year", "match", "without a bound", "{1,20}"]),
        ("{y}年", "({y}年", ["year", "match", "is no pattern"]),
        ("{y}年", "(?P<what>{y})年", ["year", "the group what is not known"]),
        ("match", "patern", ["year", "patern", "is not known"]),
        ("[parts]", "[partz]", ["partz", "did you mean parts?"]),
        ("⟦2024年⟧", "2024年", ["year", "examples"]),
        ('id = "year"', 'id = "Year!"', ["id", "small letters"]),
        ("[parts]", '[eras]\n"令和" = "2018"\n[parts]', ["eras", "令和", "whole number"]),
        ("[parts]", "[units]\nday = 'dya'\n[parts]", ["units", "day", "is no unit"]),
        ("[parts]", "[steps.dya]\nx = 1\n[parts]", ["steps", "dya", "did you mean day?"]),
        ("[parts]", "[parts]\na = '{b}'\nb = '{a}'\n[unused]", ["unused"]),
        ("'[0-9]{4}'", "4", ["parts", "y", "is no string"]),
        ("[parts]", "[parts", ["is no TOML"]),
        ("[[date]]", "[[date]]\nid = 'year'\nmatch = 'x'\nexamples = ['⟦x⟧']\n[[date]]", ["year", "stands twice"]),
    ],
)
def test_mistakes_are_named_with_a_way_to_mend_them(folder: Path, old: str, new: str, said: list[str]) -> None:
    (folder / "any.toml").write_text("", encoding="utf-8")
    (folder / "ja.toml").write_text(GOOD, encoding="utf-8")
    assert read("ja", folder).pattern.search("2024年")
    (folder / "ja.toml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(onrecord.RuleError) as e:
        read("ja", folder)
    assert "dates/ja.toml" in str(e.value)
    for words in said:
        assert words in str(e.value)


def test_parts_that_hold_each_other(folder: Path) -> None:
    (folder / "ja.toml").write_text(
        GOOD.replace("{y}年", "{a}年").replace("[parts]", "[parts]\na = '{a}'"), encoding="utf-8"
    )
    with pytest.raises(onrecord.RuleError, match="hold each other"):
        read("ja", folder)


WEDNESDAY = date(2031, 4, 9)


@pytest.mark.parametrize(
    ("m", "d", "ahead", "iso"),
    [
        (4, 5, 0, "2031-04-05"),
        (4, 12, 0, "2031-04-12"),
        (12, 20, 0, "2030-12-20"),
        (8, 1, 0, "2031-08-01"),
        (9, 20, 0, "2030-09-20"),  # more than four months ahead
        (9, 20, 1, "2031-09-20"),
        (5, 1, -1, "2030-05-01"),
        (9, None, 0, "2030-09"),
        (9, None, 1, "2031-09"),
        (None, 28, 0, "2031-03-28"),
        (None, 31, 0, "2031-03-31"),
        (None, 10, 0, "2031-04-10"),
    ],
)
def test_nearest(m: int | None, d: int | None, ahead: int, iso: str) -> None:
    assert calendar.nearest(WEDNESDAY, m, d, ahead).iso()[0] == iso


def test_nearest_leap_day() -> None:
    assert calendar.nearest(date(2024, 1, 5), 2, 29).iso()[0] == "2024-02-29"
    with pytest.raises(ValueError):
        calendar.nearest(date(2022, 1, 5), 2, 29)


@pytest.mark.parametrize(
    ("wd", "toward", "ahead", "iso"),
    [
        (3, None, 0, "2031-04-09"),
        (3, None, 1, "2031-04-16"),
        (3, -1, 0, "2031-04-02"),
        (3, 1, 0, "2031-04-16"),
        (5, 0, 0, "2031-04-11"),
        (5, -1, 0, "2031-04-04"),
        (5, None, 0, "2031-04-04"),
        (5, None, 1, "2031-04-11"),
        (7, 1, 0, "2031-04-13"),
    ],
)
def test_weekdays(wd: int, toward: int | None, ahead: int, iso: str) -> None:
    assert calendar.weekday(WEDNESDAY, wd, toward, ahead).iso()[0] == iso


@pytest.mark.parametrize(
    ("unit", "count", "iso"),
    [
        ("day", -10, ("2031-03-30", None)),
        ("week", 0, ("2031-W15", None)),
        ("month", -4, ("2030-12", None)),
        ("month", 9, ("2032-01", None)),
        ("quarter", -2, ("2030-10", "2030-12")),
        ("year", 1, ("2032", None)),
        ("fiscal_year", 0, ("2031-04", "2032-03")),
    ],
)
def test_steps(unit: str, count: int, iso: tuple[str, str | None]) -> None:
    assert calendar.step(WEDNESDAY, count, unit, True).iso() == iso


def test_a_fiscal_year_begins_in_april() -> None:
    assert calendar.step(date(2031, 3, 31), 0, "fiscal_year", True).iso() == ("2030-04", "2031-03")
    assert calendar.step(date(2031, 3, 31), 0, "fiscal_year", False).iso() == ("2031", None)


def test_beside_another_date() -> None:
    at = calendar.day(2028, 12, 30)
    assert calendar.beside(at, 1, 2).iso()[0] == "2029-01-02"
    assert calendar.beside(at, 10, 2).iso()[0] == "2028-10-02"
    assert calendar.beside(at, None, 2).iso()[0] == "2029-01-02"
    assert calendar.beside(at, None, 28).iso()[0] == "2028-12-28"
    assert calendar.beside(calendar.day(2028, 1, 5), 12, 30).iso()[0] == "2027-12-30"


def test_the_end_of_a_range() -> None:
    at = calendar.day(2028, 12, 30)
    assert calendar.following(at, 1, 2).iso()[0] == "2029-01-02"
    assert calendar.following(at, 12, 31).iso()[0] == "2028-12-31"
    assert calendar.following(at, None, 2).iso()[0] == "2029-01-02"
    assert calendar.following(at, None, 30).iso()[0] == "2028-12-30"
    assert calendar.following(calendar.month(2031, 4), 10, None).iso()[0] == "2031-10"
    assert calendar.following(calendar.month(2031, 4), 2, None).iso()[0] == "2032-02"


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year", "fiscal_year"])
@pytest.mark.parametrize(("at", "count"), [(date.max, 20), (date.min, -20)])
def test_beyond_the_calendar(unit: str, at: date, count: int) -> None:
    with pytest.raises(ValueError):
        calendar.step(at, count, unit, True)
