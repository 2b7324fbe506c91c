"""The clauses behind the figures: all of them, once each, with their citations."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("faiss")
pytest.importorskip("scipy")

from pipeline.compare.keyness import Keyword
from pipeline.compare.quotes import PLACES, concordance, named, quotes
from tests.compare.examples import WUTONG, bare, comparer, linxi, read, wutong


def test_every_clause_that_is_named_is_quoted_once() -> None:
    readings = (linxi(), wutong())
    found = comparer()(readings[0], readings[1:])
    quoted = [(quote.doc, quote.clause) for quote in found.quotes]

    assert set(quoted) == set(named(found))
    assert len(quoted) == len(set(quoted))
    for quote in found.quotes:
        reading = next(one for one in readings if one.document.sha256 == quote.doc)
        assert reading.document[quote.span] == quote.words
    assert "二（一）" in {quote.citation for quote in found.quotes}


def test_documents_that_are_not_at_hand_are_not_quoted() -> None:
    found = comparer()(linxi(), [wutong()])

    assert {quote.doc for quote in quotes(found, [linxi()])} == {linxi().document.sha256}


def test_a_gap_has_the_nearest_clause_of_each_document() -> None:
    others = [wutong(), read(WUTONG + "四、附则\n本意见自印发之日起施行。", "w2", "桐林市")]
    found = replace(comparer(), least=2)(linxi(), others)

    assert found.only_there
    for gap in found.only_there:
        assert tuple(one.source for one in gap.examples) == gap.documents
        assert gap.example in gap.examples
        assert len({one.words for one in gap.examples}) == 1


def test_the_clauses_of_a_gap_are_named() -> None:
    others = [wutong(), read(WUTONG + "四、附则\n本意见自印发之日起施行。", "w2", "桐林市")]
    found = replace(comparer(), least=2)(linxi(), others)
    gaps = replace(found, counterparts=(), table=(), emphasis=(), reuse=())

    assert {doc for doc, _ in named(gaps)} == {other.document.sha256 for other in others}


def key(word: str, z: float) -> Keyword:
    return Keyword(word, 1, 1, z, z)


def test_words_are_found_on_the_side_they_are_distinctive_of() -> None:
    keys = [key("科研仪器", 4.0), key("平台", 1.0), key("森林", -1.0), key("创新平台", -3.0)]
    found = concordance(keys, linxi(), [wutong()])

    assert found["科研仪器"] == ((linxi().document.sha256, "2.1:2"),)
    assert {doc for doc, _ in found["创新平台"]} == {wutong().document.sha256}
    assert found["森林"] == ((wutong().document.sha256, "1.p1:1"),)


def test_as_many_documents_as_there_are_places_have_their_turn() -> None:
    others = [read(WUTONG + f"附件{n}", f"w{n}", "梧桐市") for n in range(PLACES + 2)]
    found = concordance([key("x", 1.0), key("平台", -2.0)], linxi(), others)

    assert len({doc for doc, _ in found["平台"]}) == PLACES


def test_a_share_names_its_clauses_the_surest_first() -> None:
    found = comparer()(linxi(), [wutong(), bare(wutong())])
    stressed = found.emphasis[0]

    assert stressed.clauses["with_body"] == ("3.p1:1",)
    assert stressed.clauses["step:explore"] == ("3.p1:1",)
    assert stressed.clauses["step:encourage"] == ("2.3:2",)
