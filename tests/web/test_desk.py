"""Drafts are edited beside memory, glossary and proof, and nothing that was saved is lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from pipeline.document import Span
from pipeline.translate import Memory, Segment
from pipeline.translate.bilingual import read_pairs
from pipeline.web.database import Database
from pipeline.web.revisions import ConflictError, Revisions
from tests.web.conftest import Bench, Start

BUILD = "加快建设澜州实验室，新增省级以上创新平台20个。"
RIGHT = (
    "Accelerate the building of the Lanzhou Laboratory and add 20 innovation platforms at or above "
    "the provincial level."
)


def clause(bench: Bench, words: str = BUILD, document: str = "a") -> str:
    return f"/api/documents/{document}/clauses/{bench.start_of(document, words)}"


def shown(bench: Bench, words: str = BUILD) -> tuple[str, str]:
    """The English that the desk shows for a clause, and where it says it is from."""
    page: Any = html.fromstring(bench.get("/documents/a/drafts").text)
    (row,) = page.xpath(f'//section[@data-start="{bench.start_of("a", words)}"]')
    return row.xpath("string(.//textarea)"), row.get("data-origin")


def test_a_draft_is_saved_and_found_again_after_a_restart(start: Start) -> None:
    first = start()
    first.shelve("a.txt")
    assert shown(first) == ("", "none")

    kept = first.put(f"{clause(first)}/draft", english=RIGHT, base=0, author="Wen").json()
    assert (kept["version"], kept["author"]) == (1, "Wen")

    again = start()
    assert shown(again) == (RIGHT, "saved")
    assert again.workbench.at_desk(lambda desk: desk.memory.exact(BUILD)) is not None


def test_the_memory_fills_in_what_it_knows(bench: Bench) -> None:
    bench.shelve("a.txt")
    bench.workbench.at_desk(lambda desk: desk.memory.add([Segment(BUILD, RIGHT, "old.tmx")]))

    assert shown(bench) == (RIGHT, "memory")


def test_what_the_memory_filled_in_is_taken_away_too(bench: Bench) -> None:
    bench.shelve("a.txt")
    bench.workbench.at_desk(lambda desk: desk.memory.add([Segment(BUILD, RIGHT, "old.tmx")]))

    (draft,) = bench.workbench.as_it_stands(bench.workbench.reading("a")).drafts
    tmx: Any = etree.fromstring(bench.get("/documents/a/drafts.tmx").content)
    assert (draft.english, draft.origin, draft.match) == (RIGHT, "memory", 1.0)
    assert "number" in {check.check for check in draft.checks}
    assert tmx.xpath("//seg/text()") == [BUILD, RIGHT]


def test_a_draft_is_found_again_when_its_file_is_renamed(bench: Bench, folder: Path) -> None:
    bench.shelve("a.txt")
    bench.put(f"{clause(bench)}/draft", english=RIGHT, base=0)
    (folder / "a.txt").rename(folder / "b.txt")
    bench.post("/api/look")
    bench.until(lambda: bench.state("b").get("state") == "read")

    assert RIGHT in bench.get("/documents/b/drafts").text


def test_the_memory_suggests_with_figures_put_right(bench: Bench) -> None:
    bench.shelve("a.txt")
    like = BUILD.replace("20", "35")
    bench.workbench.at_desk(
        lambda desk: desk.memory.add([Segment(like, RIGHT.replace("20", "35"), "old.tmx")])
    )

    (one,) = bench.get(f"{clause(bench)}/suggestions").json()

    assert (one["chinese"], one["adapted"], one["origin"]) == (like, RIGHT, "old.tmx")
    assert 0.9 < one["score"] < 1


def test_of_equal_matches_the_newest_is_first(bench: Bench) -> None:
    bench.shelve("a.txt")
    like = BUILD.replace("澜州", "云岫")
    said = [Segment(like, f"Draft {n}.", added=f"2026-01-{n:02}") for n in (3, 9, 1, 5, 2, 7, 4)]
    bench.workbench.at_desk(lambda desk: desk.memory.add(said))

    found = bench.get(f"{clause(bench)}/suggestions").json()

    assert [one["english"] for one in found] == [f"Draft {n}." for n in (9, 7, 5, 4, 3)]


def test_of_two_of_one_second_the_last_is_first(bench: Bench) -> None:
    bench.shelve("a.txt")
    said = [Segment(BUILD, f"Draft {n}.", added="2026-01-01T00:00:00") for n in range(4)]
    bench.workbench.at_desk(lambda desk: desk.memory.add(said))

    found = bench.get(f"{clause(bench)}/suggestions").json()

    assert [one["english"] for one in found] == [f"Draft {n}." for n in (3, 2, 1, 0)]


def test_a_draft_is_proved_as_it_is_written(bench: Bench) -> None:
    bench.shelve("a.txt")

    wrong = bench.post(f"{clause(bench)}/checks", json={"english": RIGHT.replace("20", "200")})
    empty = bench.post(f"{clause(bench)}/checks", json={"english": "  "})

    failed = {one["check"]: one["detail"] for one in wrong.json()["checks"] if not one["ok"]}
    assert "20 is missing" in failed["number"]
    assert empty.json()["checks"] == []


def test_what_a_saved_draft_lacks_is_kept_in_mind(bench: Bench) -> None:
    bench.shelve("a.txt")
    path = f"{clause(bench)}/draft"

    wrong = bench.put(path, english=RIGHT.replace("20", "200"), base=0).json()
    page: Any = html.fromstring(bench.get("/documents/a/drafts").text)
    right = bench.put(path, english=RIGHT, base=1).json()

    assert wrong["value"]["faults"] > 0
    (row,) = page.xpath('//section[@data-faults!="0"]')
    assert row.get("data-start") == str(bench.start_of("a", BUILD))
    assert right["value"] == {"english": RIGHT, "faults": 0}


def test_the_terms_of_a_clause_are_shown(bench: Bench) -> None:
    bench.shelve("a.txt")
    path = f"{clause(bench, '高新技术企业')}/checks"

    terms = bench.post(path, json={"english": "15,000 high-tech enterprises"}).json()["terms"]

    said = {term["chinese"]: term["said"] for term in terms}
    assert said["高新技术企业"] == "high-tech enterprises"


def test_without_an_engine_the_desk_says_what_is_missing(bench: Bench) -> None:
    bench.shelve("a.txt")
    bench.workbench.at_desk(_without_engine)

    page = bench.get("/documents/a/drafts").text
    answer = bench.post(f"{clause(bench)}/engine")

    assert "no engine today" in page
    assert "No engine can draft" in page
    assert (answer.status_code, answer.json()["detail"]) == (422, "no engine today")


def _without_engine(desk: Any) -> None:
    desk._missing = "no engine today"


def test_an_engine_that_the_settings_leave_out_is_missed(bench: Bench) -> None:
    def leave_out(desk: Any) -> str:
        desk.settings = replace(desk.settings, engine="none")
        return str(desk.missing())

    assert "the settings choose no engine" in bench.workbench.at_desk(leave_out)


def test_with_an_engine_a_clause_is_drafted(bench: Bench) -> None:
    from pipeline.translate import Translator

    bench.shelve("a.txt")

    def install(desk: Any) -> None:
        desk._missing = ""
        desk._translator = Translator(lambda sentences: tuple(RIGHT for _ in sentences))

    bench.workbench.at_desk(install)

    assert bench.post(f"{clause(bench)}/engine").json()["english"] == RIGHT
    assert 'id="engine"' in bench.get("/documents/a/drafts").text


def test_two_people_do_not_write_over_each_other(bench: Bench) -> None:
    bench.shelve("a.txt")
    path = f"{clause(bench)}/draft"
    bench.put(path, english="The first.", base=0, author="Wen")

    second = bench.put(path, english="The second.", base=0, author="Lan")

    assert second.status_code == 409
    theirs = second.json()["theirs"]
    assert (theirs["value"]["english"], theirs["version"]) == ("The first.", 1)
    assert (theirs["author"], shown(bench)[0]) == ("Wen", "The first.")
    third = bench.put(path, english="The second.", base=theirs["version"], author="Lan")
    assert third.json()["version"] == 2
    assert shown(bench)[0] == "The second."


def test_saving_the_same_again_is_no_conflict(bench: Bench) -> None:
    bench.shelve("a.txt")
    path = f"{clause(bench)}/draft"

    versions = [bench.put(path, english="Same.", base=0).json()["version"] for _ in range(2)]

    assert versions == [1, 1]


def test_a_draft_that_is_emptied_is_not_remembered(bench: Bench) -> None:
    bench.shelve("a.txt")
    path = f"{clause(bench)}/draft"
    bench.put(path, english=RIGHT, base=0)

    bench.put(path, english="  ", base=1)

    assert shown(bench) == ("", "saved")
    assert bench.workbench.at_desk(lambda desk: len(desk.memory)) == 1


def test_of_many_writers_at_once_one_wins_and_all_are_told(tmp_path: Path) -> None:
    revisions = Revisions(Database.create(tmp_path / "w.db"))
    outcomes: list[int] = []

    def write(number: int) -> None:
        value = {"english": str(number)}
        try:
            made = revisions.save("draft", "f", Span(0, 3), value, base=0, author=str(number))
            outcomes.append(made.version)
        except ConflictError as conflict:
            outcomes.append(-conflict.theirs.version)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [-1] * 11 + [1]


def test_no_version_is_ever_lost(tmp_path: Path) -> None:
    revisions = Revisions(Database.create(tmp_path / "w.db"))
    for base in range(5):
        revisions.save("draft", "f", Span(0, 3), {"n": base}, base=base, author="")

    with revisions.database.reading() as db:
        kept = [row["value"] for row in db.execute("SELECT value FROM revisions ORDER BY version")]
    assert kept == [f'{{"n": {n}}}' for n in range(5)]
    assert revisions.of("draft", "f")[Span(0, 3)].value == {"n": 4}
    assert revisions.of("label", "f") == {}


def test_saved_drafts_stand_in_the_reading(bench: Bench) -> None:
    bench.shelve("a.txt")
    bench.put(f"{clause(bench)}/draft", english=RIGHT.replace("20", "21"), base=0)

    stands = bench.workbench.as_it_stands(bench.workbench.reading("a"))

    (draft,) = stands.drafts
    assert (draft.english, draft.match) == (RIGHT.replace("20", "21"), 1.0)
    assert "number" in {check.check for check in draft.checks if not check.ok}


@pytest.mark.parametrize("start_", ["99999", "1", "-1", "x"])
def test_a_clause_that_is_not_there(start_: str, bench: Bench) -> None:
    bench.shelve("a.txt")

    answer = bench.put(f"/api/documents/a/clauses/{start_}/draft", english="x", base=0)

    assert answer.status_code == 404


def test_the_memory_goes_out_as_tmx(bench: Bench) -> None:
    bench.shelve("a.txt")
    bench.put(f"{clause(bench)}/draft", english=RIGHT, base=0)

    answer = bench.get("/export/memory.tmx")

    assert answer.headers["content-disposition"] == "attachment"
    tmx: Any = etree.fromstring(answer.content)
    segments = tmx.xpath("//seg/text()")
    assert segments == [BUILD, RIGHT]


@pytest.mark.parametrize("form", ["xlf", "tmx", "docx", "xlsx"])
def test_saved_drafts_go_out_to_other_tools(form: str, bench: Bench, tmp_path: Path) -> None:
    bench.shelve("a.txt")
    bench.put(f"{clause(bench)}/draft", english=RIGHT, base=0)

    answer = bench.get(f"/documents/a/drafts.{form}")

    assert answer.headers["content-disposition"] == "attachment"
    path = tmp_path / f"drafts.{form}"
    path.write_bytes(answer.content)
    assert (BUILD, RIGHT) in [(pair.chinese, pair.english) for pair in read_pairs(path)]


@pytest.mark.parametrize("form", ["exe", "", "py"])
def test_there_is_no_other_format(form: str, bench: Bench) -> None:
    bench.shelve("a.txt")

    assert bench.get(f"/documents/a/drafts.{form}").status_code == 404


def test_a_memory_of_ones_own_is_used(folder: Path, tmp_path: Path) -> None:
    from pipeline.web.workbench import Plan, Workbench
    from tests.batch import pipelines

    own = tmp_path / "own.db"
    Memory.open(own).add([Segment(BUILD, RIGHT)])
    bench = Workbench.open(Plan(folder, memory=own, make=pipelines.plain, warm=False))
    bench.start()
    try:
        assert bench.at_desk(lambda desk: desk.memory.exact(BUILD)) is not None
    finally:
        bench.stop()
