from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from pipeline.train.classify_coded import Coded, read_again, read_further, write_further
from pipeline.train.classify_corpus import (
    Corpus,
    collect,
    encode,
    narrow,
    near_duplicates,
    place,
    spread,
)

np = pytest.importorskip("numpy")

TYPES = ("platform", "talent")
PLAN = (
    "云州市行动计划\n一、构建平台\n"
    "{0}建设中试平台，服务全市企业。\n{0}引进领军人才，给予安家补贴。\n"
)


def test_encode() -> None:
    assert encode(("talent", "platform"), TYPES) == [1, 1, 1]
    assert encode(("none",), TYPES) == [0, 0, 2]
    assert encode((), TYPES) == [0, 0, 2]


def _documents() -> dict[str, str]:
    one, other = PLAN.format("支持"), PLAN.format("加快")
    return {"a": one, "b": one + "附则。\n", "c": other}


def _labels() -> list[Coded]:
    text = PLAN.format("支持")
    start = text.index("支持建设")
    stop = text.index("支持引进")
    return [
        Coded("a", start, stop - 1, ("platform",)),
        Coded("b", stop, stop + 14, ("talent",)),
        Coded("c", 0, 3, ("platform",)),
    ]


def test_collect(tmp_path: Path) -> None:
    corpus = collect(_documents(), _labels(), TYPES)
    assert len(corpus.gold) == 2, "the third label fits no clause"
    words = [corpus.sentences[corpus.wording[at]] for at in corpus.gold.tolist()]
    assert words == ["支持建设中试平台，服务全市企业。", "支持引进领军人才，给予安家补贴。"]
    folds = corpus.fold[corpus.gold].tolist()
    assert folds[0] == folds[1], "b reprints a"
    above = corpus.context[corpus.gold[0], 1]
    assert corpus.sentences[corpus.wording[above]] == "一、构建平台"
    corpus.save(tmp_path)
    again = Corpus.load(tmp_path)
    assert again.sentences == corpus.sentences
    assert again.keys == corpus.keys
    for name in ("wording", "context", "document", "fold", "gold", "labels", "shares"):
        assert np.array_equal(getattr(again, name), getattr(corpus, name)), name


def test_context_stays_in_its_document() -> None:
    corpus = collect(_documents(), _labels(), TYPES)
    for row, own in zip(corpus.context.tolist(), corpus.document.tolist(), strict=True):
        assert {int(corpus.document[at]) for at in row if at >= 0} == {own}


def test_place_needs_four_fifths() -> None:
    from pipeline.document import Document
    from pipeline.segment import segment

    tree = segment(Document("x", "建设中试平台和测试场。引进人才。"))
    assert place(tree, Coded("x", 0, 11, ())) == 0
    assert place(tree, Coded("x", 0, 9, ())) == 0
    assert place(tree, Coded("x", 0, 8, ())) is None


@pytest.mark.parametrize(
    ("wording", "sizes", "lengths", "expected"),
    [
        pytest.param([0, 1, 2, 3], [2, 2], [20] * 4, [0, 1], id="nothing shared"),
        pytest.param([0, 1, 0, 1], [2, 2], [20] * 2, [0, 0], id="a reprint"),
        pytest.param([0, 1, 0, 1], [2, 2], [5] * 2, [0, 1], id="short sentences tell nothing"),
        pytest.param(
            [0, 1, 0, 1, 2, 3, 2, 3], [2, 4, 2], [20] * 4, [0, 0, 0], id="one after another"
        ),
        pytest.param([0, 1, 0, 2], [2, 2], [20] * 3, [0, 1], id="one sentence is chance"),
    ],
)
def test_near_duplicates(
    wording: list[int], sizes: list[int], lengths: list[int], expected: list[int]
) -> None:
    assert near_duplicates(wording, sizes, lengths) == expected


