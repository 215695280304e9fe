"""Date expressions in a folded sentence: where each stands and what its words say, before anything is resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import calendar
from .calendar import When
from .tables import Tables

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2, "元": 1}
_TENS = {"十": 10, "百": 100, "千": 1000}
#: The calendar of Japan was the sun's from 1873 on: days and months before it are of another one.
_SOLAR = 1873
_CENTURY = 100
#: A year of two figures from here on is one of the last century.
_PIVOT = 50
_DOCUMENT, _TEXT = "document", "text"


@dataclass(frozen=True, slots=True)
class Parts:
    """What an expression says; what it leaves out is None. ``step`` is (count, unit, what it counts from)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    fiscal: bool = False
    hour: int | None = None
    minute: int | None = None
    step: tuple[int, str, str] | None = None
    toward: int | None = None

    def precision(self) -> str:
        """How exact it will be once it is resolved."""
        said = [
            ("minute", self.minute),
            ("hour", self.hour),
            ("day", self.day if self.day is not None else self.weekday),
            ("month", self.month),
            ("quarter", self.quarter),
            ("half_year", self.half),
            ("decade", self.decade),
            ("fiscal_year", True if self.fiscal else None),
            ("year", self.year),
        ]
        found = [name for name, value in said if value is not None]
        if self.step is not None:
            found.append(self.step[1])
        if self.fiscal and "year" in found:
            found.remove("year")
        return calendar.finest(found)

    @property
    def only_time(self) -> bool:
        """Is it a time of day without a day?"""
        return self.hour is not None and self == Parts(hour=self.hour, minute=self.minute)

    @property
    def relative(self) -> bool:
        """Does it need a date from elsewhere?"""
        return self.decade is None and self.year is None


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression: its span in the folded sentence, the entry that found it, its parts, and those of its end where it
    is a range."""

    start: int
    end: int
    entry: str
    parts: Parts
    until: Parts | None = None
    name_at: int | None = None  # where the name of a month stands: it must begin with a capital


def number(text: str) -> int | None:
    """A number in figures or in Han numerals, placed (二〇二四) or multiplied (二十四); None for what is neither."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not any(c in _TENS for c in text):
        value = 0
        for c in text:
            if c not in _DIGITS:
                return None
            value = value * 10 + _DIGITS[c]
        return value
    total = digit = 0
    for c in text:
        if c in _TENS:
            total += (digit or 1) * _TENS[c]
            digit = 0
        elif c in _DIGITS:
            digit = _DIGITS[c]
        else:
            return None
    return total + digit


def find(tables: Tables, text: str) -> Iterator[Expression]:
    """The expressions of a folded sentence, in order; what no calendar has is left out.

    Linear in the text: no pattern repeats without a bound, and what was met, also what is no date, is passed over.
    """
    if not tables.likely.search(text):
        return
    for m in tables.pattern.finditer(text):
        number_of = int(m.lastgroup[7:]) if m.lastgroup else 0
        entry = tables.entries[number_of]
        if not entry.date:
            continue
        said = {name: m[group] for group, name in tables.groups[number_of] if m[group] is not None}
        places = {name: m.start(group) for group, name in tables.groups[number_of] if m[group] is not None}
        read = _parts(tables, said)
        if read is None:
            continue
        yield Expression(m.start(), m.end(), entry.id, read[0], read[1], places.get("mon"))


def _parts(tables: Tables, said: dict[str, str]) -> tuple[Parts, Parts | None] | None:
    """The parts of a match and of the end of its range; None where its numbers are those of no date."""
    words = tables.words

    def value(name: str) -> int | None:
        text = said.get(name)
        if text is None:
            return None
        known = words["numbers"].get(text)
        return known if known is not None else number(text)

    year, month = value("y"), value("m")
    if "era" in said:
        ey = value("ey")
        if not ey:
            return None
        year = words["eras"][said["era"]] + ey
    elif year is not None and year < _CENTURY:  # 九七年, 08年
        year += 1900 if year >= _PIVOT else 2000
    if "mon" in said:
        month = words["months"][said["mon"]]
    p = Parts(year=year, month=month, day=value("d"), quarter=value("q"), fiscal="fy" in said)
    if "dec" in said:
        dec = value("dec") if said["dec"][0] != "'" else int(said["dec"][1:])
        if dec is None or dec % 10:
            return None
        p = replace(p, decade=1900 + dec if dec < _CENTURY else dec)
    if "dec2" in said:
        cent, dec = value("cent") or 20, value("dec2")
        p = replace(p, decade=(cent - 1) * _CENTURY + (dec or 0))
    if "wd" in said and p.day is None:
        p = replace(p, weekday=words["weekdays"][said["wd"]])
    if "half" in said:
        p = replace(p, half=words["halves"][said["half"]])
    if "toward" in said:
        p = replace(p, toward=words["toward"][said["toward"]])
    for name in said:
        kind, _, unit = name.partition("_")
        if kind in ("step", "same") and unit:
            p = replace(p, step=(words[name][said[name]], unit, _DOCUMENT if kind == "step" else _TEXT))
    if "ago" in said:
        n = value("n")
        if n is None:
            return None
        p = replace(p, step=(words["ago"][said["ago"]] * n, words["units"][said["unit"]], _DOCUMENT))
    if "hh" in said:
        clock = _time(value("hh"), value("mm"), words["noon"].get(said.get("noon", ""), None), "half_hour" in said)
        if clock is None:
            return None
        p = replace(p, hour=clock[0], minute=clock[1])
    if p.year is not None and p.year < _SOLAR and "era" in said:
        p = Parts(year=p.year)
    until = None
    if "d2" in said or "m2" in said or "y2" in said:
        y2 = value("y2")
        if y2 is not None and p.year is not None and y2 < _CENTURY:
            y2 += p.year // _CENTURY * _CENTURY
        until = Parts(
            year=y2 if y2 is not None else p.year,
            month=value("m2") or p.month,
            day=value("d2"),
            fiscal=p.fiscal,
            step=p.step,
        )
    return (p, until) if _possible(p) and (until is None or _possible(until)) else None


