"""Folding of rule text: the function that folds texts."""

from __future__ import annotations

from .._core import fold


def fold_literal(text: str) -> str:
    """The folded form of a stretch of a pattern. A blank at either end stays one blank."""
    return fold(text).text
