"""The Chinese README says what the English one says: the same code, the same figures, no more."""

from __future__ import annotations

import re

import pytest

from tests.test_docs import BLOCK, ROOT, commands

README = ROOT / "README.md"
CHINESE = ROOT / "README.zh.md"

pytestmark = pytest.mark.skipif(not CHINESE.exists(), reason="no README beside the package")

NAMED = sorted(
    set(re.findall(r"`tiaoli ([a-z]+(?: [a-z]+)?)", CHINESE.read_text("utf-8")))
    if CHINESE.exists()
    else ()
)
# 2,900 万 is 29 million: figures in which the languages count differently.
COUNTED_OTHERWISE = {"2,900": "29 million"}


def words() -> str:
    return CHINESE.read_text("utf-8")


def english() -> str:
    return README.read_text("utf-8")


def test_the_code_is_the_same() -> None:
    there = BLOCK.findall(english())

    blocks = BLOCK.findall(words())
    assert len(blocks) >= 5
    assert [block for block in blocks if block not in there] == []
    assert blocks[:3] == there[:3]


def test_every_figure_stands_in_the_english_one_too() -> None:
    (table,) = re.findall(r"## 有多准\n(.*?)\n## ", words(), re.DOTALL)
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    figures = re.findall(r"\d[\d,.]*\d|\d", " ".join(rows).replace("F1", ""))

    assert len(figures) >= 8
    known = english()
    missing = [one for one in figures if COUNTED_OTHERWISE.get(one, one) not in known]
    assert not missing, "README.md says otherwise; change README.zh.md too"


@pytest.mark.parametrize("name", NAMED)
def test_every_command_exists(name: str) -> None:
    known = commands()

    assert name in known or name.split()[0] in known


def test_every_file_exists() -> None:
    linked = re.findall(r"\]\(([^)#]+)\)", words())
    named = re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:md|cff))`", words())

    assert len(linked + named) >= 10
    assert [path for path in linked + named if not (ROOT / path).exists()] == []


def test_the_lines_are_chinese() -> None:
    text = BLOCK.sub("", words())
    prose = [line for line in text.splitlines() if len(line) > 20 and not line.startswith("|--")]

    assert all(re.search("[\u4e00-\u9fff]", line) for line in prose)
    assert not re.search("[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff]", text), "Chinese punctuation"
