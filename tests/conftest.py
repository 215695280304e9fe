"""What the tests share: where things are, the browser, and which tests are left for `make soak`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the tests marked slow to ``make soak`` (ONRECORD_SOAK=1)."""
    if os.environ.get("ONRECORD_SOAK") == "1":
        return
    slow = [i for i in items if i.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [i for i in items if not i.get_closest_marker("slow")]


@pytest.fixture(scope="session")
def root() -> Path:
    """The source tree."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and gold labels beside the source tree, which are no part of it."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("needs the corpora in ../shared")
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How playwright starts Debian's Chromium (its own browsers are not on PyPI)."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("needs a Chromium on PATH")
    # in a container the sandbox cannot start and /dev/shm is small
    return {"executable_path": chromium, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}
