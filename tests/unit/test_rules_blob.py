"""The blob against csrc/core/pack.h: an independent reader of the layout finds what the sources say."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.errors import RuleError
from onrecord.rules import check, load
from onrecord.rules.blob import FORMAT, Compiled, Compiler
from onrecord.rules.info import from_blob
from onrecord.rules.model import CLASSES, KINDS, NONE, STOPS
from onrecord.rules.parse import Reader

SOURCE = """
lang = "en"
[words]
topic = ["ferry", "the harbour"]
[[kind]]
id = "user.apology"
forms = ["full", "half"]
definition = "says sorry"
[[mark]]
class = "neg"
any = ["no way", "not", "hard(?:ly)? [a-z]{2,4} ever"]
reach = ["left", 12]
stop = ["contrast", "user.late"]
lazy = true
[[mark]]
class = "anchor.agent"
any = ["by"]
name = "right"
[[header]]
pattern = '(?<speaker>[A-Z]{2,20}):'
role = "answer"
[[rule]]
id = "user.b"
kind = "user.apology"
form = "half"
cue = '(?<party>we|they) (?<cue>regret(?:ted)?) {topic}'
over = ["user.a", "user.c"]
turn = ["answer"]
mood = "declarative"
at = ["clause-start", "turn-start"]
negated = "denial.flat"
need = [{ in = "question", has = "@neg" }, { first = 2 }]
unless = [{ in = "right", within = 4, has = "so" }]
holder = ["quote", "turn", "agent"]
party = ["body"]
content = "right"
reason = ["clause", "quote"]
mutes = [{ kind = "blame", in = "left" }]
finite = true
tier = "broad"
examples = ["⟦x⟧"]
counter_examples = ["x"]
[[rule]]
id = "user.a"
kind = "protest"
first = 'minister'
then = 'said [a-z]{2,8} protests'
span = "clause"
examples = ["⟦x⟧"]
counter_examples = ["x"]
[[block]]
id = "user.c"
cue = 'regrettabl[ey]'
examples = ["⟦x⟧"]
"""
NAMES = "str meta kind form cls entry need opening literal group pcre rule cond over mute mark header seg".split()
SIZES = {
    "kind": 2,
    "form": 2,
    "cls": 2,
    "entry": 9,
    "need": 3,
    "opening": 1,
    "literal": 6,
    "group": 3,
    "pcre": 5,
    "rule": 34,
    "cond": 6,
    "over": 1,
    "mute": 2,
    "mark": 9,
    "header": 4,
    "seg": 5,
}


@dataclass
class Blob:
    """A blob taken apart by the header file's description alone."""

    table: dict[str, list[tuple[int, ...]]]
    strings: bytes
    meta: dict[str, object]

    def text(self, off: int, n: int) -> str:
        assert off + n <= len(self.strings)
        return self.strings[off : off + n].decode()


def take_apart(blob: bytes) -> Blob:
    magic, form, n, sha = struct.unpack_from("<8sII32s", blob)
    assert (magic, form, n) == (b"ONRPACK\0", FORMAT, 18)
    assert hashlib.sha256(blob[48:]).digest() == sha
    parts = {}
    end = 48 + 8 * n
    for i, name in enumerate(NAMES):
        at, size = struct.unpack_from("<II", blob, 48 + 8 * i)
        assert at % 4 == 0 and at == end
        parts[name] = blob[at : at + size]
        end = at + size + -size % 4
    assert end == len(blob)
    table = {}
    for name, width in SIZES.items():
        assert len(parts[name]) % (4 * width) == 0, name
        table[name] = list(struct.iter_unpack(f"<{width}I", parts[name]))
    return Blob(table, parts["str"], json.loads(parts["meta"]))


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    file = tmp_path_factory.mktemp("pack") / "mine.toml"
    file.write_text(SOURCE, encoding="utf-8")
    reader = Reader()
    reader.file(file)
    pack = reader.finish()
    assert [str(e) for e in reader.errors] == []
    compiler = Compiler(pack)
    out = compiler.compile(sorted(pack.rules.values(), key=lambda r: r.id), "0123456789abcdef", "broad")
    assert [str(e) for e in compiler.errors] == []
    return out


@pytest.fixture(scope="module")
def blob(compiled: Compiled) -> Blob:
    return take_apart(compiled.blob)


def names(blob: Blob, section: str) -> list[str]:
    return [blob.text(*x) for x in blob.table[section]]


def literals(blob: Blob, entry: int) -> dict[str, int]:
    return {blob.text(x[0], x[1]): x[3] for x in blob.table["literal"] if x[2] == entry}


def test_names_stand_in_the_order_of_the_core(blob: Blob) -> None:
    assert names(blob, "kind") == [*KINDS, "user.apology"]
    assert names(blob, "cls") == [*CLASSES, "user.late"]
    assert {"flat", "decline", "full", "half"} <= set(names(blob, "form"))


