"""TOML sources to the parsed form, with every mistake named: file, rule, key, and how to mend it."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..errors import RuleError
from ..resources import data_path
from .model import (
    CERTAINTIES,
    CLASS_STRATEGIES,
    CLASSES,
    CONTENTS,
    FORM_CERTAINTY,
    KINDS,
    LANGS,
    MAX_STRATEGIES,
    MOODS,
    PLACES,
    REACHES,
    REASON_PLACES,
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

# What a key's value must be: "text", "texts" (one or a list), "list", "table", "tables" (one or a list), "pairs", "yes"
# (true or false), "any" (looked at where it is used).
_RULE_KEYS = {
    "id": "text",
    "kind": "text",
    "form": "text",
    "cue": "text",
    "first": "text",
    "then": "text",
    "span": "text",
    "turn": "texts",
    "mood": "text",
    "at": "texts",
    "negated": "text",
    "need": "tables",
    "unless": "tables",
    "holder": "texts",
    "party": "texts",
    "content": "text",
    "certainty": "text",
    "reason": "texts",
    "means": "table",
    "over": "texts",
    "finite": "yes",
    "mutes": "tables",
    "tier": "text",
    "examples": "any",
    "counter_examples": "any",
    "known_miss": "any",
    "since": "text",
    "slow": "yes",
    "replace": "yes",
}
_BLOCK_KEYS = {k: _RULE_KEYS[k] for k in "id cue over examples since need unless turn slow replace".split()}
_MARK_KEYS = {
    "class": "text",
    "any": "texts",
    "reach": "any",
    "stop": "texts",
    "sets": "table",
    "name": "text",
    "lazy": "yes",
    "since": "text",
}
_HEADER_KEYS = {
    "pattern": "text",
    "role": "text",
    "lang": "text",
    "stage": "text",
    "opens": "text",
    "one_paragraph": "yes",
    "examples": "texts",
}
_KIND_KEYS = {"id": "text", "forms": "texts", "definition": "text"}
_COND_KEYS = {"in": "text", "has": "text", "within": "count", "first": "count"}
_MUTE_KEYS = {"kind": "text", "in": "text"}
_EXAMPLE_KEYS = {"text": "text", "question": "text", "role": "text"}
_TOP_KEYS = {
    "rule": "tables",
    "block": "tables",
    "mark": "tables",
    "header": "tables",
    "kind": "tables",
    "words": "table",
    "paradigm": "table",
    "verb": "table",
    "irregular": "table",
    "extends": "text",
    "lang": "text",
    "disable": "texts",
}
_SEG_KEYS = dict.fromkeys(SEGMENT_LISTS, "list") | {
    "quotes": "pairs",
    "titles": "pairs",
    "adnominal_right": "text",
    "adnominal_left": "text",
    "lang": "text",
}
_WANTED = {
    "text": ("is no text", 'write {key} = "..."'),
    "texts": ("is no list of strings", 'write {key} = ["..."]'),
    "list": ("is no list of strings", 'write {key} = ["..."]'),
    "table": ("is no table", "write {key} = {{ ... }}"),
    "tables": ("is no list of tables", "write {key} = [{{ ... }}] or [[{key}]]"),
    "pairs": ("is no list of pairs", 'write {key} = [["「", "」"]]'),
    "yes": ("is neither true nor false", "write {key} = true"),
    "count": ("is no number from 0 to 4096", "write {key} = 1"),
}


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
    """A "did you mean" where something is close, and the legal list."""
    legal = sorted(known)
    close = difflib.get_close_matches(str(word), legal, n=1)
    hint = f"did you mean {close[0]}? " if close else ""
    return f"{hint}legal: {', '.join(legal)}"


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(x, str) for x in value)


def _fits(value: Any, wanted: str) -> bool:
    match wanted:
        case "text":
            return isinstance(value, str)
        case "texts":
            return isinstance(value, str) or _texts(value)
        case "list":
            return _texts(value) and "" not in value
        case "table":
            return isinstance(value, dict)
        case "tables":
            return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(x, dict) for x in value))
        case "pairs":
            return isinstance(value, list) and all(_texts(x) and len(x) == 2 and "" not in x for x in value)
        case "yes":
            return isinstance(value, bool)
        case "count":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 4096
    return True


class Reader:
    """Reads files into a :class:`Pack`; mistakes go to ``errors`` and the rest is still read.

    Words, inflection and kinds are taken in file by file; rules, marks and headers wait for :meth:`finish`, since they
    may use what a later file says.
    """

    def __init__(self) -> None:
        self.pack = Pack()
        self.errors: list[RuleError] = []
        self.seen: set[Path] = set()
        #: The languages that files of users' packs are for.
        self.extended: dict[str, Place] = {}
        self._waiting: list[tuple[dict[str, Any], str, Place, bool]] = []
        self._shipped = data_path("rules").resolve()

    def folder(self, path: Path, lang: str | None = None) -> None:
        """All TOML files of a folder, in the order of their names."""
        files = sorted(path.glob("*.toml"))
        if not files:
            self.errors.append(error(Place(str(path)), "no .toml file in the folder", "a pack is TOML files"))
        for f in files:
            self.file(f, lang)

    def file(self, path: Path, lang: str | None = None) -> None:
        """One TOML file, once. ``lang`` is what the folder says; else its key lang or extends."""
        real = path.resolve()
        if real in self.seen:
            return
        self.seen.add(real)
        shipped = real.parent.parent == self._shipped
        place = Place(f"{path.parent.name}/{path.name}" if shipped else str(path))
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except tomllib.TOMLDecodeError as e:
            self.errors.append(error(place, f"not TOML: {e}", "mend the line"))
            return
        except (OSError, UnicodeDecodeError) as e:
            self.errors.append(error(place, f"cannot be read: {e}", "give a UTF-8 file"))
            return
        data = self._typed(data, _SEG_KEYS if path.name == "_segment.toml" else _TOP_KEYS, place)
        own, extends = data.get("lang"), data.get("extends")
        if own and extends and own != extends:
            self._say(place, f"lang is {own!r} and extends {extends!r}", "say the language once")
        lang = own or extends or lang
        if lang not in LANGS:
            if set(data) - {"kind"}:
                self._say(place, f"the language {lang!r}", f'write lang = "ja" at the top; legal: {", ".join(LANGS)}')
            lang = None
        elif not shipped:
            self.extended.setdefault(lang, place)
        if path.name != "_segment.toml":
            for kind in self._tables(data, "kind"):
                self._kind(kind, place)
        if lang is None:
            return
        if path.name == "_segment.toml":
            self.pack.segment.setdefault(lang, {}).update({k: v for k, v in data.items() if k != "lang"})
            return
        self._words(data, lang, place)
        self.pack.disable += [(glob, place) for glob in self._strings(data, "disable")]
        self._waiting.append((data, lang, place, shipped))

    def finish(self) -> Pack:
        """The marks, headers, rules and blocks of all files read so far."""
        own: list[Header] = []
        headers = self.pack.headers
        for data, lang, place, shipped in self._waiting:
            for i, raw in enumerate(self._tables(data, "mark")):
                self._mark(raw, lang, Place(place.file, f"mark {i + 1} ({raw.get('class', '?')})"))
            for i, raw in enumerate(self._tables(data, "header")):
                self._header(raw, Place(place.file, f"header {i + 1}"), lang, headers if shipped else own)
            for raw in self._tables(data, "rule"):
                self._rule(raw, lang, place, block=False)
            for raw in self._tables(data, "block"):
                self._rule(raw, lang, place, block=True)
        headers[:0] = own  # the first that fits counts, and a user's come before the shipped ones
        opened = {h.opens for h in headers if h.opens}
        for h in headers:
            if h.stage is not None and h.stage not in opened:
                here = Place(h.place.file, h.place.rule, "stage")
                self._say(here, f"no header opens the stage {h.stage!r}", near(h.stage, opened))
        self._waiting.clear()
        return self.pack

    def _say(self, place: Place, message: str, mend: str = "", position: int | None = None) -> None:
        self.errors.append(error(place, message, mend, position))

    def _typed(self, raw: Mapping[str, Any], keys: Mapping[str, str], place: Place) -> dict[str, Any]:
        """What of a table has a known key and a value of its type; the rest is a mistake. ``place.key`` is its path."""
        out: dict[str, Any] = {}
        for key, value in raw.items():
            path = f"{place.key}.{key}" if place.key else key
            if key not in keys:
                self._say(Place(place.file, place.rule, path), "unknown key", near(key, keys))
            elif not _fits(value, keys[key]):
                message, mend = _WANTED[keys[key]]
                self._say(Place(place.file, place.rule, path), message, mend.format(key=key))
            else:
                out[key] = value
        return out

    def _tables(self, data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        value = data.get(key, [])
        return [value] if isinstance(value, dict) else value

    def _strings(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, ())
        return (value,) if isinstance(value, str) else tuple(value)

    def _choice(self, value: Any, legal: Iterable[str], place: Place, key: str) -> bool:
        if value in legal:
            return True
        self._say(Place(place.file, place.rule, key), f"{value!r} is not known", near(str(value), legal))
        return False

    def _class(self, name: str, place: Place, key: str) -> bool:
        own = name.startswith("user.") and name != "user." and not any(c.isspace() for c in name)
        if name in CLASSES or own:
            return True
        self._say(Place(place.file, place.rule, key), f"the class {name!r}", near(name, CLASSES) + ", user.…")
        return False

    def _words(self, data: Mapping[str, Any], lang: str, place: Place) -> None:
        """Word lists and inflection."""
        words = self.pack.words.setdefault(lang, {})
        for name, members in data.get("words", {}).items():
            here = Place(place.file, "", f"words.{name}")
            if not members or not _fits(members, "list"):
                self._say(here, "is no list of words", "give at least one word, none empty")
            elif self._first(lang, "words", name, here):
                words[name] = tuple(members)
        inflect = self.pack.inflect.setdefault(lang, {})
        for table in ("paradigm", "irregular"):
            for name, forms in data.get(table, {}).items():
                here = Place(place.file, "", f"{table}.{name}")
                if self._forms_fit(table, forms, here) and self._first(lang, table, name, here):
                    inflect.setdefault(table, {})[name] = forms
        for name, lemmas in data.get("verb", {}).items():
            here = Place(place.file, "", f"verb.{name}")
            if not _fits(lemmas, "list"):
                self._say(
                    here, "is no list of lemmas", 'write verb.PARADIGM = ["..."]; [irregular.LEMMA] has whole words'
                )
                continue
            for lemma in dict.fromkeys(lemmas):
                if self._first(lang, "verb", lemma, Place(place.file, "", f"verb.{name}.{lemma}")):
                    inflect.setdefault("verb", {}).setdefault(name, []).append(lemma)

    def _forms_fit(self, table: str, forms: Any, here: Place) -> bool:
        if not isinstance(forms, dict):
            self._say(here, "is no table of forms", f'write [{here.key}] and under it form = ["..."]')
            return False
        before = len(self.errors)
        for form, endings in forms.items():
            if form == "strip" and table == "paradigm":
                if not _fits(endings, "count"):
                    self._say(Place(here.file, "", f"{here.key}.strip"), "is no number", "write strip = 1")
            elif form == "all" or not _texts(endings) or not endings:
                mend = 'write form = ["..."]; "all" is every form, it cannot be one'
                self._say(Place(here.file, "", f"{here.key}.{form}"), "is no list of endings", mend)
        return len(self.errors) == before

    def _first(self, lang: str, table: str, name: str, here: Place) -> bool:
        """Notes where a word is from; a mistake where it has been before."""
        key = (lang, table, name)
        old = self.pack.origin.get(key)
        if old is None:
            self.pack.origin[key] = here.file
            return True
        self._say(here, f"stands in {old} too", "keep one of them, or give yours another name")
        return False

    def _kind(self, raw: Mapping[str, Any], place: Place) -> None:
        name = raw.get("id")
        here = Place(place.file, str(name))
        raw = self._typed(raw, _KIND_KEYS, here)
        if not isinstance(name, str) or not name.startswith("user.") or name == "user.":
            self._say(Place(here.file, here.rule, "id"), f"the kind {name!r}", 'kinds of your own start with "user."')
            return
        if not raw.get("definition"):
            self._say(Place(here.file, here.rule, "definition"), "is missing", "say what counts as this kind")
        old = self.pack.kinds.get(name)
        new = Kind(name, self._strings(raw, "forms"), raw.get("definition", ""), here)
        if old and (old.forms, old.definition) != (new.forms, new.definition):
            self._say(here, f"the kind stands in {old.place.file} too, defined otherwise", "rename one of them")
        self.pack.kinds[name] = new

    def _kinds(self) -> dict[str, tuple[str, ...]]:
        return KINDS | {k.id: k.forms for k in self.pack.kinds.values()}

    def _mark(self, raw: Mapping[str, Any], lang: str, place: Place) -> None:
        before = len(self.errors)
        raw = self._typed(raw, _MARK_KEYS, place)
        cls = raw.get("class", "")
        words = self._strings(raw, "any")
        stop = self._strings(raw, "stop")
        if len(self.errors) > before or not self._class(cls, place, "class"):
            return
        if not words or "" in words:
            self._say(Place(place.file, place.rule, "any"), "has no words", "give at least one, none empty")
        cps: Any = 0
        reach: Any = raw.get("reach", "clause")
        if isinstance(reach, list) and len(reach) == 2:
            reach, cps = reach
        elif isinstance(reach, int):
            reach, cps = "clause", reach
        self._choice(reach, REACHES, place, "reach")
        if not _fits(cps, "count"):
            self._say(Place(place.file, place.rule, "reach"), f"{cps!r} code points", "from 0 to 4096")
        for s in stop:
            self._class(s, place, "stop")
        sets = self._typed(raw.get("sets", {}), {"certainty": "text"}, Place(place.file, place.rule, "sets"))
        certainty = sets.get("certainty")
        if certainty is None and cls.startswith("hedge."):
            certainty = cls.removeprefix("hedge.")
        if certainty is not None:
            self._choice(certainty, CERTAINTIES, place, "sets.certainty")
        side = raw.get("name")
        if side is not None:
            self._choice(side, ("left", "right"), place, "name")
        elif cls.startswith("anchor."):
            mend = 'an anchor says where its noun stands: name = "left" or "right"'
            self._say(Place(place.file, place.rule, "name"), "is missing", mend)
        if len(self.errors) == before:
            lazy = raw.get("lazy", False)
            self.pack.marks.append(Mark(cls, lang, place, words, reach, cps, stop, certainty, side, lazy))

    def _header(self, raw: Mapping[str, Any], place: Place, lang: str, to: list[Header]) -> None:
        before = len(self.errors)
        raw = self._typed(raw, _HEADER_KEYS, place)
        if not raw.get("pattern"):
            self._say(Place(place.file, place.rule, "pattern"), "is missing", "give the header's pattern")
        self._choice(raw.get("role"), ROLES, place, "role")
        lang = raw.get("lang", lang)
        self._choice(lang, LANGS, place, "lang")
        if raw.get("one_paragraph") and raw.get("role") != "question":
            here = Place(place.file, place.rule, "one_paragraph")
            self._say(here, "is said of a turn that asks nothing", 'only a header of role = "question" may say it')
        if len(self.errors) == before:
            examples = self._strings(raw, "examples")
            one = raw.get("one_paragraph", False)
            made = Header(raw["pattern"], raw["role"], lang, place, examples, raw.get("stage"), raw.get("opens"), one)
            to.append(made)

    def _conds(self, raw: Mapping[str, Any], key: str, place: Place) -> list[Cond]:
        out: list[Cond] = []
        here = Place(place.file, place.rule, key)
        for table in self._tables(raw, key):
            before = len(self.errors)
            c = self._typed(table, _COND_KEYS, here)
            where = c.get("in", "turn" if "first" in c else None)
            has, within, first = c.get("has"), c.get("within", 0), c.get("first", 0)
            self._choice(where, WHERE, place, f"{key}.in")
            cls = pattern = None
            if has is not None and has.startswith("@"):
                cls = has[1:]
                self._class(cls, place, f"{key}.has")
            elif has:
                pattern = has
            elif "has" in c or "first" not in c:
                self._say(here, "says neither has nor first", 'write has = "@class" or a pattern')
            if len(self.errors) == before:
                out.append(Cond(str(where), key == "unless", cls, pattern, within, first))
        return out

    def _examples(self, raw: Mapping[str, Any], key: str, place: Place, marked: bool) -> list[Example]:
        value = raw.get(key, [])
        here = Place(place.file, place.rule, key)
        found = [self._example(x, here, marked) for x in (value if isinstance(value, list) else [value])]
        return [x for x in found if x is not None]

    def _example(self, value: Any, here: Place, marked: bool) -> Example | None:
        question = role = None
        text = value
        if isinstance(value, dict):
            value = self._typed(value, _EXAMPLE_KEYS, here)
            text, question, role = value.get("text"), value.get("question"), value.get("role")
            if role is not None and not self._choice(role, ROLES, here, f"{here.key}.role"):
                return None
        if not isinstance(text, str) or not text:
            self._say(here, f"{value!r} is no example", "write a sentence, the cue between ⟦ and ⟧")
            return None
        a, b = text.find("⟦"), text.find("⟧")
        many = text.count("⟦") + text.count("⟧")
        if not marked and many:
            self._say(here, f"{text!r} marks a cue", "what must not be found has no ⟦⟧")
            return None
        if marked and (many != 2 or not 0 <= a < b - 1):
            self._say(here, f"{text!r} does not mark one cue", "put ⟦ before it and ⟧ behind it")
            return None
        return Example(text.replace("⟦", "").replace("⟧", ""), (a, b - 1) if marked else None, question, role)

    def _rule(self, raw: Mapping[str, Any], lang: str, place: Place, block: bool) -> None:
        name = raw.get("id")
        if not isinstance(name, str) or not name:
            mend = "give the rule an id, as ja.refusal.decline.hold-back"
            self._say(Place(place.file, "?", "id"), "is missing", mend)
            return
        here = Place(place.file, name)
        before = len(self.errors)
        raw = self._typed(raw, _BLOCK_KEYS if block else _RULE_KEYS, here)
        rule = Rule(name, lang, here, block=block)
        self._identity(rule, raw, here)
        frame = "first" in raw or "then" in raw
        if frame and ("cue" in raw or "first" not in raw or "then" not in raw):
            self._say(Place(here.file, name, "first"), "a frame has first and then, and no cue", "give both, only them")
        rule.cue = raw.get("then" if frame else "cue", "")
        rule.first = raw.get("first")
        for key, text in (("then" if frame else "cue", rule.cue), ("first", rule.first)):
            if text == "":
                self._say(Place(here.file, name, key), "is missing or empty", "give a pattern")
        rule.span = raw.get("span", "clause")
        self._choice(rule.span, ("clause", "sentence"), here, "span")
        if "turn" in raw:
            rule.turn = tuple(dict.fromkeys(self._strings(raw, "turn")))
            for t in rule.turn:
                self._choice(t, ROLES, here, "turn")
            if not rule.turn:
                self._say(Place(here.file, name, "turn"), "is empty", f"legal: {', '.join(ROLES)}")
        rule.mood = raw.get("mood", "any")
        self._choice(rule.mood, MOODS, here, "mood")
        rule.at = tuple(dict.fromkeys(self._strings(raw, "at")))
        for t in rule.at:
            self._choice(t, PLACES, here, "at")
        rule.conds = self._conds(raw, "need", here) + self._conds(raw, "unless", here)
        rule.over = self._strings(raw, "over")
        if not block:
            self._fields(rule, raw, here)
        rule.examples = self._examples(raw, "examples", here, True)
        rule.counter_examples = self._examples(raw, "counter_examples", here, False)
        rule.known_miss = self._examples(raw, "known_miss", here, True)
        if not raw.get("examples"):
            mend = "give at least one sentence with its cue in ⟦⟧"
            self._say(Place(here.file, name, "examples"), "are missing", mend)
        if not block and not raw.get("counter_examples"):
            self._say(Place(here.file, name, "counter_examples"), "are missing", "give the nearest trap")
        if len(self.errors) == before:
            self.pack.rules[name] = rule

    def _identity(self, rule: Rule, raw: Mapping[str, Any], here: Place) -> None:
        """Its id, and whether it may have it."""
        name = rule.id
        if not name.startswith((f"{rule.lang}.", "user.")) or name.endswith("."):
            self._say(Place(here.file, name, "id"), f"the id {name!r}", f'start it with "{rule.lang}." or "user."')
        rule.slow, rule.replace = raw.get("slow", False), raw.get("replace", False)
        rule.since = raw.get("since", "")
        old = self.pack.rules.get(name)
        if old and not rule.replace:
            mend = "rename one, or write replace = true"
            self._say(Place(here.file, name, "id"), f"the id stands in {old.place.file} too", mend)
        if rule.replace and not old:
            near_ids = difflib.get_close_matches(name, self.pack.rules, n=3)
            mend = f"did you mean {', '.join(near_ids)}?" if near_ids else "remove replace = true"
            self._say(Place(here.file, name, "replace"), "there is no rule of this id to replace", mend)

    def _fields(self, rule: Rule, raw: Mapping[str, Any], here: Place) -> None:
        """What a rule has and a block has not."""
        kinds = self._kinds()
        rule.kind = raw.get("kind", "")
        rule.form = raw.get("form") or None
        if self._choice(rule.kind, kinds, here, "kind"):
            forms = kinds[rule.kind]
            if rule.form not in forms and (rule.form or (forms and not rule.kind.startswith("user."))):
                mend = near(str(rule.form), forms) if forms else f"{rule.kind} has no forms"
                self._say(Place(here.file, rule.id, "form"), f"the form {rule.form!r} of {rule.kind}", mend)
        rule.negated = raw.get("negated", "drop")
        legal = ["drop", "keep", *(f"{k}.{f}" for k, fs in kinds.items() for f in fs)]
        legal += [k for k, fs in kinds.items() if not fs or k.startswith("user.")]
        self._choice(rule.negated, legal, here, "negated")
        for key in ("holder", "party"):
            if key in raw:
                value = self._strings(raw, key)
                for s in value:
                    self._choice(s, {**STRATEGIES, **CLASS_STRATEGIES}, here, key)
                if len(value) > MAX_STRATEGIES:
                    mend = f"{MAX_STRATEGIES} are the most"
                    self._say(Place(here.file, rule.id, key), f"{len(value)} strategies", mend)
                setattr(rule, key, value)
        rule.content = raw.get("content", "auto")
        self._choice(rule.content, CONTENTS, here, "content")
        rule.certainty = raw.get("certainty", FORM_CERTAINTY.get(rule.form or "", "asserted"))
        self._choice(rule.certainty, CERTAINTIES, here, "certainty")
        rule.reason = tuple(dict.fromkeys(self._strings(raw, "reason")))
        if "reason" not in raw and rule.kind == "refusal":
            rule.reason = ("clause", "sentence", "prev")
        for r in rule.reason:
            self._choice(r, REASON_PLACES, here, "reason")
        for m in self._tables(raw, "mutes"):
            m = self._typed(m, _MUTE_KEYS, Place(here.file, rule.id, "mutes"))
            where = m.get("in", "clause")
            fit = self._choice(m.get("kind"), kinds, here, "mutes.kind")
            if self._choice(where, ("clause", "sentence", "left", "right"), here, "mutes.in") and fit:
                rule.mutes.append((m["kind"], where))
        rule.finite = raw.get("finite", False)
        rule.tier = raw.get("tier", "strict")
        self._choice(rule.tier, ("strict", "broad"), here, "tier")
        keys = dict.fromkeys(LANGS, "text")
        rule.means = self._typed(raw.get("means", {}), keys, Place(here.file, rule.id, "means"))
