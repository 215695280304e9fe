"""Documents for the eye: highlighted text in notebooks, and the offline page."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .layers import passages

if TYPE_CHECKING:
    import jinja2

    from ..document import Document

#: BCP 47 tags: they choose the right Han shapes.
LANG_TAGS = {"ja": "ja", "zh": "zh-Hans", "en": "en", None: "und"}


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """The template environment: everything is escaped unless a template says otherwise."""
    import jinja2

    env = jinja2.Environment(
        loader=jinja2.PackageLoader("onrecord.display", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    env.globals["lang_tag"] = lambda lang: LANG_TAGS.get(lang, "und")
    return env


def template_text(name: str) -> str:
    """A file of the templates folder as it is."""
    return files("onrecord.display").joinpath("templates", name).read_text(encoding="utf-8")


def document_html(doc: Document) -> str:
    """A fragment for a notebook: the text with its marks, overlaps in layers, no script."""
    from markupsafe import Markup

    context: dict[str, Any] = {
        "passages": passages(doc),
        "css": Markup(template_text("marks.css")),
        "doc": doc,
    }
    return environment().get_template("fragment.html.j2").render(context)
