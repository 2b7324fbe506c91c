"""All that is empty is drafted in the background, and nothing that was saved is touched."""

from __future__ import annotations

import time
from typing import Any

import pytest
from lxml import html

from pipeline.translate import Segment
from pipeline.translate.headings import heading
from pipeline.translate.translator import Translator
from tests.web import engines
from tests.web.conftest import DECISION, Bench, Start
from tests.web.test_desk import BUILD, RIGHT, clause

PATH = "/api/documents/a/drafting"
LONG = DECISION + "".join(
    f"（{n}）任务。新建第{n}座桥梁，{'稳步推进、' * 20}年内建成。\n" for n in "三四五六七八"
)


def ready(start: Start, engine: Any, text: str = DECISION) -> Bench:
    """A workbench with a document, whose desk takes its engine for loaded."""
    bench = start(translator=engine)
    bench.shelve("a.txt", text)

    def install(desk: Any) -> None:
        desk._translator = Translator(lambda sentences: tuple("" for _ in sentences))

    bench.workbench.at_desk(install)
    return bench


def finished(bench: Bench) -> dict[str, Any]:
    bench.until(lambda: not bench.get(PATH).json()["running"])
    said: dict[str, Any] = bench.get(PATH).json()
    return said


def rows(bench: Bench) -> dict[str, tuple[str, str]]:
    """The Chinese of each clause on the desk, with its English and where that is from."""
    page: Any = html.fromstring(bench.get("/documents/a/drafts").text)
    return {
        row.xpath("string(p/bdi[last()])"): (
            row.xpath("string(.//textarea)"),
            row.get("data-origin"),
        )
        for row in page.xpath("//section[@data-start]")
    }


def test_everything_empty_is_drafted_and_stays_after_a_restart(start: Start) -> None:
    bench = ready(start, engines.crosses)
    total = bench.post(PATH).json()["total"]
    said = finished(bench)

    assert (said["done"], said["failed"]) == (total, "")
    assert total == len(bench.workbench.reading("a").tree.clauses)
    found = rows(bench)
    for words, (english, origin) in found.items():  # numbers of headings are repaired
        told = heading(words)  # a set heading needs no engine
        assert english == told if told else f"Draft {'x' * len(words)}." in english
        assert origin == "model"
    assert rows(start()) == found


def test_what_is_saved_or_remembered_is_left_alone(start: Start) -> None:
    bench = ready(start, engines.crosses)
    known = "二、重点任务"
    bench.workbench.at_desk(lambda desk: desk.memory.add([Segment(known, "2. Key tasks")]))
    bench.put(f"{clause(bench)}/draft", english=RIGHT, base=0)
    emptied = clause(bench, "高新技术企业")
    bench.put(f"{emptied}/draft", english="Wrong.", base=0)
    bench.put(f"{emptied}/draft", english="", base=1)

    bench.post(PATH)
    said = finished(bench)

    starts = {one["start"] for one in said["made"]}
    assert starts
    assert bench.start_of("a", BUILD) not in starts
    assert bench.start_of("a", "高新技术企业") not in starts
    found = rows(bench)
    assert found[BUILD] == (RIGHT, "saved")
    assert found[known] == ("2. Key tasks", "memory")
    assert ("", "saved") in found.values()


def test_what_is_saved_meanwhile_goes_before_the_machine(start: Start) -> None:
    bench = ready(start, engines.slow)
    bench.post(PATH)
    bench.put(f"{clause(bench)}/draft", english=RIGHT, base=0)
    finished(bench)

    assert rows(bench)[BUILD] == (RIGHT, "saved")
    drafts = bench.workbench.as_it_stands(bench.workbench.reading("a")).drafts
    assert [draft.english for draft in drafts].count(RIGHT) == 1


def test_machine_drafts_stand_in_the_reading_with_their_checks(start: Start) -> None:
    bench = ready(start, engines.crosses)
    bench.post(PATH)
    finished(bench)

    stands = bench.workbench.as_it_stands(bench.workbench.reading("a"))
    of = {draft.clause: draft for draft in stands.drafts}
    draft = next(of[one.id] for one in stands.tree if BUILD in stands.tree.words(one))

    assert draft.origin == "model"
    assert "number" in {check.check for check in draft.checks if not check.ok}
    assert 'class="machine"' in bench.get("/documents/a").text


def test_it_can_be_stopped_and_goes_on_where_it_was(start: Start) -> None:
    bench = ready(start, engines.slow, LONG)
    total = bench.post(PATH).json()["total"]
    bench.until(lambda: bench.get(PATH).json()["done"] > 0)
    bench.post(f"{PATH}/stop")
    stopped = finished(bench)

    assert 0 < stopped["done"] < total
    assert bench.post(PATH).json()["total"] == total - stopped["done"]
    assert finished(bench)["done"] == total - stopped["done"]
    assert bench.post(PATH).json()["total"] == 0


def test_other_requests_are_answered_meanwhile(start: Start) -> None:
    bench = ready(start, engines.slow, LONG)
    bench.post(f"{clause(bench)}/checks", json={"english": RIGHT})  # loads what checks
    bench.post(PATH)
    bench.until(lambda: bench.get(PATH).json()["done"] > 0)
    began = time.monotonic()
    answer = bench.post(f"{clause(bench)}/checks", json={"english": RIGHT})

    assert answer.status_code == 200
    assert bench.get(PATH).json()["running"]
    assert time.monotonic() - began < 5
    bench.post(f"{PATH}/stop")
    finished(bench)


def test_only_what_is_new_is_sent(start: Start) -> None:
    bench = ready(start, engines.crosses)
    bench.post(PATH)
    every = finished(bench)["made"]

    assert bench.get(PATH, params={"after": 2}).json()["made"] == every[2:]
    assert bench.get(PATH, params={"after": "x"}).json()["made"] == every


@pytest.mark.parametrize(
    ("engine", "reason"),
    [
        pytest.param(engines.broken, "no model today", id="cannot be loaded"),
        pytest.param(engines.dying, "the engine's process ended", id="dies"),
    ],
)
def test_an_engine_that_fails_says_so_and_can_be_asked_again(
    engine: Any, reason: str, start: Start
) -> None:
    bench = ready(start, engine)
    bench.post(PATH)
    said = finished(bench)

    assert (said["failed"], said["done"]) == (reason, 0)
    bench.workbench.drafting.make = engines.crosses
    bench.post(PATH)
    assert finished(bench)["failed"] == ""


def test_without_an_engine_it_is_refused(start: Start) -> None:
    bench = start()
    bench.shelve("a.txt")

    def leave_out(desk: Any) -> None:
        desk._missing = "no engine today"

    bench.workbench.at_desk(leave_out)

    assert bench.post(PATH).json()["detail"] == "no engine today"
    assert 'id="every"' not in bench.get("/documents/a/drafts").text
    assert bench.post("/api/documents/none/drafting").status_code == 404


def test_the_process_ends_with_the_workbench(start: Start) -> None:
    bench = ready(start, engines.slow, LONG)
    bench.post(PATH)
    bench.until(lambda: bench.get(PATH).json()["done"] > 0)
    engine = bench.workbench.drafting._engine
    assert engine is not None

    bench.workbench.drafting.close()

    assert not engine.process.is_alive()
