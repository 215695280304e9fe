"""Sentence boundaries beside peers: on the project's own golden texts, and where they disagree on texts nobody wrote for it.

    python bench/sentences.py [--draw] [--out bench/results/sentences.json]

Peers: pySBD and sentencex (ja, zh, en), bunkai (ja); a peer that is absent is "not available". On the golden files
(tests/golden/segment) a boundary is a place between two characters, blanks apart, at which one sentence ends and more
follows: precision and recall, F1, and how many texts come out exactly right. Our own figure there says little, since our
tests demand it: what it was when the texts had been written and nothing mended stands in FIRST. Errors stand side by
side with ``--draw``.

On the raw archives, boundaries that we set and a peer does not, or the reverse, are counted and 50 a language drawn with
a fixed seed, at most two that look alike (P.M. EDT). Who is right was read by eye: bench/readings/sentences-*.csv (record, start, end, what, verdict, note; start
and end are the code point before and behind the place, no text). ``--draw`` prints them, to be read.
"""

from __future__ import annotations

import hashlib
import importlib
import random
import re
import runpy
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archives import HERE, PLAIN, SHARED, drawing, keep, records, verdicts

import onrecord

GOLDEN = HERE.parent / "tests" / "golden" / "segment"
PEERS = {"ja": ("pysbd", "sentencex", "bunkai"), "zh": ("pysbd", "sentencex"), "en": ("pysbd", "sentencex")}
DRAWN, SEED, LENGTH, ALIKE = 50, 4, 3000, 2
BYTES = {"ja": 200_000, "zh": 600_000, "en": 300_000}  # peers are slow
#: Texts of the golden files that came out right before the segmenter was mended for them, of how many.
FIRST = {"ja": (82, 85), "zh": (78, 81), "en": (80, 87)}
STAGE: dict[str, Any] = runpy.run_path(str(HERE.parent / "tools" / "stage.py"))
Splitter = Callable[[str], list[str]]


def peer(name: str, lang: str) -> Splitter | None:
    """A function that splits a text with a peer's own defaults, or None where it is not installed."""
    try:
        module = importlib.import_module(name)
    except ImportError:
        return None
    if name == "pysbd":
        return lambda text: [str(x) for x in module.Segmenter(language=lang, clean=False).segment(text)]
    if name == "sentencex":
        return lambda text: [str(x) for x in module.segment(lang, text)]
    splitter = module.Bunkai()
    return lambda text: [str(x).replace("▁", "\n") for x in splitter(text.replace("\n", "▁"))]


def inner(ends: list[int], text: str) -> set[int]:
    """Ends as counts of characters that are no blanks, without the end of the text."""
    solid = [0]
    for c in text:
        solid.append(solid[-1] + (not c.isspace()))
    return {solid[x] for x in ends} - {0, solid[-1]}


def ends_of(pieces: list[str], text: str) -> list[int] | None:
    """Where pieces of a text end in it, blanks apart; None where they are not its pieces."""
    at, out = 0, []
    for piece in pieces:
        for c in piece:
            if c.isspace():
                continue
            while at < len(text) and text[at].isspace():
                at += 1
            if at == len(text) or text[at] != c:
                return None
            at += 1
        out.append(at)
    return out


def ours(core: Any, text: str) -> list[int]:
    return [x[1] for x in core.tag(text, layout=True).sentences()]


def golden(core: Any, lang: str, show: bool) -> list[dict[str, Any]]:
    """All engines on one golden file."""
    cases = STAGE["cases"](GOLDEN / f"{lang}.txt")
    makers: dict[str, Splitter | None] = {x: peer(x, lang) for x in PEERS[lang]}
    made: dict[str, list[set[int] | None]] = {"onrecord": [inner(ours(core, c.text), c.text) for c in cases]}
    want = []
    for case in cases:
        ends, at = [], 0
        for sentence in case.sentences:
            at = case.text.index(sentence.replace("⏎", "\n"), at) + len(sentence)
            ends.append(at)
        want.append(inner(ends, case.text))
    for name, maker in makers.items():
        if maker is None:
            continue
        found: list[set[int] | None] = []
        for case in cases:
            ends_found = ends_of(maker(case.text), case.text)
            found.append(None if ends_found is None else inner(ends_found, case.text))
        made[name] = found
    rows: list[dict[str, Any]] = []
    for name in ("onrecord", *PEERS[lang]):
        if name not in made:
            print(f"{lang:<5}{name:<11}not available")
            continue
        hit = sum(len(w & (g or set())) for w, g in zip(want, made[name], strict=True))
        n_made, n_want = sum(len(g or ()) for g in made[name]), sum(map(len, want))
        exact = sum(w == g for w, g in zip(want, made[name], strict=True))
        f1 = 2 * hit / (n_made + n_want)
        changed = sum(g is None for g in made[name])
        first = FIRST[lang] if name == "onrecord" else None
        rows.append(
            {
                "lang": lang,
                "engine": name,
                "cases": len(cases),
                "boundaries": n_want,
                "precision": round(hit / n_made, 3),
            }
            | {"recall": round(hit / n_want, 3), "f1": round(f1, 3), "exact": exact, "text_changed": changed}
            | ({"exact_before_mending": list(first)} if first else {})
        )
        note = (
            f"  (before mending {first[0]} of {first[1]})"
            if first
            else f"  text changed in {changed}"
            if changed
            else ""
        )
        print(f"{lang:<5}{name:<11}{f1:>6.3f}{hit / n_made:>7.3f}{hit / n_want:>7.3f}{exact:>6} of {len(cases)}{note}")
    if show:
        for i, case in enumerate(cases):
            wrong = [x for x in made if made[x][i] != want[i]]
            if wrong:
                print(f"\n{lang}.txt:{case.line}  wrong: {', '.join(wrong)}")
                print("    golden     " + " | ".join(case.sentences))
                for name in wrong:
                    maker = makers.get(name)
                    pieces = maker(case.text) if maker else list(case.sentences)
                    print(f"    {name:<11}" + " | ".join(" ".join(x.split()) for x in pieces))
    return rows


