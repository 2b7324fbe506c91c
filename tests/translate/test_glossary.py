from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document import Span
from pipeline.errors import ReadError, RecordError
from pipeline.export.tbx import write_tbx
from pipeline.translate import Glossary, Term
from pipeline.translate.glossary import stem, to_tsv
from pipeline.translate.termbase import read_glossary
from pipeline.translate.terminology import (
    check_terms,
    enforce,
    replaced,
    settled,
    unified,
    uses,
)

GLOSSARY = Glossary(
    (
        Term("企业", ("enterprises", "businesses"), "industry"),
        Term("高新技术企业", ("high-tech enterprises",), "industry"),
        Term("营商环境", ("business environment",), "reform"),
        Term("5G", ("5G",), "technology"),
        Term("中试基地", ("pilot-scale testing base",), "platform"),
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("培育高新技术企业", ["高新技术企业"], id="the longest, nothing inside it"),
        pytest.param("企业、高新技术企业", ["企业", "高新技术企业"], id="both, apart"),
        pytest.param("5GW光伏", [], id="a Latin term does not end inside a word"),
        pytest.param("5G网络", ["5G"], id="a Latin term beside Chinese"),
        pytest.param("", [], id="empty"),
    ],
)
def test_terms_found(text: str, expected: list[str]) -> None:
    assert [found.term.chinese for found in GLOSSARY.find(text)] == expected


def test_the_shipped_glossary_is_sound() -> None:
    glossary = Glossary.load()
    chinese = [term.chinese for term in glossary]

    assert len(glossary) > 5000
    assert len(set(chinese)) == len(chinese)
    assert all(term.renderings and all(term.renderings) for term in glossary)
    assert not [t for t in glossary if any("一" <= c <= "鿿" for r in t.renderings for c in r)]


@pytest.mark.parametrize("ending", [".tsv", ".csv", ".tbx"])
def test_a_glossary_comes_back_equal(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"terms{ending}"
    if ending == ".tbx":
        write_tbx([(t.chinese, t.renderings, t.domain) for t in GLOSSARY], path)
    else:
        table = to_tsv(GLOSSARY)
        path.write_text(table if ending == ".tsv" else table.replace("\t", ","), "utf-8")

    assert set(read_glossary(path)) == set(GLOSSARY)


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        pytest.param("a.tsv", "企业\n", RecordError, id="a row of one cell"),
        pytest.param("a.csv", "企业\n", ReadError, id="a csv row of one cell"),
        pytest.param("a.tbx", "<martif>", ReadError, id="broken xml"),
    ],
)
def test_a_broken_glossary_is_an_error(
    tmp_path: Path, name: str, text: str, error: type[Exception]
) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    with pytest.raises(error, match=name):
        read_glossary(tmp_path / name)


def test_stems_meet_across_number_and_country() -> None:
    pairs = (
        ("modernisation", "modernizations"),
        ("centre", "centers"),
        ("city", "cities"),
        ("programme", "programs"),
        ("fuelled", "fueled"),
        ("labour", "labor"),
    )
    assert all(stem(british) == stem(american) for british, american in pairs)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        pytest.param("Support high-tech enterprises.", "high-tech enterprises", id="as it is"),
        pytest.param("Support a High-Tech Enterprise.", "high-tech enterprises", id="singular"),
        pytest.param("Support tech firms.", None, id="other words"),
    ],
)
def test_uses(english: str, expected: str | None) -> None:
    found = uses("扶持高新技术企业", english, GLOSSARY)

    assert [use.rendering for use in found] == [expected]
    assert check_terms(found).ok == (expected is not None)


def test_the_engines_own_words_for_a_term_are_replaced() -> None:
    english = enforce(
        "建设中试基地。",
        "Build middle test grounds.",
        GLOSSARY,
        {"中试基地": "middle test ground"}.get,
    )

    assert english == "Build pilot-scale testing bases."


def test_a_stretch_that_shares_the_terms_words_is_replaced() -> None:
    english = enforce(
        "优化营商环境。",
        "Optimize the business operating environment.",
        GLOSSARY,
        lambda term: None,
    )

    assert english == "Optimize the business environment."


