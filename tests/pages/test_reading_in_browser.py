"""The page of a reading as a browser shows it: filters, keyboard, copying, download, safety."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.document import Label, Place, Reading
from pipeline.flow import Pipeline
from pipeline.pages.index import index_page
from pipeline.pages.reading import reading_page
from pipeline.pages.render import render
from tests.pages import examples
from tests.pages.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def html(reading: Reading) -> str:
    return render(reading_page(reading))


def shown(page: Page) -> list[str]:
    """The ids of the clauses that are seen and are no mere context."""
    # Filters are applied behind the event that asks for it: let that have its turn.
    page.evaluate("() => new Promise((done) => setTimeout(done, 0))")
    rows = page.locator(".clause:not([hidden]):not(.context)")
    return [str(id_)[2:] for id_ in rows.evaluate_all("rows => rows.map(row => row.id)")]


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page(html(examples.drafted()))


def test_types_are_filtered_and_their_headings_stay(page: Page) -> None:
    page.check('#filters [value="finance"]')

    reading = examples.drafted()
    coded = [label.clause for label in reading.labels if "finance" in label.types]
    assert shown(page) == coded
    assert page.locator("#filter-shown").text_content() == (
        f"{len(coded)} of {len(reading.tree.clauses)} clauses"
    )
    assert page.locator("#c-2\\:1").is_visible()  # 二、重点任务, over what was asked for

    page.click("#filter-clear")
    assert len(shown(page)) == len(reading.tree.clauses)


@pytest.mark.parametrize(
    ("box", "clauses"),
    [
        pytest.param('[value="incentive"]', ["2.3:2"], id="support"),
        pytest.param('[name="flagged"]', ["1.p1:1", "2.3:2"], id="flagged drafts"),
    ],
)
def test_clauses_are_filtered(box: str, clauses: list[str], page: Page) -> None:
    page.check(f"#filters {box}")

    assert shown(page) == clauses


@pytest.mark.parametrize(
    ("date", "clauses"),
    [
        pytest.param("*", ["1.p1:1", "1.p1:2", "2.1:2", "2.4:2"], id="any"),
        pytest.param("2021/2025", ["2.4:2"], id="a plan"),
        pytest.param("2025", ["1.p1:1"], id="a year"),
    ],
)
def test_deadlines_are_filtered(date: str, clauses: list[str], page: Page) -> None:
    page.select_option("#filter-dated", date)

    assert shown(page) == clauses


def test_doubtful_labels_are_filtered(open_page: Open) -> None:
    from dataclasses import replace

    reading = examples.undrafted()
    first, *rest = reading.labels
    doubtful = replace(first, abstained=True)
    sure = [replace(label, abstained=False) for label in rest]
    page = open_page(html(replace(reading, labels=(doubtful, *sure))))

    page.check('#filters [name="unsure"]')

    assert shown(page) == [first.clause]
    assert page.locator(f'[id="c-{first.clause}"] .unsure').text_content() != ""


@pytest.mark.parametrize("words", ["充电桩", "CHARGING piles"], ids=["Chinese", "English"])
def test_words_are_looked_for_in_both_languages(words: str, page: Page) -> None:
    page.fill("#filter-words", words)
    page.locator("#filter-shown", has_text="1 of").wait_for()

    assert shown(page) == ["2.4:2"]


def test_what_fits_nothing_says_so(page: Page) -> None:
    page.fill("#filter-words", "no such words")
    page.wait_for_selector("#filter-nothing", state="visible")

    assert shown(page) == []


def test_a_share_shows_its_clauses_from_any_tab(page: Page) -> None:
    page.click("#tab-checks")
    page.click('[data-only-type="green"]')

    assert page.locator("#text").is_visible()
    assert set(shown(page)) == {
        label.clause for label in examples.drafted().labels if "green" in label.types
    }


def test_details_come_on_focus_and_arrows_lead_from_mark_to_mark(page: Page) -> None:
    marks = page.locator('[id="c-1.p1:1"] .mark')
    first = page.locator('[id="c-1.p1:1"] .mark[tabindex="0"]')
    details = page.locator("#details")
    assert first.count() == 1

    first.focus()
    assert details.is_visible()
    page.keyboard.press("ArrowRight")

    assert details.inner_text().split("\n")[:2] == ["Quantity", "Amount"]
    assert "> 15,000" in details.inner_text()
    assert "2025, from “2025年”" in details.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "高新技术企业"
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "details"
    assert marks.filter(has_text="15,000").evaluate("mark => mark.classList.contains('paired')")

    page.keyboard.press("Escape")
    assert details.is_hidden()


def test_details_come_on_hover_and_stay_while_they_are_read(page: Page) -> None:
    page.locator("#rows .body").first.hover()
    page.wait_for_selector("#details", state="visible")
    assert "澜州市财政局" in page.locator("#details").inner_text()

    page.locator("#details").hover()
    page.wait_for_timeout(400)
    assert page.locator("#details").is_visible()

    page.mouse.move(2, 2)
    page.wait_for_selector("#details", state="hidden")


def test_details_come_on_a_tap_and_fit_a_phone(open_page: Open) -> None:
    page = open_page(html(examples.drafted()), **PHONE)
    page.locator('[id="c-2.4:2"] .quantity').last.tap()
    page.locator("#details").wait_for()

    box = page.locator("#details").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_marks_of_a_kind_are_put_away(page: Page) -> None:
    page.click("text=Marks in the text")
    page.uncheck('[name="mark"][value="term"]')

    assert page.locator('#rows [class="mark term"]').count() > 0
    assert page.locator('#rows [class="mark term"][role]').count() == 0
    assert page.locator("#rows .mark.quantity[role]").count() > 0


def test_a_citation_is_copied(open_page: Open) -> None:
    page = open_page(html(examples.drafted()), permissions=["clipboard-read", "clipboard-write"])
    page.locator(".cite", has_text="二（二）").first.click()

    page.locator("#said", has_text="Copied").wait_for()
    pasted = page.evaluate("navigator.clipboard.readText()")
    title = examples.PAIRS[0][0]
    assert pasted == f"《{title}》（澜政发〔2022〕7号），二（二）"


def test_the_outline_folds_and_leads_into_the_text(page: Page) -> None:
    item = page.locator('.outline a[href="#u-2.3"]')
    assert item.is_visible()
    page.click("#fold-all")
    assert item.is_hidden()
    page.locator(".fold[aria-expanded=false]").first.press("Enter")
    assert item.is_visible()

    page.click("#tab-targets")
    page.click("#tab-text")
    item.click()
    assert page.locator('[id="c-2.3:1"]').evaluate("row => row.classList.contains('reached')")


def test_tabs_are_worked_by_arrow_keys(page: Page) -> None:
    page.locator("#tab-text").focus()
    page.keyboard.press("ArrowRight")

    assert page.locator("#targets").is_visible()
    assert page.locator("#text").is_hidden()
    assert page.locator("#tab-targets").get_attribute("aria-selected") == "true"
    page.keyboard.press("End")
    assert page.locator("#checks").is_visible()


def test_a_link_from_outside_opens_its_tab(open_page: Open) -> None:
    page = open_page(html(examples.drafted()), at="#timeline")

    assert page.locator("#timeline").is_visible()


def test_targets_are_sorted_by_value_with_what_is_unknown_last(page: Page) -> None:
    page.click("#tab-targets")
    values = "rows => rows.map(row => row.cells[{}].dataset.value)"
    page.locator("#target-table th button", has_text="Amount").click()
    found = page.eval_on_selector_all("#target-table tbody tr", values.format(2))
    assert found == sorted(found, key=float)

    page.locator("#target-table th button", has_text="By").click()
    dates = page.eval_on_selector_all("#target-table tbody tr", values.format(3))
    stated = [date for date in dates if date]
    assert dates == sorted(stated) + [""] * (len(dates) - len(stated))
    page.locator("#target-table th button", has_text="By").click()
    dates = page.eval_on_selector_all("#target-table tbody tr", values.format(3))
    assert dates[0] == max(stated)
    assert page.locator('th[aria-sort="descending"]').count() == 1


def downloaded(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as caught:
        page.click("#download-targets")
    assert caught.value.suggested_filename == "澜州-2022-7-targets.csv"
    text = Path(caught.value.path()).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_has_what_the_table_shows(page: Page) -> None:
    page.click("#tab-targets")
    rows = downloaded(page)

    targets = [q for q in examples.drafted().findings.quantities if q.role == "target"]
    assert [row["value"] for row in rows[:2]] == ["15000", "3.5"]
    assert [row["clause"] for row in rows] == [quantity.clause for quantity in targets]
    assert {row["role"] for row in rows} == {"target"}

    page.check("#all-quantities")
    assert len(downloaded(page)) == len(examples.drafted().findings.quantities)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param("=HYPERLINK()", "'=HYPERLINK()", id="a formula is made harmless"),
        pytest.param(-5, "-5", id="a number below zero is none"),
        pytest.param(None, "", id="nothing"),
        pytest.param([8000, 10000], '"[8000,10000]"', id="a range"),
        pytest.param('“a”, "b"', '"“a”, ""b"""', id="commas and quotes"),
    ],
)
def test_cells_of_a_csv(value: object, cell: str, page: Page) -> None:
    assert page.evaluate("value => Tiaoli.csv(['a'], [{a: value}])", value) == f"a\r\n{cell}\r\n"