def texts(path: Path, lang: str) -> list[tuple[str, int, str]]:
    """Paragraphs of records drawn from an archive, about BYTES in all: id, first code point, text as in the record.

    The lines of the Diet's archive are sentences already: there a paragraph goes on to the next indented line, and only
    records of five sentences or more are taken.
    """
    part_at = re.compile(r"\n(?=\u3000)" if path.stem == "diet" else r"\n")
    shuffled = list(records(path))
    random.Random(SEED).shuffle(shuffled)
    out: list[tuple[str, int, str]] = []
    size = 0
    for record in shuffled:
        if lang == "ja" and record["text"].count("。") < 5:
            continue
        at = taken = 0
        for part in part_at.split(record["text"]):
            if part.strip() and taken < LENGTH:  # of a long record its first paragraphs
                out.append((record["id"], at, part[:LENGTH]))
                taken += len(part)
                size += len(part[:LENGTH].encode())
            at += len(part) + 1
        if size > BYTES[lang]:
            break
    return out


def archive(core: Any, lang: str, show: bool) -> list[dict[str, Any]]:
    """Disagreements on an archive. what: the peer, and + where only we set a boundary, - where only it does."""
    path = SHARED / PLAIN[lang]
    if not path.is_file():
        print(f"{lang:<5}{PLAIN[lang]}: not available")
        return []
    body = texts(path, lang)
    mb = sum(len(t.encode()) for _, _, t in body) / 1e6
    fed = [t.replace("\n", "") for _, _, t in body]  # no text has another line break than those of the Diet
    ours(core, fed[0])  # the first call makes its scratch
    start = time.perf_counter()
    found = [ours(core, t) for t in fed]
    mine = time.perf_counter() - start
    rows: list[dict[str, Any]] = []
    pool: list[tuple[str, int, str, str, str]] = []
    for name in PEERS[lang]:
        maker = peer(name, lang)
        if maker is None:
            print(f"{lang:<5}{name:<11}not available")
            continue
        start = time.perf_counter()
        pieces = [maker(t) for t in fed]
        took = time.perf_counter() - start
        same = only = 0
        lost = 0
        for (record, first, text), line, own, theirs in zip(body, fed, found, pieces, strict=True):
            ends = ends_of(theirs, line)
            if ends is None:
                lost += 1
                continue
            place = [i for i, c in enumerate(text) if not c.isspace()]
            a, b = inner(own, line), inner(ends, line)
            same += len(a & b)
            for k in sorted(a ^ b):
                only += 1
                at = place[k - 1] + 1
                sign = "+" if k in a else "-"
                shown = " ".join(text[max(0, at - 60) : at].split()) + " ‖ " + " ".join(text[at : at + 50].split())
                pool.append((record, first + at, f"{name}{sign}", text, shown))
        rows.append(
            {"lang": lang, "engine": name, "archive": PLAIN[lang], "mb": round(mb, 2), "same": same, "differ": only}
            | {"text_changed": lost, "mb_per_s": round(mb / took, 3), "ours_mb_per_s": round(mb / mine, 1)}
        )
        print(
            f"{lang:<5}{name:<11}{same:>7} alike{only:>6} not{lost:>5} changed{mb / took:>9.3f} MB/s, ours {mb / mine:.1f}"
        )
    # an order of its own for each place, so that a mended one changes the draw by that place alone
    pool.sort(key=lambda x: hashlib.sha256(f"{SEED} {x[0]} {x[1]} {x[2]}".encode()).digest())
    seen: Counter[tuple[str, str]] = Counter()
    various = []
    for x in pool:
        before, _, behind = x[4].partition(" ‖ ")
        seen[(x[2], before[-5:] + behind[:3])] += 1
        if seen[(x[2], before[-5:] + behind[:3])] <= ALIKE:
            various.append(x)
    drawn = sorted(various[:DRAWN])
    known = {(r["record"], int(r["start"]), r["what"]): r["verdict"] for r in verdicts(f"sentences-{lang}")}
    judged = [known.get((x[0], x[1] - 1, x[2])) for x in drawn]
    if drawn:
        count = {v: judged.count(v) for v in ("ours", "peer", "either", "neither")}
        read = sum(count.values())
        rows.append({"lang": lang, "drawn": len(drawn), "read": read, **count})
        print(f"{lang:<5}read {read} of {len(drawn)}: " + ", ".join(f"{k} {v}" for k, v in count.items()))
    if show:
        for (record, at, what, _, shown), verdict in zip(drawn, judged, strict=True):
            print(f"  {record},{at - 1},{at + 1},{what},{verdict or '?'}\t{shown}")
    return rows


def main() -> None:
    show = "print errors side by side, and the places that are to be read"
    args = drawing("Sentence boundaries beside peers.", show, "sentences")
    core = onrecord.Tagger().core
    print(f"{'':<16}{'F1':>6}{'P':>7}{'R':>7}{'exact':>6}")
    rows = [row for lang in PEERS for row in golden(core, lang, args.draw)]
    right, many = (sum(x[k] for x in FIRST.values()) for k in (0, 1))
    print(f"onrecord before mending: {right} of {many} texts right")
    rows += [row for lang in PEERS for row in archive(core, lang, args.draw)]
    keep(args.out, rows)


if __name__ == "__main__":
    main()
