"""Rule packs: loading, checking, what is in them.

A pack is TOML (docs: rule packs); :func:`load` compiles the shipped packs and a user's into one blob for the C core.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from .._core import Pack as CorePack
from ..errors import RuleError
from ..resources import data_path
from .blob import FORMAT, Compiled, Compiler
from .check import check_rule
from .model import LANGS, Example, Place, Rule
from .model import Pack as Parsed
from .parse import Reader, error

__all__ = ["CompiledPack", "RuleInfo", "check", "load"]


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as its author wrote it.

    ``means`` says what it finds, by language; ``pattern`` is its cue as written; examples are texts with the cue between
    ⟦ and ⟧. ``block`` is True for a pseudo-cue, which makes no claim.
    """

    id: str
    kind: str
    form: str | None
    lang: str
    tier: str
    means: dict[str, str]
    pattern: str
    file: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    known_miss: tuple[str, ...]
    since: str
    holder: tuple[str, ...]
    block: bool
    looks_beyond: bool


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """Compiled packs: the blob, its id, the rules by their numbers in the blob, the names behind the core's numbers."""

    blob: bytes
    pack_id: str
    rules: tuple[RuleInfo, ...]
    kinds: tuple[str, ...]
    forms: tuple[str, ...]
    classes: tuple[str, ...]
    definitions: dict[str, str] = field(default_factory=dict)
    report: dict[str, str] = field(default_factory=dict)


def _sources(languages: Sequence[str], packs: Sequence[str]) -> list[tuple[Path, str | None]]:
    out: list[tuple[Path, str | None]] = []
    for lang in LANGS:
        folder = data_path(f"rules/{lang}")
        if lang in languages:
            out.append((folder, lang))
        else:  # a text falls into sentences and turns whatever is looked for in them
            out += [(folder / name, lang) for name in ("_segment.toml", "_turns.toml")]
    for p in packs:
        path = Path(p)
        if not path.exists():
            raise error(Place(str(path)), "no such file or folder", "give the path of a pack")
        out.append((path, None))
    return out


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.toml")) if path.is_dir() else [path]


def _read(sources: Sequence[tuple[Path, str | None]]) -> tuple[Parsed, list[RuleError]]:
    reader = Reader()
    for path, lang in sources:
        if path.is_dir():
            folders = [path] if any(path.glob("*.toml")) else sorted(p for p in path.iterdir() if p.is_dir())
            for folder in folders or [path]:
                reader.folder(folder, lang or (folder.name if folder.name in LANGS else None))
        else:
            reader.file(path, lang)
    return reader.pack, reader.errors


def _marked(example: Example) -> str:
    if example.cue is None:
        return example.text
    a, b = example.cue
    return f"{example.text[:a]}⟦{example.text[a:b]}⟧{example.text[b:]}"


def _beyond(rule: Rule) -> bool:
    places = {c.where for c in rule.conds} | set(rule.reason)
    return (
        bool(places & {"prev", "next", "turn", "question"})
        or "dropped" in rule.holder
        or any(c.first for c in rule.conds)
    )


def _info(rule: Rule) -> RuleInfo:
    pattern = rule.cue if rule.first is None else f"{rule.first} … {rule.cue}"
    return RuleInfo(
        rule.id,
        rule.kind,
        rule.form,
        rule.lang,
        rule.tier,
        rule.means,
        pattern,
        rule.place.file,
        tuple(map(_marked, rule.examples)),
        tuple(map(_marked, rule.counter_examples)),
        tuple(map(_marked, rule.known_miss)),
        rule.since,
        rule.holder,
        rule.block,
        _beyond(rule),
    )


def _compile(pack: Parsed, disable: Sequence[str], tier: str, pack_id: str) -> tuple[Compiled, list[RuleError]]:
    globs = [*disable, *(g for g, _ in pack.disable)]
    rules = [
        r
        for r in sorted(pack.rules.values(), key=lambda r: r.id)
        if (tier == "broad" or r.tier == "strict") and not any(fnmatch.fnmatchcase(r.id, g) for g in globs)
    ]
    compiler = Compiler(pack)
    compiled = compiler.compile(rules, {"pack_id": pack_id, "rules": [r.id for r in rules], "tier": tier})
    return compiled, compiler.errors


