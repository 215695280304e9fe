"""What was read by eye: samples of what the tagger finds in the archives, and whether they were right.

    python bench/readings.py list
    python bench/readings.py draw KIND --archive NAME [--seed 1] [--n 100] [--csv FILE]
    python bench/readings.py check [KIND ...]

``draw`` tags an archive beside the project (../shared/corpora), draws items of a kind and prints each with the text
around it, for reading. The draw orders all items by a hash of seed, record and offset and takes the first, so the same
command draws the same sample, and a change of the rules changes only the items that it concerns. ``--csv`` writes the
rows with an empty verdict besides; who has read them fills in ``right``, ``wrong`` or ``doubtful`` and puts the file
into bench/readings as KIND.ARCHIVE.SEED.csv. A row has record id, start and end (code points of the record's text, end
exclusive), what was found, verdict and note, and no text of an archive.

``check`` tags the archives again, says of each file how many rows the tagger still gives, and prints the share that is
right (doubtful ones are not) with its 95 % interval by Wilson. It fails where a row that was right is given no more:
then the sample has to be drawn and read again.

A new kind is an entry of KINDS; a new archive is one of ARCHIVES.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import archives

import onrecord

SHARED, FOLDER = archives.SHARED, archives.READINGS
COLUMNS = ["record", "start", "end", "what", "verdict", "note"]
VERDICTS = ("right", "wrong", "doubtful")


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an archive: its id and its text."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something to read: ``start`` and ``end`` in code points of the record's text, ``what`` was found there (a row holds
    these three and the record's id), and ``shown``, what a reader sees of it."""

    start: int
    end: int
    what: str
    shown: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of reading: what is asked of each item, the archives it is drawn from, and its items in a record."""

    asks: str
    archives: tuple[str, ...]
    items: Callable[[onrecord.Tagger, Record], Iterable[Item]]


# --- archives ---


def plain(file: str) -> Iterator[Record]:
    """Records with a text of their own."""
    for r in archives.records(SHARED / file):
        yield Record(r["id"], r["text"])


def sittings(file: str) -> Iterator[Record]:
    """Records of turns, each joined as ``speaker：text``."""
    for r in archives.records(SHARED / file):
        yield Record(r["id"], "\n\n".join(f"{t['speaker']}：{t['text']}" for t in r["turns"]))


#: Offices with which the speeches of the Diet are headed; the archive has names alone.
_OFFICES = {
    "参議院": ("国務大臣（{}君）", "政府参考人（{}君）", "委員長（{}君）", "副大臣（{}君）", "{}君", "{}君", "{}君"),
    "衆議院": ("{}国務大臣", "{}政府参考人", "{}委員長", "{}副大臣", "{}委員", "{}委員", "{}委員"),
}


def meetings(file: str) -> Iterator[Record]:
    """The speeches of a meeting in their order, headed as the record of their house heads them: ``○国務大臣（…君）``,
    ``○…君`` or ``○…委員``. Those that bring their header keep it; which office goes to the others is a hash of the
    name."""
    rows = sorted(archives.records(SHARED / file), key=lambda r: str(r["id"]))
    for meeting, speeches in groupby(rows, key=lambda r: str(r["id"]).rpartition("_")[0]):
        parts = []
        for r in speeches:
            name, house = re.sub(r"\W", "", str(r["speaker"])), str(r["house"])
            offices = _OFFICES.get(house, _OFFICES["参議院"])
            office = offices[hashlib.sha256(name.encode()).digest()[0] % len(offices)]
            who = office.format(name if "君" in office else name[:2])
            text = str(r["text"]).strip()
            parts.append(text if text.startswith("○") else f"○{who}　{text}")
        yield Record(meeting, "\n".join(parts))


ARCHIVES: dict[str, tuple[str, Callable[[str], Iterator[Record]]]] = {
    "en": (archives.BRIEFINGS, plain),
    "zh": (archives.MFA, plain),
    "legco": (archives.LEGCO, sittings),
    "ja": (archives.DIET, plain),
    "ja-meetings": (archives.DIET, meetings),
}


# --- turns ---

#: What looks like the head of a turn, right or not: a reader is shown such places inside a turn.
_HEADLIKE = re.compile(
    r"(?:^|\n)[\s*_]*[^\s:：。，、,][^\n:：。，、,]{0,24}[:：]|(?:^|\n)[○〇◯]|\b(?:[A-Z][A-Z.’'-]+[ \xa0]?){2,}:|\bQ\b|[问問答]："
)
_EDGE = 150  # code points of the beginning and the end of a long turn that are shown
_SEEN = 60  # ... where it is shown for a place inside it
_NEAR = 70  # ... around it


def _of_turn(doc: onrecord.Document, number: int) -> str:
    """Role, span and the span of the speaker's name of a turn, without the name itself."""
    t = doc.turns[number]
    at = doc.text.find(t.speaker, t.start) - t.start if t.speaker else -1
    who = f" name +{at}:{at + len(t.speaker)}" if t.speaker else ""
    return f"{t.role}{who}"


