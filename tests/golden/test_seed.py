"""The article that the library began with: every claim in it, by offsets and fields, in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import onrecord

from .make_seed import found

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def path(shared: Path) -> Path:
    file = shared / "corpora" / "seed" / "cable-system-incident.ja-zh.txt"
    if not file.is_file():
        pytest.skip("the seed article is not in ../shared")
    return file


def test_all_of_it(path: Path) -> None:
    want = json.loads((HERE / "seed.json").read_text(encoding="utf-8"))
    got = json.loads(json.dumps(found(path)))
    assert got["claims"] == want["claims"]
    assert got["notes"] == want["notes"]
    assert got["conflicts"] == want["conflicts"]


# (lang, kind, form, voice, channel, reasons): what must be there whatever else changes
MUST: list[tuple[str, str, str | None, str, str | None, set[str]]] = [
    ("ja", "refusal", "decline", "quoted", None, {"security"}),
    ("ja", "refusal", "decline", "quoted", "spoken", {"security", "nature"}),
    ("ja", "source", "anonymous", "reported", None, set()),
    ("ja", "denial", "unconfirmed", "reported", "spoken", set()),
    ("ja", "denial", "rejection", "quoted", "record", set()),
    ("ja", "refusal", "ignorance", "quoted", "spoken", set()),
    ("ja", "agreement", None, "reported", None, set()),
    ("zh", "refusal", "decline", "quoted", None, {"security"}),
    ("zh", "denial", "rejection", "quoted", "record", set()),
    ("zh", "refusal", "ignorance", "quoted", "spoken", set()),
]


@pytest.mark.parametrize("must", MUST, ids=lambda m: ".".join(map(str, m[:4])))
def test_what_the_project_is_for(path: Path, must: tuple[Any, ...]) -> None:
    doc = onrecord.tag(onrecord.read(path))
    lang, kind, form, voice, channel, reasons = must
    assert any(
        (c.lang, c.kind, c.form, c.voice, c.channel) == (lang, kind, form, voice, channel)
        and {g.reason for g in c.reasons} == reasons
        for c in doc.claims
    )


def test_the_record_is_against_what_was_said_once(path: Path) -> None:
    doc = onrecord.tag(onrecord.read(path))
    (conflict,) = doc.conflicts
    assert (conflict.record.kind, conflict.record.form) == ("denial", "rejection")
    assert (conflict.spoken.kind, conflict.spoken.form) == ("refusal", "ignorance")


def test_every_chinese_line_is_chinese(path: Path) -> None:
    source = onrecord.read(path)
    doc = onrecord.tag(source)
    kana = [s for s in doc.sentences if any("ぁ" <= c <= "ヺ" for c in s.text) and not s.skipped]
    assert kana and {s.lang for s in kana} == {"ja"}
    regions = {(r.start, r.end): r.lang for r in source.regions}
    chinese = [
        at
        for at, lang in regions.items()
        if lang == "zh" and not any("ぁ" <= c <= "ヺ" for c in source.text[slice(*at)])
    ]
    assert len(chinese) >= 15
    for a, b in chinese:
        inside = [s for s in doc.sentences if a <= s.start < b and not s.skipped]
        assert {s.lang for s in inside} <= {"zh"}


def test_notes_are_tied_to_their_bullets(path: Path) -> None:
    source = onrecord.read(path)
    assert [(n.mark, n.lang) for n in source.notes] == [(f"*{i}", lang) for i in range(1, 6) for lang in ("ja", "zh")]
    bullets = [r for r in source.regions if r.kind == "bullet"]
    for note in source.notes:
        assert note.date and note.outlet
        ((a, b),) = note.cited
        assert any(r.start <= a < b <= r.end and r.lang == note.lang for r in bullets)
