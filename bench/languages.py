"""How often the language of a sentence is wrong, on three archives whose language is known.

    python bench/languages.py [--draw] [--out bench/results/languages.json]

Sentences of the Diet (ja), the foreign ministry (zh) and the Legislative Council (zh, traditional characters) that are
found to be in another language, or in the archive's though their letters do not look it (more Latin letters than others;
Japanese without kana, Chinese with), were read, all of them or 200 drawn with a fixed seed where there are more: a
quotation in another language is right. bench/readings/languages-*.csv holds the verdicts (record, start, end, what,
verdict, note; offsets in code points, no text). ``--draw`` prints what is drawn, with its verdict where it has one.

Beside it, what needs no reading: sentences of the Diet and of one of the others, a line each, shuffled by twenties, so
that no sentence can lean on those around it.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

from archives import DIET, LEGCO, MFA, SHARED, drawing, keep, records, verdicts

import onrecord
from onrecord import _core, _names

ARCHIVES = {
    "diet": (DIET, "ja"),
    "mfa": (MFA, "zh"),
    "legco": (LEGCO, "zh"),
}
DRAWN, SEED = 200, 4
KEYS = ("record", "start", "end", "what")  # what a verdict is kept under
SHUFFLED = 12000  # sentences of each archive
_KANA, _HAN, _LATIN = re.compile("[ぁ-ゖァ-ヺ]"), re.compile("[一-鿿]"), re.compile("[A-Za-zＡ-Ｚａ-ｚ]")


def doubtful(text: str, lang: str) -> bool:
    """Do the letters of a sentence not look like the language that was found?"""
    kana, han, latin = (len(x.findall(text)) for x in (_KANA, _HAN, _LATIN))
    return latin > kana + han or bool(han and kana == 0 if lang == "ja" else kana)


def shuffled(core: _core.Pack, left: list[str], right: list[str], langs: tuple[str, str]) -> tuple[int, int]:
    """Sentences of both, a line each in random order, by twenties of each: how many are found, how many wrong."""
    n = wrong = 0
    order = random.Random(SEED)
    for i in range(0, min(len(left), len(right)), 20):
        lines = [(x, lang) for part, lang in zip((left, right), langs, strict=True) for x in part[i : i + 20]]
        order.shuffle(lines)
        ends: list[int] = []
        for x, _ in lines:
            ends.append((ends[-1] + 1 if ends else 0) + len(x))
        k = 0
        for start, _, _, _, _, found, _ in core.tag("\n".join(x for x, _ in lines), layout=True).sentences():
            while ends[k] <= start:
                k += 1
            n += 1
            wrong += _names.LANGS[found] != lines[k][1]
    return n, wrong


def texts(path: Path) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Records of an archive: id, text, and (start, role) of the turns where they are given."""
    out: list[tuple[str, str, list[tuple[int, int]]]] = []
    for record in records(path):
        if "text" in record:
            out.append((record["id"], record["text"], []))
            continue
        at, turns = 0, []
        for turn in record["turns"]:
            turns.append((at, _names.ROLES.index("statement")))
            at += len(turn["text"]) + 2
        out.append((record["id"], "\n\n".join(t["text"] for t in record["turns"]), turns))
    return out


def main() -> None:
    args = drawing("Sentences whose language is not their archive's.", "print those that are to be read", "languages")
    core = onrecord.Tagger().core
    rows: list[dict[str, Any]] = []
    whole: dict[str, list[str]] = {}
    print(f"{'archive':<8}{'sentences':>10}{'to read':>9}{'read':>6}{'wrong':>7}{'wrong in 1,000':>16}")
    for name, (file, lang) in ARCHIVES.items():
        path = SHARED / file
        if not path.is_file():
            print(f"{name:<8} not available")
            continue
        other: list[tuple[str, int, int, str, str]] = []
        n = 0
        for record, text, turns in texts(path):
            found = core.tag(text, turns=turns, layout=True).sentences()
            n += len(found)
            for a, b, _, _, _, number, _ in found:
                x, sentence = _names.LANGS[number] or "none", text[a:b]
                if x != lang or doubtful(sentence, lang):
                    other.append((record, a, b, x, sentence))
                elif len(_HAN.findall(sentence)) >= 4:
                    whole.setdefault(name, []).append(" ".join(sentence.splitlines()))
        drawn = other if len(other) <= DRAWN else sorted(random.Random(SEED).sample(other, DRAWN))
        known = {tuple(r[k] for k in KEYS): r["verdict"] for r in verdicts(f"languages-{name}")}
        judged = [known.get(tuple(map(str, x[:4]))) for x in drawn]
        read, wrong = sum(v is not None for v in judged), sum(v == "wrong" for v in judged)
        rate = wrong * len(other) / read * 1000 / n if read else None
        row = {"archive": name, "lang": lang, "sentences": n, "other": len(other), "drawn": len(drawn), "read": read}
        rows.append({**row, "wrong": wrong, "wrong_in_1000": None if rate is None else round(rate, 3)})
        shown = "not read" if rate is None and drawn else f"{rate or 0:.2f}"
        print(f"{name:<8}{n:>10}{len(other):>9}{read:>6}{wrong:>7}{shown:>16}")
        if args.draw:
            for (record, a, b, x, text), verdict in zip(drawn, judged, strict=True):
                print(f"  {record},{a},{b},{x},{verdict or '?'}\t{' '.join(text.split())[:160]}")
    for name in whole:
        random.Random(SEED).shuffle(whole[name])
    for name in ("mfa", "legco"):
        if name not in whole or "diet" not in whole:
            continue
        n, wrong = shuffled(core, whole["diet"][:SHUFFLED], whole[name][:SHUFFLED], ("ja", "zh"))
        rows.append(
            {"archive": f"diet+{name}", "sentences": n, "wrong": wrong, "wrong_in_1000": round(wrong / n * 1000, 2)}
        )
        print(f"diet and {name}, shuffled: {wrong} of {n} wrong, {wrong / n * 1000:.2f} in 1,000")
    keep(args.out, rows)


if __name__ == "__main__":
    main()
