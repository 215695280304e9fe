"""``onrecord tag``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import Error
from . import output

if TYPE_CHECKING:
    from ..document import Claim

FORMATS = ("jsonl", "csv", "html")


def chosen(ctx: click.Context, value: str | None, kinds: tuple[str, ...]) -> Callable[[Claim], bool]:
    """A test for the kinds of ``--kind``. Raises BadParameter for an unknown one, with the legal list."""
    if not value:
        return lambda claim: True
    wanted = {k.strip() for k in value.split(",") if k.strip()}
    unknown = wanted - set(kinds)
    if unknown:
        raise click.BadParameter(
            f"{', '.join(sorted(unknown))}: the kinds are {', '.join(kinds)}", ctx=ctx, param_hint="--kind"
        )
    return lambda claim: claim.kind in wanted


@click.command("tag")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o", "--output", "out", metavar="OUT", help="Write to OUT.jsonl, OUT.csv or OUT.html instead of a table."
)
@click.option("--kind", metavar="KIND,...", help="Only these kinds.")
@click.option(
    "--lang", type=click.Choice(["ja", "zh", "en"]), help="Language of everything; found per sentence without it."
)
@click.option("--tier", type=click.Choice(["strict", "broad"]), default="strict", show_default=True)
@click.option("--pack", "packs", multiple=True, metavar="PATH", help="A rule pack of your own; may be given again.")
@click.option("--disable", multiple=True, metavar="GLOB", help="Rules to leave out, as zh.blame.*; may be given again.")
@click.option(
    "--date", metavar="YYYY-MM-DD", help="The day of the FILES, from which yesterday counts; read in them without it."
)
@click.option("--encoding", help="Encoding of the files; found without it.")
@click.option("--fail-if-none", is_flag=True, help="Exit with 1 when no claim was found.")
@click.option("--raw", is_flag=True, help="CSV without byte-order mark and without the guard against formulas.")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    out: str | None,
    kind: str | None,
    lang: str | None,
    tier: str,
    packs: tuple[str, ...],
    disable: tuple[str, ...],
    date: str | None,
    encoding: str | None,
    fail_if_none: bool,
    raw: bool,
) -> int:
    """Tags FILES (txt or md; - is standard input) and prints the claims as a table, or writes them with -o."""
    from ..discourse.timeline import day_of
    from ..readers import read
    from ..tagger import Tagger

    try:
        day = day_of(date)
    except Error as e:
        raise click.BadParameter(str(e), ctx=ctx, param_hint="--date") from e
    suffix = Path(out).suffix[1:].lower() if out else ""
    if out and suffix not in FORMATS:
        raise click.BadParameter(f"{out}: the name must end in .{', .'.join(FORMATS)}", ctx=ctx, param_hint="-o")
    tagger = Tagger(packs=packs, disable=disable, tier=tier)
    keep = chosen(ctx, kind, tagger.pack.kinds)
    tagged: list[output.Tagged] = []
    failed = 0
    for name in files:
        try:
            source = read(name, encoding=encoding)
        except (Error, OSError) as e:
            click.echo(f"onrecord: {name}: {e}", err=True)
            failed += 1
            continue
        if day is not None:
            source = replace(source, meta={**source.meta, "date": day.isoformat()})
        tagged.append(("standard input" if name == "-" else name, tagger.tag(source, lang, doc_id=name)))
    found = any(keep(c) for _, doc in tagged for c in doc.claims)
    if out:
        with output.replacing(Path(out)) as f:
            if suffix == "jsonl":
                output.write_jsonl(tagged, keep, f)
            elif suffix == "csv":
                output.write_csv(tagged, keep, f, raw)
            else:
                from ..display.page import render_page

                page = render_page(tagged, Path(out).stem, keep=keep)
                f.write(page)
        click.echo(f"written: {out}", err=True)
    else:
        table = output.terminal_table(tagged, keep)
        if table is not None:
            sys.stdout.write(table)
        elif tagged:
            click.echo("no claims found", err=True)
    if failed:
        click.echo(f"onrecord: {failed} of {len(files)} inputs could not be read", err=True)
        return 3
    return 1 if fail_if_none and not found else 0
