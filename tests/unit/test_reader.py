"""Reading files: structure, languages, notes, debris; the text never changed."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

import onrecord
from onrecord.readers import from_text
from onrecord.readers.notes import iso_date
from onrecord.readers.pairs import halves

ARTICLE = """港の倉庫に対するサイバー攻撃についてのまとめ

资讯 2年前 admin
12 3 0

2031年4月7日、港の倉庫が何者かに侵入されたと報じられました。
2031年4月7日，据报道，港口的仓库遭到了入侵。

倉庫で何が起きたのか 仓库里发生了什么

  • 港湾水路省は「捜査中のため回答を控える」と述べた。*1
    港湾水路部表示，“因正在调查，不予置评”。*1
  • 市は事実関係を確認していないとしている。*2
    市政府称尚未得到证实。*2

更新履歴

  • 2031年4月8日 AM 新規作成 2031年4月8日 AM 新规作成

*1:港の倉庫に侵入か,沿岸日報,2031年4月7日
*1:港口仓库或遭入侵,《沿岸日报》,2031年4月7日

*2:市「確認していない」,東海通信,2031年4月8日
*2:市政府“尚未证实”,东海通讯社,2031年4月8日

相关文章
"""


def test_article_in_two_languages() -> None:
    s = from_text(ARTICLE)
    assert s.text == ARTICLE
    kinds = [(r.kind, r.lang) for r in s.regions if r.kind != "skipped"]
    assert kinds == [
        ("title", "ja"),
        ("line", "ja"),
        ("line", "zh"),
        ("heading", "ja"),
        ("heading", "zh"),
        ("bullet", "ja"),
        ("bullet", "zh"),
        ("bullet", "ja"),
        ("bullet", "zh"),
        ("heading", "ja"),
        ("history", "ja"),
        ("history", "zh"),
        ("note", "ja"),
        ("note", "zh"),
        ("note", "ja"),
        ("note", "zh"),
    ]
    assert {ARTICLE[a:b] for a, b in s.skipped} == {"资讯 2年前 admin", "12 3 0", "相关文章"}
    assert s.meta["title"] == "港の倉庫に対するサイバー攻撃についてのまとめ"


def test_regions_cover_every_word_once() -> None:
    s = from_text(ARTICLE)
    covered = set()
    last = 0
    for r in s.regions:
        assert last <= r.start < r.end
        last = r.end
        covered |= set(range(r.start, r.end))
    assert {i for i, c in enumerate(ARTICLE) if not c.isspace()} <= covered


def test_notes_know_who_cites_them() -> None:
    s = from_text(ARTICLE)
    assert [(n.mark, n.lang, n.outlet, n.date) for n in s.notes] == [
        ("*1", "ja", "沿岸日報", "2031-04-07"),
        ("*1", "zh", "《沿岸日报》", "2031-04-07"),
        ("*2", "ja", "東海通信", "2031-04-08"),
        ("*2", "zh", "东海通讯社", "2031-04-08"),
    ]
    for n in s.notes:
        ((a, b),) = n.cited
        assert ARTICLE[a:b] == n.mark


def test_pairs_join_a_line_and_its_translation() -> None:
    s = from_text(ARTICLE)
    assert len(s.pairs) == 7
    for p in s.pairs:
        assert (p.lang_a, p.lang_b) == ("ja", "zh") and p.a[1] <= p.b[0]


def test_debris_is_not_tagged() -> None:
    text = "Related articles: the minister denied the report.\n\nThe mayor denied the report.\n"
    doc = onrecord.tag(from_text(text))
    assert [(c.holder.text if c.holder else None) for c in doc.claims] == ["The mayor"]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("倉庫で何が起きたのか 仓库里发生了什么", "仓库里发生了什么"),
        ("2031年4月8日 AM 新規作成 2031年4月8日 AM 新规作成", "2031年4月8日 AM 新规作成"),
        ("港湾水路省 報道官の会見", None),
        ("The mayor spoke", None),
        ("仓库 里 发生 了 什么", None),
    ],
)
def test_two_languages_on_one_line(line: str, right: str | None) -> None:
    at = halves(line)
    assert (None if at is None else line[at:]) == right


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031年4月7日付", "2031-04-07"),
        ("on 7 April 2031", "2031-04-07"),
        ("April 7, 2031", "2031-04-07"),
        ("2031-13-45", None),
        ("4月7日", None),
    ],
)
def test_dates(text: str, day: str | None) -> None:
    assert iso_date(text) == day


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("会見\r\n".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "会見".encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + "会見".encode("utf-16-le"), "utf-16"),
        (("報道官は会見で関与を否定した。調査は続いている。" * 20).encode("cp932"), "cp932"),
        (("发言人在记者会上否认了有关报道。调查仍在继续。" * 20).encode("gb18030"), "gb18030"),
    ],
    ids=["utf8", "bom", "utf16", "sjis", "gb"],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    s = onrecord.read(file)
    assert s.text == data.decode(encoding)


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(onrecord.InputError, match=r"gone\.txt"):
        onrecord.read(tmp_path / "gone.txt")
    with pytest.raises(onrecord.InputError, match=r"\.docx"):
        onrecord.read(tmp_path / "a.docx")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(codecs.BOM_UTF16_LE + b"\x00\xd8\x00")
    with pytest.raises(onrecord.EncodingError) as e:
        onrecord.read(bad)
    assert e.value.details["tried"] and "bad.txt" in str(e.value)
    with pytest.raises(onrecord.EncodingError, match="no such encoding"):
        onrecord.read(bad, encoding="klingon")


def test_markdown_marks_no_claims_in_fences(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    text = "# The briefing\n\nThe mayor denied the report.\n\n```\nThe mayor denied the report.\n```\n"
    file.write_text(text, encoding="utf-8")
    s = onrecord.read(file)
    assert s.text == text and s.meta["title"] == "The briefing"
    assert len(onrecord.tag(s).claims) == 1


def test_origin_is_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one\ntwo\nthree", encoding="utf-8")
    s = onrecord.read(file)
    assert [s.origin(i).line for i in (0, 4, 8)] == [1, 2, 3]
    with pytest.raises(IndexError):
        s.origin(99)


@pytest.mark.parametrize("text", ["", "\n\n", "　", "\ufeff"])
def test_empty(text: str) -> None:
    s = from_text(text)
    assert s.regions == () and onrecord.tag(s).claims == ()


def test_two_hundred_thousand_lines() -> None:
    s = from_text("報道官は答えた。\n" * 200_000)
    assert len(s.text) == 1_800_000
