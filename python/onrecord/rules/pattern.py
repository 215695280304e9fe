"""The pattern language: a subset of PCRE2 with word lists and inflection, parsed into a small tree.

What it has: literals, groups (named: cue, holder, party, content, reason, core), alternatives, classes, ``.``, ``?``,
``{m,n}`` with n at most 40, look-around, ``\\d \\w \\s \\p{..}``, ``{name}``, ``{name*n}``, ``{name:form|form}``. What it
refuses, with the reason: unbounded repeats, verbs, ``\\C``, ``\\K``, callouts, recursion, backreferences, ``^ $ \\A \\z``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .fold import fold_literal
from .model import GROUPS


class PatternError(ValueError):
    """A pattern that cannot be used: where (characters) and how to mend it."""

    def __init__(self, message: str, position: int, mend: str = "") -> None:
        super().__init__(message)
        self.position = position
        self.mend = mend


class Node:
    """A node of the tree."""


@dataclass(slots=True)
class Lit(Node):
    """Folded text."""

    text: str


@dataclass(slots=True)
class Set(Node):
    """One character. ``members`` are its characters where they can be listed, else None; ``source`` is PCRE2 text."""

    source: str
    members: tuple[str, ...] | None


@dataclass(slots=True)
class Seq(Node):
    """One after the other."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Alt(Node):
    """One of several."""

    items: list[Node]


@dataclass(slots=True)
class Rep(Node):
    """A bounded repeat; ``lazy`` and ``possessive`` as in PCRE2."""

    item: Node
    low: int
    high: int
    suffix: str = ""


@dataclass(slots=True)
class Group(Node):
    """A named group."""

    name: str
    item: Node


@dataclass(slots=True)
class Look(Node):
    """A look-around: ``kind`` is its opening, as "(?=" or "(?<!"."""

    kind: str
    item: Node


#: Gives the tree of a word list or an inflected one: (name, forms or None, position).
Resolver = Callable[[str, tuple[str, ...] | None, int], Node]

_REF = re.compile(r"\{([^\W\d][\w\- 々ー]*|[^\x00-\x7f{}:*]+)(?:\*(\d+))?(?::([\w\-|]+))?\}")
_COUNT = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_ESCAPES = {"n": "\n", "t": "\t"}
_SPECIAL = set(r".\[](){}|?*+^$")


def escape(text: str) -> str:
    """A literal as PCRE2 text."""
    return "".join("\\" + c if c in r".\[](){}|?*+^$#-/" else c for c in text)


def _script(text: str) -> str:
    """``\\p{Han}`` as the script alone: PCRE2 from 10.40 takes it for the script extensions, which hold 、 and 。 too."""
    return re.sub(r"\{(\^?)(Han|Hiragana|Katakana|Latin|Hangul|Cyrillic)\}", r"{\1sc:\2}", text)


