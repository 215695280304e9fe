"""csrc/core/han_tables.c is what tools/gen_han.py writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_table_is_generated(root: Path) -> None:
    made = subprocess.run(
        [sys.executable, root / "tools" / "gen_han.py"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    assert made == (root / "csrc" / "core" / "han_tables.c").read_text(encoding="utf-8")
