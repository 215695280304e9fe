"""Whose claims are they: when two claims have one holder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..document import Claim


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder: its name where it has one, and the turn where it is the speaker of a turn."""

    name: str | None
    turn: int | None


def key(claim: Claim) -> Holder:
    """The holder of a claim: the holder it names, else the speaker of its turn; neither where it is unknown."""
    if claim.holder is not None:
        return Holder(claim.holder.text.strip(), None)
    if claim.holder_kind == "self":
        return Holder(claim.speaker, claim.turn)
    return Holder(None, None)


def same(a: Claim, b: Claim) -> bool:
    """Have two claims one holder? Names are equal or one begins or ends with the other; or the turns are equal.

    A country or body stands at the beginning of its spokesman's name, a bare office or family name at the end of the full
    one; what is in the middle is another's (外務省 in 某国外務省報道官). One character is too little to know a holder by.
    """
    x, y = key(a), key(b)
    if x.name and y.name:
        short, long = sorted((_plain(x.name), _plain(y.name)), key=len)
        return short == long or (len(short) > 1 and (long.startswith(short) or long.endswith(short)))
    return x.turn is not None and x.turn == y.turn


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
