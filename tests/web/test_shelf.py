"""The shelf, when files come and change while others are at work on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.flow import Pipeline
from pipeline.read import read_text
from pipeline.web.database import Database
from pipeline.web.folder import id_of
from pipeline.web.shelf import READ, WAITING, File, Shelf
from tests.web.conftest import DECISION

BEFORE, AFTER = File("a.txt", "1"), File("a.txt", "2")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(Database.create(tmp_path / "workbench.db"))


def state(shelf: Shelf) -> str:
    entry = shelf.entry("a")
    assert entry is not None
    return entry.state


def test_a_file_that_changes_while_it_is_read_still_waits(shelf: Shelf) -> None:
    reading = Pipeline()(read_text(DECISION, source="a.txt"))
    shelf.add(BEFORE, "a")
    shelf.sync([AFTER], id_of)

    shelf.keep("a", reading, signature="", stamp=BEFORE.stamp)
    shelf.fail("a", "old", stamp=BEFORE.stamp)
    assert (state(shelf), shelf.next()) == (WAITING, ("a", AFTER))

    shelf.keep("a", reading, signature="", stamp=AFTER.stamp)
    assert (state(shelf), shelf.next()) == (READ, None)


def test_a_file_that_is_listed_while_it_is_dropped_in_is_one_document(shelf: Shelf) -> None:
    shelf.sync([BEFORE], id_of)

    assert shelf.add(AFTER, "a") == "a"
    assert [entry.id for entry in shelf.entries()] == ["a"]
    assert shelf.next() == ("a", AFTER)
