"""``onrecord rules``: list, show, check and explain."""

from __future__ import annotations

import fnmatch
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import RuleError

if TYPE_CHECKING:
    from ..rules import RuleInfo


@click.group("rules", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """The rule packs: what is in them, what is wrong with one, what they find."""


@command.command("list")
@click.argument("pattern", default="*", metavar="[GLOB]")
@click.option("--pack", "packs", multiple=True, metavar="PATH", help="A rule pack of your own; may be given again.")
def list_rules(pattern: str, packs: tuple[str, ...]) -> int:
    """Lists the rules (of both tiers) whose id fits GLOB, a line each: id, tier, meaning."""
    from ..rules import load

    rules = [r for r in load(packs=packs, tier="broad").rules if fnmatch.fnmatchcase(r.id, pattern)]
    if not rules:
        click.echo(f"no rule fits {pattern}", err=True)
        return 1
    width = max(len(r.id) for r in rules)
    for r in rules:
        click.echo(f"{r.id:<{width}}  {r.tier:<6}  {r.means.get('en', '')}".rstrip())
    click.echo(f"{len(rules)} rules", err=True)
    return 0


@command.command("show")
@click.argument("rule")
@click.option("--pack", "packs", multiple=True, metavar="PATH", help="A rule pack of your own; may be given again.")
def show(rule: str, packs: tuple[str, ...]) -> int:
    """Shows one rule: what it means, its pattern, its examples and counter-examples."""
    from ..rules import load

    compiled = load(packs=packs, tier="broad")
    info: RuleInfo | None = next((r for r in compiled.rules if r.id == rule), None)
    if info is None:
        import difflib

        near = difflib.get_close_matches(rule, [r.id for r in compiled.rules], n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise click.BadParameter(f"no rule {rule}{hint}", param_hint="RULE")
    name = info.kind if info.form is None else f"{info.kind} / {info.form}"
    click.echo(f"{info.id}  ({name}, {info.lang}, {info.tier}, {info.file})")
    for lang in ("en", "ja", "zh"):
        if info.means.get(lang):
            click.echo(f"  means ({lang}): {info.means[lang]}")
    click.echo(f"  pattern: {info.pattern}")
    for label, lines in (
        ("example", info.examples),
        ("counter-example", info.counter_examples),
        ("known miss", info.known_miss),
    ):
        for line in lines:
            click.echo(f"  {label}: {line if isinstance(line, str) else line.get('text', line)}")
    return 0


@command.command("check")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
def check_pack(path: Path) -> int:
    """Checks a rule pack (a folder or a file): every mistake with its file, rule, key and how to mend it."""
    from ..rules import check, load

    mistakes: list[RuleError] = check(path)
    for m in mistakes:
        click.echo(str(m), err=True)
    if mistakes:
        click.echo(f"{len(mistakes)} mistakes in {path}", err=True)
        return 1
    compiled = (
        load(packs=(str(path),), tier="broad")
        if path.is_file()
        else load(packs=(str(path),), languages=(), tier="broad")
    )
    for rule in compiled.rules:
        report = compiled.report.get(rule.id)
        if report:
            click.echo(f"{rule.id}: {report}")
    click.echo(f"{path}: no mistakes", err=True)
    return 0


@command.command("explain")
@click.argument("text")
@click.option("--lang", type=click.Choice(["ja", "zh", "en"]), help="Language of the text; found without it.")
@click.option(
    "--in",
    "ui",
    type=click.Choice(["en", "ja", "zh"]),
    default="en",
    show_default=True,
    help="Language of the explanation.",
)
@click.option("--role", type=click.Choice(["question", "answer", "statement"]), help="Role of the text.")
@click.option("--tier", type=click.Choice(["strict", "broad"]), default="broad", show_default=True)
def explain(text: str, lang: str | None, ui: str, role: str | None, tier: str) -> int:
    """Explains what the rules find in TEXT (- is standard input)."""
    from ..tagger import Tagger

    body = sys.stdin.read() if text == "-" else text
    doc = Tagger(tier=tier).tag(body, lang, role)
    for claim in doc.claims:
        click.echo(claim.explain(ui))
        click.echo("")
    if not doc.claims:
        click.echo("no rule fires", err=True)
        return 1
    return 0
