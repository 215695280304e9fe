"""The page: one HTML file that works offline, with marks, filter, explanations and permalinks."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..discourse.timeline import in_order
from ..explain import facts
from . import LANG_TAGS, environment, template_text
from .layers import Passage, passages

if TYPE_CHECKING:
    from ..discourse.timeline import Date
    from ..document import Claim, Document

#: Code points of its sentence that the table of dates shows on either side of one.
_BEFORE, _BEHIND = 40, 80
#: Kinds in the order of the guide, each with a sign of its own beside its colour and line.
SIGNS = {
    "denial": "¬",
    "refusal": "×",
    "blame": "!",
    "source": "“",
    "confirmation": "✓",
    "demand": "→",
    "warning": "△",
    "protest": "‡",
    "agreement": "=",
    "commitment": "+",
}


@dataclass(slots=True)
class _Part:
    number: int
    title: str
    doc: Document
    passages: list[Passage]
    sha256: str
    lang: str


def dominant(doc: Document) -> str | None:
    """The language of most of the document's text."""
    size: Counter[str | None] = Counter()
    for s in doc.sentences:
        if not s.skipped:
            size[s.lang] += s.end - s.start
    return size.most_common(1)[0][0] if size else None


def render_page(
    documents: Sequence[tuple[str, Document]],
    title: str,
    ui: str = "en",
    keep: Callable[[Claim], bool] = lambda claim: True,
) -> str:
    """The page of one or more tagged documents, as a str.

    ``documents`` are pairs of a title and a Document; ``ui`` is the language of explanations that is shown first,
    ``keep`` which claims are marked. The page asks nothing of the network. Time and size are linear in the texts and claims.
    """
    from markupsafe import Markup

    from .. import __version__

    parts: list[_Part] = []
    rows: list[dict[str, Any]] = []
    counts: Counter[str] = Counter()
    for number, (name, doc) in enumerate(documents):
        digest = hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()
        parts.append(_Part(number, name, doc, passages(doc, keep), digest, LANG_TAGS[dominant(doc)]))
        for claim in filter(keep, doc.claims):
            counts[claim.kind] += 1
            rows.append(_row(claim, number))
    order = [k for k in SIGNS if counts[k]] + sorted(k for k in counts if k not in SIGNS)
    conflicts = [(part, c) for part in parts for c in part.doc.conflicts]
    exchanges = [
        (part, x, x.deciding if x.deciding and keep(x.deciding) else None)
        for part in parts
        for x in part.doc.exchanges
        if x.outcome
    ]
    dates = [
        (part, d, *_around(part.doc, d), d.claim if d.claim and keep(d.claim) else None)
        for part in parts
        for d in in_order(part.doc.timeline())
    ]
    context = {
        "title": title,
        "parts": parts,
        "rows": rows,
        "kinds": [(k, counts[k], SIGNS.get(k, "•")) for k in order],
        "signs": SIGNS,
        "conflicts": conflicts,
        "exchanges": exchanges,
        "dates": dates,
        "ui": ui,
        "css": Markup(template_text("marks.css") + template_text("page.css")),
        "js": Markup(template_text("page.js")),
        "pack_ids": sorted({d.pack_id for _, d in documents}),
        "version": __version__,
    }
    return environment().get_template("page.html.j2").render(context)


def _around(doc: Document, d: Date) -> tuple[str, str]:
    """What stands before and behind a date in its sentence, shortened."""
    s = doc.sentences[d.sentence]
    start, end = max(s.start, d.start - _BEFORE), min(s.end, d.end + _BEHIND)
    return "…" * (start > s.start) + doc.text[start : d.start], doc.text[d.end : end] + "…" * (end < s.end)


def _row(claim: Claim, part: int) -> dict[str, Any]:
    return {
        "id": claim.id,
        "claim": claim,
        "part": part,
        "facts": {lang: facts(claim, lang) for lang in ("en", "ja", "zh")},
    }
