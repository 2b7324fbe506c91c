"""The workbench as a browser shows it: the command runs, and a person drops, edits, corrects."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("uvicorn", reason="the extra `web` is not installed")

from tests.web.conftest import DECISION
from tests.web.test_desk import RIGHT
from tests.web.test_pages import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 60_000
SERIOUS = ("serious", "critical")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
BUILD = "加快建设澜州实验室"


class Served:
    """The command over a folder, stopped and started again at will."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        options = ["serve", str(self.folder), "--port", "0", "--largest", "1"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *options],
            cwd=ROOT,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.root = self.address.partition("/?")[0]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)

    def again(self) -> None:
        self.stop()
        self.start()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "decision.txt").write_text(DECISION, "utf-8")
    (folder / "other.txt").write_text(DECISION.replace("澜州", "云岫"), "utf-8")
    made = Served(folder)
    yield made
    made.stop()


Visit = Callable[..., "Page"]


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """Open a page of the workbench; whatever it complains about fails the test."""
    contexts = []
    complaints: list[str] = []

    def visited(path: str = "/", **options: Any) -> Page:
        settings: dict[str, Any] = {"locale": "en-GB", "accept_downloads": True}
        context = browser.new_context(**settings | options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: _told(dialog, complaints))
        page.goto(served.address)
        if path.startswith("/documents/"):
            _read(page, path.split("/")[2])
        if path != "/":
            page.goto(served.root + path)
        return page

    yield visited
    for context in contexts:
        context.close()
    # What a test asks for and is refused, the browser notes: the status stands in the line.
    assert not [one for one in complaints if "status of 4" not in one]


def _read(page: Page, id_: str) -> None:
    """Wait until a document of the folder is read, whichever test comes first."""
    state = "(id) => fetch(`/api/documents/${id}`).then((a) => a.json()).then((a) => a.state)"
    end = time.monotonic() + PATIENCE_MS / 1000
    while page.evaluate(state, id_) == "waiting":
        assert time.monotonic() < end
        page.wait_for_timeout(50)


def _told(dialog: Any, complaints: list[str]) -> None:
    complaints.append(dialog.message)
    dialog.dismiss()


def drop(page: Page, name: str, content: str) -> None:
    """Drop a file on the page, as from the desktop."""
    page.evaluate(
        """([name, content]) => {
            const files = new DataTransfer();
            files.items.add(new File([content], name, { type: "text/plain" }));
            const said = { dataTransfer: files, bubbles: true, cancelable: true };
            document.body.dispatchEvent(new DragEvent("dragover", said));
            document.body.dispatchEvent(new DragEvent("drop", said));
        }""",
        [name, content],
    )


def test_a_file_is_dropped_and_seen_read(visit: Visit, served: Served) -> None:
    page = visit()

    drop(page, "dropped.txt", DECISION.replace("澜州", "临溪"))
    page.locator("#uploads li.read").wait_for()

    assert "read" in page.locator("#uploads li").inner_text()
    page.locator("#list").get_by_text("中共临溪市委关于建设科技创新中心的决定").wait_for()
    page.locator("#uploads a").click()
    page.locator("#rows").get_by_text("高新技术企业").first.wait_for()
    assert (served.folder / "dropped.txt").exists()


def test_a_file_is_chosen_by_keyboard(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    (tmp_path / "chosen.txt").write_text(DECISION.replace("澜州", "衡川"), "utf-8")

    # Listening is not waited for: with a first listener before `focus`, which is, the browser
    # hands the chooser over by the time that the key comes. Else it may cancel it.
    page.on("filechooser", lambda _: None)
    page.locator("#files").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(tmp_path / "chosen.txt")

    page.locator("#uploads li.read").wait_for()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("large.txt", "长" * 400_000, "too large: at most 1 MB", id="too large"),
        pytest.param("virus.exe", "MZ", "files of this kind are not read", id="a kind not read"),
        pytest.param("empty.txt", " ", "is empty", id="empty"),
    ],
)
def test_what_is_not_taken_says_why(
    name: str, content: str, said: str, visit: Visit, served: Served
) -> None:
    page = visit()

    drop(page, name, content)
    page.locator("#uploads li.failed").wait_for()

    assert said in page.locator("#uploads li").inner_text()
    assert (served.folder / name).exists() == (name == "empty.txt")


def test_the_server_refuses_what_the_page_would_not_send(visit: Visit) -> None:
    page = visit()

    status = page.evaluate(
        """async () => {
            const body = "x".repeat(1_000_001);
            const headers = { "X-Tiaoli-Token": Bench.token };
            const path = "/api/documents?name=large.txt";
            return (await fetch(path, { method: "POST", headers, body })).status;
        }"""
    )

    assert status == 413


