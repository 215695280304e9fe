"""Which language a piece of a line is in, from its characters alone."""

from __future__ import annotations

import re
from functools import lru_cache

_KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾟ]")
_HAN = re.compile(r"[㐀-鿿豈-﫿々〇]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_URL = re.compile(r"(?:https?://|www\.)[!-~]+")
# Particles of Chinese that Japanese writes only inside words; those words are taken out first.
_ZH_WORDS = re.compile(
    r"没[有能]|予以|尚未|[并並][未非无無]|未[经經能]|不予|不[会會能]|[无無]法[^律令]|[的了在是不也及]"
)
_JA_WORDS = re.compile(
    r"目的|標的|的確|的中|存在|現在|所在|滞在|駐在|潜在|在[日外米中宅庫任職籍留]|不[在正明法当足安可要信備適祥]|是[非正認]|言及|普及|波及|追及|完了|終了|了承|了解"
)
#: Code points of a line that are looked at.
LOOK = 2000
GB, JIS, BIG5 = 1, 2, 4


@lru_cache(maxsize=32768)
def charsets(c: str) -> int:
    """The national character sets that have a character: a union of GB, JIS and BIG5."""

    def has(codec: str) -> bool:
        try:
            c.encode(codec)
        except UnicodeEncodeError:
            return False
        return True

    return GB * has("gb2312") | JIS * has("shift_jis") | BIG5 * has("big5")


def kana(text: str) -> int:
    """How many kana stand in the text (at most those of its first LOOK code points)."""
    return len(_KANA.findall(text, 0, LOOK))


def han(text: str) -> int:
    """How many Han characters stand in the text (at most those of its first LOOK code points)."""
    return len(_HAN.findall(text, 0, LOOK))


def evidence(text: str, traditional: bool | None = None) -> tuple[int, int]:
    """Characters that only Chinese has, and that only Japanese has.

    ``traditional`` says which Chinese the document is in; None, where it is not known, takes only what neither knows.
    """
    zh = ja = 0
    for c in _HAN.findall(text, 0, LOOK):
        sets = charsets(c)
        if traditional is None:
            zh += sets in (GB, BIG5)
            ja += sets == JIS
        else:
            own = BIG5 if traditional else GB
            zh += sets & (own | JIS) == own
            ja += sets & (own | JIS) == JIS
    return zh, ja


def is_traditional(text: str) -> bool:
    """Does the text's Chinese use traditional characters?"""
    sets = [charsets(c) for c in _HAN.findall(text)]
    return sets.count(BIG5) > sets.count(GB)


def particles(text: str) -> int:
    """Characters of Chinese grammar words that Japanese does not write."""
    return sum(len(w) for w in _ZH_WORDS.findall(_JA_WORDS.sub("", text[:LOOK])))


def language(text: str, traditional: bool | None = None) -> str | None:
    """ "ja", "zh", "en", or None where the characters leave it open."""
    text = text[:LOOK]
    h = len(_HAN.findall(text))
    k = len(_KANA.findall(text))
    if not h and not k:
        words = _WORD.findall(_URL.sub("", text))
        return "en" if len(words) >= 3 or (len(words) == 2 and max(map(len, words)) >= 4) else None
    zh, ja = evidence(text, traditional)
    # a Chinese line may quote a word in kana
    if k and not (k * 8 < h and zh > ja):
        return "ja"
    if sum(map(len, _WORD.findall(_URL.sub("", text)))) > 10 * (h + k):
        return "en"
    if zh != ja:
        return "zh" if zh > ja else "ja"
    return "zh" if particles(text) >= (1 if h >= 8 else 2) else None
