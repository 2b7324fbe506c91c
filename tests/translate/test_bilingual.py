from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.translate.bilingual import Pair, read_pairs
from pipeline.translate.edits import edits

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

    assert read_pairs(tmp_path / name) == tuple(Pair(*pair) for pair in expected)


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


def test_what_did_not_change_is_no_edit() -> None:
    same = [Pair(*draft) for draft in DRAFTS]

    assert edits(DRAFTS, [*same, Pair("1:3", "改善水质。", "")]) == ()
