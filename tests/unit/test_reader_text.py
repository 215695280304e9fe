"""Bytes to text: encodings found or refused, bad files, standard input, and work that grows with the text alone."""

from __future__ import annotations

import codecs
import io
import pickle
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import onrecord
from onrecord.readers import from_text
from onrecord.readers.text import decode

from .work import is_linear

JA = "報道官は会見で、港の設備に対する攻撃について「捜査中であり、お答えは差し控えます」と述べた。\r\n詳細は明らかにしていない。\n"
ZH = "发言人表示，有关说法毫无根据，纯属捏造。\r\n我们不掌握相关情况，建议你向主管部门了解。\n"
TW = "發言人表示，有關說法毫無根據，純屬捏造。\r\n我們不掌握相關情況，建議你向主管部門了解。\n"
EN = "The ministry’s spokesman said “no comment” – again.\r\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(JA, e) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp932", "euc_jp", "iso2022_jp")],
        *[(ZH, e) for e in ("utf-8", "utf-16", "gb18030", "gb2312")],
        *[(TW, e) for e in ("big5", "gb18030")],
        (EN, "cp1252"),
    ],
)
@pytest.mark.parametrize("times", [1, 200])
def test_the_text_comes_back(text: str, encoding: str, times: int) -> None:
    assert decode((text * times).encode(encoding))[0] == text * times


def test_a_given_encoding_is_taken_at_its_word() -> None:
    assert decode(JA.encode("cp932"), "cp932") == (JA, "cp932")
    with pytest.raises(onrecord.EncodingError) as e:
        decode(JA.encode("cp932"), "utf-8")
    assert e.value.details == {"tried": ["utf-8"], "byte": 0}
    with pytest.raises(onrecord.EncodingError, match="no such encoding: klingon"):
        decode(b"x", "klingon")


def test_damaged_utf8_is_not_guessed_at() -> None:
    data = (JA * 20).encode()
    with pytest.raises(onrecord.EncodingError) as e:
        decode(data[:300] + b"\xff" + data[300:])
    assert e.value.details["byte"] == 300
    with pytest.raises(onrecord.EncodingError):
        decode(data[:-2])  # cut off inside its last character but one


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00"]
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(onrecord.EncodingError) as e:
        decode(data)
    assert e.value.code == "encoding" and e.value.details["tried"]


def test_nul_and_line_ends_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.TXT"
    file.write_bytes(b"one\x00two\r\nthree\rfour\n\n")
    source = onrecord.read(file)
    assert source.text == "one\x00two\r\nthree\rfour\n\n"
    assert [source.origin(i).line for i in (0, 8, 9, 14, 15, 19, 20, 21)] == [1, 1, 2, 2, 3, 3, 4, 5]


def test_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "empty"
    file.write_bytes(b"")
    source = onrecord.read(file)
    assert (source.text, source.regions, source.origin(0).line) == ("", (), 1)


@pytest.mark.parametrize("name", ["gone.txt", ".", "nul\x00.txt", "a.docx"])
def test_errors_name_the_file_and_the_reason(tmp_path: Path, name: str) -> None:
    with pytest.raises(onrecord.InputError) as e:
        onrecord.read(f"{tmp_path}/{name}")
    assert e.value.details["file"] == f"{tmp_path}/{name}"
    assert ":" in e.value.message and e.value.code == "input"
    assert pickle.loads(pickle.dumps(e.value)).to_dict() == e.value.to_dict()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(onrecord.InputError, match="directory"):
        onrecord.read(tmp_path / "a.md")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(JA.encode("cp932"))))
    source = onrecord.read("-")
    assert source.text == JA and source.meta["path"] == "-" and source.meta["encoding"] == "cp932"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\xff\xfe\x00")))
    with pytest.raises(onrecord.EncodingError, match="standard input"):
        onrecord.read("-")


def test_sources_can_be_pickled() -> None:
    source = pickle.loads(pickle.dumps(from_text("港への攻撃\n\n省は否定した。\n")))
    assert source.origin(8).line == 3 and [r.kind for r in source.regions] == ["title"]


SHAPES = {
    "one line": "報道官は 答えた [1] ※1 ",
    "blanks": " ",
    "blank lines": " \n",
    "digits": "1 2 ",
    "lines": "報道官は答えた。\n",
    "pairs": "報道官は答えた。\n发言人没有回答这个问题。\n",
    "two languages on a line": "報道官は答えた 发言人没有回答这个问题\n",
    "notes": "*1:題,北岸新聞,2033年1月2日\n",
    "debris": "ホーム 検索 3日前\n",
    "history": "更新履歴\n・2033年1月2日\n",
    "markup": "> # x #\n![a](b) [c]: d\n",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("markdown", [False, True])
def test_work_grows_with_the_text_alone(shape: str, markdown: bool) -> None:
    piece = SHAPES[shape]
    is_linear(lambda n: lambda: from_text(piece * (n // len(piece)), markdown=markdown), 10_000)
    # what searches of re do is not counted: one whose work is the square of the text would not come to an end here
    assert from_text(piece * (400_000 // len(piece)), markdown=markdown).text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("piece", "times"), [("報道官は 答えた。", 11_000_000), ("報道官は答えた。\n", 1_000_000), (" ", 100_000_000)]
)
def test_very_large_files(piece: str, times: int) -> None:
    assert len(from_text(piece * times).text) == len(piece) * times
