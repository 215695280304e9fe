"""The pattern language: a subset of PCRE2 with word lists and inflection, parsed into a small tree.

What it has: literals, groups (named: cue, holder, party, content, reason, core), alternatives, classes, ``.``, ``?``,
``{m,n}`` with n at most 40, look-around, ``\\d \\w \\s \\p{..}``, ``{name}``, ``{name*n}``, ``{name:form|form}``. What it
refuses, with the reason: unbounded repeats, verbs, ``\\C``, ``\\K``, callouts, recursion, backreferences, options,
conditions, ``^ $ \\A \\z``. Literal text and the members of classes are folded here, piece by piece, so the positions in
errors are those of the pattern as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .fold import fold_literal
from .model import GROUPS

if TYPE_CHECKING:
    from .anchors import Anchor

MAX_REPEAT = 40
MAX_MEMBERS = 5


class PatternError(ValueError):
    """A pattern that cannot be used: where (characters, None where that is not known) and how to mend it."""

    def __init__(self, message: str, position: int | None, mend: str = "") -> None:
        super().__init__(message)
        self.position = position
        self.mend = mend


class Node:
    """A node of the tree. Trees of word lists are shared between patterns, so what is derived from one is kept on it:
    ``rows`` (its literals), ``pcre`` (its PCRE2 text), ``size`` (its bytes), ``stops``; see expand.py; and ``required``, see anchors.py. A tree never changes."""

    __slots__ = ("pcre", "required", "rows", "size", "stops")
    pcre: str
    required: dict[bool, list[Anchor]]
    rows: list[tuple[str, tuple[tuple[str, int, int], ...]]] | None
    size: tuple[int, int]
    stops: int


@dataclass(slots=True)
class Lit(Node):
    """Folded text."""

    text: str


@dataclass(slots=True)
class Set(Node):
    """One character. ``members`` are its characters where they can be listed, else None; ``source`` is PCRE2 text;
    ``never``: of the characters that it does not match, those known."""

    source: str
    members: tuple[str, ...] | None
    never: frozenset[str] = frozenset()


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
    """A bounded repeat; ``suffix`` "?" (lazy) or "+" (possessive) as in PCRE2."""

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
    """A look-around: ``kind`` is its opening, as "(?=" or "(?<!"; or "(?>", an atomic group; or ``\\b``, ``\\B``."""

    kind: str
    item: Node
    at: int = 0


#: Gives the tree of a word list or an inflected one: (name, forms or None, position).
Resolver = Callable[[str, tuple[str, ...] | None, int], Node]

_REF = re.compile(r"\{([^\W\d][\w\- 々ー]*|[^\x00-\x7f{}:*]+)(?:\*(\d+))?(?::([\w\-|]+))?\}")
_COUNT = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_PROPERTY = re.compile(r"\\[pP](?:\{\^?([\w&]+)\}|(\w))")
_NAMED = re.compile(r"\(\?P?<([^\W\d]\w*)>")
_LOOK = re.compile(r"\(\?(?:=|!|<=|<!|>)")
_PLAIN = re.compile(r"[^.\\\[\](){}|?*+^$]+")
_BLANKS = "nt"
#: What may stand in \p{...}: of PCRE2's properties those that are of use in folded text.
PROPERTIES = frozenset(
    "Any L L& Ll Lm Lo M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs Han Hiragana Katakana "
    "Latin Greek Cyrillic Hangul Bopomofo Arabic Hebrew Thai Devanagari Common Inherited Xan Xwd".split()
)
_SCRIPT = re.compile(
    r"\{(\^?)(Han|Hiragana|Katakana|Latin|Greek|Cyrillic|Hangul|Bopomofo|Arabic|Hebrew|Thai|Devanagari)\}"
)


def escape(text: str) -> str:
    """A literal as PCRE2 text."""
    return "".join("\\" + c if c in r".\[](){}|?*+^$#-/" else c for c in text)


def _script(text: str) -> str:
    """``\\p{Han}`` as the script alone: PCRE2 from 10.40 takes it for the script extensions, which hold 、 and 。 too."""
    return _SCRIPT.sub(r"{\1sc:\2}", text)


def is_plain(text: str) -> bool:
    """Whether a pattern has no special character: it stands for itself."""
    return _PLAIN.fullmatch(text) is not None


class Parser:
    """A parser for one pattern. ``names`` are the legal names of groups."""

    def __init__(self, text: str, resolve: Resolver, member_blank: bool, names: tuple[str, ...] = GROUPS) -> None:
        self.text = text
        self.at = 0
        self.resolve = resolve
        self.member_blank = member_blank
        self.names = names

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

    def repeated(self) -> bool:
        """Whether a repeat follows: it concerns the last character alone."""
        follow = self.text[self.at : self.at + 1]
        return follow in ("?", "*", "+") or (follow == "{" and _COUNT.match(self.text, self.at) is not None)

    def sequence(self) -> Node:
        items: list[Node] = []
        plain = ""

        def flush() -> None:
            nonlocal plain
            if plain:
                items.append(Lit(fold_literal(plain)))
                plain = ""

        while self.at < len(self.text) and self.text[self.at] not in "|)":
            m = _PLAIN.match(self.text, self.at)
            if m:
                self.at = m.end()
                plain += m[0][:-1]
                atom: Node | str = m[0][-1]
            else:
                atom = self.atom()
            if isinstance(atom, Node):
                flush()
                items.append(self.repeat(atom))
            elif self.repeated():
                flush()
                items.append(self.repeat(Lit(fold_literal(atom))))
            else:
                plain += atom
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
            if high > MAX_REPEAT:
                raise self.fail(f"a repeat of up to {high}", f"{MAX_REPEAT} is the most")
            if high < low:
                raise self.fail(f"a repeat from {low} to {high}", "write the smaller number first")
            if isinstance(node, Look) and node.kind != "(?>":
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
            return self.reference()
        raise self.fail(f"a {c} that closes nothing", f"write \\{c} for the character")

    def reference(self) -> Node:
        m = _REF.match(self.text, self.at)
        if not m:
            raise self.fail("a { that opens neither a repeat nor a word list", "write \\{ for the character")
        start = self.at
        self.at = m.end()
        node = self.resolve(m[1], tuple(m[3].split("|")) if m[3] else None, start)
        if m[2] is None:
            return node
        many = int(m[2])
        if not 1 <= many <= MAX_MEMBERS:
            raise self.fail(f"{{{m[1]}*{many}}}", f"from 1 to {MAX_MEMBERS} members", start)
        return Rep(Seq([Lit(" "), node]) if self.member_blank else node, 0, many)

    def escaped(self) -> Node | str:
        c = self.text[self.at + 1 : self.at + 2]
        start = self.at
        if not c:
            raise self.fail("a lone \\ at the end", "write \\\\ for the character")
        if c in "AzZGCK":
            mend = 'use at = "sentence-start", "sentence-end" ...' if c in "AzZG" else "it is not allowed in rules"
            raise self.fail(f"\\{c}", mend)
        if c.isdigit() or c in "gk":
            raise self.fail(f"a backreference \\{c}", "name what may stand there with a word list")
        if c in "pP":
            return Set(self.property(start), None)
        self.at += 2
        if c == "d":
            return Set("[0-9]", tuple("0123456789"))
        if c in "wWsSDhHvVNR":
            return Set(f"\\{c}", None)
        if c in "bB":
            return Look(f"\\{c}", Seq(), start)
        if c in _BLANKS:
            return " "
        if c.isalpha() and c.isascii():
            raise self.fail(f"the escape \\{c}", "it is not part of the rule language", start)
        return c

    def property(self, at: int) -> str:
        """The PCRE2 text of the ``\\p{...}`` at ``at``; the parser goes on behind it."""
        m = _PROPERTY.match(self.text, at)
        if not m:
            raise self.fail("a \\p without its property", "write \\p{Han}", at)
        name = m[1] or m[2]
        if name in ("Lu", "Lt"):
            raise self.fail(f"the property {name}", "texts are folded: there are no capitals", at)
        if name not in PROPERTIES:
            raise self.fail(f"the property {name}", f"legal: {', '.join(sorted(PROPERTIES))}", at)
        self.at = m.end()
        return _script(m[0])

    def char_set(self) -> Node:
        start = self.at
        self.at += 1
        negated = self.text.startswith("^", self.at)
        self.at += negated
        members: list[str] = []
        source = ""
        listed = not negated
        first = True
        while self.at < len(self.text) and (self.text[self.at] != "]" or first):
            first = False
            here = self.at
            if self.text.startswith("[:", here):
                raise self.fail("a POSIX class", "write \\p{..} or list the characters")
            c, shorthand = self.member()
            if c is None:
                source += shorthand
                listed = False
                continue
            if self.text.startswith("-", self.at) and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                last, _ = self.member()
                low, high = fold_literal(c), fold_literal(last or "")
                if len(low) != 1 or len(high) != 1 or low > high:
                    raise self.fail(f"the range {self.text[here : self.at]}", "its ends fold to no range", here)
                source += f"{escape(low)}-{escape(high)}"
                if ord(high) - ord(low) < 64:
                    members += [chr(x) for x in range(ord(low), ord(high) + 1)]
                else:
                    listed = False
                continue
            folded = fold_literal(c)
            if len(folded) != 1:
                raise self.fail(f"{c} in a class folds to {folded!r}", "write it as an alternative", here)
            members.append(folded)
            source += escape(folded)
        if self.at >= len(self.text):
            raise self.fail("a [ without its ]", "close the class", start)
        self.at += 1
        never = frozenset(members) if negated else frozenset()
        return Set(f"[{'^' if negated else ''}{source}]", tuple(dict.fromkeys(members)) if listed else None, never)

    def member(self) -> tuple[str | None, str]:
        """The member of a class at ``at``: its character, or None and the PCRE2 text of a shorthand."""
        here = self.at
        c = self.text[here]
        if c != "\\":
            self.at += 1
            return c, ""
        c = self.text[here + 1 : here + 2]
        if not c:
            raise self.fail("a lone \\ at the end", "write \\\\ for the character")
        if c in "pP":
            return None, self.property(here)
        self.at += 2
        if c in "dDwWsShHvV":
            return None, f"\\{c}"
        if c in _BLANKS:
            return " ", ""
        if c.isascii() and c.isalnum():
            raise self.fail(f"the escape \\{c} in a class", "it is not part of the rule language", here)
        return c, ""

    def group(self) -> Node:
        start = self.at
        rest = self.text[start : start + 8]
        name = look = None
        if rest.startswith("(*"):
            raise self.fail("a verb (*...)", "verbs are not allowed in rules")
        if rest.startswith("(?"):
            m = _NAMED.match(self.text, start)
            k = _LOOK.match(self.text, start)
            if m:
                name = m[1]
                if name not in self.names:
                    raise self.fail(f"a group named {name}", f"the names are {', '.join(self.names)}")
                self.at = m.end()
            elif k:
                look = k[0]
                self.at = k.end()
            elif rest.startswith("(?:"):
                self.at += 3
            elif rest.startswith("(?C"):
                raise self.fail("a callout (?C", "callouts are not allowed in rules")
            elif re.match(r"\(\?(?:R|[+-]?\d|&|P>)", rest):
                raise self.fail(f"a recursion {rest[:3]}", "recursion is not allowed in rules")
            elif rest.startswith("(?P="):
                raise self.fail("a backreference (?P=", "name what may stand there with a word list")
            else:
                raise self.fail(f"the group {rest[:3]}", "use (?:...), a named group or a look-around")
        else:
            self.at += 1
        node = self.alternatives()
        if not self.text.startswith(")", self.at):
            raise self.fail("a ( without its )", "close the group", start)
        self.at += 1
        if name:
            return Group(name, node)
        if look:
            return Look(look, node, start)
        return node if isinstance(node, (Alt, Group)) else Alt([node])
