"""The stub of the C core says what the module really offers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_stub_agrees_with_the_core(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "onrecord._core", "--mypy-config-file", str(root / "pyproject.toml")],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_package_is_typed(root: Path) -> None:
    """A user's program checks in strict mode against the installed package."""
    code = (
        "import onrecord\n"
        "doc = onrecord.tag('text')\n"
        "spans: list[tuple[int, int]] = [c.span('utf16') for c in doc.claims]\n"
        "form: str | None = doc.claims[0].form\n"
        "wrong: int = doc.claims[0].kind  # type: ignore[assignment]\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "-c", code],
        cwd=root / "tests",
        env={"MYPYPATH": str(root / "python"), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
