"""Sphinx: the guide, the rule packs and the reference; the rule reference is written from the packs at each build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import onrecord
from onrecord.rules import load

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "onrecord"
author = "the onrecord authors"
copyright = "the onrecord authors"
version = release = onrecord.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"onrecord {release}"
autodoc_typehints = "description"
autodoc_member_order = "bysource"
myst_heading_anchors = 3

HERE = Path(__file__).resolve().parent
LANGUAGES = {"ja": "Japanese", "zh": "Chinese", "en": "English"}


def write_packs(_: Sphinx) -> None:
    """docs/packs/<language>.md: every rule with its meaning, examples and traps."""
    folder = HERE / "packs"
    folder.mkdir(exist_ok=True)
    for lang, name in LANGUAGES.items():
        compiled = load(languages=(lang,), tier="broad")
        rules = [r for r in compiled.rules if not r.block]
        lines = [f"# The {name} pack", "", f"{len(rules)} rules. The cue stands between ⟦ and ⟧.", ""]
        kind = ""
        for r in rules:
            if r.kind != kind:
                kind = r.kind
                lines += [f"## {kind}", ""]
            title = r.means.get("en", r.id)
            lines += [f"### `{r.id}`", "", f"{title[:1].upper()}{title[1:]}. Tier: {r.tier}.", ""]
            for label, texts in (("Finds", r.examples), ("Leaves alone", r.counter_examples)):
                lines += [f"{label}:", "", *(f"- {escape(t)}" for t in texts), ""]
        (folder / f"{lang}.md").write_text("\n".join(lines), encoding="utf-8")


def escape(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join("\\" + c if c in "\\`*_{}[]<>#|$" else c for c in text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.connect("builder-inited", write_packs)
    return {"parallel_read_safe": True}
