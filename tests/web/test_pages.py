"""Every page, in both languages; and a document that attacks who reads it is shown as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.pages.languages import LANGUAGES
from pipeline.web.frame import own_words
from tests.web.conftest import Bench, opened

HOSTILE = (
    "澜州市人民政府关于<script>alert(1)</script>的通知\n"
    "一、总体要求</textarea><script>alert(2)</script>\n"
    "（一）目标。到2025年，<img src=x onerror=alert(3)>新增\"'><svg/onload=alert(4)>企业50家。\n"
    "（二）{{ 7*7 }}{% raw %} ${7*7} <!-- </script><style>*{display:none}</style>\n"
    "（三）给予\u202e500万元\u202c补助，\u2066javascript:alert(5)\u2069，人\u200b才\u0007。\n"
)
PAGES = ("/", "/search?q=企业", "/corrections", "/login", "/nothing", "/compare")
OF_A_DOCUMENT = ("", "/drafts", "/coding")
INVISIBLE = re.compile("[\u200b\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with opened(tmp_path_factory.mktemp("pages")) as bench:
        bench.shelve("a.txt")
        bench.shelve("<b onclick=alert(6)>.txt".replace("<", "‹"), HOSTILE)
        bench.shelve("hostile.txt", HOSTILE)
        yield bench


def paths() -> list[str]:
    return [*PAGES, *(f"/documents/hostile{end}" for end in OF_A_DOCUMENT), "/search?q=alert"]


def parsed(bench: Bench, path: str, language: str = "en") -> Any:
    answer = bench.get(path, headers={"accept-language": language})
    assert "text/html" in answer.headers["content-type"]
    return html.fromstring(answer.text)


@pytest.mark.parametrize("path", paths())
def test_nothing_runs_on_a_page_but_files_of_ours(path: str, bench: Bench) -> None:
    page = parsed(bench, path)

    for script in page.iter("script"):
        inline = script.get("type") == "application/json"
        assert inline or re.fullmatch(r"/static/[a-z]+\.js", script.get("src"))
        assert inline or not (script.text or "").strip()
    for element in page.iter():
        names = list(element.attrib)
        assert not [name for name in names if name.startswith("on") or name == "style"]
    assert not list(page.iter("style", "iframe", "object", "embed", "base"))
    links = [link.get("href") for link in page.iter("a", "link")]
    assert all(link.startswith(("/", "#", "?", "data:,")) for link in links if link)
    assert "49" not in {element.text for element in page.iter("bdi", "p")}


@pytest.mark.parametrize("end", OF_A_DOCUMENT)
def test_a_hostile_document_is_shown_as_text(end: str, bench: Bench) -> None:
    page = parsed(bench, f"/documents/hostile{end}")

    shown = page.xpath("string(//main)")
    for words in ("<script>alert(1)</script>", "onerror=alert(3)", "{{ 7*7 }}{% raw %} ${7*7}"):
        assert words in shown
    assert "U+202E" in shown
    assert "U+200B" in shown
    assert not INVISIBLE.search(bench.get(f"/documents/hostile{end}").text)


def test_a_hostile_search_is_shown_as_text(bench: Bench) -> None:
    page = parsed(bench, "/search?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22%3E")

    (box,) = page.xpath('//input[@name="q"]')
    assert box.get("value") == '<script>alert(1)</script>">'


def test_what_a_person_saved_is_text_too(bench: Bench) -> None:
    start = bench.start_of("a", "澜州实验室")
    bad = "</textarea><script>alert(7)</script>\u202e"
    bench.put(f"/api/documents/a/clauses/{start}/draft", english=bad, base=0, author="<b>W</b>")
    bench.put(f"/api/documents/a/clauses/{start}/label", types=["green"], base=0, author="<b>W</b>")

    for end in OF_A_DOCUMENT:
        text = bench.get(f"/documents/a{end}").text
        assert "<script>alert(7)" not in text
        assert "<b>W</b>" not in text
        assert "\u202e" not in text


@pytest.mark.parametrize(
    ("header", "language"),
    [
        pytest.param("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans", id="Chinese first"),
        pytest.param("en-GB,zh;q=0.5", "en", id="English first"),
        pytest.param("en;q=0.4, zh-TW;q=0.7", "zh-Hans", id="by weight"),
        pytest.param("de,fr", "en", id="neither"),
        pytest.param("", "en", id="nothing"),
        pytest.param(";q=x,,zh;q=", "zh-Hans", id="broken"),
    ],
)
def test_the_language_is_the_browsers(header: str, language: str, bench: Bench) -> None:
    assert parsed(bench, "/", header).get("lang") == language


@pytest.mark.parametrize(("cookie", "lang"), [("zh", "zh-Hans"), ("en", "en"), ("<script>", "en")])
def test_a_chosen_language_goes_before_the_browsers(cookie: str, lang: str, bench: Bench) -> None:
    bench.client.cookies.set("tiaoli-language", cookie)
    try:
        header = {"accept-language": "en"}
        assert html.fromstring(bench.get("/", headers=header).text).get("lang") == lang
    finally:
        bench.client.cookies.delete("tiaoli-language")


@pytest.mark.parametrize("path", paths())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_its_language(path: str, language: str, bench: Bench) -> None:
    page = parsed(bench, path, language)

    assert page.get("lang") == {"en": "en", "zh": "zh-Hans"}[language]
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//main")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for place in page.xpath("//input[not(@hidden)] | //select | //textarea"):
        named = place.get("aria-label") or place.xpath("ancestor::label")
        named = named or (place.get("id") and page.xpath(f'//label[@for="{place.get("id")}"]'))
        assert named, html.tostring(place)


def test_both_languages_fill_in_the_same() -> None:
    for key, said in own_words().phrases.items():
        filled = [sorted(re.findall(r"\{(\w+)\}", said[language])) for language in LANGUAGES]
        assert filled[0] == filled[1], key
        assert all(said.values()), key


@pytest.mark.parametrize("path", sorted(Path("pipeline/web/static").glob("*.js")), ids=str)
def test_scripts_make_no_markup_of_words(path: Path) -> None:
    text = path.read_text("utf-8")

    for unsafe in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert unsafe not in text
    for key in re.findall(r'"((?:drop|list|drafts|coding|origin|problem|progress)\.[\w-]+)"', text):
        assert key in own_words().phrases


def test_the_list_is_filtered(bench: Bench) -> None:
    assert "hostile.txt" not in bench.get("/?q=科技创新中心").text
    assert "hostile.txt" in bench.get("/?q=HOSTILE").text
    assert "No document matches" in bench.get("/?state=failed").text


@pytest.mark.parametrize("page", ["-1", "x", "99999999999", "1e3", "٣"])
def test_a_page_that_is_no_number_is_the_first(page: str, bench: Bench) -> None:
    assert bench.get("/", params={"page": page}).status_code == 200


def test_documents_are_compared(bench: Bench) -> None:
    from pipeline.web.comparisons import Comparisons
    from tests.compare import examples

    bench.workbench.comparisons = Comparisons(examples.comparer())

    answer = bench.get("/compare?document=a&document=hostile&document=a")

    assert answer.status_code == 200
    page: Any = html.fromstring(answer.text)
    assert "中共澜州市委关于建设科技创新中心的决定" in page.xpath("string(//main)")
    assert not [one for one in page.iter("script") if one.text and "json" not in one.get("type")]
    again = bench.get("/compare?document=a&document=hostile")
    assert again.text == answer.text


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 422), ("document=a", 422), ("document=a&document=no", 404), ("document=no&atlas=1", 404)],
)
def test_a_comparison_needs_documents(query: str, status: int, bench: Bench) -> None:
    assert bench.get(f"/compare?{query}").status_code == status


def test_the_record_of_a_document_is_the_public_one(bench: Bench) -> None:
    from pipeline.export.record import from_record

    answer = bench.get("/documents/a/record.json")

    assert from_record(answer.json()) == bench.workbench.reading("a")
    assert answer.headers["content-disposition"] == "attachment"