def _show(doc: onrecord.Document, number: int, place: int | None = None) -> str:
    """A turn as a reader sees it: what stands before it, its role and speaker, its text and what stands behind."""
    t, text = doc.turns[number], doc.text
    before, behind = text[max(0, t.start - _NEAR) : t.start], text[t.end : t.end + _NEAR]
    body, edge = text[t.start : t.end], _EDGE if place is None else _SEEN
    seen = ""
    if len(body) > 3 * edge:
        hidden = (m for m in _HEADLIKE.finditer(body) if m.end() > edge and m.start() < len(body) - edge)
        seen = "".join(f"\n    ? {body[max(0, m.start() - 20) : m.end() + 30]!r}" for m in hidden)
        body = f"{body[:edge]} [… {len(body) - 2 * edge} …] {body[-edge:]}"
    if place is not None:
        seen += f"\n    @ {text[max(0, place - _NEAR) : place]!r} ⟨here⟩ {text[place : place + _NEAR]!r}"
    return f"{t.role.upper()} [{t.speaker}]\n    < {before!r}\n    = {body!r}\n    > {behind!r}{seen}"


def turns(tagger: onrecord.Tagger, record: Record) -> Iterator[Item]:
    """The turns of a record."""
    doc = tagger.tag(record.text)
    for i, t in enumerate(doc.turns):
        yield Item(t.start, t.end, _of_turn(doc, i), _show(doc, i))


def places(tagger: onrecord.Tagger, record: Record) -> Iterator[Item]:
    """Every 500th code point of a record, with the turn in which it lies: long turns come up as often as they are long,
    so what a missed header left inside another turn is found."""
    doc = tagger.tag(record.text)
    number = 0
    for at in range(250, len(record.text), 500):
        while number + 1 < len(doc.turns) and doc.turns[number + 1].start <= at:
            number += 1
        t = doc.turns[number]
        what = f"{_of_turn(doc, number)} turn {t.start}:{t.end}"
        yield Item(at, at + 1, what, _show(doc, number, at))


_HEADED = ("en", "zh", "legco", "ja-meetings")

KINDS: dict[str, Kind] = {
    "turns": Kind(
        "Does the turn start and end where it should, is the speaker's name whole and nothing else, is the role right?",
        _HEADED,
        turns,
    ),
    "places": Kind("Is the turn around this place the right one, by all that is asked of turns?", _HEADED, places),
}


# --- drawing and checking ---


def rank(seed: int, record: str, start: int) -> bytes:
    """Where an item stands in the order of a draw."""
    return hashlib.blake2b(f"{seed}\0{record}\0{start}".encode(), digest_size=8).digest()


def records(archive: str) -> Iterator[Record] | None:
    """The records of an archive, or None where it is not there."""
    file, read = ARCHIVES[archive]
    return read(file) if (SHARED / file).is_file() else None


