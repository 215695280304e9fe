"""Compiled packs on disk. Compiling takes a second; reading what was compiled takes some milliseconds.

A blob is kept under a key that covers the sources, the options, the compiler and the folding, so a blob that is found is
never stale. Two places are looked at: the package's own ``data/compiled`` (:func:`prebuild` fills it when the package is
built) and the user's cache folder, which the environment variable ONRECORD_CACHE names or, set to ``off``, switches off.
A folder that cannot be written is passed over in silence: then each process compiles for itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

from ..resources import data_path

_KEEP = 16  # blobs in the user's folder


@lru_cache(maxsize=1)
def compiler_id() -> bytes:
    """What makes a blob besides the sources: this code and what folds."""
    digest = hashlib.sha256()
    for f in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(f.read_bytes())
    try:
        from .._core import versions

        digest.update(repr(sorted(versions().items())).encode())
    except ImportError:  # pragma: no cover - before the extension is built
        digest.update(b"none")
    with contextlib.suppress(FileNotFoundError):
        digest.update(data_path("fold_extra.txt").read_bytes())
    return digest.digest()


def key_of(pack_id: str) -> str:
    """The name of a blob: of the pack and of the compiler."""
    return hashlib.sha256(pack_id.encode() + compiler_id()).hexdigest()[:32]


def user_folder() -> Path | None:
    """Where a user's compiled packs are kept, or None where that is switched off."""
    own = os.environ.get("ONRECORD_CACHE")
    if own is not None:
        return None if own in ("", "off", "0") else Path(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "onrecord" if base and not base.startswith("~") else None


def _whole(blob: bytes) -> bool:
    return len(blob) > 48 and blob[:8] == b"ONRPACK\0" and hashlib.sha256(blob[48:]).digest() == blob[16:48]


def find(key: str) -> bytes | None:
    """The blob of a key, or None where it has not been compiled."""
    folders: list[Path | None] = [user_folder()]
    with contextlib.suppress(FileNotFoundError):
        folders.insert(0, data_path("compiled"))
    for folder in folders:
        if folder is not None:
            with contextlib.suppress(OSError):
                blob = (folder / f"{key}.pack").read_bytes()
                if _whole(blob):
                    return blob
    return None


def keep(key: str, blob: bytes, folder: Path | None = None) -> None:
    """Writes a blob to the user's folder (or to ``folder``), the oldest ones giving way; nothing where that fails."""
    target = folder or user_folder()
    if target is None:
        return
    new = target / f"{key}.{os.getpid()}.new"
    try:
        target.mkdir(parents=True, exist_ok=True)
        new.write_bytes(blob)
        os.replace(new, target / f"{key}.pack")
        if folder is None:
            blobs = sorted(target.glob("*.pack"), key=lambda f: f.stat().st_mtime_ns, reverse=True)
            for old in blobs[_KEEP:]:
                old.unlink(missing_ok=True)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