class Parser:
    """A parser for one pattern."""

    def __init__(self, text: str, resolve: Resolver, member_blank: bool) -> None:
        self.text = text
        self.at = 0
        self.resolve = resolve
        self.member_blank = member_blank

    def fail(self, message: str, mend: str, at: int | None = None) -> PatternError:
        return PatternError(message, self.at if at is None else at, mend)

    def parse(self) -> Node:
        """The whole pattern. Raises PatternError."""
        node = self.alternatives()
        if self.at < len(self.text):
            raise self.fail("a ) without its (", "remove it, or write \\)")
        return node

    def alternatives(self) -> Node:
        items = [self.sequence()]
        while self.text.startswith("|", self.at):
            self.at += 1
            items.append(self.sequence())
        return items[0] if len(items) == 1 else Alt(items)

    def sequence(self) -> Node:
        items: list[Node] = []
        plain = ""

        def flush() -> None:
            nonlocal plain
            if plain:
                items.append(Lit(fold_literal(plain)))
                plain = ""

        while self.at < len(self.text) and self.text[self.at] not in "|)":
            c = self.text[self.at]
            if c not in _SPECIAL:
                follow = self.text[self.at + 1 : self.at + 2]
                if follow in ("?", "*", "+") or (follow == "{" and _COUNT.match(self.text, self.at + 1)):
                    flush()
                    self.at += 1
                    items.append(self.repeat(Lit(fold_literal(c))))
                else:
                    plain += c
                    self.at += 1
                continue
            atom = self.atom()
            if isinstance(atom, str):
                follow = self.text[self.at : self.at + 1]
                if follow in ("?", "*", "+") or (follow == "{" and _COUNT.match(self.text, self.at)):
                    flush()
                    items.append(self.repeat(Lit(fold_literal(atom))))
                else:
                    plain += atom
                continue
            flush()
            items.append(self.repeat(atom))
        flush()
        return items[0] if len(items) == 1 else Seq(items)

    def repeat(self, node: Node) -> Node:
        while self.at < len(self.text):
            c = self.text[self.at]
            if c in "*+":
                raise self.fail(f"an unbounded repeat {c}", "say how often at most, as {0,20}")
            if c == "?":
                low, high, size = 0, 1, 1
            elif c == "{":
                m = _COUNT.match(self.text, self.at)
                if not m:
                    return node
                low = int(m[1])
                if m[2] == "":
                    raise self.fail("an unbounded repeat {n,}", "say how often at most, as {0,20}")
                high = int(m[2]) if m[2] is not None else low
                size = m.end() - m.start()
            else:
                return node
            if high > 40:
                raise self.fail(f"a repeat of up to {high}", "40 is the most")
            if high < low:
                raise self.fail(f"a repeat from {low} to {high}", "write the smaller number first")
            if isinstance(node, Look):
                raise self.fail("a repeated look-around", "it matches no text: remove the repeat")
            self.at += size
            suffix = ""
            if self.text[self.at : self.at + 1] in ("?", "+"):
                suffix = self.text[self.at]
                self.at += 1
            node = Rep(node, low, high, suffix)
        return node

    def atom(self) -> Node | str:
        c = self.text[self.at]
        if c == ".":
            self.at += 1
            return Set(".", None)
        if c in "^$":
            raise self.fail(f"the anchor {c}", 'use at = "sentence-start", "sentence-end", "clause-start" ...')
        if c in "?*+":
            raise self.fail(f"a {c} with nothing before it", f"write \\{c} for the character")
        if c == "[":
            return self.char_set()
        if c == "(":
            return self.group()
        if c == "\\":
            return self.escaped()
        if c == "{":
            m = _REF.match(self.text, self.at)
            if not m:
                raise self.fail("a { that opens neither a repeat nor a word list", "write \\{ for the character")
            start = self.at
            self.at = m.end()
            node = self.resolve(m[1], tuple(m[3].split("|")) if m[3] else None, start)
            if m[2] is not None:
                many = int(m[2])
                if not 1 <= many <= 5:
                    raise self.fail(f"{{{m[1]}*{many}}}", "from 1 to 5 members", start)
                member = Seq([Lit(" "), node]) if self.member_blank else node
                return Rep(member, 0, many)
            return node
        raise self.fail(f"a {c} that closes nothing", f"write \\{c} for the character")

    def escaped(self) -> Node | str:
        c = self.text[self.at + 1 : self.at + 2]
        start = self.at
        if not c:
            raise self.fail("a lone \\ at the end", "write \\\\ for the character")
        if c in "AzZGC K".replace(" ", ""):
            mend = "use at = ..." if c in "AzZG" else "it is not allowed in rules"
            raise self.fail(f"\\{c}", mend)
        if c.isdigit() or c in "gk":
            raise self.fail(f"a backreference \\{c}", "name what may stand there with a word list")
        if c in "pP":
            m = re.compile(r"\\[pP](?:\{\^?[\w:]+\}|\w)").match(self.text, self.at)
            if not m:
                raise self.fail(f"\\{c} without a property", "write \\p{Han}")
            self.at = m.end()
            return Set(_script(m[0]), None)
        self.at += 2
        if c == "d":
            return Set("[0-9]", tuple("0123456789"))
        if c in "wWsSDhHvVNR":
            return Set(f"\\{c}", None)
        if c in "bB":
            return Look(f"\\{c}", Seq())
        if c in _ESCAPES:
            return " "
        if c.isalpha():
            raise self.fail(f"the escape \\{c}", "it is not part of the rule language", start)
        return c

    def char_set(self) -> Node:
        start = self.at
        i = self.at + 1
        negated = self.text[i : i + 1] == "^"
        i += negated
        members: list[str] = []
        source = ""
        listed = not negated
        first = True
        while i < len(self.text) and (self.text[i] != "]" or first):
            first = False
            c = self.text[i]
            if c == "\\":
                m = re.compile(r"\\(?:[pP](?:\{\^?[\w:]+\}|\w)|.)", re.S).match(self.text, i)
                if not m:
                    break
                i = m.end()
                if m[0][1] in "pPdDwWsShHvV":
                    source += _script(m[0])
                    listed = False
                    continue
                c = " " if m[0][1] in "nt" else m[0][1]
            elif c == "[" and self.text.startswith("[:", i):
                raise self.fail("a POSIX class", "write \\p{..} or list the characters", i)
            else:
                i += 1
            if self.text[i : i + 1] == "-" and self.text[i + 1 : i + 2] not in ("]", ""):
                low, high = fold_literal(c), fold_literal(self.text[i + 1])
                if len(low) != 1 or len(high) != 1 or low > high:
                    raise self.fail(f"the range {c}-{self.text[i + 1]}", "its ends fold to no range", i)
                source += f"{escape(low)}-{escape(high)}"
                if ord(high) - ord(low) < 64:
                    members += [chr(x) for x in range(ord(low), ord(high) + 1)]
                else:
                    listed = False
                i += 2
                continue
            folded = fold_literal(c)
            if len(folded) != 1:
                raise self.fail(f"{c} in a class folds to {folded!r}", "write it as an alternative", i)
            members.append(folded)
            source += escape(folded)
        if i >= len(self.text):
            raise self.fail("a [ without its ]", "close the class", start)
        self.at = i + 1
        return Set(f"[{'^' if negated else ''}{source}]", tuple(dict.fromkeys(members)) if listed else None)

    def group(self) -> Node:
        start = self.at
        rest = self.text[self.at :]
        name: str | None = None
        look: str | None = None
        if rest.startswith("(*"):
            raise self.fail("a verb (*...)", "verbs are not allowed in rules")
        if rest.startswith("(?"):
            m = re.match(r"\(\?(?:<|P<|')(\w+)[>']", rest)
            k = re.match(r"\(\?(?:=|!|<=|<!)", rest)
            if m:
                name = m[1]
                if name not in GROUPS:
                    raise self.fail(f"a group named {name}", f"the names are {', '.join(GROUPS)}")
                self.at += m.end()
            elif k:
                look = k[0]
                self.at += k.end()
            elif rest.startswith("(?:"):
                self.at += 3
            elif rest.startswith("(?>"):
                self.at += 3
                look = "(?>"
            elif re.match(r"\(\?C", rest):
                raise self.fail("a callout (?C", "callouts are not allowed in rules")
            elif re.match(r"\(\?(?:R|[+-]?\d|&|P>)", rest):
                raise self.fail("a recursion", "recursion is not allowed in rules")
            elif rest.startswith("(?P="):
                raise self.fail("a backreference (?P=", "name what may stand there with a word list")
            else:
                raise self.fail(f"the group {rest[:4]}", "use (?:...), a named group or a look-around")
        else:
            self.at += 1
        node = self.alternatives()
        if self.text[self.at : self.at + 1] != ")":
            raise self.fail("a ( without its )", "close the group", start)
        self.at += 1
        if name:
            return Group(name, node)
        if look:
            return Look(look, node)
        return node if isinstance(node, (Alt, Group)) else Alt([node])
