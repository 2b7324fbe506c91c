import pytest

from pipeline.segment.responsible import responsible_notes

LABELLED = "（责任单位：市科技局、市财政局）"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"建站。{LABELLED}", [LABELLED], id="in brackets after a sentence"),
        pytest.param(f"建站。\n{LABELLED}\n", [LABELLED], id="on its own line"),
        pytest.param(
            "建站。（责任\n单位：市科技局）", ["（责任\n单位：市科技局）"], id="broken over lines"
        ),
        pytest.param(
            "责任单位：市科技局\n建站", ["责任单位：市科技局"], id="a line without brackets"
        ),
        pytest.param(
            "[牵头单位：市科技局；配合单位：各区]",
            ["[牵头单位：市科技局；配合单位：各区]"],
            id="square",
        ),
        pytest.param("建站（由市科技局牵头实施）", ["（由市科技局牵头实施）"], id="牵头实施"),
        pytest.param(
            "建站。（市数据局牵头，各区按职责分工负责）",
            ["（市数据局牵头，各区按职责分工负责）"],
            id="named by their verbs",
        ),
        pytest.param(
            "建站。（市住建局、市水务局牵头，市公安局）",
            ["（市住建局、市水务局牵头，市公安局）"],
            id="the verb in the middle",
        ),
        pytest.param(
            "建站。（6月底前完成，牵头考核单位：市水务局）",
            ["（6月底前完成，牵头考核单位：市水务局）"],
            id="label later",
        ),
        pytest.param(
            "建站。（市住建局、市水务局）", ["（市住建局、市水务局）"], id="nothing but bodies"
        ),
        pytest.param("建站。（牵头落实：市水务局）", ["（牵头落实：市水务局）"], id="牵头落实"),
        pytest.param(
            "（责任单位：甲（含乙）局）丙", ["（责任单位：甲（含乙）局）"], id="brackets inside"
        ),
        pytest.param("（责任单位：市水务局\n下一行", ["（责任单位：市水务局"], id="never closed"),
        pytest.param("服务企业（以下统称各部门）负责", [], id="a definition"),
        pytest.param("市水务局（市河长办）发文", [], id="another name"),
        pytest.param("各单位：", [], id="a salutation"),
    ],
)
def test_notes_are_found(text: str, expected: list[str]) -> None:
    assert [text[note.start : note.end] for note in responsible_notes(text)] == expected
