"""The dates of a text: when something happened, was reported, was said.

A date belongs to the event, the report or the statement, by the predicate that governs it: "reported on Friday that the
attack took place in October" holds the date of a report and that of an event. Who governs it is found by :mod:`.governors`.

A relative date (昨日, last Friday) counts from the document's date, one without a year is that which lies nearest to it, and
both are unknown where the document has none: nothing is ever filled from the day on which the program runs. What points
back in the text (同日, the next day) counts from the nearest date before it in its turn, if that is not more than _BACK
sentences away; a month or day in a sentence that has named a date before is taken as beside it; and in a document without
a date one that repeats the month and day of a full date before it is that date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .._core import Folded, fold
from ..dates import calendar
from ..dates.calendar import When
from ..dates.expressions import Expression, Parts, find, resolve
from ..dates.tables import Tables, tables
from ..errors import InputError
from .governors import AROUND, Governors, Place

if TYPE_CHECKING:
    from ..document import Claim, Document, Sentence

#: Whose a date can be.
ROLES = ("event", "report", "statement")
#: Code points on either side of a date in which something may say that it lies ahead; Chinese says it beside the date.
_AHEAD = {"ja": 40, "zh": 8, "en": 40}
#: Code points before a date in which something may say that it is past.
_BEHIND = 20
#: Code points before a range in which *between* stands.
_BETWEEN = 9
#: Sentences within which a date is what another one points back to.
_BACK = 3
_HAN_DATE = re.compile(r"[年月日]")


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text: code points ``[start, end)`` of it, and what it says.

    ``iso`` is ISO 8601 as far as the text is exact: "2024-02-05", "2024-02", "2024", "2024-W06", "2024-02-05T15:00"; None
    where it needs a date that neither the document nor the text before has. ``iso_end`` is the last day, month or year of
    a range and of what is no single unit of ISO 8601 (a decade, a quarter, a fiscal year), else None. ``precision`` is
    "minute", "hour", "day", "week", "month", "quarter", "half_year", "year", "fiscal_year" or "decade". ``role`` is "event",
    "report" or "statement", ``claim`` the claim whose predicate governs the date (None where none does). ``relative``:
    the words alone do not say it. ``entry`` names what found it in data/dates.
    """

    start: int
    end: int
    text: str
    iso: str | None
    iso_end: str | None
    precision: str
    role: str
    relative: bool
    lang: str
    sentence: int
    turn: int
    entry: str
    claim: Claim | None
    first: datetime.date | None
    last: datetime.date | None

    def to_dict(self, doc_id: str, number: int) -> dict[str, Any]:
        """A row of the dates table."""
        return {
            "doc_id": doc_id,
            "date_id": number,
            "sentence": self.sentence,
            "turn": self.turn,
            "date_start": self.start,
            "date_end": self.end,
            "text": self.text,
            "iso": self.iso,
            "iso_end": self.iso_end,
            "precision": self.precision,
            "role": self.role,
            "relative": self.relative,
            "lang": self.lang,
            "deciding_claim_id": None if self.claim is None else self.claim.id,
        }


def in_order(dates: Sequence[Date]) -> list[Date]:
    """Dates by their first day, then as in the text; those without one at the end."""
    return sorted(dates, key=lambda d: (d.first is None, d.first or datetime.date.max, d.start))


def day_of(value: str | datetime.date | None) -> datetime.date | None:
    """A document's date: a date or datetime, or a str that begins with YYYY-MM-DD.

    Raises InputError for a str that does not or that names no day of the calendar, TypeError for another type.
    """
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        raise TypeError(f"a document's date is a str or a datetime.date, not {type(value).__name__}")
    m = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].{0,40})?", value)
    try:
        if m is None:
            raise ValueError("not YYYY-MM-DD")
        return datetime.date(int(m[1]), int(m[2]), int(m[3]))
    except ValueError as e:
        raise InputError(f"the document's date is {value!r} ({e}): give it as 2024-02-05", code="date") from e


def timeline(document: Document, date: datetime.date | None) -> tuple[Date, ...]:
    """The dates of a document in text order; ``date`` is the document's own.

    Linear in the text and its claims.
    """
    return tuple(_Reading(document, date).dates())


