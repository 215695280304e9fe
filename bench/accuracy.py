"""Accuracy on labelled passages: kind, form, cue, holder, party, voice, certainty and reason, with bootstrap intervals.

    python bench/accuracy.py [--tier strict|broad] [--gold DIR] [--out bench/results/accuracy.json]

Reads the gold passages beside the project (../shared/gold); what is absent is said to be "not available", never given a
number. Of the dev sets the passages whose id hashes even (last hex digit of its sha256) may be read by people; the odd
ones are only scored. Scoring, per sentence: a kind is right when the sentence has it in both; labels marked optional
count neither way. A cue is right when it overlaps a labelled one by half of the shorter; a holder when it equals an
accepted one, or one holds the other and is at most twice as long ("self", "addressee" and none exactly); a party likewise,
of the kinds that have one (PARTY), apart where one is labelled and where none is. Certainty: of claims whose kind is
right, apart where "asserted" is accepted and where a hedge is labelled, with the confusions. Behind the table of sets
stands one of the halves, speeches and news together: the odd ones ("blind") and what people may read. What answers did
(outcomes.py) and attribution in English news (attribution.py) have tables of their own.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attribution
import outcomes
from archives import RESULTS, SHARED, keep, records
from score import Score, even, near, overlap

import onrecord

CORE = {"denial", "refusal", "blame", "source"}
PARTY = {"blame", "demand", "warning", "protest", "agreement", "refusal"}
LANGS = ("ja", "zh", "en")
SHARES = ("holder", "voice", "party", "no_party", "asserted", "hedged", "reason", "no_reason")
HALVES = {"blind": ("dev odd", "news odd"), "read": ("dev even", "news even", "train")}
Found = tuple[onrecord.Claim, tuple[int, int]]


def joined(sentences: list[dict[str, Any]], blank: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentences of one part as a text, and where each stands in it."""
    text, at = "", []
    for s in sentences:
        if text:
            text += blank
        at.append((len(text), len(text) + len(s["text"])))
        text += s["text"]
    return text, at


def tag_passage(tagger: onrecord.Tagger, passage: dict[str, Any], lang: str, news: bool) -> list[list[Found]]:
    """The claims found in each labelled sentence of a passage, each with its cue's span inside the sentence."""
    blank = " " if lang == "en" else ""
    sentences = passage["sentences"]
    runs: list[tuple[str, list[int]]] = []
    for i, s in enumerate(sentences):
        part = "statement" if lang == "ja" or news else s.get("part", "answer")
        if runs and runs[-1][0] == part:
            runs[-1][1].append(i)
        else:
            runs.append((part, [i]))
    turns, places, base = [], [(0, 0)] * len(sentences), 0
    for part, numbers in runs:
        text, at = joined([sentences[i] for i in numbers], blank)
        turns.append({"role": part, "text": text})
        for i, (a, b) in zip(numbers, at, strict=True):
            places[i] = (base + a, base + b)
        base += len(text) + 2
    doc = tagger.tag_turns(turns, lang=lang)
    found: list[list[Found]] = [[] for _ in sentences]
    for c in doc.claims:
        for i, (a, b) in enumerate(places):
            if a <= c.cue.start < b:
                found[i].append((c, (c.cue.start - a, c.cue.end - a)))
                break
    return found


def holder_right(claim: onrecord.Claim, accepted: list[str]) -> bool:
    if claim.holder_kind == "self":
        return "self" in accepted
    if "unknown" in accepted and claim.holder_kind == "unknown":  # so some labels say that nobody is named
        return True
    if claim.holder_kind == "addressee" and "addressee" in accepted:
        return True
    return span_right(claim.holder.text if claim.holder else "", accepted)


def span_right(text: str, accepted: list[str]) -> bool:
    """Is a span's text ("" for none) one of the accepted, or one of the two in the other and at most twice as long?"""
    for want in accepted:
        if want in ("self", "") or not text:
            if want == text:
                return True
        elif want == text or (
            (want in text or text in want) and min(len(want), len(text)) * 2 >= max(len(want), len(text))
        ):
            return True
    return False


