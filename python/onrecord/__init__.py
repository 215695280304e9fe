"""onrecord: who denied what, who refused to answer, who was blamed, and on whose word, in ja, zh and en.

``onrecord.tag(text)`` is where to start. Names are imported when they are first used, so ``import onrecord`` costs
little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_WHERE = {
    "tag": "tagger",
    "tag_turns": "tagger",
    "tag_many": "tagger",
    "Tagger": "tagger",
    "Document": "document",
    "Claim": "document",
    "Span": "document",
    "Ground": "document",
    "Sentence": "document",
    "Quote": "document",
    "Turn": "document",
    "Source": "source",
    "Conflict": "discourse.conflicts",
    "Exchange": "discourse.exchanges",
    "Date": "discourse.timeline",
    "read": "readers",
    "fold": "_core",
    "Folded": "_core",
    "Error": "errors",
    "RuleError": "errors",
    "InputError": "errors",
    "LimitError": "errors",
    "EncodingError": "errors",
}

__all__ = [
    "Claim",
    "Conflict",
    "Date",
    "Document",
    "EncodingError",
    "Error",
    "Exchange",
    "Folded",
    "Ground",
    "InputError",
    "LimitError",
    "Quote",
    "RuleError",
    "Sentence",
    "Source",
    "Span",
    "Tagger",
    "Turn",
    "__version__",
    "fold",
    "read",
    "tag",
    "tag_many",
    "tag_turns",
]

if TYPE_CHECKING:
    from ._core import Folded, fold
    from .discourse.conflicts import Conflict
    from .discourse.exchanges import Exchange
    from .discourse.timeline import Date
    from .document import Claim, Document, Ground, Quote, Sentence, Span, Turn
    from .errors import EncodingError, Error, InputError, LimitError, RuleError
    from .readers import read
    from .source import Source
    from .tagger import Tagger, tag, tag_many, tag_turns


def __getattr__(name: str) -> Any:
    where = _WHERE.get(name)
    if where is None:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{where}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
