"""The timeline of a document: where its date comes from, whose each date is, and texts that nobody means well with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

import onrecord
from onrecord.dates.calendar import PRECISIONS
from onrecord.discourse.timeline import ROLES, in_order
from onrecord.readers import from_text

from .work import is_linear

DAY = "2031-04-09"


def isos(text: str, when: str | date | None = None, lang: str | None = None) -> list[str | None]:
    return [d.iso for d in onrecord.tag(text, lang).timeline(when)]


@pytest.mark.parametrize("when", [DAY, date(2031, 4, 9), datetime(2031, 4, 9, 23), "2031-04-09T10:00:00Z"])
def test_the_date_that_is_given(when: str | date) -> None:
    assert isos("昨日、水門が閉じた。", when) == ["2031-04-08"]


@pytest.mark.parametrize("when", ["", "yesterday", "2031-4-9", "2031-02-30", "20310409", "2031-04-09x"])
def test_what_is_no_date(when: str) -> None:
    with pytest.raises(onrecord.InputError, match="2024-02-05"):
        onrecord.tag("昨日").timeline(when)


def test_another_type() -> None:
    with pytest.raises(TypeError, match="int"):
        onrecord.tag("昨日").timeline(20310409)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "iso"), [(DAY, "2031-04-08"), (date(2031, 4, 9), "2031-04-08"), ("April 2031", None), (2031, None)]
)
def test_the_date_of_the_source(value: object, iso: str | None) -> None:
    doc = onrecord.tag(onrecord.Source("昨日、水門が閉じた。", meta={"date": value}))
    assert doc.date == (DAY if iso else None)
    assert [d.iso for d in doc.timeline()] == [iso]
    assert [d.iso for d in doc.timeline("2031-05-01")] == ["2031-04-30"]  # what is given counts first


def test_the_date_that_a_reader_finds() -> None:
    doc = onrecord.tag(from_text("水門の閉鎖\n\n2031年4月9日\n\n水門は昨日閉じた。\n"))
    assert doc.date == DAY
    assert [d.iso for d in doc.timeline()][-1] == "2031-04-08"


def test_nothing_is_filled_from_today() -> None:
    text = "昨日、先週金曜日、来年、5日に、4月に、去る10月に閉じた。去年十月、上周五。"
    assert set(isos(text, lang="ja")) == {None}
    assert set(isos("It closed yesterday, last Friday, on Monday, in May, on April 5, two days ago.")) == {None}


def test_what_it_holds() -> None:
    text = "港湾省の報道官は8日、攻撃は昨年10月5日から7日まで続いたと述べた。"
    doc = onrecord.tag(text)
    said, event = doc.timeline(DAY)
    assert (said.role, said.precision, said.relative, said.iso_end) == ("statement", "day", True, None)
    assert said.claim is not None and said.claim in doc.claims and said.claim.kind == "source"
    assert (event.role, event.iso, event.iso_end, event.claim) == ("event", "2030-10-05", "2030-10-07", None)
    assert (event.first, event.last) == (date(2030, 10, 5), date(2030, 10, 7))
    assert text[event.start : event.end] == event.text == "昨年10月5日から7日"
    row = said.to_dict(doc.doc_id, 0)
    assert row == {
        "doc_id": doc.doc_id,
        "date_id": 0,
        "sentence": 0,
        "turn": 0,
        "date_start": said.start,
        "date_end": said.end,
        "text": "8日",
        "iso": "2031-04-08",
        "iso_end": None,
        "precision": "day",
        "role": "statement",
        "relative": True,
        "lang": "ja",
        "deciding_claim_id": said.claim.id,
    }


def test_in_order() -> None:
    doc = onrecord.tag("In May it closed. It opened in 2030, on March 3, 2028, in the 1990s and in March 2028.")
    assert [d.iso for d in in_order(doc.timeline())] == ["1990", "2028-03", "2028-03-03", "2030", None]


def test_footnotes_and_updates_are_reports() -> None:
    text = (
        "水門の閉鎖\n\n水門は2030年に閉じた。*1\n\n更新履歴\n\n• 2031年4月8日 新規作成\n\n"
        "*1:水門に亀裂,沿岸日報,2031年4月7日\n"
    )
    found = {d.iso: d.role for d in onrecord.tag(from_text(text)).timeline()}
    assert found == {"2030": "event", "2031-04-08": "report", "2031-04-07": "report"}


def test_each_quotation_has_its_own_predicates() -> None:
    text = "市長は「大臣は4月7日、橋は安全だと述べた」と8日に語った。"
    assert [(d.iso, d.role) for d in onrecord.tag(text).timeline(DAY)] == [
        ("2031-04-07", "statement"),
        ("2031-04-08", "statement"),
    ]


def test_turns_do_not_share_what_they_point_back_to() -> None:
    turns = [{"text": "2028年3月4日に着いた。"}, {"text": "同日、港を出た。"}]
    assert [d.iso for d in onrecord.tag_turns(turns).timeline()] == ["2028-03-04", None]


def test_points_back_at_most_three_sentences() -> None:
    far = "2028年3月4日に着いた。" + "船は大きい。" * 3
    assert isos(far + "同日、港を出た。")[-1] is None
    assert isos(far[: -len("船は大きい。")] + "同日、港を出た。")[-1] == "2028-03-04"


def test_a_repeated_day_of_a_text_without_a_date() -> None:
    assert isos("2031年4月7日に報じた。翌朝、4月7日付の紙面も出た。5月1日に終わる。") == [
        "2031-04-07",
        "2031-04-07",
        None,
    ]


def test_what_was_skipped_has_no_dates() -> None:
    text = "---\ntitle: x\ndate: 2031-04-09\n---\n\nThe gate closed yesterday.\n"
    doc = onrecord.tag(from_text(text, markdown=True))
    assert [(d.text, d.iso) for d in doc.timeline()] == [("yesterday", "2031-04-08")]


def test_lines_broken_inside_a_date() -> None:
    text = (
        "港湾省の調べによると、湖の北の岸と南の岸を結ぶ橋が開かれたのは、2031\n年4月7日のことであり、"
        "水門を直し終えたのはその次の年の二〇三二\n年四月八日のことだった。"
    )
    dates = onrecord.tag(text).timeline()
    assert [(d.iso, text[d.start : d.end]) for d in dates] == [
        ("2031-04-07", "2031\n年4月7日"),
        ("2032-04-08", "二〇三二\n年四月八日"),
    ]


def test_lone_surrogates_keep_their_places() -> None:
    text = "\ud83d\ude00橋は\ud8002031年4月7日\udc00に閉じた。\ud800"
    (d,) = onrecord.tag(text, "ja").timeline()
    assert (d.iso, text[d.start : d.end]) == ("2031-04-07", "2031年4月7日")


PIECES = (
    "昨日 先週金曜日 5日、 2月30日 2031年4月7日 令和6年 から ~ 同日 翌5日 午後3時 二〇二四年 一日 と述べた。 報じた。 大臣は 「 」 。 \n "
    "昨天 上周五 5日 至 今年一季度 上世纪90年代 表示， 据报道， “ ” 发言人 民國113年 "
    'yesterday Friday April 5 to 7 , in 2028 the 1990s May at 3 p.m. said that The mayor . " next day Feb. 29 9999-12-31 0001 last October'
).split(" ")
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from([" ", ""]), st.text(max_size=3)), max_size=30).map(
    "".join
)
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))
QUIET = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUIET
@given(TEXTS, DAYS, st.sampled_from(["ja", "zh", "en", None]))
def test_never_raises_and_lies_where_it_says(text: str, when: date | None, lang: str | None) -> None:
    doc = onrecord.tag(text, lang)
    end = 0
    for i, d in enumerate(doc.timeline(when)):
        s = doc.sentences[d.sentence]
        assert end <= d.start < d.end and s.start <= d.start and d.end <= s.end
        end = d.end
        assert text[d.start : d.end] == d.text
        assert d.role in ROLES and d.precision in PRECISIONS
        assert (d.iso is None) == (d.first is None) == (d.last is None)
        if d.first is not None and d.last is not None:
            assert d.first <= d.last
        if when is None and d.relative and d.entry.startswith(("step", "weekday", "toward", "ago")):
            assert d.iso is None
        assert set(d.to_dict("x", i)) >= {"iso", "precision", "role"}


@QUIET
@given(st.text(alphabet="0123456789-/.年月日年号:~一二十〇 ", max_size=40), st.sampled_from(["ja", "zh", "en"]))
def test_only_days_of_the_calendar(text: str, lang: str) -> None:
    for d in onrecord.tag(text, lang).timeline("2024-02-29"):
        if d.iso is not None and d.precision == "day":
            date.fromisoformat(d.iso)


HOSTILE = "1 日 1日 2月 年 昨日 十 5日、 2024年 1/ 1- Monday␣ the␣ a␣ Feb.␣5␣ in␣ 12:30␣ from␣5␣to␣6␣ 5日と述べた、 \ud800 「5日 」 周 5日，".split()


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_linear_in_repeats(piece: str, lang: str) -> None:
    piece = piece.replace("␣", " ")

    def timeline(n: int) -> Callable[[], object]:
        doc = onrecord.tag(piece * n, lang)
        return lambda: doc.timeline(DAY)

    is_linear(timeline, 800 // len(piece))
    timeline(24_000 // len(piece))()  # what searches of re do is not counted: a square would not come to an end here


@pytest.mark.parametrize("piece", ["1", "日", "一", "年", "0"])
def test_a_hundred_thousand_of_one_character(piece: str) -> None:
    for lang in ("ja", "zh", "en"):
        assert onrecord.tag(piece * 100_000, lang).timeline(DAY) == ()
