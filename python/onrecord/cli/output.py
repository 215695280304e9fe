"""Writers of the claims table: JSONL, CSV, HTML and the terminal."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from . import Unwritable

if TYPE_CHECKING:
    from ..discourse.timeline import Date
    from ..document import Claim, Document

#: A tagged input: its title (path or name) and its document.
Tagged = tuple[str, "Document"]
COLUMNS = (
    "doc_id claim_id sentence turn speaker role kind form claim_start claim_end text cue_start cue_end cue holder "
    "holder_kind holder_start holder_end party party_start party_end content_start content_end voice certainty hedge_start "
    "hedge_end reason reasons channel lang rule tier origin pack_id onrecord_version mention mention_start mention_end "
    "continued_start continued_end"
).split()


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """A text file that appears under its name only when it is complete. Raises Unwritable, leaving nothing behind."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with open(handle, "w", encoding="utf-8", newline="", errors="surrogatepass") as f:
            yield f
            f.flush()
            os.fsync(f.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except OSError as e:
        raise Unwritable(f"cannot write {path}: {e.strerror or e}") from e
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def write_jsonl(tagged: Iterable[Tagged], keep: Callable[[Claim], bool], out: IO[str]) -> None:
    """One JSON object a claim. A lone surrogate is written as its escape, so the line stays UTF-8."""
    for _, doc in tagged:
        for claim in doc.claims:
            if keep(claim):
                line = json.dumps(claim.to_dict(), ensure_ascii=False)
                if any("\ud800" <= c <= "\udfff" for c in line):
                    line = json.dumps(claim.to_dict(), ensure_ascii=True)
                out.write(line + "\n")


def _cell(value: Any, raw: bool) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        value = value.encode("utf-8", "replace").decode("utf-8")
        if not raw and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
            return "'" + value
    return value


def write_csv(tagged: Iterable[Tagged], keep: Callable[[Claim], bool], out: IO[str], raw: bool) -> None:
    """A CSV file: with a byte-order mark and no cell that a spreadsheet takes for a formula, unless ``raw``."""
    if not raw:
        out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for _, doc in tagged:
        for claim in doc.claims:
            if keep(claim):
                row = claim.to_dict()
                writer.writerow([_cell(row[c], raw) for c in COLUMNS])


def _dates(dates: Sequence[Date]) -> str:
    """Dates in order, in one line: how many of each role, the first and the last, and how many are not known."""
    count = Counter(d.role for d in dates)
    known = [d.iso for d in dates if d.iso]
    line = ", ".join(f"{k} {count[k]}" for k in ("event", "report", "statement") if count[k])
    if known:
        line += f"; {known[0]} to {known[-1]}" if known[0] != known[-1] else f"; {known[0]}"
    if len(known) < len(dates):
        line += f"; {len(dates) - len(known)} unknown without the document's date (--date)"
    return line


def terminal_table(tagged: Sequence[Tagged], keep: Callable[[Claim], bool]) -> str | None:
    """The claims as a table for people, as wide as the terminal; None when there is none."""
    import shutil
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ..discourse.exchanges import OUTCOMES
    from ..discourse.timeline import in_order

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = shutil.get_terminal_size((120, 24)).columns
    buffer = io.StringIO()
    console = Console(file=buffer, width=max(width, 80), force_terminal=colour, no_color=not colour, highlight=False)
    found = False
    for title, doc in tagged:
        table = Table(title=title, title_justify="left", show_lines=False, expand=False)
        for name in ("place", "kind", "cue", "holder", "aimed at", "grounds", "voice"):
            table.add_column(name, overflow="fold", no_wrap=name == "place")
        n = 0
        for c in doc.claims:
            if not keep(c):
                continue
            n += 1
            own = c.speaker if c.holder_kind == "self" else None
            holder = c.holder.text if c.holder else own or f"({c.holder_kind})"
            cells = (
                f"{c.start}–{c.end}",
                c.kind if c.form is None else f"{c.kind}\n{c.form}",
                c.cue.text,
                holder,
                c.party.text if c.party else "",
                ", ".join(dict.fromkeys(g.reason for g in c.reasons)),
                c.voice,
            )
            table.add_row(*(Text(x.replace("\ud800", "?")) for x in cells))
        if n:
            found = True
            console.print(table)
        asked = Counter(x.outcome for x in doc.exchanges if x.outcome)
        if n and asked:
            console.print(Text("questions: " + ", ".join(f"{k} {asked[k]}" for k in OUTCOMES if asked[k])))
        dates = in_order(doc.timeline())
        if n and dates:
            console.print(Text("dates: " + _dates(dates)))
        for conflict in doc.conflicts:
            who = f"{conflict.holder}: " if conflict.holder else ""
            record, spoken = conflict.record, conflict.spoken
            console.print(
                Text(
                    f"record against speech: {who}{record.kind} “{record.cue.text}” ({record.channel}) "
                    f"≠ {spoken.kind} “{spoken.cue.text}” ({spoken.channel})"
                )
            )
    return buffer.getvalue() if found else None
