"""Our own English of clauses whose Chinese is not kept."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from pathlib import Path

import pytest

from pipeline.artefacts import locate
from pipeline.errors import ReadError
from pipeline.train.translate_further import (
    HEAD,
    Translated,
    further_pairs,
    read_translated,
    write_translated,
)
from pipeline.train.translate_pairs import Pair

TEXT = "云州市行动计划\n推进改革。　加快发展。\n"
OURS = (
    Translated(hashlib.sha256(TEXT.encode()).hexdigest(), 8, 13, "Advance reform."),
    Translated(hashlib.sha256(TEXT.encode()).hexdigest(), 13, 19, "Speed up “development”."),
    Translated("f" * 64, 0, 4, "Of a document that is not at hand."),
)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "domain.jsonl.xz"
    rows = [{"sha256": hashlib.sha256(t.encode()).hexdigest(), "text": t} for t in ("甲", TEXT)]
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def test_pairs_come_back_from_places_and_documents(tmp_path: Path, documents: Path) -> None:
    path = tmp_path / "translations.tsv.xz"
    write_translated(path, OURS)
    assert set(further_pairs(path, documents)) == {
        Pair("policy", "推进改革。", "Advance reform."),
        Pair("policy", "加快发展。", 'Speed up "development".'),
    }


def test_the_same_rows_in_any_order_make_the_same_file(tmp_path: Path) -> None:
    write_translated(tmp_path / "a", OURS)
    write_translated(tmp_path / "b", reversed(OURS))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert len(read_translated(tmp_path / "a")) == len(OURS)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no-such\.tsv\.xz"):
        read_translated(tmp_path / "no-such.tsv.xz")


@pytest.mark.parametrize(
    ("name", "least"), [("translations.tsv.xz", 5_000), ("translations-held.tsv.xz", 4_000)]
)
def test_what_ships_has_no_chinese_and_every_place_once(name: str, least: int) -> None:
    path = locate("corpus", name)
    lines = lzma.decompress(path.read_bytes()).decode().splitlines()
    assert tuple(lines[0].split("\t")) == HEAD
    assert not any(re.search("[\u4e00-\u9fff]", line) for line in lines)
    keys = [line.split("\t")[0] for line in lines[1:]]
    assert len(set(keys)) == len(keys) > least
    assert all(row.english and row.start < row.end for row in read_translated(path))


def test_what_is_held_back_is_not_learned_from() -> None:
    learned, held = (
        {(row.doc, row.start, row.end) for row in read_translated(locate("corpus", name))}
        for name in ("translations.tsv.xz", "translations-held.tsv.xz")
    )
    assert not learned & held