@dataclass(slots=True)
class _Found:
    """An expression with its place in the text and what it was resolved to."""

    place: Place
    expression: Expression
    when: When | None
    until: When | None
    looks: bool  # only what follows it says that it lies ahead


class _Seen:
    """The dates met so far in a turn: the last that was exact to the day, to the month, to the year; and those of the
    sentence whose year or month the words themselves say."""

    def __init__(self) -> None:
        self.last: dict[str, tuple[When | None, int]] = {}
        self.sentence = self.quote = -1
        self.year: When | None = None
        self.month: When | None = None

    def at(self, sentence: int, quote: int) -> None:
        if (sentence, quote) != (self.sentence, self.quote):
            self.sentence, self.quote, self.year, self.month = sentence, quote, None, None

    def add(self, p: Parts, when: When | None) -> None:
        precision = p.precision()
        for unit in ("day", "month", "year"):
            if calendar.as_fine(precision, unit) and precision != "week":
                self.last[unit] = (when, self.sentence)
        if when is None or not calendar.as_fine(when.precision, "month"):
            return
        steps = p.step[1] if p.step else None
        inherits = p.month is not None and p.year is None and steps is None and self.year is not None
        said_year = p.year is not None or steps == "year" or inherits
        self.year = when if said_year else self.year if p.month is None and steps is None else None
        monthly = said_year or p.month is not None or steps == "month" or (p.day is not None and self.month is not None)
        if monthly and calendar.as_fine(when.precision, "day"):
            self.month = when

    def before(self, unit: str) -> tuple[When | None, bool]:
        """The nearest date before that is exact to a unit, and whether there is any, known or not."""
        when, sentence = self.last.get(unit, (None, -1 - _BACK))
        near = self.sentence - sentence <= _BACK
        return (when if near else None), near

    def beside(self, p: Parts) -> When | None:
        """The date of this sentence that says the year of a month, or the month of a day."""
        return self.year if p.month is not None else self.month


