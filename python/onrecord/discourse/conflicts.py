"""Record against speech, inside one text.

Two claims of one holder on one matter that cannot both be the record, said to have come by different channels, are a
conflict: a denial against ignorance, a confirmation or a refusal; once for each matter, by the strongest form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..document import Claim, Document

#: The published order: what stands first is the stronger.
STRENGTH = ("rejection", "flat", "counter", "unconfirmed", None, "glomar", "decline", "ignorance")
#: Sentences that the two may lie apart, and still be about one matter.
REACH = 4


@dataclass(frozen=True, slots=True)
class Conflict:
    """``record`` is what a record or statement holds, ``spoken`` what was said; ``holder`` names whose words they are."""

    record: Claim
    spoken: Claim
    holder: str | None


def _rank(claim: Claim) -> int:
    form = claim.form if claim.kind != "confirmation" else None
    return STRENGTH.index(form) if form in STRENGTH else len(STRENGTH)


def _holder(claim: Claim) -> str | None:
    if claim.holder is not None:
        return claim.holder.text
    return claim.speaker if claim.holder_kind == "self" else None


def _same(a: str | None, b: str | None) -> bool:
    if not a or not b:
        return False
    return a == b or a in b or b in a


def _opposed(a: Claim, b: Claim) -> bool:
    return a.kind == "denial" and b.kind in ("refusal", "confirmation")


def _pair_of(pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]], at: int) -> int | None:
    for i, (a, b) in enumerate(pairs):
        if a[0] <= at < a[1] or b[0] <= at < b[1]:
            return i
    return None


def conflicts(doc: Document) -> tuple[Conflict, ...]:
    """The conflicts of a document, in text order. Linear in the claims but for those a few sentences apart."""
    found: list[Conflict] = []
    told = [c for c in doc.claims if c.channel in ("record", "spoken", "statement")]
    for i, a in enumerate(told):
        for b in told[i + 1 :]:
            if b.sentence - a.sentence > REACH:
                break
            for record, spoken in ((a, b), (b, a)):
                if (
                    record.channel not in ("record", "statement")
                    or spoken.channel != "spoken"
                    or record.lang != spoken.lang
                ):
                    continue
                if not (_opposed(record, spoken) or _opposed(spoken, record)) or not _same(
                    _holder(record), _holder(spoken)
                ):
                    continue
                found.append(Conflict(record, spoken, _holder(record)))
    return tuple(_once(found, doc))


def _once(found: Iterable[Conflict], doc: Document) -> list[Conflict]:
    """One for each matter: the same pair of places, or a line and its translation, is the same matter."""
    source = doc.source
    pairs = [(p.a, p.b) for p in source.pairs] if source is not None else []
    best: dict[object, Conflict] = {}
    for c in sorted(found, key=lambda c: (_rank(c.record), c.record.start)):
        pair = _pair_of(pairs, c.record.start)
        matter: object = ("pair", pair) if pair is not None else ("spoken", c.spoken.sentence)
        if matter not in best:
            best[matter] = c
    return sorted(best.values(), key=lambda c: c.record.start)
