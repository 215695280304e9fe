"""Dates read by eye in the raw archives: draws the sample, shows it, and prints how many were right.

    python bench/readings_dates.py --lang ja --show            # the sample with what stands around it, for reading
    python bench/readings_dates.py --lang ja --new             # rows for what has no verdict yet, to be filled in
    python bench/readings_dates.py                             # how many spans, values and roles are right, at first too; speed

Draws records of the archives (../shared/corpora) and a place in each by a fixed seed, and takes the first date from that
place on, so a change of rules moves hardly anything else. Relative dates count from the record's date. The verdicts
stand in bench/readings/dates-{ja,zh,en}.csv: record id, offsets, value and role as found, and whether span, value and role
are right (1 or 0). No text is kept. A date that is found otherwise than when it was read counts as unread and is listed.
The faults of the first reading were mended, which flatters the verdicts: what was right then stands in FIRST.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from typing import Any

from archives import BRIEFINGS, DIET, LEGCO, MFA, SHARED, records, verdicts

import onrecord
from onrecord.readers.notes import iso_date

#: Archives with how many dates are drawn from each.
ARCHIVES = {
    "ja": {DIET: 75},
    "zh": {MFA: 50, LEGCO: 25},
    "en": {BRIEFINGS: 75},
}
SEED = 20310409
AROUND = 60  # code points shown on each side
#: Right at the first reading, of all that were drawn: spans, values and roles.
FIRST = {"ja": (73, 71, 70), "zh": (73, 73, 70), "en": (75, 72, 68)}
FIELDS = "record start end iso iso_end precision role span_ok value_ok role_ok".split()


def tagged(tagger: onrecord.Tagger, record: dict[str, Any]) -> tuple[onrecord.Document, str | None]:
    """A record tagged, and its date."""
    date = record.get("date") or iso_date(record.get("title", ""))
    if "turns" in record:
        return tagger.tag_turns(record["turns"], doc_id=record["id"]), date and date[:10]
    return tagger.tag(record["text"], doc_id=record["id"]), date and date[:10]


def sample(
    tagger: onrecord.Tagger, lang: str, spent: list[float]
) -> Iterator[tuple[onrecord.Document, str | None, onrecord.Date]]:
    """The dates drawn in a language: document, its date, the date met. ``spent`` takes the bytes and seconds of timelines."""
    for name, wanted in ARCHIVES[lang].items():
        path = SHARED / name
        if not path.is_file():
            continue
        every = list(records(path))
        draw = random.Random(f"{SEED} {name}")
        known: dict[int, tuple[onrecord.Document, str | None, tuple[onrecord.Date, ...]]] = {}
        met: set[tuple[int, int]] = set()
        for _ in range(200 * wanted):
            if len(met) == wanted:
                break
            number, place = draw.randrange(len(every)), draw.random()
            if number not in known:
                doc, date = tagged(tagger, every[number])
                _ = doc.sentences, doc.claims, doc.quotes  # what others ask for too is no time of the dates
                start = time.thread_time()
                known[number] = (doc, date, doc.timeline(date))
                spent[1] += time.thread_time() - start
                spent[0] += len(doc.text.encode())
            doc, date, dates = known[number]
            found = next((d for d in dates if d.start >= place * len(doc.text)), None)
            if found is not None and (number, found.start) not in met:
                met.add((number, found.start))
                yield doc, date, found


def row(doc: onrecord.Document, d: onrecord.Date) -> dict[str, str]:
    """A date as the columns that a verdict is kept under."""
    values = (doc.doc_id, d.start, d.end, d.iso, d.iso_end, d.precision, d.role)
    return {k: "" if v is None else str(v) for k, v in zip(FIELDS, values, strict=False)}


def main() -> None:
    p = argparse.ArgumentParser(description="Dates in the raw archives, read by eye.")
    p.add_argument("--lang", choices=sorted(ARCHIVES))
    p.add_argument("--show", action="store_true", help="print the sample with what stands around it")
    p.add_argument("--new", action="store_true", help="print rows for dates without a verdict")
    args = p.parse_args()
    tagger = onrecord.Tagger()
    for lang in [args.lang] if args.lang else ARCHIVES:
        read = {tuple(r[k] for k in FIELDS[:7]): r for r in verdicts(f"dates-{lang}")}
        right = dict.fromkeys(FIELDS[7:], 0)
        n = unread = 0
        spent = [0.0, 0.0]
        for doc, date, d in sample(tagger, lang, spent):
            found = row(doc, d)
            verdict = read.get(tuple(found.values()))
            if args.show and not (args.new and verdict):
                left, behind = doc.text[max(0, d.start - AROUND) : d.start], doc.text[d.end : d.end + AROUND]
                around = f"{left}⟦{d.text}⟧{behind}".replace("\n", " ")
                print(
                    f"{doc.doc_id} {d.start} [{date}] {d.iso} {d.iso_end or ''} {d.precision} {d.role} {d.entry}\n    {around}"
                )
            elif args.new and not verdict:
                print(",".join([*found.values(), "", "", ""]))
            if verdict is None:
                unread += 1
                continue
            n += 1
            for key in right:
                right[key] += verdict[key] == "1"
        if n + unread == 0:
            print(f"{lang}: not available: the archives (../shared/corpora)")
        elif not (args.show or args.new):
            shares = (
                ", ".join(f"{k.removesuffix('_ok')} {v}/{n} {v / n:.3f}" for k, v in right.items())
                if n
                else "none read"
            )
            print(f"{lang}: {shares}" + (f"; {unread} found otherwise than when they were read" if unread else ""))
            drawn = sum(ARCHIVES[lang].values())
            at_first = (
                f"{k.removesuffix('_ok')} {v}/{drawn} {v / drawn:.3f}" for k, v in zip(right, FIRST[lang], strict=True)
            )
            print(f"    at the first reading {', '.join(at_first)}")
            print(f"    {spent[0] / 1e6 / spent[1]:.1f} MB/s over {spent[0] / 1e6:.1f} MB, tagging not counted")


if __name__ == "__main__":
    main()