def test_rules_stand_by_their_ids_with_all_their_fields(blob: Blob) -> None:
    a, b, c = blob.table["rule"]
    kinds, forms, classes = (names(blob, s) for s in ("kind", "form", "cls"))
    assert [x[0] for x in (a, b, c)] == [0, 1, 2]
    assert kinds[b[1]] == "user.apology" and forms[b[2]] == "half" and b[3] == 2
    assert b[5] == NONE
    assert b[6] == 1 << 1  # answer
    assert b[7] == 1 and b[8] == 4 | 16
    assert b[9] == 2 and kinds[b[10]] == "denial" and forms[b[11]] == "flat"
    assert b[12] == 1 | 16  # finite, broad
    cond0, n_cond = b[13:15]
    question, first, right = blob.table["cond"][cond0 : cond0 + n_cond]
    assert question == (0, 7, classes.index("neg"), NONE, 0, 0)
    assert first == (0, 6, NONE, NONE, 0, 2)
    assert right[:3] == (1, 2, NONE) and right[4:] == (4, 0)
    assert blob.text(*blob.table["pcre"][right[3]][:2]) == "so" and blob.table["pcre"][right[3]][2] == 0
    assert [x[0] for x in blob.table["over"][b[15] : b[15] + b[16]]] == [0, 2]
    assert blob.table["mute"][b[17] : b[17] + b[18]] == [(kinds.index("blame"), 1)]
    assert b[19] == 1 << 0 | 1 << 8
    assert b[20:26] == (4, 1, 16 + classes.index("anchor.agent"), 0, 0, 0)
    assert b[26:32] == (16 + classes.index("body"), 0, 0, 0, 0, 0)
    assert b[32] == 2
    assert a[12] == 4 | 8 and a[5] != NONE  # a frame inside a clause
    assert c[1] == c[2] == NONE and c[12] == 2


def test_a_frame_has_two_entries(blob: Blob) -> None:
    frame = blob.table["rule"][0]
    then, first = blob.table["entry"][frame[4]], blob.table["entry"][frame[5]]
    assert then[:3] == (2, 0, 2) and first[:3] == (1, 0, 2)
    assert literals(blob, frame[5]) == {"minister": 3}
    pattern = blob.table["pcre"][then[3]]
    assert pattern[2] == 4 and "said [a-z]{2,8} protests" in blob.text(*pattern[:2])
    # the anchor lies behind "said ", two to eight letters and a blank, at the edge of a word
    assert literals(blob, frame[4]) == {"protests": 4 | 1} and then[4:6] == (4 + 1 + 2 + 1, 4 + 1 + 8 + 1)
    ((need, low, high),) = blob.table["need"][then[7] : then[7] + then[8]]
    assert blob.table["entry"][need][:2] == (4, 0) and (low, high) == (0, 0)
    assert literals(blob, need) == {"said ": 8 | 1}
    assert then[6] >> 8 == (1 << len(STOPS)) - 1  # no stop stands before the anchor
    assert blob.table["opening"][pattern[3] : pattern[3] + pattern[4]] == [(int.from_bytes(b"sai", "little"),)]


def test_literals_have_groups_and_word_boundaries(blob: Blob) -> None:
    entry = blob.table["rule"][1][4]
    rows = [x for x in blob.table["literal"] if x[2] == entry]
    assert len(rows) == 8 and all(x[3] == 3 for x in rows)
    lengths = [x[1] for x in rows]
    assert lengths == sorted(lengths, reverse=True)
    for off, n, _, _, group0, n_group in rows:
        text = blob.text(off, n)
        spans = {g[0]: text[g[1] : g[2]] for g in blob.table["group"][group0 : group0 + n_group]}
        assert spans[0] in ("regret", "regretted") and spans[2] in ("we", "they")


def test_marks_share_one_entry_for_their_words(blob: Blob) -> None:
    classes = names(blob, "cls")
    neg = [m for m in blob.table["mark"] if m[0] == classes.index("neg")]
    assert len(neg) == 2
    for i, m in enumerate(blob.table["mark"]):
        assert blob.table["entry"][m[2]][:2] == (3, i)
    words = [literals(blob, m[2]) for m in neg]
    assert {"no way": 3, "not": 3} in words
    late = 1 << classes.index("user.late") | 1 << classes.index("contrast")
    for m in neg:
        assert m[1] == 2 and m[3:5] == (1, 12) and m[5] | m[6] << 32 == late
        assert blob.table["entry"][m[2]][6] & 1  # lazy
    agent = next(m for m in blob.table["mark"] if m[0] == classes.index("anchor.agent"))
    assert agent[8] == 2


def test_a_header_is_anchored_and_keeps_its_speaker(blob: Blob) -> None:
    ((pcre, role, lang, flags),) = blob.table["header"]
    off, n, how, _, _ = blob.table["pcre"][pcre]
    assert (role, lang, flags, how) == (1, 2, 1, 1)
    assert blob.text(off, n) == "(?<speaker>[a-z]{2,20}):"


