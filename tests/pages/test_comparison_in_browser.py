"""The page of a comparison as a browser shows it: figures open, filters, keyboard, downloads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("vl_convert")
pytest.importorskip("faiss")
pytest.importorskip("scipy")

from pipeline.pages.comparison import comparison_page
from tests.pages.comparisons import compared, hostile
from tests.pages.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def html() -> str:
    return comparison_page(compared())


@pytest.fixture
def page(open_page: Open, html: str) -> Page:
    return open_page(html)


def opened(page: Page) -> str:
    return page.locator("#opened").inner_text()


def test_a_figure_opens_its_clause_and_gives_the_focus_back(page: Page) -> None:
    figure = page.locator(".indicators .amount", has_text="≥ 4%")
    figure.focus()
    page.keyboard.press("Enter")

    assert "研发投入强度达到4%以上" in opened(page)
    assert page.locator("#opened mark").all_inner_texts() == ["达到4%以上"]
    assert page.evaluate("document.activeElement.id") == "opened-title"

    page.keyboard.press("Escape")
    assert not page.locator("#opened").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "≥ 4%"


@pytest.mark.parametrize("chart", ["types", "specificity", "similarity", "words"])
def test_a_mark_in_a_chart_opens_its_clauses(page: Page, chart: str) -> None:
    mark = page.locator(f"#figure-{chart} a").first
    mark.focus()
    page.keyboard.press("Enter")

    assert page.locator("#opened-title").inner_text()
    assert page.locator("#opened-body > *").count() > 0
    page.click("#opened-close")
    assert not page.locator("#opened").is_visible()


def test_indicators_are_filtered_by_who_states_them(page: Page) -> None:
    rows = page.locator(".indicators tbody tr")
    page.click('[data-side="both"]')

    assert page.get_attribute('[data-side="both"]', "aria-pressed") == "true"
    for row in rows.all():
        assert row.is_visible() == (row.get_attribute("data-row") == "both")


def test_counterparts_are_filtered_by_document_and_by_what_differs(page: Page) -> None:
    page.select_option("#pair-document", label="云溪市 2020")
    page.select_option("#pair-aspect", "figure")
    shown = page.locator("#pairs .pair:visible")

    assert shown.count() >= 1
    for pair in shown.all():
        assert "figure" in (pair.get_attribute("data-aspect") or "")
        assert pair.locator("mark.figure").count() > 0
    assert page.locator("#pair-count").inner_text() == f"{shown.count()} of {shown.count()} shown"


def test_the_language_is_switched_everywhere(page: Page) -> None:
    page.click('[data-to-language="zh"]')

    assert page.locator("#indicators-title").inner_text() == "指标"
    assert "研发投入强度" in page.locator(".indicators").inner_text()
    assert page.locator("#figure-types text", has_text="创新平台与基础设施").count() == 1
    page.locator(".indicators .amount").first.click()
    assert page.locator("#opened-title").inner_text().endswith("· 临溪市 2021")
    page.keyboard.press("Escape")
    page.click('[data-to-language="en"]')
    assert page.locator("#figure-types text", has_text="Platforms and infrastructure").count() == 1


@pytest.mark.parametrize(
    ("button", "begins"),
    [
        pytest.param('[data-svg="types"]', b"<svg", id="svg"),
        pytest.param('[data-png="types"]', b"\x89PNG", id="png"),
        pytest.param('[data-csv="types"]', "\ufeffshare,document".encode(), id="csv"),
    ],
)
def test_a_chart_is_downloaded(page: Page, tmp_path: Path, button: str, begins: bytes) -> None:
    with page.expect_download() as waiting:
        page.click(button)
    waiting.value.save_as(tmp_path / "file")
    written = (tmp_path / "file").read_bytes()

    assert written.startswith(begins)
    assert b"var(--" not in written


def test_a_hostile_document_is_shown_as_text(open_page: Open) -> None:
    page = open_page(comparison_page(hostile()))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))

    assert "<script>alert(1)</script>" in page.locator("#documents").inner_text()
    for link in page.locator(".indicators a.opens").all()[:6]:
        link.click()
        page.keyboard.press("Escape")
    # 𠮷 is one code point and two units of a string in JavaScript.
    page.locator(".indicators .amount", has_text="2.8%").click()
    assert page.locator("#opened mark").inner_text() == "达到2.8%"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Open, html: str, colours: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(html, color_scheme=colours, bypass_csp=True)
    for fold in page.locator("details > summary").all():
        if fold.is_visible():
            fold.click()
    found = axe.run(page).response["violations"]

    assert [
        (rule["id"], [node["html"][:200] for node in rule["nodes"][:3]])
        for rule in found
        if rule["impact"] in SERIOUS
    ] == []


def test_it_fits_a_phone(open_page: Open, html: str) -> None:
    page = open_page(html, **PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".indicators .amount").first.tap()
    page.locator("#opened blockquote").first.wait_for()
