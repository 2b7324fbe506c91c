import pytest

from pipeline.segment.sentences import sentences


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"], id="cut after 。！？"),
        pytest.param("甲；乙：丙", ["甲；乙：丙"], id="； and ： do not cut"),
        pytest.param("他说“快。”后来", ["他说“快。”后来"], id="not inside a quotation"),
        pytest.param(
            "甲（见附件。）乙。丙", ["甲（见附件。）乙。", "丙"], id="not inside brackets"
        ),
        pytest.param("甲。）乙", ["甲。）", "乙"], id="closers that follow go with it"),
        pytest.param("甲（乙。丙", ["甲（乙。", "丙"], id="an opener that never closes is none"),
        pytest.param("甲。。乙", ["甲。。", "乙"], id="doubled"),
        pytest.param("　甲。　乙　", ["甲。", "乙"], id="without the white space around"),
        pytest.param("《甲。乙》丙。", ["《甲。乙》丙。"], id="not inside a title"),
        pytest.param("（甲“乙）丙。”丁", ["（甲“乙）丙。”", "丁"], id="crossed brackets"),
        pytest.param("增长1.5%。达到2.0版", ["增长1.5%。", "达到2.0版"], id="a decimal point"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_line_is_cut_into_sentences(line: str, expected: list[str]) -> None:
    assert [line[span.start : span.end] for span in sentences(line, 0, len(line))] == expected