def test_what_cannot_be_told_is_left() -> None:
    assert (
        enforce("优化营商环境。", "Improve things.", GLOSSARY, lambda term: None)
        == "Improve things."
    )


@pytest.mark.parametrize(
    ("english", "place", "words", "expected"),
    [
        pytest.param("A firm grew.", Span(2, 6), "enterprise", "An enterprise grew.", id="article"),
        pytest.param("Firms grew.", Span(0, 5), "enterprise", "Enterprises grew.", id="plural"),
        pytest.param(
            "a firm", Span(2, 6), "companies", "a company", id="singular after an article"
        ),
        pytest.param("It. Firms", Span(4, 9), "company", "It. Companies", id="start of a sentence"),
    ],
)
def test_replaced(english: str, place: Span, words: str, expected: str) -> None:
    assert replaced(english, place, words) == expected


def test_one_term_one_rendering_through_a_document() -> None:
    pairs = [
        ("支持企业。", "Support enterprises."),
        ("服务企业。", "Serve businesses."),
        ("帮助企业。", "Help enterprises."),
    ]
    chosen = settled(pairs, GLOSSARY)

    assert chosen == {"企业": "enterprises"}
    assert [unified(zh, en, GLOSSARY, chosen) for zh, en in pairs][1] == "Serve enterprises."


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        pytest.param("提高技术水平", "高技术", False, id="the end of a word before it"),
        pytest.param("城市政府负责", "市政府", False, id="a city's government"),
        pytest.param("全市政府系统", "市政府", True, id="the municipal government"),
        pytest.param("增强国际竞争力", "国际竞争", False, id="grown into another word"),
        pytest.param("打造五百亿级园区", "百亿级", False, id="part of a longer figure"),
        pytest.param("打造百亿级园区", "百亿级", True, id="the figure itself"),
    ],
)
def test_a_term_is_no_part_of_a_longer_word(text: str, term: str, found: bool) -> None:
    glossary = Glossary((Term(term, ("term",)),))

    assert bool(glossary.find(text)) == found


@pytest.mark.parametrize(
    ("rendering", "english", "said"),
    [
        pytest.param(
            "across departments",
            "Share data across regions, departments and levels.",
            "across regions, departments",
            id="one word shared by a list",
        ),
        pytest.param(
            "new model",
            "Foster new forms of business and models.",
            "new forms of business and models",
            id="the adjective of a list",
        ),
        pytest.param(
            "new model", "Foster new firms. Add models.", None, id="not across a full stop"
        ),
        pytest.param("new model", "New firms may copy models.", None, id="not without a list"),
        pytest.param("R&D spending", "Raise spending on research and development.",
                     "spending on research and development", id="an abbreviation written out"),
        pytest.param("people's wellbeing", "Improve people's well-being.",
                     "people's well-being", id="hyphen or none"),
        pytest.param("repair of old wells", "Finish the repair of 38 old wells.",
                     "repair of 38 old wells", id="a figure within"),
        pytest.param("price of fruits", 'Raise the price of the "red three" fruits.',
                     'price of the "red three" fruits', id="a name within"),
        pytest.param("price of fruits", "Raise the price of boxed fruits.", None,
                     id="not another noun"),
        pytest.param("new model", 'Use the "new model firm" name.', "new model",
                     id="all of it in a name"),
    ],
)  # fmt: skip
def test_said_in_other_forms(rendering: str, english: str, said: str | None) -> None:
    glossary = Glossary((Term("甲乙", (rendering,)),))

    assert uses("甲乙", english, glossary)[0].said == said


def test_other_parts_of_speech_are_left() -> None:
    glossary = Glossary((Term("一体化", ("integration", "integrated", "seamless union")),))
    pairs = [("推进一体化。", "Advance integration."), ("一体化平台。", "An integrated platform.")]
    chosen = settled(pairs, glossary)

    assert chosen == {"一体化": "integration"}
    assert [unified(zh, en, glossary, chosen) for zh, en in pairs] == [en for _, en in pairs]
