"""An article with its translation line by line: what each line is, what belongs together, what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.readers import from_text

ARTICLE = Path(__file__).resolve().parent.parent / "data" / "lighthouse-article.ja-zh.txt"


@pytest.fixture(scope="module")
def source() -> onrecord.Source:
    return onrecord.read(ARTICLE)


def shape(source: onrecord.Source) -> list[tuple[str, str | None]]:
    return [(r.kind, r.lang) for r in source.regions if r.kind != "skipped"]


def test_each_line_has_its_kind_and_language(source: onrecord.Source) -> None:
    both = ["ja", "zh"]
    kinds = ["title"] + ["line"] * 2 + ["heading"] * 2 + ["bullet"] * 6 + ["heading"] + ["history"] * 4 + ["note"] * 6
    langs = ["ja", *both, *both, *both * 3, "ja", *both * 2, *both * 3]
    assert shape(source) == list(zip(kinds, langs, strict=True))


def test_the_text_is_the_file(source: onrecord.Source) -> None:
    assert source.text == ARTICLE.read_bytes().decode("utf-8")
    assert source.meta["title"] == source.text.split("\n")[0]
    assert source.meta["encoding"] == "utf-8" and source.meta["format"] == "txt"


def test_debris_is_set_apart(source: onrecord.Source) -> None:
    assert [source.text[a:b][:7] for a, b in source.skipped] == ["科技 5个月前", "118 4 0", "原文始发于la", "相关文章"]


def test_the_halves_of_a_line_are_two_regions(source: onrecord.Source) -> None:
    at = {source.text[r.start : r.end]: r.lang for r in source.regions}
    assert at["管制システムの設定が書き換えられたと報道"] == "ja"
    assert at["据报道控制系统的设置被改写"] == "zh"
    assert at["2033年9月13日 PM 新规作成"] == "zh"
    assert at["2033年9月15日 AM 补充后续报道"] == "zh"


def test_pairs(source: onrecord.Source) -> None:
    kind = {(r.start, r.end): r.kind for r in source.regions}
    assert [kind[p.a] for p in source.pairs] == ["line", "heading", *["bullet"] * 3, *["history"] * 2, *["note"] * 3]
    for p in source.pairs:
        assert kind[p.a] == kind[p.b] and p.a[1] < p.b[0]
        assert (p.lang_a, p.lang_b) == ("ja", "zh")


def test_notes(source: onrecord.Source) -> None:
    assert [(n.mark, n.lang, n.outlet, n.date) for n in source.notes] == [
        ("※1", "ja", "北岸新聞", "2033-09-12"),
        ("※1", "zh", "《北岸新闻》", "2033-09-12"),
        ("※2", "ja", "浜通信", "2033-09-12"),
        ("※2", "zh", "滨通讯社", "2033-09-12"),
        ("※3", "ja", "浜通信", "2033-09-14"),
        ("※3", "zh", "滨通讯社", "2033-09-14"),
    ]
    bullets = [r for r in source.regions if r.kind == "bullet"]
    for i, note in enumerate(source.notes):
        ((a, b),) = note.cited
        assert source.text[a:b] == note.mark
        assert bullets[i].start < a < bullets[i].end and bullets[i].lang == note.lang


def test_the_record_is_against_what_was_said(source: onrecord.Source) -> None:
    (conflict,) = onrecord.tag(source).conflicts
    assert conflict.record.kind == "denial" and conflict.record.channel == "record"
    assert (conflict.spoken.form, conflict.spoken.channel) == ("ignorance", "spoken")
    assert conflict.record.lang == "ja"
    assert conflict.matter[0] <= conflict.record.start and conflict.spoken.end <= conflict.matter[1]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        # Japanese and English; bullets of two kinds
        (
            "港の件\nAbout the port\n\n・省は否定した。\n- The ministry denied it.\n\n市は答えなかった。\nThe city gave no answer.\n",
            [("title", "ja"), ("title", "en"), ("bullet", "ja"), ("bullet", "en"), ("line", "ja"), ("line", "en")],
        ),
        # the Chinese first; a line of which the characters say nothing
        (
            "关于港口遭攻击\n港への攻撃について\n\n港口部否认参与。\n港湾省は関与を否定した。\n\n背景\n背景\n\n外交部不掌握。\n外務省は承知していない。\n",
            [(kind, lang) for kind in ("title", "line", "heading", "line") for lang in ("zh", "ja")],
        ),
        # traditional characters
        (
            "發言人說毫無根據。\n報道官は根拠がないとした。\n\n沒有人說過 誰も言っていない\n\n外交部表示不瞭解。\n外務省は承知していない。\n",
            [("line", "zh"), ("line", "ja"), ("heading", "zh"), ("heading", "ja"), ("line", "zh"), ("line", "ja")],
        ),
        # blank lines between a line and its translation
        (
            "報道官は根拠がないとした。\n\n发言人说毫无根据。\n\n外務省は承知していない。\n\n外交部表示不掌握。\n",
            [("line", "ja"), ("line", "zh"), ("line", "ja"), ("line", "zh")],
        ),
    ],
    ids=["ja-en", "zh-ja", "traditional", "blank-lines"],
)
def test_other_articles(text: str, want: list[tuple[str, str]]) -> None:
    source = from_text(text)
    assert shape(source) == want
    assert len(source.pairs) == len(want) // 2


def test_three_languages() -> None:
    text = "省は否定した。\n该部予以否认。\nThe ministry denied it.\n\n市は答えなかった。\n市政府没有回答。\nThe city gave no answer.\n"
    pairs = [(p.lang_a, p.lang_b) for p in from_text(text).pairs]
    assert pairs == [("ja", "zh"), ("ja", "en")] * 2


def test_hard_wrapped_text_is_left_to_the_core() -> None:
    text = (
        "The ministry said on Tuesday that it would\nnot comment on reports that the port had been\n"
        "attacked. Copyright infringement was\ndenied.\n\n* 3 people were hurt\n\n[1] This is no footnote.\n"
    )
    assert from_text(text).regions == ()


def test_a_translation_without_its_own_mark_is_the_note_too() -> None:
    text = "省は否定した。*1\n该部予以否认。*1\n\n市は答えなかった。\n市政府没有回答。\n\n*1:会見の記録,北岸新聞,2033年1月2日\n记者会的记录,北岸新闻,2033年1月2日\n"
    notes = from_text(text).notes
    assert [(n.mark, n.lang, n.outlet, len(n.cited)) for n in notes] == [
        ("*1", "ja", "北岸新聞", 1),
        ("*1", "zh", "北岸新闻", 1),
    ]


@pytest.mark.parametrize(
    ("mark", "note", "outlet", "date"),
    [
        ("*1", "*1:題,北岸新聞,2033年1月2日", "北岸新聞", "2033-01-02"),
        ("＊１", "＊１：題，北岸新聞，令和15年1月2日", "北岸新聞", "2033-01-02"),
        ("※1", "※1 題（北岸新聞、2033/01/02）", "北岸新聞", "2033-01-02"),
        ("[1]", '[1] "Title", The North Shore Gazette, 2 January 2033', "The North Shore Gazette", "2033-01-02"),
        ("[1]", "[1] Title. The North Shore Gazette, Jan. 2, 2033", "The North Shore Gazette", "2033-01-02"),
        ("注1", "注1：題「否定した」北岸新聞 2033年1月2日朝刊", "北岸新聞", "2033-01-02"),
        ("（注1）", "（注1）同省の発表による。", None, None),
        ("¹", "¹ Title, The North Shore Gazette", "The North Shore Gazette", None),
        ("[^a]", "[^a]: Title, 2033-01-02", None, "2033-01-02"),
    ],
)
def test_styles_of_notes(mark: str, note: str, outlet: str | None, date: str | None) -> None:
    text = f"省は否定した。{mark}\n\n{note}\n"
    (got,) = from_text(text).notes
    ((a, b),) = got.cited
    assert (text[a:b], text[got.start : got.end]) == (mark, note)
    assert (got.outlet, got.date) == ((outlet), date)


@pytest.mark.parametrize(
    "line",
    [
        "12 3 0",
        "ホーム > ニュース > 港",
        "シェア 12 ツイート 3",
        "阅读 1203",
        "Read more: the port",
        "続きを読む",
        "关注 微信",
        "© 2033 Coast",
        "上一篇：港口",
        "All rights reserved.",
        "https://example.org/a",
    ],
)
def test_debris(line: str) -> None:
    text = f"省は否定した。\n\n{line}\n\n市も否定した。\n"
    source = from_text(text)
    assert [text[a:b] for a, b in source.skipped] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "3日前に会見で否定した",
        "3日前 記者会見で否定",
        "Copyright infringement was denied by the ministry.",
        "Share prices fell after the report, the ministry said.",
        "推荐企业否认有关报道。",
        "トップは否定",
        "Subscribe to nothing, he said, and denied it.",
        "2033年9月12日、省は否定した",
    ],
)
def test_what_reads_like_text_is_kept(line: str) -> None:
    assert from_text(f"{line}\n\n省は否定した。\n\n{line}\n").skipped == ()


def test_a_list_of_other_articles_is_debris_to_its_end() -> None:
    text = "港への攻撃\n\n省は否定した。\n\n関連記事\n攻撃を市長が否定\n続報：犯人を非難\n\n更新履歴\n・2033年1月2日 作成\n"
    source = from_text(text)
    assert [text[a:b] for a, b in source.skipped] == ["関連記事", "攻撃を市長が否定", "続報：犯人を非難"]
    assert [r.kind for r in source.regions][-1] == "history"


def test_date_and_title() -> None:
    text = "港への攻撃\n\n公開日：2033年9月12日（月） 10:30\n\n省は否定した。2020年1月1日の話だ。\n"
    assert from_text(text).meta == {"title": "港への攻撃", "date": "2033-09-12"}


PIECES = [
    "省は否定した",
    "该部否认",
    "The ministry denied",
    "*1",
    "*1:",
    "[2] ",
    "2033年1月2日",
    "更新履歴",
    "相关文章",
    "12 3",
    "・",
    "- ",
    "# ",
    "```",
    "> ",
    "---",
    "|",
    "。",
    ",",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "　",
    " ",
    "\x00",
    "\ufeff",
    "x",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.booleans())
def test_any_text(text: str, markdown: bool) -> None:
    source = from_text(text, markdown=markdown)
    assert source.text == text
    last = 0
    for r in source.regions:
        assert last <= r.start < r.end <= len(text)
        assert not text[r.start].isspace() and not text[r.end - 1].isspace()
        last = r.end
    spans = {(r.start, r.end) for r in source.regions}
    assert set(source.skipped) == {(r.start, r.end) for r in source.regions if r.kind == "skipped"}
    for p in source.pairs:
        assert p.a in spans and p.b in spans and p.lang_a != p.lang_b
    for n in source.notes:
        assert (n.start, n.end) in spans
        assert text.startswith(n.mark, n.start) or source.pairs


BLOCKS = [
    "省は否定した。\n该部予以否认。",
    "・市は答えなかった。*1\n  市政府没有回答。*1",
    "港で何が起きたのか 港口发生了什么",
    "*1:題,北岸新聞,2033年1月2日\n*1:标题,北岸新闻,2033年1月2日",
    "更新履歴",
    "・2033年1月2日 新規作成 2033年1月2日 新规作成",
    "12 3 0",
    "相关文章",
]


@given(st.lists(st.sampled_from(BLOCKS), max_size=20), st.sampled_from(["\n\n", "\r\n\r\n", "\n"]))
def test_parallel_texts_are_covered(blocks: list[str], between: str) -> None:
    text = between.join([*BLOCKS[:2] * 4, *blocks])
    source = from_text(text)
    covered = [i for r in source.regions for i in range(r.start, r.end) if not text[i].isspace()]
    assert covered == [i for i, c in enumerate(text) if not c.isspace()]
    assert len(source.pairs) >= 8
    assert {r.lang for r in source.regions if r.kind != "skipped"} == {"ja", "zh"}


@given(st.text(max_size=200), st.booleans())
def test_any_characters(text: str, markdown: bool) -> None:
    assert from_text(text, markdown=markdown).text == text
