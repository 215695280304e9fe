"""What two sentences share: their content words, in the three languages."""

from __future__ import annotations

import re

_RUN = re.compile(r"[a-z][a-z'’]+|[\u3400-\u4dbf\u4e00-\u9fff々]+|[ァ-ヶー]{2,}")
_STEM = 6  # letters: attack, attacks and attacked are one word
#: Words of questions and answers that say nothing of what they are about.
_COMMON = frozenset(
    "the and but for with from that this these those there here has had have was were are been being will would can "
    "could shall should may might must not yes very really well also more most some any all what which who whom when "
    "where why how about into over under out off than then too now get got going say said says think know want they "
    "them his her hers him its our ours you your yours she did does done just like mr ms mrs sir thank thanks please "
    "question questions answer president minister secretary whether because okay look right "
    "什么 怎么 如何 是否 有没 没有 我们 你们 他们 这个 那个 有关 相关 问题 情况 记者 发言 言人 中方 评论 回应 表示 关于 对此 "
    "質問 答弁 御指 指摘 今回 大臣 総理 関連 対応 状況 場合 必要".split()
)


def content_words(text: str) -> frozenset[str]:
    """The content words of a text: Latin words cut to their first letters, pairs of Han characters (one that stands alone,
    as a Japanese verb begins, by itself), katakana words."""
    found: set[str] = set()
    for m in _RUN.finditer(text.casefold()):
        run = m[0]
        if run[0].isascii():
            word = run.split("'")[0].split("’")[0]
            if len(word) > 2 and word not in _COMMON:
                found.add(word[:_STEM])
        elif "ァ" <= run[0] <= "ー":
            found.add(run)
        else:
            found.update([run] if len(run) == 1 else (run[i : i + 2] for i in range(len(run) - 1)))
    return frozenset(found - _COMMON)


def length(text: str) -> float:
    """How much is said, in words: Latin words, and two characters of Han or kana as one."""
    latin = len(re.findall(r"[A-Za-z0-9][\w'’.,-]*", text))
    return latin + len(re.findall(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]", text)) / 2
