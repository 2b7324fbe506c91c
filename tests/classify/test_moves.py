from __future__ import annotations

from dataclasses import replace

from pipeline.classify.moves import moves
from pipeline.codebook import Codebook
from pipeline.document import Document
from pipeline.segment import segment
from tests.classify.small import classifier

TREE = segment(
    Document("demo", "一、引进人才\n云州市建设中试平台。设立产业基金。\n简化审批。\n加强领导。")
)


def _with_thresholds(at: float) -> Codebook:
    book = Codebook.load()
    return replace(book, types=tuple(replace(kind, threshold=at) for kind in book.types))


def test_nothing_moves_between_the_same() -> None:
    assert moves(classifier(), classifier(), TREE) == ()


def test_a_threshold_moves_clauses_and_is_named() -> None:
    old = replace(classifier(), codebook=_with_thresholds(0.9999))
    new = replace(classifier(), codebook=_with_thresholds(0.01))
    found = moves(old, new, TREE)
    assert {move.clause for move in found} == {clause.id for clause in TREE}
    for move in found:
        assert move.before == ()
        assert len(move.after) == 6
        assert all("threshold of " in reason for reason in move.reasons)
        assert any("1.00 → 0.01" in reason for reason in move.reasons)


def test_another_model_moves_clauses_and_shows_words() -> None:
    old, new = classifier(3), replace(classifier(5), signature="small@000001")
    found = moves(old, new, TREE)
    assert found
    labels = {label.clause: label for label in new(TREE)}
    for move in found:
        assert move.after == labels[move.clause].types
        assert move.before != move.after
        assert move.reasons
    assert any(reason.startswith("words: ") for move in found for reason in move.reasons)


def test_a_new_type_is_said_to_be_new() -> None:
    book = Codebook.load()
    renamed = replace(book, types=(replace(book.types[0], name="culture"), *book.types[1:]))
    old = replace(classifier(), codebook=_with_thresholds(0.01))
    low = replace(renamed, types=tuple(replace(kind, threshold=0.01) for kind in renamed.types))
    found = moves(old, replace(classifier(), codebook=low), TREE)
    reasons = [reason for move in found for reason in move.reasons]
    assert any("culture is a new type" in reason for reason in reasons)
    assert any("platform is no longer a type" in reason for reason in reasons)