class _Reading:
    """One pass over a document."""

    def __init__(self, document: Document, date: datetime.date | None) -> None:
        self.document = document
        self.today = None if date is None else When("day", date, date)
        self.governors = Governors(document)
        self.named: dict[tuple[int | None, int | None], When] = {}  # full dates by their month and day

    def dates(self) -> Iterator[Date]:
        lang: str | None = None
        seen, turn = _Seen(), -1
        for number, s in enumerate(self.document.sentences):
            if s.skipped:
                continue
            if s.turn != turn:
                seen, turn = _Seen(), s.turn
            lang = s.lang or lang
            used = s.lang or lang or ("ja" if _HAN_DATE.search(s.text) else "en")
            found = list(self._found(number, s, tables(used), seen))
            if not found:
                continue
            acts = self.governors.acts(number, s, tables(used))
            for x in found:
                role, claim = self.governors.role(x.place, x.when, s, acts, tables(used))
                p = x.expression.parts
                if role != "event" and x.looks and self.today and p.weekday and p.step is None:
                    # "said on Friday that it will": what lies ahead is what was said
                    x.when = resolve(p, self.today, None, None, 0, False)
                yield self._date(x, role, claim, number, s, used)

    def _date(self, x: _Found, role: str, claim: Claim | None, number: int, s: Sentence, lang: str) -> Date:
        iso, iso_end = x.when.iso() if x.when else (None, None)
        last = x.when.last if x.when else None
        if x.when and x.until:
            ends = x.until.iso()
            iso_end, last = ends[1] or ends[0], x.until.last
        start, stop = x.place.start, x.place.end
        return Date(
            start,
            stop,
            self.document.text[start:stop],
            iso,
            iso_end,
            x.when.precision if x.when else x.expression.parts.precision(),
            role,
            x.expression.parts.relative,
            lang,
            number,
            s.turn,
            x.expression.entry,
            claim,
            x.when.first if x.when else None,
            last,
        )

    # what the expressions of a sentence mean

    def _found(self, number: int, s: Sentence, t: Tables, seen: _Seen) -> Iterator[_Found]:
        folded = fold(s.text)
        text = folded.text
        april = t.lang == "ja"
        waiting: _Found | None = None
        time: Expression | None = None  # a time of day that waits for its day
        for e in find(t, text):
            if e.name_at is not None and not s.text[folded.original_span(e.name_at, e.name_at + 1)[0]].isupper():
                continue
            if e.parts.only_time:
                if waiting is not None and t.joins["time"].fullmatch(text, waiting.expression.end, e.start):
                    if waiting.when is not None and waiting.when.precision == "day":
                        waiting.when = waiting.when.at(e.parts.hour or 0, e.parts.minute)
                    parts = replace(waiting.expression.parts, hour=e.parts.hour, minute=e.parts.minute)
                    self._longer(waiting, s, folded, e, parts)
                else:
                    time = e
                continue
            try:
                past = t.behind["before"].search(text, max(0, e.start - _BEHIND), e.start)
                past = past or t.behind["after"].match(text, e.end)
                reach = _AHEAD[t.lang]
                led = t.ahead.search(text, max(0, e.start - reach), e.start) is not None
                looks = not led and t.ahead.search(text, e.end, e.end + reach) is not None
                seen.at(number, self.governors.quotes.around(s.start + folded.original_span(e.start, e.end)[0]))
                when, until = self._meant(e, seen, -1 if past else int(led or looks), april)
            except ValueError:
                continue
            a, b = e.start, e.end
            if time is not None and t.joins["time"].fullmatch(text, time.end, a):
                a = time.start
                if when is not None and when.precision == "day":
                    when = when.at(time.parts.hour or 0, time.parts.minute)
            time = None
            if waiting is not None and self._joined(waiting, e, text, t):
                when = self._end(waiting, e.parts, when)
            if waiting is not None and self._joined(waiting, e, text, t) and self._goes_on(waiting.when, when):
                seen.add(e.parts, when)
                waiting.until = when
                self._longer(waiting, s, folded, e, waiting.expression.parts)
                continue
            if waiting is not None:
                yield waiting
            start, end = folded.original_span(a, b)
            place = Place(s.start + start, s.start + end, text[max(0, a - AROUND) : a], text[b : b + AROUND])
            waiting = _Found(place, e, when, until, looks)
        if waiting is not None:
            yield waiting

    def _meant(self, e: Expression, seen: _Seen, ahead: int, april: bool) -> tuple[When | None, When | None]:
        p = e.parts
        before, any_before = seen.before(p.step[1]) if p.step else (None, False)
        when = resolve(p, self.today, before, seen.beside(p), ahead, april)
        if when is None and not any_before and p.step and p.step[2] == "text" and p.step[:2] == (-1, "day"):
            when = resolve(p, self.today, self.today, None, ahead, april)  # 前日 with no date before it
        if self.today is None and p.month is not None:
            if p.year is not None and when is not None:
                self.named[p.month, p.day] = when
            elif when is None and p.step is None and p.toward is None:
                when = self.named.get((p.month, p.day))
        until = None
        if e.until is not None and when is not None:
            until = resolve(e.until, self.today, before, when, ahead, april)
            if until is not None and until.last < when.first:
                raise ValueError("ends before it begins")
        seen.add(p, when)
        return when, until

    def _joined(self, x: _Found, e: Expression, text: str, t: Tables) -> bool:
        """Do words stand between two expressions that make them the ends of a range?"""
        if x.until is not None or e.until is not None:
            return False
        if t.joins["range"].fullmatch(text, x.expression.end, e.start):
            return True
        head = text[max(0, x.expression.start - _BETWEEN) : x.expression.start]
        return t.joins["between"].search(head) is not None and text[x.expression.end : e.start] == " and "

    def _end(self, x: _Found, p: Parts, when: When | None) -> When | None:
        """The end of a range: a month or day without its year is the next one after the beginning."""
        bare = p.relative and p.step is None and p.weekday is None and (p.month is not None or p.day is not None)
        if x.when is None or not bare:
            return when
        try:
            return calendar.following(x.when, p.month, p.day)
        except ValueError:
            return None

    def _goes_on(self, a: When | None, b: When | None) -> bool:
        """Are two dates a beginning and an end?"""
        if a is None or b is None:
            return a is b
        return a.precision == b.precision and a.first <= b.first

    def _longer(self, x: _Found, s: Sentence, folded: Folded, e: Expression, parts: Parts) -> None:
        """Lets an expression go on to the end of another one."""
        x.place.end = s.start + folded.original_span(e.start, e.end)[1]
        x.place.after = folded.text[e.end : e.end + AROUND]
        x.expression = replace(x.expression, end=e.end, parts=parts)
