from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.translate.bilingual import Pair, read_pairs
from pipeline.translate.edits import choose, edits

XLIFF_1 = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a"
source-language="zh" target-language="en" datatype="plaintext"><body>
<trans-unit id="1" resname="2:1"><source>改善<g id="1">水质</g>。</source>
<target>Improve <g id="1">water</g> quality<ph id="2">&lt;br/&gt;</ph>.</target></trans-unit>
<trans-unit id="2"><source>保护耕地。</source></trans-unit></body></file></xliff>"""
XLIFF_2 = """<xliff version="2.0" srcLang="zh" trgLang="en"
xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u1">
<segment><source>改善水质。</source><target>Improve water quality.</target></segment>
<segment><source>保护耕地。</source><target>Protect farmland.</target></segment>
</unit></file></xliff>"""
TMX = """<tmx version="1.4"><header/><body><tu tuid="7">
<tuv xml:lang="EN-US"><seg>Improve water quality.</seg></tuv>
<tuv xml:lang="zh-CN"><seg>改善<bpt i="1">&lt;b&gt;</bpt>水质<ept i="1"/>。</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Wasser</seg></tuv><tuv xml:lang="en"><seg>Water</seg></tuv></tu>
</body></tmx>"""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param(
            "a.tsv",
            "甲。\tA.\n\n乙。\tB.\textra\n",
            [("1", "甲。", "A."), ("3", "乙。", "B.")],
            id="tsv",
        ),
        pytest.param("a.tsv", "zh\ten\n甲。\tA.\n", [("2", "甲。", "A.")], id="tsv with a heading"),
        pytest.param(
            "a.csv", 'clause,zh,en\n2:1,甲。,"A, a."\n', [("2:1", "甲。", "A, a.")], id="csv"
        ),
        pytest.param(
            "a.xlf",
            XLIFF_1,
            [("2:1", "改善水质。", "Improve water quality."), ("2", "保护耕地。", "")],
            id="xliff 1.2",
        ),
        pytest.param(
            "a.xliff",
            XLIFF_2,
            [("u1", "改善水质。保护耕地。", "Improve water quality. Protect farmland.")],
            id="xliff 2",
        ),
        pytest.param("a.tmx", TMX, [("7", "改善水质。", "Improve water quality.")], id="tmx"),
    ],
)
def test_pairs(tmp_path: Path, name: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    found = read_pairs(tmp_path / name)

    assert [(pair.id, pair.chinese, pair.english) for pair in found] == expected


def _xliff_1(attributes: str, state: str) -> str:
    return XLIFF_1.replace('resname="2:1"', f'resname="2:1" {attributes}').replace(
        "<target>", f"<target {state}>"
    )


def _xliff_2(first: str, second: str) -> str:
    start, middle, end = XLIFF_2.split("<segment>")
    return f'{start}<segment state="{first}">{middle}<segment state="{second}">{end}'


NOTED = "<body> <trans-unit", "<note>标题 | tiaoli:1|translate:phrases</note><body><trans-unit"


@pytest.mark.parametrize(
    ("name", "text", "mark"),
    [
        pytest.param("a.xlf", _xliff_1("", ""), "", id="1.2 says nothing"),
        pytest.param("a.xlf", _xliff_1('approved="yes"', ""), "final", id="1.2 approved"),
        pytest.param("a.xlf", _xliff_1('approved="no"', ""), "", id="1.2 not approved"),
        pytest.param("a.xlf", _xliff_1("", 'state="final"'), "final", id="1.2 final"),
        pytest.param("a.xlf", _xliff_1("", 'state="signed-off"'), "final", id="1.2 signed off"),
        pytest.param("a.xlf", _xliff_1("", 'state="translated"'), "", id="1.2 translated"),
        pytest.param(
            "a.xlf", _xliff_1("", 'state="needs-review-translation"'), "draft", id="1.2 needs"
        ),
        pytest.param(
            "a.xlf",
            _xliff_1("", 'state="translated"').replace("\n", " ").replace(*NOTED),
            "draft",
            id="1.2 of ours",
        ),
        pytest.param("a.xlf", _xliff_2("reviewed", "final"), "final", id="2 both looked over"),
        pytest.param("a.xlf", _xliff_2("final", "translated"), "", id="2 one looked over"),
        pytest.param("a.xlf", _xliff_2("final", "initial"), "draft", id="2 one initial"),
        pytest.param("a.tmx", TMX, "", id="tmx"),
        pytest.param(
            "a.tmx",
            TMX.replace('tuid="7">', 'tuid="7"><prop type="x-state">drafted</prop>'),
            "draft",
            id="tmx of ours",
        ),
        pytest.param("a.csv", "zh,en\n甲。,A.\n", "", id="table"),
        pytest.param("a.csv", "clause,zh,en\n1,甲。,A.\n", "draft", id="table of ours"),
        pytest.param("a.csv", "zh,en,state\n甲。,A.,flagged\n", "draft", id="flagged"),
        pytest.param("a.csv", "clause,zh,en,state\n1,甲。,A.,Reviewed\n", "final", id="reviewed"),
        pytest.param("a.csv", "zh,en,state\n甲。,A.\n", "", id="short row"),
    ],
)
def test_whose_words_they_are(tmp_path: Path, name: str, text: str, mark: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    assert read_pairs(tmp_path / name)[0].mark == mark


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("a.tsv", "no tab here\n", "line 1 has no tab", id="no tab"),
        pytest.param("a.xlf", "<xliff>", "not a valid", id="broken xml"),
        pytest.param("a.xlf", "<other/>", "no XLIFF", id="another root"),
        pytest.param("a.pdf", "", "no bilingual file", id="another format"),
        pytest.param("a.docx", "", "not a valid", id="no zip"),
        pytest.param("a.tsv", None, "no file", id="missing"),
    ],
)
def test_what_cannot_be_read_is_an_error(
    tmp_path: Path, name: str, text: str | None, message: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")

    with pytest.raises(ReadError, match=message):
        read_pairs(tmp_path / name)


def test_tracked_changes_of_a_docx_are_taken(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    parse = pytest.importorskip("docx.oxml").parse_xml
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1"'
    document = docx.Document()
    zh, en = document.add_table(1, 2).rows[0].cells
    zh.text, en.text = "改善水质。", "Improve "
    words = en.paragraphs[0]._p
    for tag, kept in (("ins", "t"), ("del", "delText")):
        run = f"<w:r><w:{kept}>{tag}ed quality.</w:{kept}></w:r>"
        words.append(parse(f'<w:{tag} {space} w:author="a">{run}</w:{tag}>'))
    document.save(tmp_path / "a.docx")

    assert read_pairs(tmp_path / "a.docx")[0].english == "Improve insed quality."


def test_entities_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    bomb = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{tmp_path / "secret"}">]>' + TMX.replace(
        "水质", "&x;"
    )
    (tmp_path / "a.tmx").write_text(bomb, "utf-8")

    assert "secret" not in read_pairs(tmp_path / "a.tmx")[0].chinese


DRAFTS = [
    ("1:1", "新增门店50家。", "Add 50 shops."),
    ("1:2", "企业必须公示。", "Enterprises must publish it."),
    ("1:3", "改善水质。", "Improve water quality."),
]


@pytest.mark.parametrize(
    ("edited", "warnings"),
    [
        pytest.param(Pair("1:1", "新增门店50家。", "Open 50 new shops."), (), id="words only"),
        pytest.param(
            Pair("1:1", "新增门店50家。", "Open 15 new shops."),
            ("number: 50 is missing; 15 is not in the source",),
            id="a figure",
        ),
        pytest.param(
            Pair("1:2", "企业必须公示。", "Enterprises may publish it."),
            ("modality: 必须",),
            id="a modal verb",
        ),
        pytest.param(Pair("x", "改善水质。", "Better the water."), (), id="known by its words"),
    ],
)
def test_an_edit_is_told_and_warned_of(edited: Pair, warnings: tuple[str, ...]) -> None:
    found = edits(DRAFTS, [edited])

    assert [edit.after for edit in found] == [edited.english]
    assert found[0].before in {english for _, _, english in DRAFTS}
    assert found[0].warnings == warnings


def test_a_fault_that_the_draft_had_is_not_the_edits() -> None:
    edited = Pair("1:4", "新增门店50家。", "Open shops: 15.")
    drafts = [("1:4", "新增门店50家。", "Add 15 shops.")]

    assert edits(drafts, [edited])[0].warnings == ()


RIGHT = Pair("1:1", "新增门店50家。", "Open 50 new shops.")
WRONG = Pair("1:1", "新增门店50家。", "Open 15 new shops.")
SAME = Pair(*DRAFTS[2])


@pytest.mark.parametrize(
    ("pair", "drafts", "where"),
    [
        pytest.param(RIGHT, DRAFTS, "taken", id="a change"),
        pytest.param(replace(RIGHT, mark="draft"), DRAFTS, "taken", id="changed, mark left"),
        pytest.param(SAME, DRAFTS, "unseen", id="no change"),
        pytest.param(replace(SAME, mark="final"), DRAFTS, "taken", id="looked over"),
        pytest.param(WRONG, DRAFTS, "flagged", id="a warning"),
        pytest.param(replace(WRONG, mark="final"), DRAFTS, "taken", id="a warning signed off"),
        pytest.param(Pair("9", "保护耕地。", "Protect fields."), DRAFTS, "taken", id="a new one"),
        pytest.param(SAME, [], "taken", id="nothing to compare with"),
        pytest.param(replace(SAME, mark="draft"), [], "unseen", id="a draft by its mark"),
        pytest.param(replace(SAME, mark="final"), [], "taken", id="looked over by its mark"),
        pytest.param(WRONG, [], "flagged", id="a warning without drafts"),
        pytest.param(Pair("1:3", "改善水质。", " "), DRAFTS, "", id="nothing written"),
    ],
)
def test_what_a_memory_takes(pair: Pair, drafts: list[tuple[str, str, str]], where: str) -> None:
    choice = choose([pair], edits(drafts, [pair]), compared=bool(drafts))

    sorted_ = {"taken": choice.taken, "unseen": choice.unseen, "flagged": choice.flagged}
    assert {name: found for name, found in sorted_.items() if found} == (
        {where: (pair,)} if where else {}
    )


def test_what_a_format_cannot_hold_is_no_edit() -> None:
    drafts = [("1:3", "改善水质。", "Improve\x0b water\nquality.")]

    assert edits(drafts, [Pair("1:3", "改善水质。", "Improve water quality.")]) == ()


def test_what_did_not_change_is_no_edit() -> None:
    same = [Pair(*draft) for draft in DRAFTS]

    assert edits(DRAFTS, [*same, Pair("1:3", "改善水质。", "")]) == ()