def test_documents_are_filtered_and_searched(visit: Visit) -> None:
    page = visit()
    page.fill('[name="q"]', "云岫")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    assert page.locator("#list tbody tr").count() == 1

    page.goto(page.url.partition("/?")[0] + "/search")
    page.fill('[name="q"]', "澜州实验室")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    assert page.locator("mark").first.inner_text() == "澜州实验室"
    page.locator(".hit").first.click()
    page.wait_for_url("**/documents/decision#c-*")
    assert page.locator(":target").get_by_text(BUILD).is_visible()


def test_a_draft_is_edited_and_found_again_after_a_restart(visit: Visit, served: Served) -> None:
    page = visit("/documents/decision/drafts")
    page.fill("#who", "Wen")
    page.locator("#who").blur()
    row = page.locator(".row", has_text=BUILD)

    row.locator("textarea").fill(RIGHT.replace("20", "200"))
    page.locator(".faults").get_by_text("20 is missing").wait_for()
    row.locator(".save").click()
    row.locator(".faulty").wait_for()
    page.locator("#which").select_option("flagged")
    assert page.locator(".row:visible").count() == 1
    row.locator("textarea").fill(RIGHT)
    page.locator("#checks").get_by_text("20 is missing").wait_for(state="hidden")
    page.keyboard.press("Control+Enter")
    page.locator(".row.saved:not(.changed)", has_text=BUILD).wait_for()
    row.locator(".faulty").wait_for(state="hidden")
    page.locator("#which").select_option("all")
    row.locator("textarea").focus()
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate("document.activeElement.closest('.row').id") != row.get_attribute("id")
    assert page.locator("#count").inner_text() == "1 of 8 saved"

    page.close()  # what it still asks for would be refused
    served.again()

    page = visit("/documents/decision/drafts")
    assert page.locator(".row.saved textarea").input_value() == RIGHT
    other = visit("/documents/other/drafts")
    like = other.locator(".row", has_text=BUILD.replace("澜州", "云岫")).locator("textarea")
    like.focus()
    other.locator(".matches li").first.wait_for()
    assert RIGHT in other.locator(".matches").inner_text()
    other.keyboard.press("Alt+1")
    assert like.input_value() == RIGHT


def test_the_checks_shown_are_those_of_the_clause_at_hand(visit: Visit) -> None:
    page = visit("/documents/other/drafts")
    first = page.locator(".row", has_text="高新技术企业")
    second = page.locator(".row", has_text=BUILD.replace("澜州", "云岫"))
    second.locator("textarea").fill(RIGHT.replace("20", "200"))
    second.locator("textarea").blur()
    page.locator(".faults").get_by_text("20 is missing").wait_for()

    def slowly(route: Any) -> None:
        time.sleep(0.4)  # longer than a pause in typing, after which checks are asked for
        route.continue_()

    # Somebody types and goes on before the checks of what they typed were asked for.
    first.locator("textarea").focus()
    page.locator("#checks").get_by_text("20 is missing").wait_for(state="hidden")
    page.route("**/checks", slowly)
    first.locator("textarea").fill("Typed in haste.")
    second.locator("textarea").focus()
    page.locator("#checks").get_by_text("20 is missing").wait_for()
    page.wait_for_timeout(800)  # the checks of the first, if they were to come, come late

    assert "20 is missing" in page.locator("#checks").inner_text()


def test_two_windows_do_not_write_over_each_other(visit: Visit) -> None:
    one, two = (visit("/documents/other/drafts") for _ in range(2))
    first, second = (page.locator(".row", has_text="引进顶尖人才") for page in (one, two))
    first.locator("textarea").fill("The first.")
    first.locator(".save").click()
    first.and_(one.locator(".saved")).wait_for()

    second.locator("textarea").fill("The second.")
    second.locator(".save").click()
    second.locator(".conflict").wait_for()

    assert "The first." in second.locator(".conflict").inner_text()
    assert second.locator("textarea").input_value() == "The second."
    second.get_by_role("button", name="Keep mine").click()
    second.and_(two.locator(".saved:not(.changed)")).wait_for()
    one.reload()
    assert first.locator("textarea").input_value() == "The second."


def test_a_label_is_corrected_and_exported(visit: Visit) -> None:
    page = visit("/documents/decision/coding")
    item = page.locator(".coded > li", has_text=BUILD)
    item.locator(".change").click()
    page.get_by_label("First type").select_option("green")
    page.get_by_role("checkbox", name="Talent").check()
    page.get_by_role("button", name="Save").click()
    page.locator("#editor").wait_for(state="hidden")

    assert item.locator(".types").inner_text().split() == ["Green", "Talent"]
    assert item.locator(".change").evaluate("one => one === document.activeElement")
    page.get_by_role("link", name="Corrections").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = Path(download.value.path()).read_text("utf-8").splitlines()
    assert download.value.suggested_filename == "labels.csv"
    assert '"green,talent"' in next(line for line in lines if BUILD in line)


