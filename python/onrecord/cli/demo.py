"""``onrecord demo``: the sample record, tagged and shown; no network, no file needed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import output

SAMPLES = ("record.ja.txt", "press-conference.ja.txt", "press-conference.zh.txt", "press-conference.en.txt")


@click.command("demo")
@click.option("-o", "--output", "out", default="onrecord-demo.html", show_default=True, help="Where to write the page.")
def command(out: str) -> int:
    """Tags the sample record (a fictitious ministry) and writes the page."""
    from ..display.page import render_page
    from ..readers import read
    from ..resources import data_path
    from ..tagger import default_tagger

    tagger = default_tagger()
    tagged: list[output.Tagged] = []
    for name in SAMPLES:
        source = read(data_path("samples") / name)
        title = str(source.meta.get("title") or name)
        tagged.append((title, tagger.tag(source, doc_id=name)))
    table = output.terminal_table(tagged, lambda claim: True)
    sys.stdout.write(table or "")
    path = Path(out).resolve()
    with output.replacing(path) as f:
        f.write(render_page(tagged, "A ministry on record, in three languages"))
    click.echo(f"page: {path}")
    return 0