def test_spread_keeps_groups_whole_and_folds_even() -> None:
    groups = [0, 0, 2, 3, 4, 5, 6]
    folds = spread(groups, [0, 1, 2, 3, 4, 5])
    assert folds[0] == folds[1]
    assert folds[6] == -1, "without labels it may always be learned from"
    assert len({folds[i] for i in (0, 2, 3, 4, 5)}) == 5


def test_a_later_reading_is_learned_from_beside_the_first(tmp_path: Path) -> None:
    row = Coded("e80a", 1, 9, ("industry",))
    other = Coded("e80a", 9, 12, ("green",))
    path = tmp_path / "again.tsv"
    path.write_text(
        "clause\tdoc\tstart\tend\ttypes\tcoder\n"
        f"{row.key}\te80a\t1\t9\tplatform,reform\tsomebody\n",
        "utf-8",
    )
    assert [found.readings for found in read_again([row, other], path)] == [
        (("industry",), ("platform", "reform")),
        (("green",),),
    ]


@pytest.mark.parametrize("name", ["read.tsv", "read.tsv.xz"])
def test_further_readings_come_and_go(tmp_path: Path, name: str) -> None:
    doc, other = "e80a0d0b992e" + "0" * 52, "f" * 64
    again = (("reform",), ())
    rows = [Coded(doc, 1, 9, ("platform", "reform"), again=again), Coded(other, 9, 12, ())]
    path = tmp_path / name
    write_further(path, rows, "somebody, by the codebook")
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    assert b"\tnone\tsomebody, by the codebook" in data
    found = read_further(path, [doc], 0.5)
    assert [(row.doc, row.readings, row.weight, row.judged) for row in found] == [
        (doc, (("platform", "reform"), ("reform",), ("none",)), 0.5, False)
    ], "a document that is not at hand is passed over"
    assert found[0].key == rows[0].key


def test_what_several_readers_said_is_shared_out() -> None:
    first, *_ = _labels()
    text = PLAN.format("支持")
    at = text.index("支持引进"), len(text) - 1
    twice = Coded("a", *at, ("talent",), judged=False, again=(("platform", "talent"),))
    corpus = collect(_documents(), [first, twice], TYPES)
    assert corpus.shares.tolist() == [[1, 0, 0, 1, 0], [0.5, 0.5, 0, 0.5, 1]]
    assert corpus.labels.tolist() == [[1, 0, 0], [0, 1, 1]], "what was said first"


def test_further_readings_are_learned_from_and_never_asked() -> None:
    first, *_ = _labels()
    text = PLAN.format("支持")
    further = Coded("a", text.index("支持引进"), len(text) - 1, ("talent",), judged=False)
    corpus = collect(_documents(), [first, further], TYPES)
    assert len(corpus.gold) == 2
    assert corpus.asked.tolist() == [corpus.fold[corpus.gold[0]], -1]
    assert corpus.fold[corpus.gold[1]] >= 0, "it stays out where its document is held out"
    other = PLAN.format("加快")
    at = other.index("加快引进")
    elsewhere = Coded("c", at, len(other) - 1, ("talent",), judged=False)
    corpus = collect(_documents(), [first, elsewhere], TYPES)
    assert corpus.fold[corpus.gold[1]] == -1, "no fold is made for it, so it is always learned from"


def test_narrow_keeps_what_labelled_clauses_are_read_with() -> None:
    whole = collect(_documents(), _labels(), TYPES)
    some = narrow(whole)
    assert len(some.wording) < len(whole.wording)
    for big, small in zip(whole.gold.tolist(), some.gold.tolist(), strict=True):
        wanted = [_words(whole, at) for at in whole.context[big].tolist()]
        assert [_words(some, at) for at in some.context[small].tolist()] == wanted
    assert some.asked.tolist() == whole.asked.tolist()
    assert set(some.document.tolist()) == set(range(2)), "two documents have labels"


def _words(corpus: Corpus, at: int) -> str:
    return corpus.sentences[corpus.wording[at]] if at >= 0 else ""