def test_a_target_is_corrected_and_exported(visit: Visit) -> None:
    page = visit("/documents/decision/coding")
    page.get_by_role("tab", name="Quantities and targets").click()
    row = page.locator(".targets tr", has_text="突破1.5万家")
    row.locator(".change").click()
    page.get_by_label("Value").fill("soon")
    page.get_by_role("button", name="Save").click()
    page.locator("#editor-wrong").get_by_text("a value is a number").wait_for()
    page.get_by_label("Value").fill("16000")
    page.keyboard.press("Enter")
    page.locator("#editor").wait_for(state="hidden")

    assert "16,000" in row.inner_text()
    page.get_by_role("link", name="Corrections").click()
    with page.expect_download() as download:
        page.locator('a[href="/export/targets.jsonl"]').click()
    told = json.loads(Path(download.value.path()).read_text("utf-8").splitlines()[0])
    assert 16000 in [one["value"] for one in told["q"]]


def test_a_missed_target_is_added(visit: Visit) -> None:
    page = visit("/documents/other/coding")
    page.locator(".coded > li", has_text="云岫实验室").locator(".add").click()
    page.get_by_label("Words, as they stand").fill("不在")
    page.get_by_label("Value").fill("1")
    page.get_by_role("button", name="Save").click()
    page.locator("#editor-wrong").get_by_text("not in the clause").wait_for()
    page.get_by_label("Words, as they stand").fill("云岫实验室")
    page.get_by_role("button", name="Save").click()

    page.locator(".targets").get_by_text("云岫实验室").first.wait_for()


def test_a_hostile_document_is_shown_as_text(visit: Visit) -> None:
    """What would run says so in a dialog or on the console, which fails the test."""
    page = visit()
    drop(page, "hostile.txt", HOSTILE)
    page.locator("#uploads li.read").wait_for()

    for end in ("", "/drafts", "/coding"):
        page.goto(re.sub(r"(//[^/]+).*", rf"\1/documents/hostile{end}", page.url))
        text = page.locator("main").inner_text()
        assert "<script>alert(1)</script>" in text
        assert "U+202E" in text
        assert page.locator("main script, main img, main svg[onload]").count() == 0


def test_the_language_is_switched_and_stays(visit: Visit) -> None:
    page = visit()
    assert page.locator("h1").inner_text() == "Documents"

    page.get_by_role("button", name="中文").click()
    assert page.locator("h1").inner_text() == "文件"
    page.goto(page.url + "search")

    assert page.locator("h1").inner_text() == "检索条款"
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_documents_are_chosen_and_compared(visit: Visit) -> None:
    page = visit()
    assert page.locator("#compare").is_disabled()
    page.locator('[name="document"][value="other"]').check()
    page.locator('[name="document"][value="decision"]').check()
    assert page.locator("#chosen").inner_text() == "2 chosen"

    page.locator("#compare").click()

    # The first that is chosen is compared with the others, wherever it stands in the list.
    page.wait_for_url("**/compare?document=other&document=decision")
    assert "云岫市" in page.locator("main").inner_text()


@pytest.mark.parametrize(("size", "colours"), [("desktop", "light"), ("phone", "dark")])
def test_axe_finds_nothing_serious(size: str, colours: str, visit: Visit) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    options: dict[str, Any] = PHONE if size == "phone" else {}
    page = visit(color_scheme=colours, **options)
    root = page.url.rstrip("/")
    ends = ("/", "/search?q=企业", "/documents/decision/drafts", "/documents/decision/coding")

    for end in (*ends, "/documents/decision", "/corrections", "/nothing", "/login"):
        page.goto(root + end)
        if end.endswith("drafts"):
            page.locator("textarea").nth(3).focus()
            page.locator("#terms > *").wait_for()
        if end.endswith("coding"):
            page.locator(".coded .change").first.click()
        # Injected by the debugger, not by the page: the policy would refuse it otherwise.
        found = axe.Axe().run(page).response["violations"]
        assert not [(end, one["id"], one["nodes"][:2]) for one in found if one["impact"] in SERIOUS]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, end


def test_all_that_is_empty_is_drafted_and_nothing_else(visit: Visit) -> None:
    page = visit("/documents/other/drafts")
    if not page.locator("#every").count():
        pytest.skip("no engine drafts here")
    typed = page.locator(".row", has_text="高新技术企业").locator("textarea")
    typed.fill("")
    typed.blur()
    typed.focus()
    page.locator("#terms dt").first.wait_for()
    page.locator("#checks").get_by_text("Nothing to check yet.").wait_for()
    assert page.locator("#terms .wrong").count() == 0
    typed.fill("Typed by hand.")
    before = {
        row.get_attribute("id"): row.locator("textarea").input_value()
        for row in page.locator(".row").all()
    }

    page.locator("#every").click()

    page.locator("#drafting-said").get_by_text("clauses drafted").wait_for()
    assert page.locator("#drafting").is_hidden()
    after = {
        row.get_attribute("id"): row.locator("textarea").input_value()
        for row in page.locator(".row").all()
    }
    assert all(after.values())
    assert all(after[id_] == english for id_, english in before.items() if english)
    assert list(before.values()).count("") > 0
    page.once("dialog", lambda said: said.accept())  # leaves what was typed