def test_the_meta_section_holds_what_the_library_says(compiled: Compiled, blob: Blob) -> None:
    pack = from_blob(compiled.blob)
    assert pack.pack_id == "0123456789abcdef"
    assert [r.id for r in pack.rules] == ["user.a", "user.b", "user.c"]
    assert pack.rules[1].examples == ("⟦x⟧",) and pack.rules[1].tier == "broad" and pack.rules[1].looks_beyond
    assert pack.rules[0].pattern == "minister … said [a-z]{2,8} protests" and pack.rules[2].block
    assert pack.definitions == {"user.apology": "says sorry"}
    assert pack.report["user.b"] == "finite: 8 literals"
    assert pack.report["user.a"] == "first finite: 1 literals; then open: anchor protests, distance 8-14 B"
    assert list(pack.kinds) == names(blob, "kind") and list(pack.classes) == names(blob, "cls")


def test_shipped_packs_keep_to_the_layout() -> None:
    pack = load(tier="broad")
    b = take_apart(pack.blob)
    t = b.table
    assert len(t["rule"]) == len(pack.rules) > 300
    assert [r.id for r in pack.rules] == sorted(r.id for r in pack.rules)
    for off, n, entry, flags, group0, n_group in t["literal"]:
        text = b.text(off, n)
        assert text and n <= 1024 and entry < len(t["entry"])
        assert bool(flags & 4) == (t["entry"][entry][3] != NONE) and bool(flags & 8) == (t["entry"][entry][0] == 4)
        assert group0 + n_group <= len(t["group"])
        if not flags & 12:
            assert bool(flags & 1) == bool(re.match("[a-z0-9]", text)) and bool(flags & 2) == bool(
                re.search("[a-z0-9]$", text)
            )
    have = {x[2] for x in t["literal"]}
    needs = openings = 0
    for i, (what, owner, lang, pcre, low, high, _, need, n_need) in enumerate(t["entry"]):
        assert i in have, "an entry without a literal is slow"
        owners = 3 if what == 4 else len(t["mark" if what in (3, 5) else "rule"])
        assert what < 6 and owner < owners and lang < 3
        assert low <= high <= 512 and (pcre == NONE or t["pcre"][pcre][2] == 4)
        if pcre != NONE:
            assert need == needs
            needs += n_need
        else:
            assert n_need == 0
    for _, _, flags, opening, n_opening in t["pcre"]:
        assert opening == openings and (flags == 4 or not n_opening)
        openings += n_opening
    assert (needs, openings) == (len(t["need"]), len(t["opening"]))
    assert all(t["entry"][e][0] == 4 and low <= high for e, low, high in t["need"])


@pytest.mark.parametrize(
    ("many", "line", "says"),
    [
        (65 - len(CLASSES), '[[mark]]\nclass = "user.c{i}"\nany = ["w{i}"]\n', "mark classes; the limit is 64"),
        (33 - len(KINDS), '[[kind]]\nid = "user.k{i}"\ndefinition = "x"\n', "kinds; the limit is 32"),
    ],
)
def test_limits_and_one_past_them(tmp_path: Path, many: int, line: str, says: str) -> None:
    file = tmp_path / "mine.toml"
    for extra, wrong in ((0, False), (1, True)):
        body = "".join(line.format(i=i) for i in range(many - 1 + extra))
        file.write_text(f'lang = "en"\n{body}', encoding="utf-8")
        reader = Reader()
        reader.file(file)
        compiler = Compiler(reader.finish())
        compiler.compile([], "x", "broad")
        assert reader.errors == []
        assert [str(e) for e in compiler.errors if says not in str(e)] == []
        assert bool(compiler.errors) == wrong
        if wrong:
            assert compiler.errors[0].details["file"] == str(file)


def test_a_literal_at_the_limit_and_one_past_it(tmp_path: Path) -> None:
    rule = '[[rule]]\nid = "user.x"\nkind = "protest"\ncue = "{}"\nexamples = ["⟦x⟧"]\ncounter_examples = ["y"]\n'
    file = tmp_path / "mine.toml"
    for n, wrong in ((1024, False), (1025, True)):
        file.write_text('lang = "en"\n' + rule.format("x" * n), encoding="utf-8")
        mistakes = [str(e) for e in check(file)]
        assert any("more than 1024 bytes" in m for m in mistakes) == wrong
    file.write_text('lang = "en"\n' + rule.format("(?:[a-z]{40}){40}" * 42 + "x"), encoding="utf-8")
    assert any("65535 are the most" in str(e) for e in check(file))


def test_compile_errors_are_rule_errors_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('lang = "en"\n[words]\nbad = ["a(b"]\n', encoding="utf-8")
    (mistake,) = check(file)
    assert isinstance(mistake, RuleError)
    assert mistake.details["file"] == str(file) and mistake.details["key"] == "words.bad"
