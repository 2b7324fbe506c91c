"""A comparison written and read again is equal to itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("faiss")
pytest.importorskip("scipy")
pytest.importorskip("pyarrow")

from pipeline.compare.keyness import Keyword
from pipeline.compare.results import Comparison, Usual
from pipeline.document import Label, Reading
from pipeline.errors import ReadError
from pipeline.export import comparison as export
from pipeline.export.comparison_record import from_record, holds_comparison, load, to_record
from tests.compare.examples import LINXI, comparer, linxi, read, wutong


def labelled(reading: Reading) -> Reading:
    scores = {"platform": 0.7, "none": 0.2}
    labels = tuple(Label(c.id, ("platform",), scores) for c in reading.tree)
    return replace(reading, labels=labels)


@pytest.fixture(scope="module")
def found() -> Comparison:
    later = labelled(read(LINXI.replace("3.5%", "3.8%"), "later", "临溪市", "2023"))
    made = comparer()(labelled(linxi()), [labelled(wutong()), later])
    return replace(
        made,
        keys=(Keyword("平台", 2, 1, 0.5, 1.2),),
        concordance={"平台": ((later.document.sha256, "2.1:2"),)},
        usual={"with_figure": Usual(9, 0.1, 0.2, 0.3)},
    )


def test_read_again_it_is_the_same(found: Comparison) -> None:
    assert found.changes
    assert found.reuse
    assert found.similarity
    assert found.quotes
    assert any(match.differs for item in found.counterparts for match in item.matches)
    assert from_record(json.loads(json.dumps(to_record(found)))) == found


def test_a_record_of_an_older_version_can_still_be_read(found: Comparison) -> None:
    record = to_record(found)
    for name in ("similarity", "usual", "concordance", "quotes"):
        del record[name]
    for one in record["emphasis"]:
        del one["clauses"]

    older = from_record(record)
    assert older.similarity is None
    assert older.table == found.table


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param("{", "is not JSON", id="torn"),
        pytest.param("[]", "holds no comparison", id="a list"),
        pytest.param('{"schema": "tiaoli.reading/1"}', "holds no comparison", id="a reading"),
        pytest.param('{"schema": "tiaoli.comparison/1"}', "no whole comparison", id="empty"),
    ],
)
def test_what_is_no_comparison_is_refused(words: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "comparison.json"
    path.write_text(words, "utf-8")

    with pytest.raises(ReadError, match=message):
        load(path)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="check the path"):
        load(tmp_path / "none.json")


def test_a_comparison_is_told_from_other_records(found: Comparison, tmp_path: Path) -> None:
    export.write(found, tmp_path)
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")

    assert holds_comparison(tmp_path / "comparison.json")
    assert not holds_comparison(tmp_path / "counterparts.jsonl")
    assert not holds_comparison(tmp_path / "bytes.json")
    assert not holds_comparison(tmp_path / "none.json")
