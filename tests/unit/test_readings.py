"""Readings: the same sample is drawn again, rows hold no text, and what is no longer found is told."""

from __future__ import annotations

import csv
import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def readings(root: Path) -> ModuleType:
    sys.path.insert(0, str(root / "bench"))  # as where it is run from
    return importlib.import_module("readings")


@pytest.fixture()
def archive(readings: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of our own in place of the one named en, and a folder for its readings."""
    text = "Harbour Room\n\nMS. HAYASE:  Good morning.\n\nQ   Is pier {} open?\n\nMS. HAYASE:  No comment."
    file = tmp_path / "en" / "briefings.jsonl"
    file.parent.mkdir()
    rows = [json.dumps({"id": f"own:{n}", "text": text.format(n)}) for n in range(20)]
    file.write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "readings").mkdir()
    monkeypatch.setattr(readings, "SHARED", tmp_path)
    monkeypatch.setattr(readings, "FOLDER", tmp_path / "readings")
    return tmp_path


def run(readings: ModuleType, monkeypatch: pytest.MonkeyPatch, *args: str) -> int:
    monkeypatch.setattr(sys, "argv", ["readings.py", *args])
    return int(readings.main())


def drawn(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_sample_is_drawn_again(
    readings: ModuleType, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        file = archive / f"{name}.csv"
        run(readings, monkeypatch, "draw", "turns", "--archive", "en", "--seed", seed, "--n", "30", "--csv", str(file))
        seen.append(drawn(file))
    assert seen[0] == seen[1] != seen[2] and len(seen[0]) == 30
    assert "HAYASE" in capsys.readouterr().out
    assert "HAYASE" not in (archive / "a.csv").read_text(encoding="utf-8")
    assert {r["what"] for r in seen[0]} <= {"statement", "question", "answer name +0:10"}
    for r in seen[0]:
        assert int(r["start"]) < int(r["end"])


def test_places_have_the_turn_around_them(readings: ModuleType, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = archive / "places.csv"
    monkeypatch.setattr(readings, "_SEEN", 3)
    text = "MS. HAYASE:  " + "It is open. " * 30 + "\n\nQ   Why?"
    (archive / "en" / "briefings.jsonl").write_text(json.dumps({"id": "own:0", "text": text}), encoding="utf-8")
    run(readings, monkeypatch, "draw", "places", "--archive", "en", "--csv", str(file))
    (row,) = drawn(file)
    assert (row["start"], row["end"], row["what"]) == ("250", "251", "answer name +0:10 turn 0:372")


def test_what_was_read_is_compared(
    readings: ModuleType, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = archive / "readings" / "turns.en.1.csv"
    run(readings, monkeypatch, "draw", "turns", "--archive", "en", "--n", "20", "--csv", str(file))
    rows = drawn(file)

    def write(change: dict[int, dict[str, str]]) -> None:
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, readings.COLUMNS)
            writer.writeheader()
            writer.writerows({**r, "verdict": "right", **change.get(i, {})} for i, r in enumerate(rows))

    capsys.readouterr()
    write({0: {"verdict": "wrong"}, 1: {"verdict": "doubtful"}})
    assert run(readings, monkeypatch, "check") == 0
    low, high = readings.wilson(18, 20)
    assert f"18 of 20 right ({low:.3f}-{high:.3f}), 1 wrong, 1 doubtful; still given: 20" in capsys.readouterr().out
    write({0: {"verdict": "wrong", "start": "3"}, 1: {"what": "chorus"}})
    assert run(readings, monkeypatch, "check", "turns") == 1
    out = capsys.readouterr().out
    assert "no longer given" in out and "still given: 18, gone: 1 right, 1 not" in out
    write({4: {"verdict": "perhaps"}})
    with pytest.raises(ValueError, match=r"line 6: the verdict is 'perhaps'; write right, wrong, doubtful"):
        run(readings, monkeypatch, "check")
    file.rename(file.with_name("turns.en.x.csv"))
    with pytest.raises(ValueError, match=r"is not KIND\.ARCHIVE\.SEED\.csv"):
        run(readings, monkeypatch, "check")


def test_an_absent_archive_is_said_to_be_absent(
    readings: ModuleType, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "en" / "briefings.jsonl").unlink()
    assert run(readings, monkeypatch, "draw", "turns", "--archive", "en") == 0
    assert "not available" in capsys.readouterr().out


def test_the_interval_is_wilsons(readings: ModuleType) -> None:
    assert [round(x, 3) for x in readings.wilson(99, 100)] == [0.946, 0.998]
    assert readings.wilson(0, 0) == (0.0, 1.0)


def test_recorded_readings_have_their_form(readings: ModuleType, root: Path) -> None:
    files = sorted((root / "bench" / "readings").glob("*.*.*.csv"))
    assert files
    for file in files:
        kind, archive, _ = readings.parts(file)
        assert archive in readings.KINDS[kind].archives
        assert readings.read_rows(file)
