"""An encoding is told by the words, even of a single sentence."""

from __future__ import annotations

import codecs

import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes
from pipeline.read.encoding import decode

SENTENCES = [
    "加快建设。",
    "一、总体目标",
    "各区县人民政府：",
    "（一）优化空间布局",
    "到2027年，建成科创高地。",
    "研发投入强度达到3.5%以上。",
    "2024年6月3日",
    "第三条　本办法自公布之日起施行。",
    "责任单位：市科技局",
    "打造“一廊三带”。",
]
ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312",
]  # fmt: skip
TRADITIONAL = [
    "加快建設科技園區。",
    "第三條　本辦法自發布日施行。",
    "主管機關應公告之。",
    "中華民國一百年",
]
MARKED = {
    "utf-16-be with its mark": codecs.BOM_UTF16_BE + "到2027年，建成高地。".encode("utf-16-be"),
    "utf-16-le with its mark": codecs.BOM_UTF16_LE + "到2027年，建成高地。".encode("utf-16-le"),
    "gb18030 with its mark": "\ufeff到2027年，建成高地。".encode("gb18030"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_single_sentences(sentence: str, encoding: str) -> None:
    assert read_bytes(sentence.encode(encoding), "plan.txt").text == sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "big5", "big5hkscs"])
@pytest.mark.parametrize("sentence", TRADITIONAL)
def test_single_sentences_in_traditional_writing(sentence: str, encoding: str) -> None:
    assert read_bytes(sentence.encode(encoding), "plan.txt").text == sentence


@pytest.mark.parametrize("data", MARKED.values(), ids=MARKED)
def test_byte_order_marks(data: bytes) -> None:
    assert read_bytes(data, "plan.txt").text == "到2027年，建成高地。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_rare_characters(encoding: str) -> None:
    sentence = "\U00020000溇江新区管理委员会设在㵲阳镇。"
    assert read_bytes(sentence.encode(encoding), "plan.txt").text == sentence


def test_a_declaration_decides_only_where_the_words_do_not() -> None:
    words = "科技园区规划"
    assert decode(words.encode("utf-8"), "p", declared="gb2312") == words
    assert decode(words.encode("gbk"), "p", declared="no such encoding") == words
    assert decode("即鲁".encode("gbk"), "p") == "撈糧"
    assert decode("即鲁".encode("gbk"), "p", declared="gb2312") == "即鲁"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(bytes(range(256)) * 40, "is", id="every byte"),
        pytest.param(
            "建成科创高地。".encode() * 9 + b"\xff" + "完".encode(),
            ".* breaks off at byte 189",
            id="a broken byte",
        ),
        pytest.param("甲\x00乙".encode(), "is a binary file", id="NUL"),
        pytest.param(b"\x01\x02\x03\x04" * 50, "is a binary file", id="control characters"),
    ],
)
def test_what_is_no_text(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=rf"plan\.txt {message}"):
        read_bytes(data, "plan.txt")


@pytest.mark.parametrize("name", ["plan.pdf", "plan.DOCX"])
def test_a_broken_download_is_called_so(name: str) -> None:
    with pytest.raises(ReadError, match=r"neither that nor text; check that it was saved"):
        read_bytes(b"\xc7\x00\x81\xff" * 30, name)
