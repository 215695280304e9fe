"""Compiled packs on disk: the same pack, found again, never a stale or broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord.rules as rules
from onrecord.rules import cache, load, prebuild


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
    rules._load.cache_clear()
    return tmp_path / "cache"


def again(**options: object) -> rules.CompiledPack:
    rules._load.cache_clear()
    return load(**options)  # type: ignore[arg-type]


def test_what_is_found_is_what_was_compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = again(languages=("en",))
    (file,) = folder.glob("*.pack")
    monkeypatch.setattr(rules, "_compile", lambda *_: pytest.fail("compiled again"))
    assert again(languages=("en",)) == first
    monkeypatch.undo()
    assert file.read_bytes() == first.blob


def test_options_and_sources_have_blobs_of_their_own(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('lang = "en"\n[words]\nmine = ["x"]\n', encoding="utf-8")
    ids = [
        again(languages=("en",)).pack_id,
        again(languages=("en",), tier="broad").pack_id,
        again(languages=("en",), disable=("en.denial.*",)).pack_id,
        again(languages=("en",), packs=(mine,)).pack_id,
    ]
    mine.write_text('lang = "en"\n[words]\nmine = ["y"]\n', encoding="utf-8")
    ids.append(again(languages=("en",), packs=(mine,)).pack_id)
    assert len(set(ids)) == 5 == len(list(folder.glob("*.pack")))
    assert all(len(i) == 16 for i in ids)
    assert again(languages=("en", "en")).pack_id == ids[0]


def test_a_broken_blob_is_compiled_anew(folder: Path) -> None:
    good = again(languages=("en",))
    (file,) = folder.glob("*.pack")
    for broken in (b"", good.blob[:-1], good.blob[:60] + b"\xff" + good.blob[61:]):
        file.write_bytes(broken)
        assert again(languages=("en",)) == good
        assert file.read_bytes() == good.blob


def test_a_pack_with_a_mistake_is_not_kept(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('lang = "en"\ncolour = 3\n', encoding="utf-8")
    for _ in range(2):
        with pytest.raises(rules.RuleError, match="unknown key"):
            again(languages=("en",), packs=(mine,))
    assert not folder.exists()


def test_no_folder_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", "off")
    assert cache.user_folder() is None
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("ONRECORD_CACHE", str(blocked))
    assert again(languages=("en",)).rules
    assert blocked.read_text(encoding="utf-8") == "not a folder"


def test_only_the_newest_are_kept(folder: Path) -> None:
    blob = again(languages=("en",)).blob
    for i in range(cache._KEEP + 4):
        cache.keep(f"{i:032x}", blob)
    assert len(list(folder.glob("*.pack"))) == cache._KEEP
    assert not list(folder.glob("*.new"))


def test_packs_built_with_the_package(folder: Path, tmp_path: Path) -> None:
    files = prebuild(tmp_path / "compiled")
    want = {cache.key_of(load(tier=t).pack_id) for t in ("strict", "broad")}
    assert {f.stem for f in files} == want