def measure(tagger: onrecord.Tagger, passages: list[dict[str, Any]], lang: str, news: bool) -> dict[str, Any]:
    kind, core, form = Score(), Score(), Score()
    by_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    rules: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    share = {k: [0, 0] for k in ("cue", *SHARES)}
    sure: dict[str, int] = defaultdict(int)
    iou: list[float] = []
    length: list[float] = []
    for passage in passages:
        k, c4, kf = [0, 0, 0], [0, 0, 0], [0, 0, 0]
        for sentence, placed in zip(passage["sentences"], tag_passage(tagger, passage, lang, news), strict=True):
            claims = [c for c, _ in placed]
            labels = sentence.get("claims", [])
            need = {x["kind"] for x in labels if not x.get("optional")}
            free = {x["kind"] for x in labels if x.get("optional")} - need
            got = {c.kind for c in claims}
            for c in claims:
                if c.kind in free:
                    continue
                rules[c.rule][1] += 1
                rules[c.rule][0] += c.kind in need
            for counts, only in ((k, need | got), (c4, CORE)):
                n, g = need & only, (got - free) & only
                counts[0] += len(n & g)
                counts[1] += len(g)
                counts[2] += len(n)
            for x in need | (got - free):
                by_kind[x][0] += x in need and x in got
                by_kind[x][1] += x in got
                by_kind[x][2] += x in need
            want_forms = [(x["kind"], tuple(x.get("form") or [""])) for x in labels if not x.get("optional")]
            got_forms = {(c.kind, c.form or "") for c in claims if c.kind not in free}
            hit = sum(any(g[0] == w and g[1] in forms for g in got_forms) for w, forms in want_forms)
            kf[0] += min(hit, len(got_forms))
            kf[1] += len(got_forms)
            kf[2] += len(want_forms)
            for label in labels:
                if label.get("optional"):
                    continue
                mine = [y for y in placed if y[0].kind == label["kind"]]
                if not mine:
                    continue
                text = sentence["text"]
                spots = [(text.find(q), text.find(q) + len(q)) for q in label["cue"] if q and q in text]
                base, best = mine[0][0], None
                for c, me in mine:
                    for s in spots:
                        o = overlap(me, s)
                        u = max(me[1], s[1]) - min(me[0], s[0])
                        if best is None or o / u > best[0]:
                            best = (o / u, near(me, s), (me[1] - me[0]) / (s[1] - s[0]))
                            base = c
                if spots:
                    share["cue"][1] += 1
                    share["cue"][0] += bool(best and best[1])
                    if best and best[1]:
                        iou.append(best[0])
                        length.append(best[2])
                c = base
                if label.get("holder"):
                    share["holder"][1] += 1
                    share["holder"][0] += holder_right(c, label["holder"])
                if "party" in label and label["kind"] in PARTY:
                    accepted = label["party"] or [""]
                    name = "no_party" if accepted == [""] else "party"
                    share[name][1] += 1
                    share[name][0] += span_right(c.party.text if c.party else "", accepted)
                if label.get("voice"):
                    share["voice"][1] += 1
                    share["voice"][0] += c.voice in label["voice"]
                if label.get("certainty"):
                    name = "asserted" if "asserted" in label["certainty"] else "hedged"
                    share[name][1] += 1
                    share[name][0] += c.certainty in label["certainty"]
                    sure[f"{'/'.join(label['certainty'])} as {c.certainty}"] += 1
                if c.kind == "refusal" and label.get("reason"):
                    name = "no_reason" if label["reason"] == ["none"] else "reason"
                    share[name][1] += 1
                    share[name][0] += (c.reason or "none") in label["reason"]
        kind.add(*k)
        core.add(*c4)
        form.add(*kf)
    out: dict[str, Any] = {"kind": kind.result(), "core4": core.result(), "kind_form": form.result()}
    for name, (right, many) in share.items():
        out[name] = {"share": round(right / many, 3) if many else None, "right": right, "n": many}
    out["cue"]["iou"] = round(sum(iou) / len(iou), 3) if iou else None
    out["cue"]["length_ratio"] = round(sum(length) / len(length), 3) if length else None
    out["certainty"] = dict(sorted(sure.items()))
    out["by_kind"] = {
        which: {"f1": round(2 * t / (f + m), 3) if f + m else None, "found": f, "labelled": m}
        for which, (t, f, m) in sorted(by_kind.items())
    }
    out["rules"] = {r: {"hits": n, "right": t} for r, (t, n) in sorted(rules.items())}
    out["passages"] = len(passages)
    return out


