"""Two engines, the second asked where the first has faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from pipeline.artefacts import fingerprint, locate
from pipeline.errors import SettingsError
from pipeline.settings import Translate
from pipeline.translate import Glossary, choice
from pipeline.translate.backed import BackedEngine
from pipeline.translate.choice import load_engine
from pipeline.translate.glossary import entry

GLOSSARY = Glossary((entry("高新技术企业", "high-tech enterprise"),))


@dataclass
class Told:
    """An engine that knows its drafts by heart and remembers what it was asked."""

    drafts: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def __call__(self, clauses: Sequence[str]) -> tuple[str, ...]:
        self.asked.extend(clauses)
        return tuple(self.drafts.get(clause, "") for clause in clauses)

    def several(self, clauses: Sequence[str]) -> list[list[str]]:
        return [self.drafts.get(clause, "").split(" | ") for clause in clauses]


def backed(first: dict[str, str], second: dict[str, str]) -> tuple[BackedEngine, Told]:
    other = Told(second)
    return BackedEngine(Told(first), lambda: other, "a+b", GLOSSARY), other


BEDS = "新增养老床位300张。"
FIRMS = "培育高新技术企业。"


@pytest.mark.parametrize(
    ("clause", "first", "second", "taken"),
    [
        pytest.param(BEDS, "Add 300 elderly care beds.", "Beds: 300.", "first", id="right"),
        pytest.param(BEDS, "Add 30 elderly care beds.", "Add 300 old beds.", "second", id="figure"),
        pytest.param(FIRMS, "Foster firms.", "Foster high-tech enterprises.", "second", id="term"),
        pytest.param(
            BEDS, "Add 30 beds.", "Add 3,000 elderly beds beds.", "first", id="both wrong"
        ),
        pytest.param(BEDS, "", "Add 300 elderly care beds.", "second", id="no draft"),
    ],
)
def test_which_draft_is_taken(clause: str, first: str, second: str, taken: str) -> None:
    engine, _ = backed({clause: first}, {clause: second})
    assert engine([clause]) == ({"first": first, "second": second}[taken],)


def test_the_second_is_asked_for_nothing_but_faulty_drafts_and_order_is_kept() -> None:
    right = {"推进改革。": "Advance reform.", "": "", FIRMS: "Foster high-tech enterprises."}
    engine, other = backed(right | {BEDS: "Add beds."}, {BEDS: "Add 300 elderly care beds."})
    drafts = engine(["推进改革。", "", BEDS, FIRMS])
    assert drafts == ("Advance reform.", "", "Add 300 elderly care beds.", right[FIRMS])
    assert other.asked == [BEDS]


def test_a_faulty_draft_stands_beside_the_one_that_is_made_to_say_terms() -> None:
    @dataclass
    class Made(Told):
        def several(self, clauses: Sequence[str]) -> list[list[str]]:
            return [["Foster firms."] for _ in clauses]

    first, never = Made({FIRMS: "Foster high-tech enterprises."}), Told({})
    engine = BackedEngine(first, lambda: never, "a+b", GLOSSARY)
    assert engine([FIRMS]) == ("Foster high-tech enterprises.",)
    assert first.asked == [FIRMS]
    assert not never.asked, "no fault is left"


def test_of_equally_faulty_drafts_the_better_looking_is_taken() -> None:
    engine, _ = backed({BEDS: "Add 30 beds."}, {BEDS: "Add 31 cots."})
    for liked, taken in (("beds", "Add 30 beds."), ("cots", "Add 31 cots.")):
        judge = lambda pairs, liked=liked: [float(liked in draft) for _, draft in pairs]  # noqa: E731
        assert replace(engine, judge=judge)([BEDS]) == (taken,)


@pytest.mark.parametrize(
    ("clause", "first", "second", "taken"),
    [
        pytest.param(FIRMS, "Foster firms.", "High-tech enterprises cots.", "first", id="a term"),
        pytest.param(BEDS, "Add 30 beds.", "Beds 300 elderly cots.", "second", id="a figure"),
    ],
)
def test_no_fault_but_a_wrong_figure_is_worth_a_draft_that_looks_bad(
    clause: str, first: str, second: str, taken: str
) -> None:
    engine, _ = backed({clause: first}, {clause: second})
    engine = replace(engine, judge=lambda pairs: [-3.0 * ("cots" in draft) for _, draft in pairs])
    assert engine([clause]) == ({"first": first, "second": second}[taken],)


@pytest.mark.parametrize(
    ("drafts", "taken"),
    [
        pytest.param("Add beds. | Add 300 beds.", "Add 300 beds.", id="fewer faults"),
        pytest.param("Add 300 beds. | Add 300 cots.", "Add 300 cots.", id="looks better"),
        pytest.param("Add 300 beds. | Add 30 cots.", "Add 300 beds.", id="looks better, is wrong"),
    ],
)
def test_the_best_of_several_drafts_is_taken(drafts: str, taken: str) -> None:
    engine, _ = backed({"新增床位300张。": drafts}, {})
    engine = replace(engine, judge=lambda pairs: [float("cots" in draft) for _, draft in pairs])
    assert engine(["新增床位300张。"]) == (taken,)


def test_the_second_is_not_loaded_for_nothing() -> None:
    def never() -> Told:
        raise AssertionError("loaded")

    engine = BackedEngine(Told({"推进改革。": "Advance reform."}), never, "a+b", GLOSSARY)
    assert engine(["推进改革。", " "]) == ("Advance reform.", "")


def test_auto_is_the_network_with_the_phrases_behind_it() -> None:
    pytest.importorskip("ctranslate2")
    engine = load_engine(Translate(), Glossary.load())
    assert isinstance(engine, BackedEngine)
    names = [fingerprint(locate("models", name)) for name in ("zh-en", "phrases", "en-zh")]
    assert engine.signature == "+".join(names)
    (draft,) = engine(["到2031年，云州市新增养老床位1.2万张以上。"])
    assert "12,000" in draft
    assert "2031" in draft


def test_auto_is_the_phrases_where_the_network_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "find_spec", lambda name: None)
    engine = load_engine(Translate(), Glossary.load())
    assert getattr(engine, "signature", "") == fingerprint(locate("models", "phrases"))


def test_a_model_without_its_engine_is_refused() -> None:
    with pytest.raises(SettingsError, match="no engine for it"):
        load_engine(Translate(model="my-model"))
