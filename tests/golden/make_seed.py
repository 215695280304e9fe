"""Writes tests/golden/seed.json: what tagging the seed article gives, as offsets and fields, without any of its text.

python tests/golden/make_seed.py    (read every change by eye before committing it)
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import onrecord

HERE = Path(__file__).resolve().parent
SEED = HERE.parent.parent.parent / "shared" / "corpora" / "seed" / "cable-system-incident.ja-zh.txt"


def found(path: Path) -> dict[str, Any]:
    """The claims, notes and conflicts of the article, as plain data."""
    source = onrecord.read(path)
    doc = onrecord.tag(source)

    def span(at: onrecord.Span | None) -> list[int] | None:
        return None if at is None else [at.start, at.end]

    return {
        "claims": [
            {
                "lang": c.lang,
                "kind": c.kind,
                "form": c.form,
                "claim": [c.start, c.end],
                "cue": span(c.cue),
                "holder": span(c.holder),
                "holder_kind": c.holder_kind,
                "party": span(c.party),
                "voice": c.voice,
                "reason": c.reason,
                "reasons": [[g.reason, g.span.start, g.span.end] for g in c.reasons],
                "channel": c.channel,
                "rule": c.rule,
            }
            for c in doc.claims
        ],
        "notes": [[n.mark, n.start, n.end, n.lang, list(map(list, n.cited)), n.date] for n in source.notes],
        "conflicts": [[span(c.record.cue), span(c.spoken.cue)] for c in doc.conflicts],
    }


if __name__ == "__main__":
    rows = found(SEED)
    lines = ",\n".join("  " + json.dumps(c, ensure_ascii=False) for c in rows["claims"])
    notes = json.dumps(rows["notes"])
    conflicts = json.dumps(rows["conflicts"])
    (HERE / "seed.json").write_text(
        f'{{"claims": [\n{lines}\n],\n"notes": {notes},\n"conflicts": {conflicts}}}\n', encoding="utf-8"
    )
