"""The date files of the languages (data/dates/*.toml): read, checked, and made into one pattern a language.

A file holds ``[parts]`` (pieces of patterns), tables of words with what they mean, ``[[date]]`` and ``[[not]]`` entries,
and ``[roles]``. data/dates/README.md describes them for those who write them.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import RuleError
from ..resources import data_path
from .calendar import PRECISIONS

#: Tables of words and what each word means in them.
_INTEGERS = ("eras", "weekdays", "months", "numbers", "ago", "toward", "halves", "noon")
#: Groups whose alternatives are the words of a table.
_OF_TABLE = {
    "era": "eras",
    "wd": "weekdays",
    "mon": "months",
    "unit": "units",
    "ago": "ago",
    "toward": "toward",
    "half": "halves",
    "noon": "noon",
}
#: Groups whose pattern stands in [parts].
_OF_PARTS = frozenset("y y2 ey m m2 d d2 n q dec dec2 cent hh mm fy".split())
_UNITS = ("day", "week", "month", "quarter", "year", "fiscal_year")
_STEPS = frozenset(f"{kind}_{unit}" for kind in ("step", "same") for unit in _UNITS)
#: The groups by which a pattern says what its pieces are; a second one of a kind ends in _b.
GROUPS = frozenset(_OF_TABLE) | _OF_PARTS | _STEPS | {"half_hour"}
_ROLE_KEYS = frozenset(
    "statement_after report_after statement_before report_before statement_verbs report_verbs clause_end adverb gap lead opening aside outlets".split()
)
_BEHIND_KEYS = frozenset({"before", "after"})
_JOIN_KEYS = frozenset({"range", "time", "between"})
_NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
#: A repeat without a bound: a text could make it slow.
_UNBOUND = re.compile(r"(?<!\\)[*+]|(?<!\\)\{\d*,\}")
_CLASS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_DEEP = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of writing a date, or one that is none: its id, its pattern and its examples."""

    id: str
    match: str
    date: bool
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Tables:
    """What one language writes. ``pattern`` holds all entries: the group that ended last names the entry that met; in a sentence
    without ``likely`` there is none."""

    lang: str
    entries: tuple[Entry, ...]
    words: dict[str, dict[str, Any]]
    pattern: re.Pattern[str]
    likely: re.Pattern[str]
    roles: dict[str, re.Pattern[str]]
    joins: dict[str, re.Pattern[str]]
    ahead: re.Pattern[str]
    behind: dict[str, re.Pattern[str]]
    groups: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def _wrong(file: str, entry: str, key: str, what: str, mend: str) -> RuleError:
    where = ": ".join(x for x in (file, entry, key) if x)
    return RuleError(f"{where}: {what}; {mend}", file=file, rule=entry or None, key=key or None, mend=mend)


