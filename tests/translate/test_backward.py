"""The network that reads drafts back, and what is made of what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from pipeline.document import Span
from pipeline.errors import ArtefactError
from pipeline.translate import Translator
from pipeline.translate.backward import Backward, Likelihoods
from pipeline.translate.judging import DOUBTED, FORWARD, NoisyChannel, ReadBack, worst
from pipeline.translate.network import LONGEST, Pair

pytest.importorskip("ctranslate2")

CLAUSE = "加强农村供水保障，改善水质，保护耕地。"
WHOLE = "Strengthen rural water supply, improve water quality and protect farmland."
SHORT = "Strengthen rural water supply and protect farmland."
OTHER = "Expand the export of used cars and open more flights."


@pytest.fixture(scope="module")
def backward() -> Backward:
    return Backward.load(threads=1)


def test_a_clause_is_likelier_given_its_own_draft(backward: Backward) -> None:
    whole, short, other = backward([(CLAUSE, WHOLE), (CLAUSE, SHORT), (CLAUSE, OTHER)])

    assert whole.mean > short.mean > other.mean


def test_what_is_left_out_is_the_stretch_that_is_told_worst(backward: Backward) -> None:
    (short,) = backward([(CLAUSE, SHORT)])

    assert "水质" in worst(CLAUSE, short)


@pytest.mark.parametrize(
    ("clause", "at", "named"),
    [
        ("加强农村供水保障，改善水质，保护耕地。", 10, "改善水质，保护耕地"),
        ("推进改革", 0, "推进改革"),
        ("支持企业在全市各区开展节能低碳改造示范项目建设工作。", 9, "支持企业在全市各区开展节能低"),
        ("一是深化改革；扩大开放。", 4, "一是深化改革；扩大开放"),
        ("深化合作，建设绿色低碳工厂园区。", 4, "建设绿色低碳工厂园区"),
        ("建设低碳工厂，完成目标任务。", 2, "建设低碳工厂"),
        ("推进《云州市绿色工厂办法》落实。", 4, "推进《云州市绿色工厂办法》落实"),
    ],
    ids=[
        "to the marks on both sides", "no mark", "a mark too far", "across a mark",
        "a mark in front", "a mark behind", "brackets stay",
    ],
)  # fmt: skip
def test_a_stretch_is_named_whole(clause: str, at: int, named: str) -> None:
    nats = np.full(len(clause) + 1, -1.0)
    nats[at : at + 5] = -9.0
    places = [Span(n, n + 1) for n in range(len(clause))]

    assert worst(clause, Likelihoods(places, nats)) == named


def test_every_piece_has_its_place(backward: Backward) -> None:
    (read,) = backward([(CLAUSE, WHOLE)])

    assert "".join(CLAUSE[place.start : place.end] for place in read.places) == CLAUSE
    assert len(read.nats) == len(read.places) + 1  # the end of the clause
    assert backward([]) == []


def test_pairs_are_read_alike_alone_and_together(backward: Backward) -> None:
    pairs = [(CLAUSE, WHOLE), ("推进改革。", "Advance reform."), (CLAUSE, OTHER)]

    together = [read.mean for read in backward(pairs)]
    alone = [backward([pair])[0].mean for pair in pairs]

    assert together == pytest.approx(alone, abs=0.02)


@pytest.mark.parametrize(
    ("clause", "draft"),
    [(CLAUSE, WHOLE * 60), (CLAUSE * 60, WHOLE), ("㗊" * 240, WHOLE * 60)],
    ids=["a long draft", "a long clause", "signs that it does not know"],
)
def test_what_is_too_long_is_read_to_where_the_network_counts(
    backward: Backward, clause: str, draft: str
) -> None:
    (read,) = backward([(clause, draft)])
    (gained,) = backward.gains([(clause, draft)])

    assert len(read.places) in (len(read.nats), len(read.nats) - 1)  # the end has a score too
    assert len(gained.places) == len(gained.nats)


def test_a_folder_without_a_network_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match=r"no model\.bin"):
        Backward.load(tmp_path)


@dataclass
class Told:
    """Networks that find every draft as likely as a table says."""

    nats: dict[str, float]

    def __call__(self, pairs: Sequence[Pair]) -> list[Likelihoods]:
        return [Likelihoods([Span(0, len(zh))], np.full(1, self.nats[en])) for zh, en in pairs]

    def belief(self, clauses: Sequence[str], drafts: Sequence[str]) -> list[float]:
        return [self.nats[draft] for draft in drafts]


def test_both_networks_judge() -> None:
    judge = NoisyChannel(
        cast(Any, Told({"a": -1.0, "b": -2.0})), cast(Any, Told({"a": -3.0, "b": -1.0}))
    )

    assert judge([("改革", "a"), ("改革", "b")]) == [-1 * FORWARD - 3, -2 * FORWARD - 1]
    assert judge([]) == []


def test_a_clause_too_long_to_be_read_back_is_judged_by_one() -> None:
    judge = NoisyChannel(cast(Any, Told({"a": -1.0})), cast(Any, Told({})))

    assert judge([("改" * (LONGEST + 1), "a")]) == [-1 * FORWARD - 1]


@pytest.mark.parametrize(
    ("nats", "words"), [(DOUBTED - 0.1, "推进改革"), (DOUBTED + 0.1, "")], ids=["doubted", "not"]
)
def test_which_drafts_are_doubted(nats: float, words: str) -> None:
    doubts = ReadBack(cast(Any, Told({"Bake bread.": nats})))

    assert doubts([("推进改革。", "Bake bread."), ("推进改革。", "")]) == (words, "")


def test_a_doubted_draft_is_flagged_and_one_from_the_memory_is_not_asked() -> None:
    asked: list[Pair] = []

    def doubts(pairs: Sequence[Pair]) -> tuple[str, ...]:
        asked.extend(pairs)
        return ("改革",) * len(pairs)

    translator = Translator(lambda clauses: ("Bake bread.",) * len(clauses), doubts=doubts)
    (draft,) = translator.lines(["推进改革。"])

    assert asked == [("推进改革。", "Bake bread.")]
    assert [(one.check, one.ok, one.detail) for one in draft.checks][-1] == (
        "meaning", False, "改革",
    )  # fmt: skip
    (sure,) = replace(translator, doubts=lambda pairs: ("",) * len(pairs)).lines(["推进改革。"])
    assert sure.checks[-1].ok


def test_the_shipped_translator_doubts_by_the_network() -> None:
    from pipeline.settings import Translate
    from pipeline.translate.choice import load_translator

    assert isinstance(load_translator(Translate()).doubts, ReadBack)
    assert load_translator(Translate(engine="none")).doubts is None
