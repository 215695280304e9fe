"""What the demo shows of its sample record: it stands in for the seed article where the corpora are absent."""

from __future__ import annotations

from pathlib import Path

import onrecord


def test_the_sample_record(root: Path) -> None:
    doc = onrecord.tag(onrecord.read(root / "data" / "samples" / "record.ja.txt"))
    found = {(c.kind, c.form) for c in doc.claims}
    assert found >= {
        ("refusal", "decline"),
        ("refusal", "nondisclosure"),
        ("refusal", "ignorance"),
        ("blame", "accusation"),
        ("denial", "unconfirmed"),
        ("denial", "rejection"),
        ("protest", None),
        ("source", "document"),
    }
    assert len(doc.conflicts) == 1