def test_a_target_leads_to_its_clause_though_it_was_filtered_away(page: Page) -> None:
    page.check('#filters [value="green"]')
    page.click("#tab-targets")
    page.locator("#target-table a").first.click()

    page.locator('[id="c-1.p1:1"]').wait_for(state="visible")
    assert page.locator("#text").is_visible()


def test_the_browser_chooses_the_language_and_the_reader_changes_it(open_page: Open) -> None:
    page = open_page(html(examples.drafted()), locale="zh-CN")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert "目标" in page.locator("#tab-targets").inner_text()

    page.locator('[id="c-2.2:2"] .zh .quantity').focus()
    assert "≥ 50亿元" in page.locator("#details").inner_text()

    page.click('[data-to-language="en"]')
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "Targets" in page.locator("#tab-targets").inner_text()
    assert page.locator("#filter-words").get_attribute("placeholder") == "Chinese or English"


@pytest.mark.parametrize("wanted", ["en", "zh"])
def test_a_page_that_was_asked_for_in_a_language_keeps_it(wanted: str, open_page: Open) -> None:
    made = reading_page(examples.drafted(), language=wanted)  # type: ignore[arg-type]
    page = open_page(render(made), locale="en-GB" if wanted == "zh" else "zh-CN")

    assert page.evaluate("document.documentElement.lang") == {"en": "en", "zh": "zh-Hans"}[wanted]


