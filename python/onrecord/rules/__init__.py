"""Rule packs: loading, checking, what is in them.

A pack is TOML (docs: rule packs). :func:`load` compiles the shipped packs and a user's into one blob for the C core and
says what is in it; :func:`check` lists every mistake of a pack. Neither needs the core, except to try examples.
"""

from __future__ import annotations

import difflib
import fnmatch
import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import RuleError
from ..resources import data_path
from . import cache
from .blob import FORMAT, Compiled, Compiler
from .check import check_header, check_rule
from .info import CompiledPack, RuleInfo, from_blob
from .model import LANGS, Place
from .model import Pack as Parsed
from .parse import Reader, error

__all__ = ["CompiledPack", "RuleInfo", "check", "load", "prebuild"]

#: Files of a language that are read even where its rules are not wanted: a text falls into sentences and turns whatever
#: is looked for in it.
_ALWAYS = ("_segment.toml", "_turns.toml")
#: What a user's rules for a language stand on.
_VOCABULARY = ("_inflect.toml", "_marks.toml", "_words.toml")


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.toml")) if path.is_dir() else [path]


def _shipped(languages: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """The shipped files in use, with their languages."""
    for lang in LANGS:
        folder = data_path(f"rules/{lang}")
        for f in _files(folder) if lang in languages else [folder / name for name in _ALWAYS]:
            yield f, lang


def _own(path: Path, lang: str | None = None) -> Iterator[tuple[Path, str | None]]:
    """The files of a user's pack, with the languages that its folders say."""
    for f in _files(path):
        yield f, next((d.name for d in f.parents if d.name in LANGS and (path == d or path in d.parents)), lang)


def _parse(files: Sequence[tuple[Path, str | None]], languages: Sequence[str]) -> tuple[Parsed, list[RuleError]]:
    """Files to the parsed form. What a pack extends without its language being in use lends its words and marks."""
    reader = Reader()
    for f, lang in files:
        reader.file(f, lang)
    for lang in sorted(set(reader.extended) - set(languages)):
        for name in (*_VOCABULARY, *_ALWAYS):
            reader.file(data_path(f"rules/{lang}") / name, lang)
    return reader.finish(), reader.errors


def _compile(
    pack: Parsed, disable: Sequence[str], tier: str, pack_id: str, like: Compiler | None = None
) -> tuple[Compiled, Compiler, list[RuleError]]:
    loaded = {r.lang for r in pack.rules.values()}
    wrong = []
    for glob, place in pack.disable:
        # a pack may switch off rules of a language that is not in use
        if not fnmatch.filter(pack.rules, glob) and glob.partition(".")[0] in (*loaded, "user"):
            near = difflib.get_close_matches(glob, pack.rules, n=3, cutoff=0.5)
            mend = f"did you mean {', '.join(near)}?" if near else "name a rule or a glob of rules"
            wrong.append(error(Place(place.file, "", "disable"), f"{glob} fits no rule", mend))
    off = {name for glob in (*disable, *(g for g, _ in pack.disable)) for name in fnmatch.filter(pack.rules, glob)}
    rules = [
        r
        for r in sorted(pack.rules.values(), key=lambda r: r.id)
        if (tier == "broad" or r.tier == "strict") and r.id not in off
    ]
    compiler = Compiler(pack, like)
    compiled = compiler.compile(rules, pack_id, tier)
    return compiled, compiler, wrong + compiler.errors


def _try(pack: Parsed, compiled: Compiled, files: set[str]) -> list[RuleError]:
    """What is wrong with the examples of the rules and headers that stand in ``files``."""
    from .._core import Pack as CorePack

    try:
        core = CorePack(compiled.blob)
    except RuleError as e:  # PCRE2 refuses a pattern: say whose
        for text, place in compiled.patterns:
            if text.encode()[:80].decode(errors="ignore") in e.message:
                return [error(place, e.message, "write the pattern otherwise")]
        raise
    wrong: list[RuleError] = []
    for i, rule in enumerate(compiled.rules):
        if rule.place.file in files:
            wrong += check_rule(core, compiled, i)
    for header in pack.headers:
        if header.place.file in files:
            wrong += check_header(core, header)
    return wrong


@lru_cache(maxsize=8)
def _load(
    languages: tuple[str, ...], packs: tuple[str, ...], disable: tuple[str, ...], tier: str, stamp: tuple[Any, ...]
) -> CompiledPack:
    files: list[tuple[Path, str | None]] = [*_shipped(languages)]
    mine = [x for p in packs for x in _own(Path(p))]
    digest = hashlib.sha256(f"{FORMAT} {languages} {sorted(set(disable))} {tier}".encode())
    # what a pack may extend counts too, in use or not
    for f, _ in (*_shipped(LANGS), *mine) if mine else files:
        raw = f.read_bytes()
        digest.update(f"{f.parent.name}/{f.name} {len(raw)} ".encode() + raw)
    pack_id = digest.hexdigest()[:16]
    key = cache.key_of(pack_id)
    blob = cache.find(key)
    if blob is None:
        pack, errors = _parse([*files, *mine], languages)
        if errors:
            raise errors[0]
        compiled, compiler, errors = _compile(pack, disable, tier, pack_id)
        if not errors and mine:
            # examples are tried with all rules in force, whatever the options leave out
            full = compiled
            if tier != "broad" or disable:
                full, _, errors = _compile(pack, (), "broad", pack_id, compiler)
            errors = errors or _try(pack, full, {str(f) for f, _ in mine})
        if errors:
            raise errors[0]
        blob = compiled.blob
        cache.keep(key, blob)
    return from_blob(blob)


def load(
    languages: Sequence[str] = LANGS,
    packs: Sequence[str | os.PathLike[str]] = (),
    disable: Sequence[str] = (),
    tier: str = "strict",
) -> CompiledPack:
    """Compiles the shipped packs of ``languages`` and the packs at the paths ``packs`` into one.

    ``disable`` are globs of rule ids to leave out; ``tier`` is "strict" or "broad" (strict rules too). Packs of a user
    are checked: their examples must come out as marked. What was compiled once is read from the cache (cache.py).
    Raises RuleError for the first mistake (:func:`check` lists all), ValueError for an unknown language or tier.
    """
    unknown = set(languages) - set(LANGS)
    if unknown:
        raise ValueError(f"no pack for {', '.join(sorted(map(str, unknown)))}: the languages are {', '.join(LANGS)}")
    if tier not in ("strict", "broad"):
        raise ValueError(f"tier must be 'strict' or 'broad', not {tier!r}")
    paths = tuple(os.fspath(p) for p in packs)
    for p in paths:
        if not Path(p).exists():
            raise error(Place(p), "no such file or folder", "give the path of a pack")
        if not _files(Path(p)):
            raise error(Place(p), "no .toml file in the folder", "a pack is TOML files")
    wanted = tuple(lang for lang in LANGS if lang in languages)
    files = [f for f, _ in _shipped(LANGS)] + [f for p in paths for f in _files(Path(p))]
    stamp = tuple((str(f), s.st_mtime_ns, s.st_size) for f in files for s in (f.stat(),))
    return _load(wanted, paths, tuple(disable), tier, stamp)


def check(path: str | os.PathLike[str]) -> list[RuleError]:
    """All mistakes of the pack at ``path`` (a file or a folder): in its form, its patterns, its examples.

    A pack of one's own is compiled on top of the shipped one of its language; a folder with a _segment.toml, as the
    shipped ones are, stands alone.
    """
    root = Path(path)
    inside = data_path("rules").resolve() in root.resolve().parents
    if inside:
        root = data_path("rules") / root.resolve().relative_to(data_path("rules").resolve()).parts[0]
    mine = [*_own(root, root.name if root.name in LANGS else None)]
    if not mine:
        return [error(Place(str(root)), "no .toml file in the folder", "a pack is TOML files")]
    alone = inside or (root.is_dir() and (root / "_segment.toml").exists())
    base: Sequence[str] = ()
    if not alone:
        reader = Reader()
        for f, lang in mine:
            reader.file(f, lang)
        base = [lang for lang in LANGS if lang in reader.extended] or LANGS
    pack, errors = _parse([*(_shipped(base) if not alone else ()), *mine], LANGS if alone else base)
    compiled, _, more = _compile(pack, (), "broad", "check")
    errors += more
    if errors:
        return errors
    files = {f"{f.parent.name}/{f.name}" if inside else str(f) for f, _ in mine}
    return _try(pack, compiled, files)


def prebuild(folder: str | os.PathLike[str]) -> list[Path]:
    """Compiles what most users load (all languages, each tier) into ``folder``, for the build of the package.

    It goes to ``data/compiled`` of the package; returns the files. Raises RuleError for a mistake in a shipped pack.
    """
    target = Path(folder)
    for tier in ("strict", "broad"):
        pack = load(tier=tier)
        cache.keep(cache.key_of(pack.pack_id), pack.blob, target)
    return sorted(target.glob("*.pack"))
