"""`tiaoli report`, as a shell sees it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.export import record
from pipeline.export.comparison_record import to_record
from tests.cli.conftest import Run, run
from tests.pages import examples
from tests.pages.comparisons import compared
from tests.pages.conftest import Open

__all__ = ["run"]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    record.write(examples.drafted(), folder)
    record.write(examples.reading("青岚市人才工作要点\n引进博士50名。", "青岚"), folder)
    return folder


def test_a_record_becomes_a_page(run: Run, records: Path, tmp_path: Path) -> None:
    page = tmp_path / "pages" / "page.html"
    done = run("report", records / "青岚.json", "-o", page)

    assert (done.code, done.out.strip(), done.err) == (0, str(page), "")
    assert "青岚市人才工作要点" in page.read_text("utf-8")


def test_a_document_is_read_first(run: Run, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "plan.txt").write_text(examples.TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("report", "plan.txt")

    assert (done.code, done.out.strip()) == (0, "plan.html")
    assert 'id="c-2.3:2"' in (tmp_path / "plan.html").read_text("utf-8")


def test_a_folder_of_records_becomes_pages_and_an_index(
    run: Run, records: Path, tmp_path: Path
) -> None:
    done = run("report", records, "-o", tmp_path / "site")

    site = tmp_path / "site"
    assert done.out.strip() == str(site / "index.html")
    assert sorted(path.name for path in site.iterdir()) == [
        "index.html", "澜州-2022-7.html", "青岚.html",
    ]  # fmt: skip
    index = (site / "index.html").read_text("utf-8")
    assert "2 documents" in index
    assert len(re.findall(r'<td class="title-cell"><a href="[^"]+\.html"', index)) == 2


def test_the_index_leads_to_the_pages(
    run: Run, records: Path, tmp_path: Path, open_page: Open
) -> None:
    run("report", records, "-o", tmp_path)
    page = open_page("")
    page.goto((tmp_path / "index.html").as_uri())
    page.click("text=青岚市人才工作要点")

    assert page.locator(".clause").count() == 2


def test_several_readings_do_not_fit_one_page(run: Run, records: Path, tmp_path: Path) -> None:
    done = run("report", records, "-o", tmp_path / "page.html")

    assert done.code == 2
    assert "is one page, but there are 2 readings; name a folder" in done.err
    assert not (tmp_path / "page.html").exists()


def test_two_documents_of_one_name_get_two_pages(run: Run, records: Path, tmp_path: Path) -> None:
    one = records / "青岚.json"
    other = tmp_path / "other" / one.name
    other.parent.mkdir()
    other.write_bytes(one.read_bytes())
    done = run("report", one, other, "-o", tmp_path / "site")

    assert done.code == 0
    assert {path.name for path in (tmp_path / "site").iterdir()} == {
        "index.html", "青岚.html", "青岚-2.html",
    }  # fmt: skip


def test_a_record_that_is_named_twice_gets_one_page(
    run: Run, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one = records / "青岚.json"
    done = run("report", one, one.relative_to(tmp_path), "-o", "page.html")

    assert (done.code, done.out) == (0, "page.html\n")


@pytest.mark.parametrize(
    ("one", "other", "pages"),
    [
        pytest.param("a:b", "a?b", {"a_b.html", "a_b-2.html"}, id="forbidden in a file's name"),
        pytest.param("Plan", "plan", {"Plan.html", "plan-2.html"}, id="the same on many systems"),
    ],
)
def test_no_page_is_written_over_another(
    one: str, other: str, pages: set[str], run: Run, tmp_path: Path
) -> None:
    paths = []
    for number, name in enumerate((one, other)):
        reading = examples.reading("青岚市通知\n引进博士50名。", name)
        paths.append(record.write(reading, tmp_path / str(number)))
    done = run("report", *paths, "-o", tmp_path / "site")

    assert done.code == 0
    assert {path.name for path in (tmp_path / "site").iterdir()} == {"index.html", *pages}


def test_what_cannot_be_read_is_named_and_the_rest_is_written(
    run: Run, records: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.json").write_text("{}", "utf-8")
    done = run("report", tmp_path / "broken.json", records / "青岚.json", "-o", tmp_path / "p.html")

    assert done.code == 1
    assert "broken.json" in done.err
    assert (tmp_path / "p.html").exists()


def test_a_record_that_contradicts_itself_spoils_no_other(
    run: Run, records: Path, tmp_path: Path
) -> None:
    path = record.write(examples.reading(examples.TEXT, "astray"), tmp_path / "more")
    wrong = path.read_text("utf-8").replace('"clause": "2.3:2"', '"clause": "9.9:9"')
    path.write_text(wrong, "utf-8")
    done = run("report", path, records / "青岚.json", "-o", tmp_path / "site")

    assert done.code == 1
    assert "astray" in done.err
    assert "1 of 2 failed" in done.err
    assert {one.name for one in (tmp_path / "site").iterdir()} == {"index.html", "青岚.html"}


def test_words_of_a_later_version_are_shown_as_they_are(
    run: Run, tmp_path: Path, open_page: Open
) -> None:
    path = record.write(examples.drafted(), tmp_path)
    later = path.read_text("utf-8").replace('"role": "target"', '"role": "pledge"')
    path.write_text(later.replace('"per": "year"', '"per": "decade"'), "utf-8")
    run("report", path, "-o", tmp_path / "p.html")
    page = open_page((tmp_path / "p.html").read_text("utf-8"))

    page.locator('[id="c-2.3:2"] .zh .quantity').first.focus()
    assert "≈ 300/decade" in page.locator("#details").inner_text()
    assert "pledge" in page.locator("#details").inner_text()


def test_nothing_to_report_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("report", tmp_path / "nowhere.txt", "-o", tmp_path / "p.html")

    assert done.code == 1
    assert "nowhere.txt" in done.err
    assert not (tmp_path / "p.html").exists()


def test_an_empty_folder_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("report", tmp_path, "-o", tmp_path / "p.html")

    assert done.code != 0
    assert done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("lang", "tag"), [("en", "en"), ("zh", "zh-Hans"), ("auto", "en")])
def test_the_language_is_chosen(
    lang: str, tag: str, run: Run, records: Path, tmp_path: Path
) -> None:
    run("report", records / "青岚.json", "--lang", lang, "-o", tmp_path / "p.html")

    html = (tmp_path / "p.html").read_text("utf-8")
    assert f'<html lang="{tag}" data-language="{lang}">' in html


def test_a_name_that_leads_elsewhere_stays_in_the_folder(run: Run, tmp_path: Path) -> None:
    path = record.write(examples.reading("青岚市通知\n引进博士50名。", "up"), tmp_path)
    path.write_text(path.read_text("utf-8").replace('"id": "up"', '"id": "../../up"'), "utf-8")
    done = run("report", path, "-o", tmp_path / "site")

    assert done.code == 0
    assert [found.name for found in (tmp_path / "site").iterdir()] == ["_.._up.html"]


def test_the_same_reading_makes_the_same_page(run: Run, records: Path, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        run("report", records / "澜州-2022-7.json", "-o", tmp_path / name)

    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_record_of_a_comparison_becomes_its_page(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    path = tmp_path / "comparison.json"
    path.write_text(json.dumps(to_record(compared()), ensure_ascii=False), "utf-8")
    page = tmp_path / "new" / "page.html"
    done = run("report", path, "-o", page, "--lang", "zh")

    assert (done.code, done.out.strip(), done.err) == (0, str(page), "")
    assert "云溪市科技创新行动方案" in page.read_text("utf-8")


def test_a_comparison_goes_into_a_folder_as_readings_do(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    path = tmp_path / "临溪.json"
    path.write_text(json.dumps(to_record(compared()), ensure_ascii=False), "utf-8")
    (tmp_path / "site").mkdir()
    there, new = (
        run("report", path, "-o", tmp_path / folder).out.strip() for folder in ("site", "new")
    )

    assert (there, new) == (f"{tmp_path}/site/临溪.html", f"{tmp_path}/new/临溪.html")
    assert Path(there).read_bytes() == Path(new).read_bytes()
