"""Which language a line is in, from its characters."""

from __future__ import annotations

import re
from functools import lru_cache

_KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ]")
_HAN = re.compile(r"[㐀-鿿豈-﫿々〇]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_ZH_WORDS = re.compile(r"[的了吗呢吧这那们没说对不在是也就把被与及]")


@lru_cache(maxsize=8192)
def _one_script(c: str) -> int:
    """1 for a character of simplified Chinese only, 2 for one of Japanese only, 0 else."""

    def has(codec: str) -> bool:
        try:
            c.encode(codec)
        except UnicodeEncodeError:
            return False
        return True

    gb, jis, big5 = has("gb2312"), has("shift_jis"), has("big5")
    return 1 if gb and not jis and not big5 else 2 if jis and not gb and not big5 else 0


def kana(text: str) -> int:
    """How many kana."""
    return len(_KANA.findall(text))


def han(text: str) -> int:
    """How many Han characters."""
    return len(_HAN.findall(text))


def evidence(text: str) -> tuple[int, int]:
    """Characters that are simplified Chinese only, and Japanese only."""
    seen = [_one_script(c) for c in _HAN.findall(text)]
    return seen.count(1), seen.count(2)


def language(text: str) -> str | None:
    """ "ja", "zh", "en", or None where the characters leave it open."""
    k, h, latin = kana(text), han(text), len(_LATIN.findall(text))
    simplified, japanese = evidence(text)
    words = len(_ZH_WORDS.findall(text))
    if k and not (k * 8 < k + h and (simplified or words >= 2)):
        return "ja"
    if h:
        if latin > 10 * h:
            return "en"
        if simplified != japanese:
            return "zh" if simplified > japanese else "ja"
        return "zh" if k or words >= 2 or (words and h >= 6) else None
    return "en" if latin else None
