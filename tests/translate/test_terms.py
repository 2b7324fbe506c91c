from __future__ import annotations

from pipeline.translate import Glossary, Term
from pipeline.translate.terms import candidates, document_terms

TEXT = """
推进城市湿地公园建设。城市湿地公园面积扩大。城市湿地公园实行预约。
完善医疗保险。医疗保险覆盖全部居民。
"""


def test_a_run_that_recurs_is_found_whole() -> None:
    found = {one.words: one.count for one in candidates(TEXT)}

    assert found["城市湿地公园"] == 3
    assert "湿地公园" not in found  # never by itself
    assert not any(words.startswith(("推进", "完善")) for words in found)


def test_terms_with_and_without_an_entry_are_told_apart() -> None:
    glossary = Glossary((Term("医疗保险", ("medical insurance",)),))
    found = document_terms(TEXT, glossary)

    assert [(t.words, t.count, t.renderings) for t in found][:2] == [
        ("医疗保险", 2, ("medical insurance",)),
        ("城市湿地公园", 3, ()),
    ]


def test_no_text_no_terms() -> None:
    assert candidates("") == ()
