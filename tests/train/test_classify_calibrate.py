"""Where answers become doubtful, and how that is written into a codebook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codebook import Codebook
from pipeline.errors import SettingsError
from pipeline.train.classify_folder import write_thresholds

np = pytest.importorskip("numpy")
pytest.importorskip("sklearn")

TWO = """# A comment that stays.
name = "levers"
{0}
[[types]]
name = "supply"
definition = "The city gives."
threshold = 0.5
[[types]]
name = "demand"
definition = "The city buys."
"""


def _abstention(sure: list[float], right: list[bool]) -> float:
    from pipeline.train.classify_calibrate import abstention

    return abstention(np.array(sure), np.array(right))


def test_doubt_begins_where_one_in_ten_is_wrong() -> None:
    sure = [1 - i / 100 for i in range(40)]
    right = [True] * 18 + [False] * 2 + [True] * 2 + [False] * 18
    # 18 of 20 are right, 20 of 22 are too, 20 of 23 are not: doubt begins below the 22nd.
    assert _abstention(sure, right) == pytest.approx(sure[21])


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        pytest.param([True] * 30, 0.001, id="never wrong, never doubtful"),
        pytest.param([False] * 30, 0.999, id="never right, always doubtful"),
        pytest.param([True] + [False] * 29, 0.999, id="one lucky answer is no evidence"),
    ],
)
def test_ends_of_the_curve(right: list[bool], expected: float) -> None:
    assert _abstention([0.9 - i / 100 for i in range(30)], right) == expected


@given(st.lists(st.tuples(st.integers(1, 998), st.booleans()), min_size=20, max_size=80))
def test_answers_kept_are_within_the_risk(answers: list[tuple[int, bool]]) -> None:
    from pipeline.train.classify_calibrate import RISK

    scores = {score: right for score, right in answers}  # no ties: the line cuts between answers
    sure, right = [score / 1000 for score in scores], list(scores.values())
    line = _abstention(sure, right)
    kept = [ok for score, ok in zip(sure, right, strict=True) if score >= line]
    if kept:
        assert kept.count(False) <= RISK * len(kept) + 1e-9


@pytest.mark.parametrize(
    "said", [pytest.param("abstain_below = 0.5\n", id="there"), pytest.param("", id="missing")]
)
def test_lines_are_written_and_all_else_stays(said: str, tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text(TWO.format(said), "utf-8")
    book = Codebook.load(path)
    types = tuple(
        replace(kind, threshold=at) for kind, at in zip(book.types, (0.34, 0.48), strict=True)
    )
    write_thresholds(path, replace(book, types=types, abstain_below=0.62))
    again = Codebook.load(path)
    assert again.abstain_below == 0.62
    assert again.thresholds == (0.34, 0.48)
    assert again.name == "levers"
    assert [kind.definition for kind in again.types] == ["The city gives.", "The city buys."]
    text = path.read_text("utf-8")
    assert "# A comment that stays." in text
    assert text.count("abstain_below") == 1


def test_a_codebook_in_another_layout_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text('name = "x"\ntypes = [{name = "supply", definition = "Gives."}]\n', "utf-8")
    before = path.read_text("utf-8")
    with pytest.raises(SettingsError, match="not changed"):
        write_thresholds(path, Codebook.load(path))
    assert path.read_text("utf-8") == before


def _fitted(outputs: list[list[float]], first: list[int]) -> list[list[float]]:
    from pipeline.classify.judgement import Calibration
    from pipeline.train.classify_calibrate import first_answers

    raw = np.array(outputs)
    weight, bias = first_answers(raw, np.array(first))
    types = (raw.shape[1] - 1) // 2
    chances = Calibration((1.0,) * types, (0.0,) * types, weight, bias).first_chances(raw)
    rows: list[list[float]] = np.asarray(chances).round(3).tolist()
    return rows


def test_first_answers_learn_whom_to_believe() -> None:
    """The network's own first answer is luck here; whether a type applies tells."""
    luck = np.random.default_rng(5)
    truth = luck.integers(0, 3, size=400)
    applies = np.where(np.arange(2) == truth[:, None], 2.0, -2.0)
    raw = np.concatenate([luck.normal(size=(400, 3)), applies], axis=1)
    chances = np.array(_fitted(raw.tolist(), truth.tolist()))
    assert (chances.argmax(axis=1) == truth).mean() > 0.95


@pytest.mark.parametrize(
    ("first", "never"),
    [
        pytest.param([0, 1, 2] * 4, None, id="all answers"),
        pytest.param([0, 2] * 6, 1, id="two of three answers"),
        pytest.param([0, 1] * 6, 2, id="never none"),
    ],
)
def test_an_answer_that_no_clause_has_is_never_given(first: list[int], never: int | None) -> None:
    luck = np.random.default_rng(7)
    chances = np.array(_fitted(luck.normal(size=(12, 5)).tolist(), first))
    assert chances.sum(axis=1) == pytest.approx(1, abs=0.01)
    if never is not None:
        assert chances[:, never].max() == 0


def test_one_answer_alone_changes_nothing() -> None:
    raw = [[2.0, 0.0, 0.0, 1.0, -1.0]] * 5
    expected = float(np.exp(2) / (np.exp(2) + 2))
    assert _fitted(raw, [0] * 5)[0][0] == pytest.approx(expected, abs=1e-3)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_a_threshold_lies_where_a_codebook_can_have_it(chances: list[float]) -> None:
    from pipeline.train.classify_calibrate import LEAST_GIVEN, threshold

    assert LEAST_GIVEN <= threshold(np.array(chances)) <= 0.5


def test_a_threshold_gives_the_best_f1_to_expect() -> None:
    from pipeline.train.classify_calibrate import threshold

    luck = np.random.default_rng(4)
    chances = luck.beta(0.5, 1.5, size=4000)

    def expected(at: float) -> float:
        said = chances >= at
        return float(2 * chances[said].sum() / (said.sum() + chances.sum()))

    best = max(np.arange(0.1, 0.6, 0.01), key=expected)
    assert threshold(chances) == pytest.approx(best, abs=0.02)


def test_a_type_that_nobody_has_is_given_to_nobody() -> None:
    from pipeline.classify.judgement import judge
    from pipeline.train.classify_calibrate import tune

    book = Codebook.load()
    luck = np.random.default_rng(5)
    types = len(book.types)
    first = luck.integers(1, types + 1, size=300)  # all but the first type, and none
    labels = np.zeros((300, types + 1), dtype=int)
    labels[np.arange(300), first] = first < types
    labels[:, -1] = first
    outputs = luck.normal(-4, 0.5, size=(300, 2 * types + 1))
    outputs[np.arange(300), first] += 6
    outputs[:, types + 1 :] = np.where(labels[:, :types] == 1, 4, -4) + luck.normal(
        size=(300, types)
    )
    tuned = tune(outputs, labels, book)
    judged = judge(outputs, tuned.calibration, tuned.codebook)
    assert (judged.order[judged.given > 0, 0] != 0).all()
    assert tuned.codebook.types[0].threshold == book.types[0].threshold
    assert (judged.applies[:, 1:types].argmax(1) + 1 == first)[first < types].mean() > 0.95
