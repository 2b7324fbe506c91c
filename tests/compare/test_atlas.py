"""The atlas: built, written, read, cut down, merged, and compared with."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from pipeline.compare.atlas import FILES, Atlas, build, merge, write
from pipeline.compare.indicators import Ontology
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