def test_chinese_and_english_stand_side_by_side_and_each_says_its_language(page: Page) -> None:
    row = page.locator('[id="c-2.2:2"]')
    chinese, english = row.locator(".zh"), row.locator(".en")
    left, right = chinese.bounding_box(), english.bounding_box()

    assert left
    assert right
    assert abs(left["y"] - right["y"]) < 8
    assert left["x"] + left["width"] <= right["x"]
    assert chinese.get_attribute("lang") == "zh-Hans"
    assert english.get_attribute("lang") == "en"


def test_light_and_dark_follow_the_system_until_the_reader_chooses(open_page: Open) -> None:
    page = open_page(html(examples.drafted()), color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(21, 23, 28)"

    page.select_option("[data-to-colours]", "light")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_everything_is_printed(page: Page) -> None:
    page.emulate_media(media="print")

    for panel in ("text", "targets", "timeline", "checks"):
        assert page.locator(f"#{panel}").is_visible(), panel
    assert page.locator(".side").is_hidden()


def test_without_script_everything_can_be_read(open_page: Open) -> None:
    page = open_page(html(examples.drafted()), java_script_enabled=False)

    for panel in ("text", "targets", "timeline", "checks"):
        assert page.locator(f"#{panel} h2").first.is_visible() or panel == "text"
    assert page.locator('[id="c-2.2:2"] .zh').is_visible()
    assert page.locator("#filters").is_hidden()


def test_a_hostile_document_is_text(open_page: Open) -> None:
    reading = Pipeline.load()(examples.document(examples.HOSTILE))
    page = open_page(html(reading))

    assert page.evaluate("[window.taken, document.querySelectorAll('#rows img').length]") == [
        None,
        0,
    ]
    text = page.locator("#rows").inner_text()
    assert "</script><script>window.taken=1</script>" in text
    assert "{{7*7}}" in text
    assert "U+202E" in text
    assert not any(character in page.content() for character in "\u202e\u202c\u2067\u2069\u200b\0")


@pytest.mark.parametrize(("size", "colours"), [("desktop", "light"), ("phone", "dark")])
@pytest.mark.parametrize("tab", ["text", "targets", "timeline", "checks"])
def test_axe_finds_nothing_serious(tab: str, size: str, colours: str, open_page: Open) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    options = PHONE if size == "phone" else {}
    page = open_page(html(examples.drafted()), at=f"#{tab}", color_scheme=colours, **options)

    found = axe.Axe().run(page).response["violations"]

    assert not [(one["id"], one["nodes"][:2]) for one in found if one["impact"] in SERIOUS]


def test_the_index_fits_a_screen_with_its_bars(open_page: Open) -> None:
    reading = examples.drafted()
    document = replace(
        reading.document,
        title="澜州市人民政府办公室关于印发" + "建设现代化产业体系" * 4 + "行动方案的通知",
        place=Place("澜州市", None, "city"),
        genre="work_report",
        issued="2024-01-12",
    )
    scores = {"green": 1.0, "finance": 0.0, "none": 0.0}
    labels = tuple(Label(clause.id, ("green",), scores) for clause in reading.tree)
    one = replace(reading, tree=replace(reading.tree, document=document), labels=labels)
    page = open_page(render(index_page([one])), viewport={"width": 1300, "height": 700})

    bar = page.locator(".share-bar").first.bounding_box()
    assert bar
    assert bar["width"] >= 100
    cropped = "(table) => table.scrollWidth - table.clientWidth"
    assert page.locator(".scroller").evaluate(cropped) == 0
