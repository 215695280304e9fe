"""What is built and installed: version, what an import costs, wheel and sdist."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import onrecord

HEAVY = ("click", "rich", "jinja2", "pyarrow", "numpy", "pandas", "charset_normalizer", "tomllib", "hashlib")


def run(*args: str, cwd: Path, **env: str) -> str:
    """Standard output of this Python run with ``args``; its messages in the failure where it fails."""
    done = subprocess.run([sys.executable, *args], cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_one_version(root: Path) -> None:
    with (root / "pyproject.toml").open("rb") as f:
        assert tomllib.load(f)["project"]["version"] == onrecord.__version__
    assert f"## {onrecord.__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_import_is_light(tmp_path: Path) -> None:
    code = f"import onrecord, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert run("-c", code, cwd=tmp_path).strip() == "[]"


def test_public_names_are_there_and_listed() -> None:
    assert set(dir(onrecord)) >= set(onrecord.__all__)
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = onrecord.no_such_name


@pytest.fixture(scope="module")
def archives(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist made from a copy of the tree, and the wheel built from that sdist: as a packager does it."""
    tmp = tmp_path_factory.mktemp("build")
    tree = tmp / "tree"
    skip = shutil.ignore_patterns(".*", "build", "dist", "_build", "*.egg-info", "*.so", "__pycache__", "bench")
    shutil.copytree(root, tree, ignore=skip)
    hook = "import sys; from setuptools import build_meta as b; print(getattr(b, sys.argv[1])(sys.argv[2]))"
    run("-c", hook, "build_sdist", str(tmp), cwd=tree)
    (sdist,) = tmp.glob("*.tar.gz")
    run("-m", "tarfile", "-e", str(sdist), "unpacked", cwd=tmp)  # extractall takes a filter only from 3.11.4
    (unpacked,) = (tmp / "unpacked").iterdir()
    run("-c", hook, "build_wheel", str(tmp), cwd=unpacked)
    (wheel,) = tmp.glob("*.whl")
    return sdist, wheel


def test_wheel_holds_package_and_data_and_nothing_else(root: Path, archives: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(archives[1]) as z:
        names = set(z.namelist())
    data = {f"onrecord/data/{p.relative_to(root / 'data')}" for p in (root / "data").rglob("*") if p.is_file()}
    package = {
        f"onrecord/{p.relative_to(root / 'python' / 'onrecord')}"
        for p in (root / "python" / "onrecord").rglob("*")
        if p.is_file() and p.suffix not in (".pyc", ".so")
    }
    core = {n for n in names if n.startswith("onrecord/_core.") and n.endswith(".so")}
    info = {n for n in names if ".dist-info/" in n}
    assert len(core) == 1
    assert any(n.endswith("LICENSE") for n in info)
    packs = {n for n in names if n.startswith("onrecord/data/compiled/") and n.endswith(".pack")}
    assert len(packs) == 2  # strict and broad
    assert names - core - info - packs == data | package


def test_wheel_works_outside_the_tree(archives: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(archives[1]) as z:
        z.extractall(tmp_path / "site")
    code = (
        "import onrecord, onrecord.rules; onrecord.rules._compile = None;"  # the packs come compiled
        "d = onrecord.tag('The ministry denied the report.', lang='en');"
        "print(onrecord.__file__, [c.kind for c in d.claims])"
    )
    site = {"PYTHONPATH": str(tmp_path / "site"), "ONRECORD_CACHE": "off"}
    out = run("-c", code, cwd=tmp_path, **site)
    assert out.startswith(str(tmp_path)) and "['denial']" in out
    out = run("-c", "from onrecord.cli import main; main()", "demo", "-o", "page.html", cwd=tmp_path, **site)
    assert (tmp_path / "page.html").stat().st_size > 10_000
    assert str(tmp_path / "page.html") in out
