"""The page in a browser: marks, filter, permalink, keyboard, escaping, and what axe finds."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.display.page import render_page

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")

EVIL = 'Title <script>document.title="broken"</script> $& ${1} </script>'
TEXT = f"""{EVIL}

Q: Did the ministry pay <b>$100</b>?

MS. HAYASE: For security reasons, I'm not going to comment on that. There is no evidence that anything leaked.

報道官は7日、「そのような事実はありません」と述べた。攻撃は昨年、橋の閉鎖は2028年だった。
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as p:
        b = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield b
        b.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, onrecord.Document]:
    doc = onrecord.tag(TEXT)
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render_page([(EVIL, doc)], EVIL), encoding="utf-8")
    return path, doc


@pytest.fixture
def opened(chromium: Any, made: tuple[Path, onrecord.Document]) -> Iterator[Any]:
    p = chromium.new_page(viewport={"width": 1200, "height": 900})
    wrong: list[str] = []
    p.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    p.on("pageerror", lambda e: wrong.append(str(e)))
    p.on("request", lambda r: wrong.append(r.url) if not r.url.startswith("file:") else None)
    p.goto(made[0].as_uri())
    yield p
    p.close()
    assert wrong == []


def test_every_claim_is_marked_once(opened: Any, made: tuple[Path, onrecord.Document]) -> None:
    ids = opened.eval_on_selector_all("button.tag", "xs => xs.map(x => x.dataset.open)")
    assert len(ids) > 3 and sorted(ids) == sorted(c.id for c in made[1].claims)


def test_text_is_escaped(opened: Any) -> None:
    assert opened.title() == EVIL
    assert "<b>$100</b>" in opened.locator("article").inner_text()
    assert opened.locator("article b").count() == 0


def test_filter_hides_a_kind(opened: Any) -> None:
    before = opened.locator("button.tag:visible").count()
    kind = opened.locator("button.tag", has_text="refusal").count()
    assert kind
    opened.get_by_role("checkbox", name="refusal").uncheck()
    assert opened.locator("button.tag:visible").count() == before - kind
    opened.get_by_role("checkbox", name="refusal").check()
    assert opened.locator("button.tag:visible").count() == before


def test_a_click_explains(opened: Any, made: tuple[Path, onrecord.Document]) -> None:
    claim = next(c for c in made[1].claims if c.kind == "refusal")
    opened.locator(f'[data-open="{claim.id}"]').click()
    panel = opened.locator("#panel")
    assert claim.rule in panel.inner_text() and "security" in panel.inner_text()
    assert opened.url.endswith(f"#c-{claim.id}")
    opened.locator("#ui").select_option("ja")
    assert "規則" in panel.inner_text()


def test_permalink_opens_its_claim(chromium: Any, made: tuple[Path, onrecord.Document]) -> None:
    claim = made[1].claims[-1]
    p = chromium.new_page()
    p.goto(f"{made[0].as_uri()}#c-{claim.id}")
    assert claim.rule in p.locator("#panel").inner_text()
    p.close()


def test_keyboard(opened: Any) -> None:
    opened.keyboard.press("j")
    first = opened.locator("#panel").inner_text()
    opened.keyboard.press("j")
    assert opened.locator("#panel").inner_text() != first
    opened.keyboard.press("k")
    assert opened.locator("#panel").inner_text() == first
    opened.keyboard.press("Escape")
    assert opened.locator(".m.on").count() == 0


def test_every_passage_has_its_language(opened: Any) -> None:
    langs = opened.eval_on_selector_all("article .passage", "xs => xs.map(x => x.lang)")
    assert set(langs) == {"en", "ja"}


def test_footer_names_text_and_pack(opened: Any, made: tuple[Path, onrecord.Document]) -> None:
    foot = opened.locator("footer").inner_text()
    assert made[1].pack_id in foot and hashlib.sha256(TEXT.encode()).hexdigest() in foot


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    chromium: Any, made: tuple[Path, onrecord.Document], width: int, scheme: str
) -> None:
    from axe_core_python.sync_playwright import Axe

    p = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    p.goto(made[0].as_uri())
    p.locator("button.tag").first.click()
    found = Axe().run(p)
    serious = [
        (v["id"], v["nodes"][0]["html"][:120]) for v in found["violations"] if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert p.evaluate("document.documentElement.scrollWidth") <= width
    p.close()


def test_print_shows_the_text_only(opened: Any) -> None:
    opened.emulate_media(media="print")
    assert not opened.locator(".filter").is_visible() and not opened.locator("#panel").is_visible()
    assert opened.locator("article").is_visible()


def test_notebook_fragment_has_every_rule(made: tuple[Path, onrecord.Document]) -> None:
    html = made[1]._repr_html_()
    assert "<script" not in html
    for c in made[1].claims:
        assert c.rule in html


def test_the_table_of_questions_leads_to_what_decided_them(opened: Any, made: tuple[Path, onrecord.Document]) -> None:
    (exchange,) = made[1].exchanges
    assert exchange.deciding is not None
    row = opened.locator(".exchanges tbody tr")
    assert row.count() == 1
    assert [row.locator("td").nth(i).inner_text() for i in range(3)] == [
        "Did the ministry pay <b>$100</b>?",
        "declined",
        exchange.deciding.cue.text,
    ]
    row.locator("a").click()
    assert opened.evaluate("location.hash") == f"#c-{exchange.deciding.id}"


def test_the_table_of_dates(opened: Any, made: tuple[Path, onrecord.Document]) -> None:
    rows = opened.locator(".dates tbody tr")
    cells = [[c.inner_text() for c in r.locator("td").all()] for r in rows.all()]
    assert [(c[0], c[1]) for c in cells] == [("2028", "event"), ("?", "statement"), ("?", "event")]
    assert [r.locator("b").inner_text() for r in rows.all()] == ["2028年", "7日", "昨年"]
    assert opened.locator(".dates time").get_attribute("datetime") == "2028"
    said = made[1].timeline()[0].claim
    assert said is not None
    rows.nth(1).locator("a").click()
    assert opened.evaluate("location.hash") == f"#c-{said.id}"