class _Reader:
    def __init__(self) -> None:
        self.parts: dict[str, str] = {}
        self.words: dict[str, dict[str, Any]] = {k: {} for k in (*_INTEGERS, "units")}
        self.words |= {s: {} for s in _STEPS}
        self.entries: list[tuple[str, Entry]] = []
        self.roles: dict[str, str] = {}
        self.joins: dict[str, str] = {}
        self.ahead = ""
        self.behind: dict[str, str] = {}
        self.file = ""

    def read(self, file: str, text: str) -> None:
        self.file = file
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as e:
            raise _wrong(file, "", "", f"is no TOML: {e}", "mend the line that it names") from e
        known = {"parts", "steps", "same", "units", "joins", "ahead", "behind", "roles", "date", "not", *_INTEGERS}
        self._known("", data, known)
        self.parts |= self._strings("parts", data.get("parts", {}))
        self.joins |= self._strings("joins", data.get("joins", {}), _JOIN_KEYS)
        self.roles |= self._strings("roles", data.get("roles", {}), _ROLE_KEYS)
        self.behind |= self._strings("behind", data.get("behind", {}), _BEHIND_KEYS)
        self.ahead = self._strings("ahead", data.get("ahead", {}), frozenset({"words"})).get("words", self.ahead)
        for name in _INTEGERS:
            self._integers(name, name, data.get(name, {}))
        for kind, table in (("step", data.get("steps", {})), ("same", data.get("same", {}))):
            self._known("steps" if kind == "step" else "same", table, set(_UNITS))
            for unit, words in table.items():
                self._integers(f"{kind}_{unit}", f"{kind}.{unit}", words)
        for word, unit in self._strings("units", data.get("units", {})).items():
            if unit not in PRECISIONS:
                raise _wrong(file, "units", word, f"{unit!r} is no unit", f"use one of {', '.join(_UNITS)}")
            self.words["units"][word] = unit
        for kind in ("not", "date"):
            for row in data.get(kind, []):
                self._entry(row, kind == "date")

    def _known(self, where: str, table: Any, known: set[str] | frozenset[str]) -> None:
        if not isinstance(table, dict):
            raise _wrong(self.file, where, "", "is no table", "write it as [name] with keys under it")
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                mend = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(sorted(known))}"
                raise _wrong(self.file, where, key, "is not known", mend)

    def _strings(self, where: str, table: Any, known: frozenset[str] | None = None) -> dict[str, str]:
        self._known(where, table, known if known is not None else set(table if isinstance(table, dict) else ()))
        for key, value in table.items():
            if not isinstance(value, str):
                raise _wrong(self.file, where, key, "is no string", "put it between quotation marks")
        return dict(table)

    def _integers(self, name: str, where: str, table: Any) -> None:
        self._known(where, table, set(table if isinstance(table, dict) else ()))
        for word, value in table.items():
            if not isinstance(value, int) or isinstance(value, bool):
                raise _wrong(self.file, where, word, "is no whole number", "give the number that the word stands for")
            self.words[name][word] = value

    def _entry(self, row: dict[str, Any], is_date: bool) -> None:
        name = row.get("id")
        if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
            raise _wrong(self.file, str(name), "id", "is missing or no name", "use small letters and hyphens")
        self._known(name, row, {"id", "match", "examples"})
        if any(e.id == name for _, e in self.entries):
            raise _wrong(self.file, name, "id", "stands twice", "choose another")
        match, examples = row.get("match"), row.get("examples")
        if not isinstance(match, str) or not match:
            raise _wrong(self.file, name, "match", "is missing", "give the pattern")
        if not examples or not all(isinstance(x, str) and (not is_date or x.count("⟦") == 1) for x in examples):
            raise _wrong(
                self.file, name, "examples", "are missing", "give sentences, in a date's the date between ⟦ and ⟧"
            )
        self.entries.append((self.file, Entry(name, match, is_date, tuple(examples))))

    def alternatives(self, table: str) -> str:
        words = sorted(self.words[table], key=lambda w: (-len(w), w))
        return "|".join(map(re.escape, words)) or "(?!)"

    def expand(self, entry: str, key: str, text: str, deep: int = 0) -> str:
        if deep > _DEEP:
            raise _wrong(self.file, entry, key, "parts hold each other", "let one of them end")
        if _UNBOUND.search(_CLASS.sub("", text)):
            raise _wrong(self.file, entry, key, "has a repeat without a bound", "write {0,20} for * and {1,20} for +")

        def put(m: re.Match[str]) -> str:
            name = m[1]
            base = name.removesuffix("_b")
            if base in _STEPS:
                return f"(?P<{name}>{self.alternatives(base)})"
            if base in _OF_TABLE:
                return f"(?P<{name}>{self.alternatives(_OF_TABLE[base])})"
            if base in _OF_PARTS:
                body = self.parts.get(base, self.parts.get(base.rstrip("2")))
                if body is not None:
                    return f"(?P<{name}>{self.expand(entry, key, body, deep + 1)})"
            elif name in self.parts:
                return f"(?:{self.expand(entry, key, self.parts[name], deep + 1)})"
            near = difflib.get_close_matches(name, [*GROUPS, *self.parts], n=1)
            mend = f"did you mean {near[0]}?" if near else "write it under [parts]"
            raise _wrong(self.file, entry, key, f"{{{name}}} is not known", mend)

        return _NAME.sub(put, text)

    def compiled(self, entry: str, key: str, text: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
        try:
            return re.compile(self.expand(entry, key, text), flags)
        except re.error as e:
            raise _wrong(self.file, entry, key, f"is no pattern: {e}", "see the syntax of Python's re") from e

    def finish(self, lang: str) -> Tables:
        first = self.expand("", "first", self.parts.get("first", ""))
        # what is no date is tried first, then dates in the order of the files
        ordered = sorted(self.entries, key=lambda x: x[1].date)
        branches: list[str] = []
        groups: dict[int, tuple[tuple[str, str], ...]] = {}
        for i, (file, e) in enumerate(ordered):
            self.file = file
            self.compiled(e.id, "match", e.match)
            body = self.expand(e.id, "match", e.match)
            names = _GROUP.findall(body)
            for name in names:
                if name.removesuffix("_b") not in GROUPS:
                    mend = f"the groups are {', '.join(sorted(GROUPS))}"
                    raise _wrong(file, e.id, "match", f"the group {name} is not known", mend)
            groups[i] = tuple((f"{name}__{i}", name.removesuffix("_b")) for name in names)
            numbered = _GROUP.sub(rf"(?P<\g<1>__{i}>", body)
            branches.append(f"(?P<entry__{i}>{numbered})")
        return Tables(
            lang,
            tuple(e for _, e in ordered),
            self.words,
            re.compile(f"{first}(?:{'|'.join(branches)})"),
            self.compiled("", "likely", self.parts.get("likely", "")),
            {
                k: self.compiled("roles", k, f"(?:{body})\\Z" if k.endswith("_before") else body, re.I)
                for k, body in ((k, self.roles.get(k, "(?!)")) for k in _ROLE_KEYS)
            },
            {k: self.compiled("joins", k, self.joins.get(k, "(?!)")) for k in _JOIN_KEYS},
            self.compiled("ahead", "words", self.ahead or "(?!)"),
            {
                "before": self.compiled("behind", "before", f"(?:{self.behind.get('before', '(?!)')})\\Z"),
                "after": self.compiled("behind", "after", self.behind.get("after", "(?!)")),
            },
            groups,
        )


def read(lang: str, folder: Path) -> Tables:
    """The tables of a language from ``any.toml`` and its own file in a folder.

    Raises RuleError for the first mistake, with file, entry, key and how to mend it; OSError for a missing file.
    """
    reader = _Reader()
    for name in ("any.toml", f"{lang}.toml"):
        reader.read(f"dates/{name}", (folder / name).read_text(encoding="utf-8"))
    return reader.finish(lang)


@lru_cache(maxsize=3)
def tables(lang: str) -> Tables:
    """The shipped tables of a language, read once."""
    return read(lang, data_path("dates"))