@lru_cache(maxsize=8)
def _load(
    languages: tuple[str, ...], packs: tuple[str, ...], disable: tuple[str, ...], tier: str, stamp: tuple[Any, ...]
) -> CompiledPack:
    sources = _sources(languages, packs)
    pack, errors = _read(sources)
    digest = hashlib.sha256(f"{FORMAT} {languages} {disable} {tier}".encode())
    for path, _ in sources:
        for f in _files(path):
            digest.update(f.name.encode() + b"\0" + f.read_bytes())
    pack_id = digest.hexdigest()[:16]
    compiled = None
    if not errors:
        compiled, errors = _compile(pack, disable, tier, pack_id)
    if errors or compiled is None:
        raise errors[0]
    if packs:
        core = CorePack(compiled.blob)
        own = {str(f) for p in packs for f in _files(Path(p))}
        for i, rule in enumerate(compiled.rules):
            mine = rule.place.file in own or any(f.endswith(rule.place.file) for f in own)
            wrong = check_rule(core, compiled, i) if mine else []
            if wrong:
                raise wrong[0]
    return CompiledPack(
        compiled.blob,
        pack_id,
        tuple(map(_info, compiled.rules)),
        compiled.kinds,
        compiled.forms,
        compiled.classes,
        {k.id: k.definition for k in pack.kinds.values()},
        compiled.report,
    )


def load(
    languages: Sequence[str] = LANGS,
    packs: Sequence[str | os.PathLike[str]] = (),
    disable: Sequence[str] = (),
    tier: str = "strict",
) -> CompiledPack:
    """Compiles the shipped packs of ``languages`` and the packs at the paths ``packs`` into one.

    ``disable`` are globs of rule ids to leave out; ``tier`` is "strict" or "broad" (strict rules too). Packs of a user
    are checked: their examples must come out as marked. Raises RuleError for the first mistake (:func:`check` lists
    all), ValueError for an unknown language or tier.
    """
    unknown = set(languages) - set(LANGS)
    if unknown:
        raise ValueError(f"no pack for {', '.join(sorted(map(str, unknown)))}: the languages are {', '.join(LANGS)}")
    if tier not in ("strict", "broad"):
        raise ValueError(f"tier must be 'strict' or 'broad', not {tier!r}")
    paths = tuple(os.fspath(p) for p in packs)
    stamp = tuple((str(f), f.stat().st_mtime_ns) for path, _ in _sources(languages, paths) for f in _files(path))
    return _load(tuple(languages), paths, tuple(disable), tier, stamp)


def _languages(path: Path) -> set[str]:
    """The languages that the files of a pack name at their top; none where a file is no TOML."""
    found: set[str] = set()
    for f in _files(path):
        for line in f.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition("=")
            if key.strip() in ("lang", "extends"):
                found.add(value.strip().strip("\"'"))
    return found


def check(path: str | os.PathLike[str]) -> list[RuleError]:
    """All mistakes of the pack at ``path`` (a file or a folder): in its form, its patterns, its examples."""
    root = Path(path)
    shipped = data_path("rules").resolve()
    inside = shipped in root.resolve().parents
    own = root if root.is_dir() or not inside else root.parent
    lang = own.name if own.name in LANGS else None
    alone = inside or (own.is_dir() and (own / "_segment.toml").exists())
    # a user's pack is compiled on top of the shipped one of its language
    base = () if alone else tuple(x for x in LANGS if x in _languages(own)) or LANGS
    sources = [s for s in _sources(base, ()) if not alone]
    pack, errors = _read([*sources, (own, lang)])
    compiled, more = _compile(pack, (), "broad", "check")
    errors += more
    if errors:
        return errors
    core = CorePack(compiled.blob)
    shipped_files = {f"{lang}/{f.name}" for src, lang in sources for f in _files(src)}
    for i, rule in enumerate(compiled.rules):
        if rule.place.file not in shipped_files:
            errors += check_rule(core, compiled, i)
    return errors
