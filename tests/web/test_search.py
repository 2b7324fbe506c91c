"""Search finds any stretch of words, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.database import Database
from pipeline.web.grams import pairs, phrase, places, plain
from pipeline.web.search import PAGE, Query, search
from pipeline.web.shelf import READ, ClauseRow, Entry, Shelf

CLAUSES = (
    "引进高层次人才，给予资金支持。",
    "健全人才资金保障机制。",
    "到２０２５年，研发投入强度达到3.5%。",
    "建设5G基站，推动ＡＩ应用。",
    "（一）人　才工作",
    "“人才”与\n科技结合。",
    "扶持𠮷祥村合作社。",
    "支出超过13.5%。",
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(Database.create(tmp_path / "w.db"))
    rows = [
        ClauseRow(f"1:{n}", "heading" if n == 4 else "sentence", "一", ("talent",) * (n < 2), words)
        for n, words in enumerate(CLAUSES)
    ]
    made.fill([(entry("a", "plan"), rows[:4]), (entry("b", "decision"), rows[4:])])
    return made


def entry(id_: str, genre: str) -> Entry:
    return Entry(id_, f"{id_}.txt", READ, "", "", id_, f"标题{id_}", "", genre, "", 9, 4, 0)


def found(shelf: Shelf, words: str, **narrowed: str) -> list[int]:
    hits = search(shelf.database, Query(words, **narrowed)).hits  # type: ignore[arg-type]
    return [CLAUSES.index(hit.words) for hit in hits]


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        pytest.param("人才", [0, 1, 4, 5], id="two characters, white space or not"),
        pytest.param("人才资金", [1], id="not over a mark"),
        pytest.param("人才、给予", [0], id="any mark for a mark"),
        pytest.param("人才 资金", [0, 1], id="both words"),
        pytest.param("才", [0, 1, 4, 5], id="one character"),
        pytest.param("制", [1], id="the last character"),
        pytest.param("年", [2], id="one character before a mark"),
        pytest.param("2025", [2], id="full width"),
        pytest.param("ai", [3], id="capitals"),
        pytest.param("5g", [3], id="a figure and a letter"),
        pytest.param("3.5%", [2, 7], id="a figure, as a stretch of characters"),
        pytest.param("人才与科技", [], id="the mark is there"),
        pytest.param("人才”与科技", [5], id="over a line's end"),
        pytest.param("𠮷祥", [6], id="beyond the basic plane"),
        pytest.param("不存在", [], id="nothing"),
        pytest.param("", [], id="no query"),
        pytest.param("，。", [], id="marks alone"),
    ],
)
def test_words_are_found(words: str, clauses: list[int], shelf: Shelf) -> None:
    assert found(shelf, words) == clauses


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '人才"',
        "人才*",
        "NEAR(人才 资金)",
        "said:人才",
        "人才 OR 资金",
        "^人才",
        "-人才",
        "'; --",
        "%",
        "\0",
    ],
)
def test_a_query_is_words_and_no_language(words: str, shelf: Shelf) -> None:
    for hit in search(shelf.database, Query(words)).hits:
        assert all(plain(word).strip('"*^-') in plain(hit.words) for word in words.split())


def test_a_search_is_narrowed(shelf: Shelf) -> None:
    assert found(shelf, "人才", type="talent") == [0, 1]
    assert found(shelf, "人才", type="none") == [4, 5]
    assert found(shelf, "人才", role="heading") == [4]
    assert found(shelf, "人才", genre="plan") == [0, 1]
    assert found(shelf, "人才", document="b") == [4, 5]


def test_all_are_counted_and_a_page_is_shown(tmp_path: Path) -> None:
    shelf = Shelf(Database.create(tmp_path / "w.db"))
    rows = [ClauseRow(str(n), "sentence", "", (), f"第{n}项人才") for n in range(PAGE + 7)]
    shelf.fill([(entry("a", "plan"), rows)])

    first, second = (search(shelf.database, Query("人才", page=page)) for page in (0, 1))

    assert (first.clauses, first.documents, len(first.hits)) == (PAGE + 7, 1, PAGE)
    assert [hit.clause for hit in second.hits] == [str(n) for n in range(PAGE, PAGE + 7)]


def test_so_many_are_counted_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.web.search.COUNTED", 5)
    shelf = Shelf(Database.create(tmp_path / "w.db"))
    for id_, number in (("a", 5), ("b", 1)):
        rows = [ClauseRow(str(n), "sentence", "", (), "引进人才") for n in range(number)]
        shelf.fill([(entry(id_, "plan"), rows)])

    all_of_them, of_one = (
        search(shelf.database, Query("人才", document=document)) for document in ("", "a")
    )

    assert (all_of_them.clauses, all_of_them.more) == (5, True)
    assert (of_one.clauses, of_one.documents, of_one.more) == (5, 1, False)


def test_what_left_the_shelf_is_not_found(shelf: Shelf) -> None:
    shelf.clear()
    assert found(shelf, "人才") == []

    other = [ClauseRow(str(n), "sentence", "", (), CLAUSES[3]) for n in range(len(CLAUSES))]
    shelf.fill([(entry("c", "plan"), other)])
    assert found(shelf, "人才") == []  # not even where the new clauses have the old numbers
    assert search(shelf.database, Query("基站")).clauses == len(CLAUSES)


ALPHABET = "人才资金5%.aＡ，。　 \n"


@given(st.text(ALPHABET, max_size=12), st.text(ALPHABET, min_size=1, max_size=4))
def test_the_index_agrees_with_looking(text: str, query: str) -> None:
    """What FTS would match: the query's pairs stand in a row in the text's."""
    words = [word for word in query.split() if phrase(word)]
    held = f" {pairs(text)} "

    assert all(_stands(phrase(word), held) for word in words) == all(
        places(text, word) for word in words
    )


def _stands(sought: str, held: str) -> bool:
    """Whether the tokens of a phrase stand in a row; after `*` the last is only a beginning."""
    tokens = sought.split('"')[1]
    return f" {tokens}" in held if sought.endswith("*") else f" {tokens} " in held


def test_search_agrees_with_looking_over_many_clauses(tmp_path: Path) -> None:
    dice = random.Random(7)
    texts = [
        "".join(dice.choices("人才资金企业5%，。", k=dice.randrange(1, 20))) for _ in range(400)
    ]
    shelf = Shelf(Database.create(tmp_path / "w.db"))
    rows = [ClauseRow(str(n), "sentence", "", (), text) for n, text in enumerate(texts)]
    shelf.fill([(entry("a", "plan"), rows)])

    for _ in range(60):
        query = "".join(dice.choices("人才资金企业5%", k=dice.randrange(1, 5)))
        wanted = sum(query in text for text in texts)
        assert search(shelf.database, Query(query)).clauses == wanted, query


def test_marks_are_where_the_words_are() -> None:
    words = "引进　人 才，留住人才。"

    assert [words[start:end] for start, end in places(words, "人才 引进")] == [
        "引进",
        "人 才",
        "人才",
    ]