def _time(hour: int | None, minute: int | None, noon: int | None, half: bool) -> tuple[int, int | None] | None:
    if hour is None or hour > 24 or (minute is not None and minute > 59):
        return None
    if noon is not None and hour == 12:
        hour = noon
    elif noon == 12 and hour < 12:
        hour += 12
    return (hour, 30 if half else minute) if hour < 24 else None


def _possible(p: Parts) -> bool:
    """Are month and day those of some year?"""
    if p.month is None:
        return p.day is None or 1 <= p.day <= 31
    if not 1 <= p.month <= 12:
        return False
    try:
        calendar.day(p.year or 2000, p.month, p.day if p.day is not None else 1)
    except ValueError:
        return False
    return True


def resolve(
    p: Parts, today: When | None, before: When | None, beside: When | None, ahead: int, april: bool
) -> When | None:
    """What an expression means; None where it needs a date that there is not.

    ``today`` is the document's date, ``before`` the nearest date before it in the text that is exact enough for it,
    ``beside`` the one before it in its own sentence. ``ahead``: 1 where what is said lies ahead, -1 where it is past; ``april``: fiscal years begin then.
    Raises ValueError for a day that is in no calendar.
    """
    found = _without_time(p, today, before, beside, ahead, april)
    if found is None or p.hour is None:
        return found
    return found.at(p.hour, p.minute) if found.precision == "day" else found


def _without_time(
    p: Parts, today: When | None, before: When | None, beside: When | None, ahead: int, april: bool
) -> When | None:
    if p.decade is not None:
        return calendar.decade(p.decade)
    if p.step is not None:
        count, unit, origin = p.step
        at = today if origin == _DOCUMENT else before
        if at is None:
            return None
        base = calendar.step(at.first, count, unit, april)
        if unit == "day" and p.day is not None and base.first.day != p.day:
            # 翌5日 behind a date that is not the fourth: it counts from another one
            return None if today is None else calendar.nearest(today.first, None, p.day, ahead)
        if unit == "year":
            return _in_year(p, base.first.year, april)
        if unit == "month" and p.day is not None:
            return calendar.day(base.first.year, base.first.month, p.day)
        if unit == "week" and p.weekday is not None:
            return calendar.weekday(base.first, p.weekday, 0, 0)
        return base
    if p.year is not None:
        return _in_year(p, p.year, april)
    if p.weekday is not None:
        return None if today is None else calendar.weekday(today.first, p.weekday, p.toward, ahead)
    if p.month is None and p.day is None:
        return None
    if p.toward is not None:
        return None if today is None else _toward(today, p.month or 1, p.toward)
    if beside is not None:
        found = calendar.beside(beside, p.month, p.day)
        if ahead >= 0 or today is None or found.first <= today.first:
            return found
    return None if today is None else calendar.nearest(today.first, p.month, p.day, ahead)


def _in_year(p: Parts, y: int, april: bool) -> When:
    if p.quarter is not None:
        return calendar.part(y, 3, p.quarter)
    if p.half is not None:
        return calendar.part(y, 6, p.half)
    if p.fiscal:
        return calendar.fiscal_year(y, april)
    if p.month is None:
        return calendar.year(y)
    return calendar.month(y, p.month) if p.day is None else calendar.day(y, p.month, p.day)


def _toward(today: When, m: int, toward: int) -> When:
    """Last March, this March, next March."""
    at = today.first
    if toward < 0:  # last January, said in February, is that of the year before: this one's is "last month"
        return calendar.month(at.year - (m >= at.month - 1), m)
    return calendar.month(at.year + (toward > 0 and m <= at.month), m)
