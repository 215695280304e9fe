"""Where the data of the package lie: in the package when installed, beside it in the source tree."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_path(name: str = "") -> Path:
    """The path of a file or folder of the data ("rules/ja", "samples").

    Raises FileNotFoundError naming what is missing: a broken installation.
    """
    for base in (_PACKAGE / "data", _PACKAGE.parent.parent / "data"):
        path = base / name
        if path.exists():
            return path
    raise FileNotFoundError(f"the package's data {name!r} are missing; install onrecord again")
