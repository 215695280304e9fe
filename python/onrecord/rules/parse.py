"""TOML sources to the parsed form, with every mistake named: file, rule, key, and how to mend it."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import RuleError
from .model import (
    CERTAINTIES,
    CLASS_STRATEGIES,
    CLASSES,
    CONTENTS,
    KINDS,
    LANGS,
    MOODS,
    PLACES,
    REACHES,
    ROLES,
    SEGMENT_LISTS,
    STRATEGIES,
    WHERE,
    Cond,
    Example,
    Header,
    Kind,
    Mark,
    Pack,
    Place,
    Rule,
)

_RULE_KEYS = set(
    "id kind form cue first then span turn mood at negated need unless holder party content reason means over finite "
    "mutes tier examples counter_examples known_miss since slow replace".split()
)
_BLOCK_KEYS = {"id", "cue", "over", "examples", "since", "need", "unless", "turn", "slow", "replace"}
_MARK_KEYS = {"class", "any", "reach", "stop", "sets", "name", "lazy", "since"}
_HEADER_KEYS = {"pattern", "role", "speaker", "lang", "examples"}
_KIND_KEYS = {"id", "forms", "definition"}
_COND_KEYS = {"in", "has", "within", "first"}
_TOP_KEYS = {
    "rule",
    "block",
    "mark",
    "header",
    "kind",
    "words",
    "paradigm",
    "verb",
    "irregular",
    "extends",
    "lang",
    "disable",
}
_SEG_KEYS = {*SEGMENT_LISTS, "quotes", "titles", "adnominal_right", "adnominal_left"}


def error(place: Place, message: str, mend: str, position: int | None = None) -> RuleError:
    """A RuleError whose message names the file, the rule, the key and how to mend it."""
    where = place.file
    if place.rule:
        where += f": {place.rule}"
    if place.key:
        where += f": {place.key}"
    if position is not None:
        where += f" (character {position})"
    text = f"{where}: {message}" + (f"; {mend}" if mend else "")
    return RuleError(
        text, file=place.file, rule=place.rule or None, key=place.key or None, position=position, mend=mend
    )


def near(word: str, known: Iterable[str]) -> str:
    """ "did you mean" and the legal list."""
    legal = sorted(known)
    close = difflib.get_close_matches(str(word), legal, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"{hint}legal: {', '.join(legal)}"


class Reader:
    """Reads files into a :class:`Pack`; mistakes go to ``errors`` and the rest is still read."""

    def __init__(self) -> None:
        self.pack = Pack()
        self.errors: list[RuleError] = []
        self.origin: dict[str, str] = {}

    def folder(self, path: Path, lang: str | None = None) -> None:
        """All TOML files of a folder, in the order of their names."""
        files = sorted(path.glob("*.toml"))
        if not files:
            self.errors.append(error(Place(str(path)), "no .toml file in the folder", "a pack is TOML files"))
        for f in files:
            self.file(f, lang)

    def file(self, path: Path, lang: str | None = None) -> None:
        """One TOML file. ``lang`` is what the folder says; else its key lang or extends."""
        place = Place(f"{lang}/{path.name}" if lang else str(path))
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as e:
            self.errors.append(error(place, f"not TOML: {e}", "mend the line"))
            return
        except (OSError, UnicodeDecodeError) as e:
            self.errors.append(error(place, f"cannot be read: {e}", "give a UTF-8 file"))
            return
        lang = data.get("lang") or data.get("extends") or lang
        if path.name == "_segment.toml":
            self._segment(data, lang or "", place)
            return
        self._top(data, lang, place)

    def _say(self, place: Place, message: str, mend: str = "", position: int | None = None) -> None:
        self.errors.append(error(place, message, mend, position))

    def _unknown(self, data: dict[str, Any], legal: set[str], place: Place) -> None:
        for key in data:
            if key not in legal:
                self._say(Place(place.file, place.rule, key), "unknown key", near(key, legal))

    def _top(self, data: dict[str, Any], lang: str | None, place: Place) -> None:
        self._unknown(data, _TOP_KEYS, place)
        for kind in data.get("kind", []):
            self._kind(kind, place)
        if lang not in LANGS:
            if set(data) - {"kind"}:
                self._say(place, f"the language {lang!r}", f'write lang = "ja" at the top; legal: {", ".join(LANGS)}')
            return
        words = self.pack.words.setdefault(lang, {})
        for name, members in data.get("words", {}).items():
            if not isinstance(members, list) or not members or not all(isinstance(m, str) and m for m in members):
                self._say(Place(place.file, "", f"words.{name}"), "is no list of words", "give at least one word")
                continue
            if name in words:
                self._say(Place(place.file, "", f"words.{name}"), "stands in two files", "keep one of them")
            words[name] = tuple(members)
        inflect = self.pack.inflect.setdefault(lang, {})
        for table in ("paradigm", "verb", "irregular"):
            for name, value in data.get(table, {}).items():
                inflect.setdefault(table, {})[name] = value
        for glob in data.get("disable", []):
            self.pack.disable.append((glob, place))
        for number, raw in enumerate(data.get("mark", [])):
            self._mark(raw, lang, Place(place.file, f"mark {number + 1} ({raw.get('class', '?')})"))
        for number, raw in enumerate(data.get("header", [])):
            self._header(raw, Place(place.file, f"header {number + 1}"), lang)
        for raw in data.get("rule", []):
            self._rule(raw, lang, place, block=False)
        for raw in data.get("block", []):
            self._rule(raw, lang, place, block=True)

    def _kind(self, raw: dict[str, Any], place: Place) -> None:
        here = Place(place.file, str(raw.get("id", "?")))
        self._unknown(raw, _KIND_KEYS, here)
        name = raw.get("id")
        if not isinstance(name, str) or not name.startswith("user."):
            self._say(Place(here.file, here.rule, "id"), f"the kind {name!r}", 'kinds of your own start with "user."')
            return
        if not raw.get("definition"):
            self._say(Place(here.file, here.rule, "definition"), "is missing", "say what counts as this kind")
        old = self.pack.kinds.get(name)
        new = Kind(name, tuple(raw.get("forms", ())), str(raw.get("definition", "")), here)
        if old and (old.forms, old.definition) != (new.forms, new.definition):
            self._say(here, f"the kind stands in {old.place.file} too, defined otherwise", "rename one of them")
        self.pack.kinds[name] = new

    def _strings(self, raw: dict[str, Any], key: str, place: Place) -> tuple[str, ...]:
        value = raw.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
            self._say(Place(place.file, place.rule, key), "is no list of strings", f'write {key} = ["..."]')
            return ()
        return tuple(value)

    def _choice(self, value: Any, legal: Iterable[str], place: Place, key: str) -> bool:
        if value in legal:
            return True
        self._say(Place(place.file, place.rule, key), f"{value!r} is not known", near(str(value), legal))
        return False

    def _mark(self, raw: dict[str, Any], lang: str, place: Place) -> None:
        self._unknown(raw, _MARK_KEYS, place)
        cls = str(raw.get("class", ""))
        if not (cls in CLASSES or cls.startswith("user.")):
            self._say(Place(place.file, place.rule, "class"), f"the class {cls!r}", near(cls, CLASSES) + ", user.…")
            return
        words = self._strings(raw, "any", place)
        if not words or "" in words:
            self._say(Place(place.file, place.rule, "any"), "has no words", "give at least one, none empty")
            return
        cps: Any = 0
        reach: Any = raw.get("reach", "clause")
        if isinstance(reach, list) and len(reach) == 2:
            reach, cps = reach
        elif isinstance(reach, int):
            reach, cps = "clause", reach
        if not self._choice(reach, REACHES, place, "reach"):
            return
        if not isinstance(cps, int) or not 0 <= cps <= 4096:
            self._say(Place(place.file, place.rule, "reach"), f"{cps!r} code points", "from 0 to 4096")
            return
        stop = self._strings(raw, "stop", place)
        for s in stop:
            if s not in CLASSES and not s.startswith("user."):
                self._say(Place(place.file, place.rule, "stop"), f"the class {s!r}", near(s, CLASSES))
        certainty = (raw.get("sets") or {}).get("certainty")
        if certainty is None and cls.startswith("hedge."):
            certainty = cls.removeprefix("hedge.")
        if certainty is not None and not self._choice(certainty, CERTAINTIES, place, "sets"):
            return
        side = raw.get("name")
        if side is not None and not self._choice(side, ("left", "right"), place, "name"):
            return
        if cls.startswith("anchor.") and side is None:
            self._say(
                Place(place.file, place.rule, "name"),
                "is missing",
                'an anchor says where its noun stands: name = "left" or "right"',
            )
            return
        known = tuple(s for s in stop if s in CLASSES or s.startswith("user."))
        self.pack.marks.append(Mark(cls, lang, place, words, reach, cps, known, certainty, side, bool(raw.get("lazy"))))

    def _header(self, raw: dict[str, Any], place: Place, lang: str) -> None:
        self._unknown(raw, _HEADER_KEYS, place)
        if not raw.get("pattern"):
            self._say(Place(place.file, place.rule, "pattern"), "is missing", "give the header's pattern")
            return
        if not self._choice(raw.get("role"), ROLES, place, "role"):
            return
        self.pack.headers.append(
            Header(raw["pattern"], raw["role"], raw.get("lang", lang), place, self._strings(raw, "examples", place))
        )

    def _segment(self, data: dict[str, Any], lang: str, place: Place) -> None:
        if lang not in LANGS:
            self._say(place, f"the language {lang!r}", f"legal: {', '.join(LANGS)}")
            return
        self._unknown(data, _SEG_KEYS | {"lang"}, place)
        self.pack.segment.setdefault(lang, {}).update({k: v for k, v in data.items() if k != "lang"})

    def _conds(self, raw: dict[str, Any], key: str, place: Place) -> list[Cond]:
        out: list[Cond] = []
        value = raw.get(key, [])
        if isinstance(value, dict):
            value = [value]
        for c in value:
            here = Place(place.file, place.rule, key)
            if not isinstance(c, dict):
                self._say(here, "is no list of tables", 'write [{ in = "clause", has = "..." }]')
                continue
            self._unknown(c, _COND_KEYS, here)
            where = c.get("in", "turn" if "first" in c else None)
            if not self._choice(where, WHERE, place, f"{key}.in"):
                continue
            has, cls, pattern = c.get("has"), None, None
            if has is None and "first" not in c:
                self._say(here, "says neither has nor first", 'write has = "@class" or a pattern')
                continue
            if isinstance(has, str) and has.startswith("@"):
                cls = has[1:]
                if cls not in CLASSES and not cls.startswith("user."):
                    self._say(here, f"the class {cls!r}", near(cls, CLASSES))
                    continue
            elif isinstance(has, str) and has:
                pattern = has
            elif has is not None:
                self._say(here, f"has = {has!r}", 'write "@class" or a pattern')
                continue
            within, first = c.get("within", 0), c.get("first", 0)
            if (
                not isinstance(within, int)
                or not 0 <= within <= 4096
                or not isinstance(first, int)
                or not 0 <= first <= 1000
            ):
                self._say(
                    here, "within or first is out of bounds", "within counts code points (0 to 4096), first sentences"
                )
                continue
            out.append(Cond(str(where), key == "unless", cls, pattern, within, first))
        return out

    def _example(self, value: Any, place: Place, key: str, marked: bool) -> Example | None:
        here = Place(place.file, place.rule, key)
        question = role = None
        text = value
        if isinstance(value, dict):
            self._unknown(value, {"text", "question", "role"}, here)
            text, question, role = value.get("text"), value.get("question"), value.get("role")
            if role is not None and not self._choice(role, ROLES, place, key):
                return None
        if not isinstance(text, str) or not text:
            self._say(here, f"{value!r} is no example", "write a sentence, the cue between ⟦ and ⟧")
            return None
        a, b = text.find("⟦"), text.find("⟧")
        if (a >= 0) != (b >= 0) or a > b or text.count("⟦") > 1 or text.count("⟧") > 1 or (marked and a < 0):
            self._say(here, f"{text!r} does not mark one cue", "put ⟦ before it and ⟧ behind it")
            return None
        if not marked and a >= 0:
            self._say(here, f"{text!r} marks a cue", "what must not be found has no ⟦⟧")
            return None
        cue = (a, b - 1) if a >= 0 else None
        return Example(text.replace("⟦", "").replace("⟧", ""), cue, question, role)

    def _rule(self, raw: dict[str, Any], lang: str, place: Place, block: bool) -> None:
        name = raw.get("id")
        if not isinstance(name, str) or not name:
            self._say(
                Place(place.file, "?", "id"), "is missing", "give the rule an id, as ja.refusal.decline.hold-back"
            )
            return
        here = Place(place.file, name)
        before = len(self.errors)
        self._unknown(raw, _BLOCK_KEYS if block else _RULE_KEYS, here)
        if not (name.startswith(f"{lang}.") or name.startswith("user.")):
            self._say(Place(here.file, name, "id"), f"the id {name!r}", f'start it with "{lang}." or "user."')
        old = self.pack.rules.get(name)
        if old and not raw.get("replace"):
            self._say(
                Place(here.file, name, "id"),
                f"the id stands in {old.place.file} too",
                "rename one, or write replace = true",
            )
        if raw.get("replace") and not old:
            self._say(
                Place(here.file, name, "replace"), "there is no rule of this id to replace", "remove replace = true"
            )
        rule = Rule(name, lang, here, block=block)
        rule.slow = bool(raw.get("slow"))
        rule.replace = bool(raw.get("replace"))
        rule.since = str(raw.get("since", ""))
        frame = "first" in raw or "then" in raw
        if frame and ("cue" in raw or "first" not in raw or "then" not in raw):
            self._say(
                Place(here.file, name, "first"), "a frame has first and then, and no cue", "give both, and only them"
            )
        rule.cue = str(raw.get("then" if frame else "cue", ""))
        rule.first = str(raw["first"]) if "first" in raw else None
        if not rule.cue:
            self._say(Place(here.file, name, "cue"), "is missing or empty", "give a pattern")
        rule.span = raw.get("span", "clause")
        self._choice(rule.span, ("clause", "sentence"), here, "span")
        if "turn" in raw:
            rule.turn = self._strings(raw, "turn", here)
            for t in rule.turn:
                self._choice(t, ROLES, here, "turn")
            if not rule.turn:
                self._say(Place(here.file, name, "turn"), "is empty", f"legal: {', '.join(ROLES)}")
        rule.mood = raw.get("mood", "any")
        self._choice(rule.mood, MOODS, here, "mood")
        rule.at = self._strings(raw, "at", here)
        for t in rule.at:
            self._choice(t, PLACES, here, "at")
        rule.conds = self._conds(raw, "need", here) + self._conds(raw, "unless", here)
        rule.over = self._strings(raw, "over", here)
        if not block:
            self._rule_fields(rule, raw, here)
        for key, target, marked in (
            ("examples", rule.examples, True),
            ("counter_examples", rule.counter_examples, False),
            ("known_miss", rule.known_miss, True),
        ):
            value = raw.get(key, [])
            for x in value if isinstance(value, list) else [value]:
                example = self._example(x, here, key, marked)
                if example:
                    target.append(example)
        if not raw.get("examples"):
            self._say(
                Place(here.file, name, "examples"), "are missing", "give at least one sentence with its cue in ⟦⟧"
            )
        if not block and not raw.get("counter_examples"):
            self._say(Place(here.file, name, "counter_examples"), "are missing", "give the nearest trap")
        if len(self.errors) == before:
            self.pack.rules[name] = rule

    def _rule_fields(self, rule: Rule, raw: dict[str, Any], here: Place) -> None:
        forms = self._forms(rule, raw, here)
        rule.form = raw.get("form") or None
        if (
            rule.kind
            and (rule.form is not None or (forms and not rule.kind.startswith("user.")))
            and rule.form not in forms
        ):
            mend = near(str(rule.form), forms) if forms else f"{rule.kind} has no forms"
            self._say(Place(here.file, rule.id, "form"), f"the form {rule.form!r} of {rule.kind}", mend)
        rule.negated = str(raw.get("negated", "drop"))
        if rule.negated not in ("drop", "keep"):
            kind, _, form = rule.negated.partition(".")
            if kind not in KINDS or (form and form not in KINDS[kind]) or (not form and KINDS[kind]):
                legal = [
                    "drop",
                    "keep",
                    *(f"{k}.{f}" for k, fs in KINDS.items() for f in fs),
                    *(k for k in KINDS if not KINDS[k]),
                ]
                self._say(
                    Place(here.file, rule.id, "negated"), f"{rule.negated!r} is not known", near(rule.negated, legal)
                )
        strategies = {**STRATEGIES, **CLASS_STRATEGIES}
        for key in ("holder", "party"):
            if key in raw:
                value = self._strings(raw, key, here)
                for s in value:
                    self._choice(s, strategies, here, key)
                if len(value) > 6:
                    self._say(Place(here.file, rule.id, key), f"{len(value)} strategies", "6 are the most")
                setattr(rule, key, value)
        rule.content = raw.get("content", "auto")
        self._choice(rule.content, CONTENTS, here, "content")
        rule.reason = self._strings(raw, "reason", here)
        if "reason" not in raw and rule.kind == "refusal":
            rule.reason = ("clause", "sentence", "prev")
        for r in rule.reason:
            self._choice(r, WHERE, here, "reason")
        for m in raw.get("mutes", []):
            if not isinstance(m, dict) or set(m) - {"kind", "in"}:
                self._say(Place(here.file, rule.id, "mutes"), f"{m!r}", 'write [{ kind = "blame", in = "clause" }]')
                continue
            known = {*KINDS, *self.pack.kinds}
            if self._choice(m.get("kind"), known, here, "mutes") and self._choice(
                m.get("in", "clause"), ("clause", "sentence", "left", "right"), here, "mutes"
            ):
                rule.mutes.append((m["kind"], m.get("in", "clause")))
        rule.finite = bool(raw.get("finite"))
        rule.tier = raw.get("tier", "strict")
        self._choice(rule.tier, ("strict", "broad"), here, "tier")
        means = raw.get("means", {})
        if isinstance(means, dict):
            rule.means = {str(k): str(v) for k, v in means.items()}
        else:
            self._say(Place(here.file, rule.id, "means"), "is no table", 'write means = { en = "..." }')

    def _forms(self, rule: Rule, raw: dict[str, Any], here: Place) -> tuple[str, ...]:
        kind = raw.get("kind")
        if kind in self.pack.kinds:
            rule.kind = str(kind)
            return self.pack.kinds[str(kind)].forms
        if self._choice(kind, KINDS, here, "kind"):
            rule.kind = str(kind)
            return KINDS[rule.kind]
        return ()
