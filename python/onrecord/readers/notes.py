"""Footnotes: their marks, where they are cited, and what they say of outlet and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: The styles of marks: how one stands in running text.
STYLES = {
    "star": re.compile(r"(?<![\d*＊※])[*＊※]\s?(\d{1,3})(?!\d)"),
    "bracket": re.compile(r"(?<!\])[\[［](\d{1,3})[\]］](?!\()"),
    "note": re.compile(r"(?:[（(\[［]\s?[注註]釈?\s?(\d{1,3})[)）\]］]|(?<![關关備備脚])[注註](\d{1,3})(?!\d))"),
    "caret": re.compile(r"\[\^([\w-]{1,20})\](?!:)"),
    "super": re.compile(r"([⁰¹²³⁴-⁹]{1,3})"),
}
_DEFINITIONS = (
    ("star", re.compile(r"([*＊※](\d{1,3}))(?:\s?([:：])|[.．、)\s])\s*(?=\S)")),
    ("star", re.compile(r"([*＊※](\d{1,3}))()(?=[^\s\d:：.．、)*＊※])")),
    ("bracket", re.compile(r"([\[［](\d{1,3})[\]］])\s?([:：])?\s*(?=\S)")),
    (
        "note",
        re.compile(r"([（(\[［]?\s?[注註]釈?\s?(\d{1,3})[)）\]］]?)(?:\s?([:：])|[.．、\s]|(?<=[)）\]］]))\s*(?=\S)"),
    ),
    ("caret", re.compile(r"(\[\^([\w-]{1,20})\])([:：])\s*(?=\S)")),
    ("super", re.compile(r"(([⁰¹²³⁴-⁹]{1,3}))\s?([:：])?\s*(?=\S)")),
)
_MONTH = "January February March April May June July August September October November December".split()
_MONTHS = "|".join(f"{m}|{m[:3]}\\.?" for m in _MONTH) + "|Sept\\.?"
_DATE = re.compile(
    r"(?<!\d)(?P<y>\d{4})\s?(?:年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日|(?P<sep>[-/.])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})(?!\d))"
    r"|(?P<era>令和|平成|昭和)\s?(?P<ey>\d{1,2}|元)\s?年\s?(?P<em>\d{1,2})\s?月\s?(?P<ed>\d{1,2})\s?日"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)? (?P<m3>{_MONTHS}),? (?P<y3>\d{{4}})(?!\d)"
    rf"|\b(?P<m4>{_MONTHS}) (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})(?!\d)"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_EDGES = " \t\u3000,，、;；.．。|｜/／-–—:：(（［["
_CUT = re.compile(r"[,，;；|｜]|[。」』”\"](?=.)|(?<=[^\d\s])[.](?=\s)|[（(](?=[^（()）]*$)|\s[-–—]\s")
_OUTLET = re.compile(
    r"新聞|通信|放送|テレビ|ニュース|報道|NHK|TBS|\b(?:AP|AFP|BBC|CNN)\b|日报|日報|通讯社|共同社|时报|時報|新闻|新聞網|网$|網$|電視|电视|官报|官報"
    r"|News|Times|Post|Herald|Tribune|Reuters|Press|Gazette|Journal|Daily|Guardian|Agency|Broadcast"
)
#: An outlet's name is no longer than this.
OUTLET_MAX = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark at the head of a footnote: as it is written, its style and number, and the length of the head."""

    written: str
    style: str
    number: str
    colon: bool
    length: int

    @property
    def key(self) -> tuple[str, str]:
        """What a mark in running text is compared by."""
        return self.style, self.number


def _number(written: str) -> str:
    plain = written.translate(_SUPER)
    return str(int(plain)) if plain.isdecimal() else plain


def definition(line: str) -> Mark | None:
    """The mark that a line begins with if it has the form of a footnote."""
    if not line or line[0] not in "*＊※[［(（注註⁰¹²³⁴⁵⁶⁷⁸⁹":
        return None
    for style, pattern in _DEFINITIONS:
        if m := pattern.match(line):
            return Mark(m[1], style, _number(m[2]), bool(m[3]), m.end())
    return None


def marks_in(text: str, start: int, end: int, styles: set[str]) -> Iterator[tuple[tuple[str, str], int, int]]:
    """The marks of some styles in a stretch of text: key, start, end."""
    for style in styles:
        for m in STYLES[style].finditer(text, start, end):
            yield (style, _number(next(g for g in m.groups() if g))), m.start(), m.end()


def find_date(text: str) -> tuple[int, int, str] | None:
    """The first full date: start, end, YYYY-MM-DD; None where there is none or it is no day of the calendar."""
    m = _DATE.search(text)
    if not m:
        return None
    g = m.groupdict()
    if g["y"]:
        y, mo, d = int(g["y"]), int(g["m"] or g["m2"]), int(g["d"] or g["d2"])
    elif g["era"]:
        y, mo, d = _ERAS[g["era"]] + (1 if g["ey"] == "元" else int(g["ey"])), int(g["em"]), int(g["ed"])
    else:
        name = (g["m3"] or g["m4"])[:3]
        mo = next(i for i, full in enumerate(_MONTH, 1) if full.startswith(name))
        y, d = int(g["y3"] or g["y4"]), int(g["d3"] or g["d4"])
    try:
        return m.start(), m.end(), date(y, mo, d).isoformat()
    except ValueError:
        return None


def iso_date(text: str) -> str | None:
    """The first full date in a text, as YYYY-MM-DD."""
    found = find_date(text)
    return found[2] if found else None


def published(body: str) -> tuple[str | None, str | None]:
    """Outlet and date of a footnote's text: the outlet is the last field before the date, else a field that reads like one."""
    body = body[:2000]
    found = find_date(body)
    if found:
        before = body[: found[0]].rstrip(_EDGES)
        cuts = [m.end() for m in _CUT.finditer(before)]
        outlet = before[cuts[-1] if cuts else 0 :].strip(_EDGES)
        if outlet and len(outlet) <= OUTLET_MAX and (cuts or _OUTLET.search(outlet)):
            return outlet, found[2]
        tail = re.match(r"[\s,，、;；|｜/／)）]*([^,，。;；|｜]{2,40})", body[found[1] :])
        if not before and tail and _OUTLET.search(tail[1]):
            return tail[1].strip(_EDGES), found[2]
        return None, found[2]
    fields = [x.strip(_EDGES) for x in re.split(r"[,，;；|｜]", body)]
    named = [x for x in fields[1:] if 1 < len(x) <= OUTLET_MAX and _OUTLET.search(x)]
    return (named[-1] if named else None), None
