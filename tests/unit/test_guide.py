"""The guide's examples are found by the shipped packs; links between the documents lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.discourse import exchanges
from onrecord.rules.model import KINDS

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
BOLD = re.compile(r"\*\*(.+?)\*\*")


CLAIMS, REST = (DOCS / "guide.md").read_text(encoding="utf-8").split("## Questions and what their answers did")
OUTCOMES, DATES = REST.split("## Dates")
ASKED = {"ja": "フェリーは沈んだのですか。", "zh": "渡轮是不是沉了？", "en": "Did the ferry sink?"}


def examples(text: str) -> Iterator[tuple[str, str, str]]:
    """(kind or form, language, example with its cue in bold) for each cell of the tables; so for outcomes."""
    for line in text.splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if len(cells) == 5 and cells[0].startswith("`"):
            for lang, cell in zip(("ja", "zh", "en"), cells[2:], strict=True):
                yield cells[0].strip("`"), lang, cell


def test_there_is_an_example_for_everything() -> None:
    wanted = {x for kind, forms in KINDS.items() for x in (forms or (kind,))}
    assert {name for name, _, _ in examples(CLAIMS)} == wanted
    assert tuple(dict.fromkeys(name for name, _, _ in examples(OUTCOMES))) == exchanges.OUTCOMES


@pytest.mark.parametrize(("name", "lang", "cell"), list(examples(CLAIMS)))
def test_examples_are_found(name: str, lang: str, cell: str) -> None:
    """Each with a cue that overlaps the bold words: the guide decides what a claim is, the packs where a cue ends."""
    (cue,) = BOLD.findall(cell)
    start = cell.index("**")
    claims = onrecord.tag(cell.replace("**", ""), lang=lang).claims
    assert any(name == (c.form or c.kind) and c.cue.start < start + len(cue) and start < c.cue.end for c in claims), (
        claims
    )


@pytest.mark.parametrize(("outcome", "lang", "cell"), list(examples(OUTCOMES)))
def test_answers_do_what_the_guide_says(outcome: str, lang: str, cell: str) -> None:
    assert (
        onrecord.tag_turns(
            [{"role": "question", "text": ASKED[lang]}, {"role": "answer", "text": cell.replace("**", "")}], lang=lang
        )
        .exchanges[0]
        .outcome
        == outcome
    )


def rows(text: str, width: int) -> Iterator[list[str]]:
    """The rows of the tables with so many columns, without their heads."""
    for line in text.splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == width and not cells[0].startswith(("---", "of the", "written")):
            yield cells


def test_dates_have_the_roles_that_the_guide_says() -> None:
    found = list(rows(DATES, 4))
    assert [r[0].strip("`") for r in found] == ["event", "report", "statement"]
    for role, *cells in found:
        for lang, cell in zip(("ja", "zh", "en"), cells, strict=True):
            (words,) = BOLD.findall(cell)
            dates = onrecord.tag(cell.replace("**", ""), lang).timeline("2031-04-09")
            assert [(d.text, d.role) for d in dates] == [(words, role.strip("`"))], cell


def test_dates_have_the_values_that_the_guide_says() -> None:
    found = list(rows(DATES, 3))
    assert len(found) > 12
    for words, value, precision in found:
        lang = "en" if words.isascii() else "zh" if re.search("民國|上周|一季", words) else "ja"
        text = f"{words}に閉じた。" if lang == "ja" else f"{words}关闭。" if lang == "zh" else f"It closed {words}."
        (d,) = onrecord.tag(text, lang).timeline("2031-04-09")
        assert (f"{d.iso}/{d.iso_end}" if d.iso_end else d.iso, d.precision) == (value, precision), words


def test_links_between_files(root: Path) -> None:
    for path in (*root.glob("*.md"), *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if not target.startswith("packs/"):  # made when the docs are built
                assert (path.parent / target).exists(), f"{path.name} links to {target}"
