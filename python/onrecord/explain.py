"""Claims in words, in English, Japanese and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Claim

_KINDS = {
    "en": {
        "denial": "denial: an alleged matter is said not to be so",
        "refusal": "refusal: what was asked is not given",
        "blame": "blame: an actor is said to have done a harmful act",
        "source": "source: a content is put on another's word",
        "confirmation": "confirmation: an alleged matter is admitted or confirmed",
        "demand": "demand: another party is asked to do or stop something",
        "warning": "warning: another party is told of a danger or consequence",
        "protest": "protest: a formal objection or condemnation",
        "agreement": "agreement: two or more parties agreed on something",
        "commitment": "commitment: the holder binds itself to an act",
    },
    "ja": {
        "denial": "否定：取り沙汰された事柄がそうではないと述べる",
        "refusal": "回答拒否：求められたものを示さない",
        "blame": "非難：ある主体が有害な行為をしたと述べる",
        "source": "情報源：内容を他者の言に帰する",
        "confirmation": "確認：取り沙汰された事柄を認める",
        "demand": "要求：相手に何かをする、またはやめるよう求める",
        "warning": "警告：相手に危険や結果を告げる",
        "protest": "抗議：正式に異議を唱える、または強く非難する",
        "agreement": "合意：複数の当事者が一致した",
        "commitment": "約束：自らある行為を行うと約束する",
    },
    "zh": {
        "denial": "否认：称所指之事并非如此",
        "refusal": "拒答：不提供对方所问",
        "blame": "指责：称某一行为体实施了有害行为",
        "source": "消息来源：将内容归于他人之言",
        "confirmation": "证实：承认或确认所指之事",
        "demand": "要求：要求对方做或停止某事",
        "warning": "警告：告知对方危险或后果",
        "protest": "抗议：正式提出异议或谴责",
        "agreement": "共识：两方或多方就某事达成一致",
        "commitment": "承诺：自己承诺采取某一行动",
    },
}

_WORDS = {
    "en": {
        "kind": "Kind",
        "rule": "Rule",
        "cue": "Cue",
        "holder": "Holder",
        "party": "Aimed at",
        "content": "About",
        "voice": "Voice",
        "certainty": "Certainty",
        "reasons": "Grounds",
        "channel": "Channel",
        "self": "the speaker: no other holder is named for it",
        "self_named": "{who}, the speaker of the turn",
        "named": "“{who}”",
        "described": "“{who}”, described and not named",
        "addressee": "“{who}”, the one who is spoken to",
        "addressee_unnamed": "the one who is spoken to",
        "unknown": "nobody is named",
        "inherited": "; it stands in that party's quoted or reported words",
        "own": "the speaker's own words",
        "quoted": "inside quotation marks, another's words",
        "reported": "indirect speech",
        "asserted": "asserted, nothing softens it",
        "hedged": "{certainty}, because of “{hedge}”",
        "broad": "found for recall: less precise than the default rules",
        "colon": ": ",
    },
    "ja": {
        "kind": "種別",
        "rule": "規則",
        "cue": "手がかり",
        "holder": "主体",
        "party": "相手",
        "content": "内容",
        "voice": "話法",
        "certainty": "確実さ",
        "reasons": "理由",
        "channel": "経路",
        "self": "話者本人（ほかに主体が示されていない）",
        "self_named": "発言者の{who}",
        "named": "「{who}」",
        "described": "「{who}」（名前は示されていない）",
        "addressee": "「{who}」（話しかけられている相手）",
        "addressee_unnamed": "話しかけられている相手",
        "unknown": "示されていない",
        "inherited": "（その引用または伝聞の中にある）",
        "own": "話者自身の言葉",
        "quoted": "引用符の中にある他者の言葉",
        "reported": "間接話法",
        "asserted": "断定（弱める語はない）",
        "hedged": "{certainty}（「{hedge}」による）",
        "broad": "網羅用の規則による（既定の規則より精度が低い）",
        "colon": "：",
    },
    "zh": {
        "kind": "类别",
        "rule": "规则",
        "cue": "标记语",
        "holder": "主体",
        "party": "对象",
        "content": "内容",
        "voice": "话语形式",
        "certainty": "确定性",
        "reasons": "理由",
        "channel": "渠道",
        "self": "说话人本人（未指明其他主体）",
        "self_named": "本轮发言人{who}",
        "named": "“{who}”",
        "described": "“{who}”（只有描述，没有姓名）",
        "addressee": "“{who}”（说话的对象）",
        "addressee_unnamed": "说话的对象",
        "unknown": "未指明",
        "inherited": "（处于其引语或转述之中）",
        "own": "说话人自己的话",
        "quoted": "引号内他人的话",
        "reported": "间接引语",
        "asserted": "断言（没有弱化的词）",
        "hedged": "{certainty}（因“{hedge}”）",
        "broad": "由查全规则找到（精确度低于默认规则）",
        "colon": "：",
    },
}

_TERMS = {
    "en": {},
    "ja": {
        "probable": "おそらく",
        "possible": "可能性",
        "unknown": "不明",
        "security": "安全保障・保安",
        "investigation": "捜査・係争中",
        "diplomacy": "外交関係",
        "other_party": "他者の事柄",
        "jurisdiction": "所管外",
        "privacy": "プライバシー",
        "deliberation": "検討中",
        "nature": "事柄の性質",
        "record": "会見録など記録",
        "spoken": "口頭",
        "statement": "声明",
        "report": "報道",
    },
    "zh": {
        "probable": "很可能",
        "possible": "可能",
        "unknown": "不明",
        "security": "安全",
        "investigation": "调查或诉讼中",
        "diplomacy": "外交关系",
        "other_party": "他方事务",
        "jurisdiction": "他人主管",
        "privacy": "隐私",
        "deliberation": "尚未决定",
        "nature": "事情性质",
        "record": "记录",
        "spoken": "口头",
        "statement": "声明",
        "report": "报道",
    },
}


def term(value: str, lang: str) -> str:
    """A value of an enumeration (a ground, a channel, a certainty) in words."""
    return _TERMS[lang].get(value, value.replace("_", " "))


def facts(claim: Claim, lang: str = "en") -> list[tuple[str, str]]:
    """The explanation as pairs of a label and a text, for a terminal or a page.

    Raises ValueError for a language other than "en", "ja" and "zh".
    """
    if lang not in _WORDS:
        raise ValueError(f"lang must be 'en', 'ja' or 'zh', not {lang!r}")
    w = _WORDS[lang]
    info = claim.rule_info
    means = info.means.get(lang) or info.means.get("en") or ""
    name = claim.kind if claim.form is None else f"{claim.kind} / {claim.form}"
    definition = _KINDS[lang].get(claim.kind, "")
    out = [(w["kind"], f"{name} ({definition})" if definition else name)]
    out.append((w["rule"], f"{claim.rule}{w['colon']}{means}" if means else claim.rule))
    out.append((w["cue"], f"{claim.cue.text} [{claim.cue.start}:{claim.cue.end}]"))
    kind = claim.holder_kind
    if kind == "self" and claim.speaker:
        who = w["self_named"].format(who=claim.speaker)
    else:
        bare = "_unnamed" if kind == "addressee" and claim.holder is None else ""
        who = w[kind + bare].format(who=claim.holder.text if claim.holder else "")
    out.append((w["holder"], who + (w["inherited"] if claim.inherited else "")))
    if claim.party:
        out.append((w["party"], claim.party.text))
    if claim.content:
        pieces = [x.text for x in (claim.content, claim.continued) if x]
        out.append((w["content"], " … ".join(pieces)))
    out.append((w["voice"], w[claim.voice]))
    if claim.hedge:
        sure = w["hedged"].format(certainty=term(claim.certainty, lang), hedge=claim.hedge.text)
    else:
        sure = w["asserted"] if claim.certainty == "asserted" else term(claim.certainty, lang)
    out.append((w["certainty"], sure))
    if claim.reasons:
        out.append((w["reasons"], "; ".join(f"{term(g.reason, lang)} ({g.span.text})" for g in claim.reasons)))
    if claim.channel:
        out.append((w["channel"], term(claim.channel, lang)))
    if claim.tier == "broad":
        out.append(("", w["broad"]))
    return out


def explain(claim: Claim, lang: str = "en") -> str:
    """The explanation as lines of text; see :meth:`onrecord.Claim.explain`."""
    lines = facts(claim, lang)
    colon = _WORDS[lang]["colon"]
    return "\n".join(f"{label}{colon}{text}" if label else text for label, text in lines)
