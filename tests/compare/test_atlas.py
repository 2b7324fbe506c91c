"""The atlas: built, written, read, cut down, merged, and compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from pipeline.compare.atlas import FILES, Atlas, build, merge, usage, write
from pipeline.compare.formulas import Formulas
from pipeline.compare.indicators import Ontology
from pipeline.document import Label, Reading
from pipeline.errors import ArtefactError
from tests.compare.examples import comparer, encode, linxi, wutong

ONTOLOGY = Ontology.load()


def wide(texts: list[str]) -> object:
    return encode(texts, width=128)


@pytest.fixture
def both() -> Atlas:
    return build([linxi(), wutong()], wide, ONTOLOGY)  # type: ignore[arg-type]


def test_it_reads_back_as_written(both: Atlas, tmp_path: Path) -> None:
    assert write(both, tmp_path) > 0
    again = Atlas.load(tmp_path)

    assert again.sources() == both.sources()
    assert again.collection().passages == both.collection().passages
    assert list(again.statements()) == list(both.statements())


def test_a_missing_table_is_named(both: Atlas, tmp_path: Path) -> None:
    write(both, tmp_path)
    (tmp_path / "targets.parquet").unlink()

    with pytest.raises(ArtefactError, match=r"targets\.parquet"):
        Atlas.load(tmp_path)


def test_no_sentence_is_in_it(both: Atlas, tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    write(both, tmp_path)
    cells = {
        str(value)
        for name in FILES
        for column in parquet.read_table(tmp_path / name).columns
        if str(column.type) == "string"
        for value in column.to_pylist()
    }

    assert all(len(cell) < 30 for cell in cells - {s.sha256 for s in both.sources()})


def test_it_is_cut_down_by_facts(both: Atlas) -> None:
    only = both.only(lambda row: row["place"] == "梧桐市" and row["year"] == "2023")

    assert [source.place for source in only.sources()] == ["梧桐市"]
    assert {passage.source for passage in only.collection().passages} == {0}
    assert {cell.source for _, cell in only.statements()} == {0}


def test_merging_adds_what_is_new(both: Atlas) -> None:
    one = build([linxi()], wide, ONTOLOGY)  # type: ignore[arg-type]
    merged = merge(one, both)

    assert merged.sources() == both.sources()
    assert merged.collection().passages == both.collection().passages
    assert merge(both, one).sources() == both.sources()


def test_a_comparison_needs_no_texts(both: Atlas) -> None:
    from dataclasses import replace

    found = replace(comparer(), encode=wide)(linxi(), [], both)  # type: ignore[arg-type]
    match = next(item for item in found.counterparts if item.clause == "2.1:2").matches[0]
    intensity = next(row for row in found.table if row.key == "rd_intensity")

    assert found.others[match.source].place == "梧桐市"
    assert match.clause == "2.1:2"
    assert match.words is None
    ranked = [(cell.value, cell.written) for cell in intensity.ranked()]
    assert (4.0, "4 %") in ranked
    assert (3.5, "达到3.5%") in ranked


def test_texts_and_an_atlas_together_count_a_document_once(both: Atlas) -> None:
    from dataclasses import replace

    found = replace(comparer(), encode=wide)(linxi(), [wutong()], both)  # type: ignore[arg-type]

    assert [source.place for source in found.others] == ["梧桐市", "临溪市"]


def test_what_is_usual_are_the_quartiles_of_its_documents(both: Atlas) -> None:
    usual = both.usual()["with_figure"]
    shares = sorted(both.documents["with_figure"].to_pylist())

    assert usual.documents == 2
    assert usual.middle == pytest.approx(sum(shares) / 2, abs=1e-4)
    assert shares[0] < usual.low < usual.middle < usual.high < shares[1]


def test_its_words_stand_in_for_others_that_have_none(both: Atlas, tmp_path: Path) -> None:
    def words(texts: Iterable[str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update({word: text.count(word) for word in ("平台", "科技") if word in text})
        return counts

    atlas = build([linxi(), wutong()], wide, ONTOLOGY, words)  # type: ignore[arg-type]
    write(atlas, tmp_path)
    telling = replace(comparer(), encode=wide, words=words)  # type: ignore[arg-type]
    alone = {key.word: key for key in telling(linxi(), [], atlas).keys}

    assert usage(tmp_path) == atlas.usage() == Counter({"平台": 2})
    # Its own words are not counted against it.
    assert (alone["平台"].here, alone["平台"].there) == (1, 1)
    assert telling(linxi(), []).keys == ()


def test_set_phrases_without_a_type_set_no_task() -> None:
    read = linxi()
    opening = next(clause for clause in read.tree if "容错免责" in read.tree.words(clause))
    typeless = replace(read, labels=(Label(opening.id, (), {}),))
    formulas = Formulas.count([read.document.text], least=1)

    def tasks_of(reading: Reading, known: Formulas) -> set[str]:
        atlas = build([reading], wide, ONTOLOGY, formulas=known)  # type: ignore[arg-type]
        return {p.clause for p in atlas.collection().passages if p.task}

    assert opening.id in tasks_of(typeless, Formulas.count([]))
    assert tasks_of(read, formulas) - tasks_of(typeless, formulas) == {opening.id}
