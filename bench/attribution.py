"""Attribution in English news against PolNeAR (../shared/corpora/polnear): spans of cue, source and content.

Counted are the claims of kind source and those that are quoted or reported: their cues, holders and contents. Strict: a
span is right when it is exactly a labelled one of its kind, of a content in pieces the whole from its first to its last
character; the labels have the marks of a quotation and the comma or stop before the closing one, which a claim's content
has not: they are added to a content that fills a quotation. Bare: each piece by itself, without blanks, quotation marks
and punctuation at its ends; overlap: when it shares half of the shorter. The dev articles are only scored; those of train
are read.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from score import Score, near

import onrecord

Spans = set[tuple[int, int]]
SPANS = ("cue", "source", "content")
_MARKS = " \n\t\xa0\"'“”‘’.,;:!?"


def measure(tagger: onrecord.Tagger, folder: Path) -> dict[str, Any]:
    """Prints a table and returns its figures by set; nothing where the corpus is absent."""
    print(f"\n{'PolNeAR':<16} {'span':<16} {'strict F1':<20} {'P':>5} {'R':>5} {'bare F1':>8} {'overlap F1':>11}")
    files = {name: sorted((folder / name / "text").glob("*.txt")) for name in ("dev", "train")}
    if not all(files.values()):
        print(f"{'':<16} not available")
        return {}
    out: dict[str, Any] = {}
    for name, articles in files.items():
        scores = {(x, how): Score() for x in SPANS for how in ("strict", "bare", "overlap")}
        for article in articles:
            _add(scores, tagger, article)
        for x in SPANS:
            r = scores[x, "strict"].result()
            r["bare_f1"] = scores[x, "bare"].result()["f1"]
            r["overlap_f1"] = scores[x, "overlap"].result()["f1"]
            out[f"en attribution {name} {x}"] = r
            print(
                f"{name:<16} {x:<16} {r['f1']:.3f} [{r['low']:.2f},{r['high']:.2f}] n={r['n']:<5} {r['precision']:>4.2f} "
                f"{r['recall']:>5.2f} {r['bare_f1']:>8.3f} {r['overlap_f1']:>11.3f}"
            )
    return out


def _add(scores: dict[tuple[str, str], Score], tagger: onrecord.Tagger, file: Path) -> None:
    """Counts one article."""
    text = file.read_bytes().decode("utf-8")
    notes = min((file.parent.parent / "attributions").glob(f"{file.stem}_*.ann"))  # some articles have six annotators
    labelled, pieces = (_labelled(notes.read_text(encoding="utf-8"), split) for split in (False, True))
    doc = tagger.tag(text, lang="en")
    found, apart = (_found(doc, x) for x in (False, True))
    for x in labelled:
        scores[x, "strict"].add(len(found[x] & labelled[x]), len(found[x]), len(labelled[x]))
        mine, theirs = ({_bare(text, s) for s in spans} for spans in (apart[x], pieces[x]))
        scores[x, "bare"].add(len(mine & theirs), len(mine), len(theirs))
        hits = sum(any(near(a, b) for b in labelled[x]) for a in found[x])
        scores[x, "overlap"].add(hits, len(found[x]), len(labelled[x]))


def _labelled(notes: str, apart: bool) -> dict[str, Spans]:
    """The labelled spans; of a span in pieces each piece, or the whole from its first to its last character."""
    out: dict[str, Spans] = {x: set() for x in SPANS}
    for line in notes.splitlines():
        if re.match(r"T\d+\t", line):  # the text of a span may go on into lines of its own
            kind, *places = line.split("\t")[1].replace(";", " ").split()
            if kind.lower() in out:
                at = [int(x) for x in places] if apart else [int(places[0]), int(places[-1])]
                out[kind.lower()].update(zip(at[::2], at[1::2], strict=True))
    return out


def _found(doc: onrecord.Document, apart: bool) -> dict[str, Spans]:
    """The spans of the claims; contents in pieces or, with the marks of quotations, whole."""
    claims = [c for c in doc.claims if c.kind == "source" or c.voice in ("quoted", "reported")]
    contents = [[(x.start, x.end) for x in (c.content, c.continued) if x] for c in claims]
    if not apart:
        marked = [[_with_marks(doc.text, x) for x in pieces] for pieces in contents]
        contents = [[(pieces[0][0], pieces[-1][1])] for pieces in marked if pieces]
    return {
        "cue": {(c.cue.start, c.cue.end) for c in claims},
        "source": {(c.mention.start, c.mention.end) for c in claims if c.mention},
        "content": {x for pieces in contents for x in pieces},
    }


_OPENS = re.compile(r"(?:[\"“‘]|''|``)$")
_CLOSES = re.compile(r"[.,?!;:…\-–—]{0,3}(?:''|[\"”’])")


def _with_marks(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span with the marks of the quotation that it fills, if it fills one."""
    a, b = span
    opens, closes = _OPENS.search(text[max(0, a - 2) : a]), _CLOSES.match(text, b)
    return (a - len(opens[0]), closes.end()) if opens and closes else span


def _bare(text: str, span: tuple[int, int]) -> tuple[int, int]:
    a, b = span
    while a < b and text[a] in _MARKS:
        a += 1
    while b > a and text[b - 1] in _MARKS:
        b -= 1
    return a, b
