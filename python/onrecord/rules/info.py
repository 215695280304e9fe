"""What a compiled pack says of itself: to the library by objects, in the blob by its META section (JSON)."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, field
from typing import Any

from .model import Example, Rule


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as its author wrote it.

    ``means`` says what it finds, by language; ``pattern`` is its cue as written; examples are texts with the cue between
    ⟦ and ⟧. ``block`` is True for a pseudo-cue, which makes no claim; ``looks_beyond`` for a rule that looks at more than
    its own sentence.
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
    """Compiled packs: the blob, its id, the rules by their numbers in the blob, the names behind the core's numbers.

    ``definitions`` are those of the kinds that user packs add; ``report`` says of each rule what became of its pattern
    ("finite: 96 literals", "open: anchor 控え, distance 0-24 B").
    """

    blob: bytes
    pack_id: str
    rules: tuple[RuleInfo, ...]
    kinds: tuple[str, ...]
    forms: tuple[str, ...]
    classes: tuple[str, ...]
    definitions: dict[str, str] = field(default_factory=dict)
    report: dict[str, str] = field(default_factory=dict)


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


def rule_info(rule: Rule) -> RuleInfo:
    """What the library says of a rule."""
    return RuleInfo(
        id=rule.id,
        kind=rule.kind,
        form=rule.form,
        lang=rule.lang,
        tier=rule.tier,
        means=rule.means,
        pattern=rule.cue if rule.first is None else f"{rule.first} … {rule.cue}",
        file=rule.place.file,
        examples=tuple(map(_marked, rule.examples)),
        counter_examples=tuple(map(_marked, rule.counter_examples)),
        known_miss=tuple(map(_marked, rule.known_miss)),
        since=rule.since,
        holder=rule.holder,
        block=rule.block,
        looks_beyond=_beyond(rule),
    )


def to_meta(rules: list[Rule], definitions: dict[str, str], report: dict[str, str], pack_id: str, tier: str) -> bytes:
    """The META section."""
    meta = {
        "pack_id": pack_id,
        "tier": tier,
        "definitions": definitions,
        "report": report,
        "rules": [asdict(rule_info(r)) for r in rules],
    }
    return json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_blob(blob: bytes) -> CompiledPack:
    """The compiled pack that a blob holds. The blob is one that this version has written: it is not checked here."""
    sections, (n,) = [], struct.unpack_from("<I", blob, 12)
    for i in range(n):
        at, size = struct.unpack_from("<II", blob, 48 + 8 * i)
        sections.append(blob[at : at + size])
    meta: dict[str, Any] = json.loads(sections[1].decode("utf-8", "surrogatepass"))

    def names(section: bytes) -> tuple[str, ...]:
        pairs = struct.iter_unpack("<II", section)
        return tuple(sections[0][at : at + size].decode("utf-8", "surrogatepass") for at, size in pairs)

    def info(raw: dict[str, Any]) -> RuleInfo:
        for key in ("examples", "counter_examples", "known_miss", "holder"):
            raw[key] = tuple(raw[key])
        return RuleInfo(**raw)

    return CompiledPack(
        blob,
        meta["pack_id"],
        tuple(map(info, meta["rules"])),
        names(sections[2]),
        names(sections[3]),
        names(sections[4]),
        meta["definitions"],
        meta["report"],
    )
