"""The documentation builds without a warning, and its worked example works."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.rules import check

pytest.importorskip("sphinx")


def test_builds_without_a_warning(root: Path, tmp_path: Path) -> None:
    r = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", str(root / "docs"), str(tmp_path / "html")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert r.returncode == 0, r.stderr
    page = (tmp_path / "html" / "packs" / "ja.html").read_text(encoding="utf-8")
    assert "ja.refusal.decline" in page


def test_the_pack_of_the_guide_works(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "rule-packs.md").read_text(encoding="utf-8")
    pack = re.search(r"```toml\n(.*?)```", text, re.S)
    assert pack
    file = tmp_path / "apology.toml"
    file.write_text(pack[1], encoding="utf-8")
    assert [str(m) for m in check(file)] == []
    doc = onrecord.Tagger(packs=[file]).tag("We are deeply sorry for the delay.")
    assert [c.kind for c in doc.claims] == ["user.apology"]


def test_the_turn_headers_of_the_guide_work(root: Path, tmp_path: Path) -> None:
    """In a folder with a _turns.toml of its own, and before the shipped headers."""
    text = (root / "docs" / "rule-packs.md").read_text(encoding="utf-8")
    pack = re.search(r"## Turn headers.*?```toml\n(.*?)```", text, re.S)
    assert pack
    (tmp_path / "_turns.toml").write_text(
        pack[1] + "\n[[header]]\npattern = 'moderator:'\nrole = \"question\"\n", encoding="utf-8"
    )
    assert [str(m) for m in check(tmp_path)] == []
    hour = "Radio hour\n\nCaller from Northport: Is the bridge safe?\n<Harbour master> I have no comment.\n"
    doc = onrecord.Tagger(packs=[tmp_path]).tag(hour + "Moderator: And the dam?\nMS. HAYASE: No.\nCaller: Why not?")
    assert [(t.role, t.speaker, t.text) for t in doc.turns] == [
        ("statement", None, "Radio hour"),
        ("question", "Northport", "Is the bridge safe?"),
        ("answer", "Harbour master", "I have no comment."),
        ("question", None, "And the dam?"),
        ("answer", "MS. HAYASE", "No."),
        ("question", None, "Why not?"),
    ]
    assert [t.role for t in onrecord.tag("Moderator: And the dam?").turns] == ["statement"]