def print_shares(sets: dict[str, Any], langs: Sequence[str]) -> None:
    """What is right of the claims whose kind is right, speeches and news together: shares and of how many."""
    print(f"\n{'':<16} {'half':<6}" + "".join(f"{lang:<14}" for lang in langs) + "all")
    for name in SHARES:
        for half, of in HALVES.items():
            cells, total = [], [0, 0]
            for lang in langs:
                mine = [sets[key][name] for x in of if (key := f"{lang} {x}") in sets]
                right, many = (sum(x[k] for x in mine) for k in ("right", "n"))
                total = [total[0] + right, total[1] + many]
                cells.append((right, many))
            shown = (f"{right / many:.2f} of {many}" if many else "–" for right, many in cells)
            print(
                f"{name:<16} {half:<6}"
                + "".join(f"{x:<14}" for x in shown)
                + "{} of {}".format(*total)
                + (f", {total[0] / total[1]:.2f}" if total[1] else "")
            )


def main() -> None:
    p = argparse.ArgumentParser(description="Accuracy on labelled passages.")
    p.add_argument("--gold", type=Path, default=SHARED.parent / "gold")
    p.add_argument("--out", type=Path, default=RESULTS / "accuracy.json")
    p.add_argument("--tier", choices=("strict", "broad"), default="strict")
    p.add_argument("--lang", choices=LANGS, action="append")
    p.add_argument("--readable", action="store_true", help="score only what people may read")
    args = p.parse_args()
    tagger = onrecord.Tagger(tier=args.tier)
    result: dict[str, Any] = {"pack_id": tagger.pack_id, "tier": args.tier, "sets": {}}
    print(
        f"{'set':<14} {'lang':<4} {'kind F1':<20} {'P':>5} {'R':>5} {'core4':>6} {'+form':>6} {'cue':>5} {'holder':>6} {'party':>6} {'voice':>6} {'assert':>6} {'hedged':>6} {'reason':>6} {'none':>6}"
    )
    for lang in args.lang or LANGS:
        sets = [
            ("dev even", args.gold / f"{lang}.dev.jsonl", True, False),
            ("dev odd", args.gold / f"{lang}.dev.jsonl", False, False),
            ("news even", args.gold / "news" / f"{lang}.dev.jsonl", True, True),
            ("news odd", args.gold / "news" / f"{lang}.dev.jsonl", False, True),
            ("train", args.gold / "train" / f"{lang}.jsonl", None, False),
        ]
        for name, path, half, news in sets:
            if half is False and args.readable:
                continue
            if not path.is_file():
                print(f"{name:<14} {lang:<4} not available")
                continue
            passages = [x for x in records(path) if half is None or even(x["id"]) == half]
            r = measure(tagger, passages, lang, news)
            if half is False:
                del r["rules"]  # the blind half teaches no rule
            result["sets"][f"{lang} {name}"] = r
            k = r["kind"]

            def show(x: Any) -> str:
                return "–" if x is None else f"{x:.2f}"

            print(
                f"{name:<14} {lang:<4} {k['f1']:.3f} [{k['low']:.2f},{k['high']:.2f}] n={k['n']:<4} {k['precision']:>5.2f} "
                f"{k['recall']:>5.2f} {r['core4']['f1']:>6.2f} {r['kind_form']['f1']:>6.2f} {show(r['cue']['share']):>5} "
                f"{show(r['holder']['share']):>6} {show(r['party']['share']):>6} {show(r['voice']['share']):>6} "
                f"{show(r['asserted']['share']):>6} {show(r['hedged']['share']):>6} {show(r['reason']['share']):>6} {show(r['no_reason']['share']):>6}"
            )
    print_shares(result["sets"], args.lang or LANGS)
    if "en" in (args.lang or LANGS):
        corpora = args.gold.parent / "corpora"
        result["sets"] |= outcomes.measure(tagger, corpora / "qevasion" / "train.jsonl", args.readable)
        result["sets"] |= attribution.measure(tagger, corpora / "polnear")
    keep(args.out, result)


if __name__ == "__main__":
    main()
