from __future__ import annotations

import pytest

pytest.importorskip("sklearn")
pytest.importorskip("ctranslate2")
np = pytest.importorskip("numpy")

from pipeline.train.second_look import cases, fit, learn, shortened  # noqa: E402
from pipeline.translate.second_look import LOOK, SecondLook, Weights  # noqa: E402

CHINESE = "澜州市支持中小企业数字化转型，完善城乡养老服务网络，加强耕地保护，扩大有效投资。"
ENGLISH = (
    "Support the digital transformation of small and medium-sized enterprises in the city, improve "
    "the network of urban and rural elderly care services, strengthen the protection of farmland "
    "in every county, and expand effective investment in key fields of the economy."
)


def test_shortened_drafts_lack_something_and_are_always_the_same() -> None:
    short = list(shortened(ENGLISH))

    assert short == list(shortened(ENGLISH))
    assert len(set(short)) == len(short) >= 2
    for draft in short:
        assert len(draft.split()) < len(ENGLISH.split())
        assert set(draft.rstrip(".").split()) <= {
            word for word in (*ENGLISH.split(), *ENGLISH.rstrip(".").split())
        } | {word.rstrip(",") for word in ENGLISH.split()}


def test_a_short_draft_is_left_as_it_is() -> None:
    assert list(shortened("Improve water quality.")) == []


def test_a_draft_with_another_fault_is_no_example() -> None:
    wrong = ENGLISH.replace("expand", "expand by 15 percent")

    assert cases([(CHINESE, wrong)]) == []
    assert (CHINESE, ENGLISH) in [pair for pair, short in cases([(CHINESE, ENGLISH)]) if not short]


def test_fit_lets_by_the_share_that_is_asked_for() -> None:
    luck = np.random.default_rng(2)
    short = [n % 2 == 0 for n in range(400)]
    seen = [{"gain": luck.normal() + 3 * one, "size": luck.normal()} for one in short]
    weights = fit(seen, short, ("gain", "size"), let_by=0.95)
    flagged = [weights.flags(values) for values in seen]

    right = [flag for flag, one in zip(flagged, short, strict=True) if not one]
    caught = [flag for flag, one in zip(flagged, short, strict=True) if one]
    assert sum(right) <= 0.05 * len(right) + 1
    assert sum(caught) > 0.7 * len(caught)
    assert abs(weights.weights["gain"]) > abs(weights.weights["size"])


def test_fit_learns_what_only_two_features_together_say() -> None:
    luck = np.random.default_rng(3)
    seen = [{"gain": luck.normal(), "size": luck.normal()} for _ in range(400)]
    short = [one["gain"] * one["size"] > 0 for one in seen]
    weights = fit(seen, short, ("gain", "size"), let_by=0.9)
    right = [weights.flags(values) == one for values, one in zip(seen, short, strict=True)]
    assert sum(right) > 0.85 * len(right)


def test_both_regressions_are_learned_from_pairs() -> None:
    nothing = Weights({}, {}, 0.0, 0.0)
    shipped = SecondLook.load(threads=1)
    look = SecondLook(shipped.engine, shipped.backward, nothing, nothing)
    pairs = [
        (CHINESE.replace("澜州", place), ENGLISH.replace("the city", f"the city of {name}"))
        for place, name in (("澜州", "Lanzhou"), ("云州", "Yunzhou"), ("临江", "Linjiang"))
    ]
    learned = learn(look, pairs)

    assert set(learned) == {"doubt", "verdict"}
    assert set(learned["verdict"].features) == set(LOOK)
