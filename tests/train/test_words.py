"""The words that seams are weighed with."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from pathlib import Path

import pytest

from pipeline.train.words import LEAST, counted, kept, main
from pipeline.translate.seams import Seams


def test_words_and_the_terms_that_they_make_are_counted() -> None:
    cut = {"湿地公园开放": ["湿地", "公园", "开放"], "公园": ["公园"]}
    counts = counted(cut, frozenset({"湿地公园", "地公"}), cut.__getitem__)

    assert counts == Counter({"公园": 2, "湿地": 1, "开放": 1, "湿地公园": 1})


def test_rare_words_are_not_kept() -> None:
    assert kept(Counter({"公园": LEAST, "地公": LEAST - 1})) == {"公园": LEAST}


def test_a_fifth_of_the_documents_is_read(tmp_path: Path) -> None:
    pytest.importorskip("jieba", reason="the extra `compare` is not installed")
    documents, out = tmp_path / "documents.jsonl.xz", tmp_path / "words.tsv.xz"
    texts = [f"河滨公园开放，第{number}处。" for number in range(200)]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    documents.write_bytes(lzma.compress(lines.encode()))

    main([str(documents), "--out", str(out)])

    assert set(Seams.load(out).costs) == {"河滨公园", "开放", "第", "处"}
    rows = lzma.decompress(out.read_bytes()).decode().splitlines()
    assert all(20 <= int(row.split("\t")[1]) <= 60 for row in rows)
