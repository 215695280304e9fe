"""Points of the calendar: how exact each is, what it is in ISO 8601, and how one is reached from another."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

#: How exact a date can be, from the finest on.
PRECISIONS = (
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "half_year",
    "year",
    "fiscal_year",
    "decade",
)
_FINE = {p: i for i, p in enumerate(PRECISIONS)}
#: Fiscal years that begin in April, as those of Japan do by law; those of others differ and stay a bare year.
_APRIL = 4
#: Months within which a date without a year is taken for that of the neighbouring year of the date before it.
_ACROSS = 9
#: Months that a date without a year may lie ahead although nothing says that it does.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of the calendar: its first and last day, and how exact it is; hour and minute where it has them."""

    precision: str
    first: date
    last: date
    hour: int | None = None
    minute: int | None = None

    def iso(self) -> tuple[str, str | None]:
        """ISO 8601, and the end of what is no single unit of it (a decade, a quarter, a fiscal year), else None."""
        a, b = self.first, self.last
        if self.precision in ("year", "decade"):
            return f"{a.year:04}", f"{b.year:04}" if b.year != a.year else None
        if self.precision == "fiscal_year" and a.month == 1:
            return f"{a.year:04}", None
        if self.precision in ("month", "quarter", "half_year", "fiscal_year"):
            start, end = f"{a.year:04}-{a.month:02}", f"{b.year:04}-{b.month:02}"
            return start, end if end != start else None
        if self.precision == "week":
            y, w, _ = a.isocalendar()
            return f"{y:04}-W{w:02}", None
        if self.hour is None:
            return a.isoformat(), None
        return f"{a.isoformat()}T{self.hour:02}" + (f":{self.minute:02}" if self.minute is not None else ""), None

    def at(self, hour: int, minute: int | None) -> When:
        """The same day at an hour."""
        return replace(self, precision="hour" if minute is None else "minute", hour=hour, minute=minute)


def as_fine(precision: str, unit: str) -> bool:
    """Does a date of that precision tell which day, month or year it is?"""
    return _FINE[precision] <= _FINE[unit]


def finest(precisions: list[str]) -> str:
    """The finest of some precisions."""
    return min(precisions, key=_FINE.__getitem__)


def year(y: int) -> When:
    """A year. Raises ValueError for one that no date has; so do the others."""
    return When("year", date(y, 1, 1), date(y, 12, 31))


def month(y: int, m: int) -> When:
    """A month."""
    return When("month", date(y, m, 1), date(y, m, calendar.monthrange(y, m)[1]))


def day(y: int, m: int, d: int) -> When:
    """A day."""
    return _day(date(y, m, d))


def _day(at: date) -> When:
    return When("day", at, at)


def decade(y: int) -> When:
    """The ten years from ``y`` on."""
    return When("decade", date(y, 1, 1), date(y + 9, 12, 31))


def part(y: int, months: int, number: int) -> When:
    """A quarter (3 months) or half (6) of a year, by its number."""
    if not 1 <= number <= 12 // months:
        raise ValueError(f"no part {number} of a year")
    precision = "quarter" if months == 3 else "half_year"
    end = number * months
    return When(precision, date(y, end - months + 1, 1), month(y, end).last)


def fiscal_year(y: int, april: bool) -> When:
    """A fiscal year by its name: from April on, or the bare year where nobody knows when it begins."""
    if april:
        return When("fiscal_year", date(y, _APRIL, 1), month(y + 1, _APRIL - 1).last)
    return replace(year(y), precision="fiscal_year")


def step(at: date, count: int, unit: str, april: bool) -> When:
    """The day, week, month, quarter or year that is ``count`` of them from that of ``at``."""
    try:
        if unit == "day":
            return _day(at + timedelta(days=count))
        if unit == "week":
            monday = at - timedelta(days=at.weekday()) + timedelta(weeks=count)
            return When("week", monday, monday + timedelta(days=6))
        if unit == "year":
            return year(at.year + count)
        if unit == "fiscal_year":
            return fiscal_year(at.year - (april and at.month < _APRIL) + count, april)
        months = at.year * 12 + at.month - 1 + (3 * count if unit == "quarter" else count)
        if unit == "quarter":
            return part(months // 12, 3, months % 12 // 3 + 1)
        return month(months // 12, months % 12 + 1)
    except OverflowError as e:
        raise ValueError(str(e)) from e


def weekday(at: date, wd: int, toward: int | None, ahead: int) -> When:
    """The day with that weekday (1 is Monday).

    ``toward`` -1: the last before ``at``; 1: the first after it; 0: that of its week. None: the last one, ``at`` itself
    included; the next one where what is said lies ahead (1).
    """
    back = (at.weekday() - (wd - 1)) % 7
    on = (wd - 1 - at.weekday()) % 7
    try:
        if toward == 0:
            return _day(at + timedelta(days=wd - 1 - at.weekday()))
        if toward == -1:
            return _day(at - timedelta(days=back or 7))
        if toward == 1:
            return _day(at + timedelta(days=on or 7))
        return _day(at + timedelta(days=on or 7) if ahead > 0 else at - timedelta(days=back))
    except OverflowError as e:
        raise ValueError(str(e)) from e


def nearest(at: date, m: int | None, d: int | None, ahead: int = 0) -> When:
    """The month, day of a month or day that lies nearest to a date; of two as near the earlier.

    More than _NEAR months after it only where what is said lies ahead (1), and not after it where it is past (-1).

    Raises ValueError where no year near has that day.
    """
    found: list[tuple[int, date, When]] = []
    for back in (-1, 0, 1):
        try:
            if m is None:
                months = at.year * 12 + at.month - 1 + back
                y, mm = months // 12, months % 12 + 1
            else:
                y, mm = at.year + back, m
            w = month(y, mm) if d is None else day(y, mm, d)
        except ValueError:
            continue
        months_off = abs((w.first.year - at.year) * 12 + w.first.month - at.month)
        far = months_off if d is None else abs((w.first - at).days)
        if w.first <= at or ahead > 0 or (ahead == 0 and (w.first - at).days <= 31 * _NEAR):
            found.append((far, w.first, w))
    if not found:  # 30 February, or a leap day far from any leap year
        raise ValueError("no such day near")
    return min(found, key=lambda x: x[:2])[2]


def beside(before: When, m: int | None, d: int | None) -> When:
    """A month or day in a sentence that has named a date before: of the same year (or month), or of the neighbouring one
    where that is much nearer, as in "from 30 December to 2 January"."""
    at = before.first
    if m is None and d is not None:
        try:
            same = day(at.year, at.month, d)
        except ValueError:
            return nearest(at, None, d)
        return nearest(at, None, d) if as_fine(before.precision, "day") and at.day - d > 20 else same
    if m is None:
        raise ValueError("neither month nor day")
    y = at.year + (1 if at.month - m > _ACROSS else -1 if m - at.month > _ACROSS else 0)
    return month(y, m) if d is None else day(y, m, d)


def following(before: When, m: int | None, d: int | None) -> When:
    """The month, day of a month or day that comes next after a date, or is that date: the end of a range."""
    at = before.first
    if m is None:
        if d is None:
            raise ValueError("neither month nor day")
        y, m = (at.year, at.month) if d >= at.day else (at.year + at.month // 12, at.month % 12 + 1)
        return day(y, m, d)
    late = (m, d or 1) < (at.month, at.day if d else 1)
    return month(at.year + late, m) if d is None else day(at.year + late, m, d)