def draw(kind: Kind, source: Iterable[Record], seed: int, n: int) -> list[tuple[Record, Item]]:
    """The first ``n`` items of the order that ``seed`` gives."""
    tagger = onrecord.Tagger()
    best: list[tuple[bytes, Record, Item]] = []
    for record in source:
        best += [(rank(seed, record.id, i.start), record, i) for i in kind.items(tagger, record)]
        if len(best) > 20 * n:
            best = sorted(best, key=lambda x: x[0])[:n]
    return [(record, item) for _, record, item in sorted(best, key=lambda x: x[0])[:n]]


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not n:
        return 0.0, 1.0
    z, p = 1.96, right / n
    mid, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, (mid - half) / (1 + z * z / n)), min(1.0, (mid + half) / (1 + z * z / n))


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a file of readings; a ValueError says which row is wrong and how to mend it."""
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = list(reader)
    if reader.fieldnames != COLUMNS:
        raise ValueError(f"{file}: the columns are {reader.fieldnames}; write {', '.join(COLUMNS)}")
    for number, row in enumerate(rows, 2):
        if row["verdict"] not in VERDICTS:
            raise ValueError(f"{file}, line {number}: the verdict is {row['verdict']!r}; write {', '.join(VERDICTS)}")
        if not (row["start"].isdigit() and row["end"].isdigit()):
            raise ValueError(f"{file}, line {number}: start and end are code points, as 120 and 145")
    return rows


def check(file: Path, kind: Kind, source: Iterable[Record]) -> bool:
    """Prints what holds of a file of readings; whether no row that was right is gone."""
    rows = read_rows(file)
    wanted = {r["record"] for r in rows}
    tagger = onrecord.Tagger()
    given = {
        (record.id, i.start, i.end, i.what)
        for record in source
        if record.id in wanted
        for i in kind.items(tagger, record)
    }
    stands: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for r in rows:
        found = (r["record"], int(r["start"]), int(r["end"]), r["what"]) in given
        (stands if found else gone)[r["verdict"]] += 1
        if not found and r["verdict"] == "right":
            print(f"  no longer given: {r['record']} {r['start']}:{r['end']} {r['what']}")
    n, right = len(rows), stands["right"] + gone["right"]
    low, high = wilson(right, n)
    print(
        f"{file.name:<28}{right:>4} of {n} right ({low:.3f}-{high:.3f}), {stands['wrong'] + gone['wrong']} wrong, "
        f"{stands['doubtful'] + gone['doubtful']} doubtful; still given: {stands.total()}, "
        f"gone: {gone['right']} right, {gone['wrong'] + gone['doubtful']} not"
    )
    return not gone["right"]


def parts(file: Path) -> tuple[str, str, int]:
    """Kind, archive and seed of a file's name."""
    found = re.fullmatch(r"([a-z-]+)\.([a-z-]+)\.([0-9]+)\.csv", file.name)
    if not found or found[1] not in KINDS or found[2] not in ARCHIVES:
        raise ValueError(
            f"{file}: the name is not KIND.ARCHIVE.SEED.csv with one of {', '.join(KINDS)} and of {', '.join(ARCHIVES)}"
        )
    return found[1], found[2], int(found[3])


def main() -> int:
    p = argparse.ArgumentParser(description="Readings: samples drawn, and whether what was read still holds.")
    commands = p.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the kinds of readings and their archives")
    d = commands.add_parser("draw", help="draw a sample and print it")
    d.add_argument("kind", choices=sorted(KINDS))
    d.add_argument("--archive", required=True, choices=sorted(ARCHIVES))
    d.add_argument("--seed", type=int, default=1)
    d.add_argument("--n", type=int, default=100)
    d.add_argument("--csv", type=Path, help="write the rows, verdicts empty, to this file")
    c = commands.add_parser("check", help="compare the recorded readings with what the tagger gives now")
    c.add_argument("kind", nargs="*", help="kinds; all of them if none is named")
    args = p.parse_args()
    if args.command == "list":
        for name, kind in KINDS.items():
            print(f"{name}: {kind.asks}\n    {', '.join(kind.archives)}")
        return 0
    if args.command == "draw":
        source = records(args.archive)
        if source is None:
            print(f"not available: {SHARED / ARCHIVES[args.archive][0]}")
            return 0
        print(KINDS[args.kind].asks)
        drawn = draw(KINDS[args.kind], source, args.seed, args.n)
        for number, (record, item) in enumerate(drawn, 1):
            print(f"\n#{number} {record.id} {item.start}:{item.end} {item.what}\n  {item.shown}")
        if args.csv:
            with args.csv.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n")
                writer.writerow(COLUMNS)
                writer.writerows([r.id, i.start, i.end, i.what, "", ""] for r, i in drawn)
        return 0
    ok = True
    for file in sorted(FOLDER.glob("*.*.*.csv")):
        name, archive, _ = parts(file)
        if args.kind and name not in args.kind:
            continue
        source = records(archive)
        if source is None:
            print(f"{file.name:<28}not available: {SHARED / ARCHIVES[archive][0]}")
        else:
            ok &= check(file, KINDS[name], source)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
