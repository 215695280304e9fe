"""``onrecord doctor``: what works on this machine."""

from __future__ import annotations

import platform
import sys

import click


@click.command("doctor")
def command() -> int:
    """Says which versions are in use, whether PCRE2's JIT is on and whether the shipped packs load."""
    import time

    from .. import __version__
    from .._core import versions
    from ..tagger import Tagger

    v = versions()
    start = time.perf_counter()
    tagger = Tagger()
    took = (time.perf_counter() - start) * 1000
    core = tagger.core
    lines = [
        ("onrecord", __version__),
        ("Python", f"{platform.python_version()} ({sys.platform}, {platform.machine()})"),
        ("PCRE2", v["pcre2"]),
        (
            "PCRE2 JIT",
            f"on for {core.jit} of {core.patterns} patterns" if v["jit"] else "off: everything works, slower",
        ),
        ("utf8proc", f"{v['utf8proc']} (Unicode {v['unicode']})"),
        ("instruction set", "scalar"),
        ("rule packs", f"{len(tagger.rules)} rules, id {tagger.pack_id}, loaded in {took:.0f} ms"),
    ]
    for name, value in lines:
        click.echo(f"{name:<16} {value}")
    probe = tagger.tag("The ministry denied the report.", lang="en")
    if not probe.claims:
        click.echo("a probe sentence gave no claim: the rule packs are not complete", err=True)
        return 1
    return 0
