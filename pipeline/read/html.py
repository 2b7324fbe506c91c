"""Read the main text of a web page: what the government published, without the site around it.

Pages of government sites set a document between a menu, a breadcrumb, share buttons, a table of
index numbers and a footer. `mainpart` finds the element that holds the document, `markup` writes
its elements down as lines.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.errors import ReadError
from pipeline.read.content import Content, plain_lines, without_impossible
from pipeline.read.encoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipeline.read.markup import Line

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
SITE_NAME = re.compile(r"\s*[_|｜]\s*|\s+[-–—]\s+")

# Lines that the site adds before the document and after it. In mid-document they would be words.
BEFORE = re.compile(
    r"(索\s*引\s*号|发布机构|发文机关|公开机构|制发机关|发布单位|信息来源|文章来源|来源|发布时间|发布日期"
    r"|公开日期|成文日期|生成日期|发文日期|更新时间|时间|日期|主题分类|信息分类|组配分类|体裁分类|公开方式"
    r"|公开范围|发文字号|文\s*号|统一登记号|有效性|效力状态|是否有效|主题词|关键词|标\s*题|名\s*称|作者"
    r"|浏览次数|浏览量|访问量|阅读次数|点击数|字号|字体|视力保护色)\s*[：:\t【\[]"
    r"|(您?(当前|现在)?(的|所在)?位置)\s*[：:]|分享(到|至)?\s*[：:]?|【?\s*(打印|关闭|字体|大 中 小)"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(\s+\d{1,2}:\d{2}(:\d{2})?)?\s*(来源|浏览|字|$)"
)
AFTER = re.compile(
    r"上一(篇|条)|下一(篇|条)|扫一扫|相关(链接|阅读|文档|文章|解读|稿件|信息)|政策解读\s*[：:]?$|责任编辑"
    r"|[（(【\[]?\s*(责编|编辑)\s*[：:]|分享(到|至)|【?\s*(打印|关闭|返回顶部|我要纠错)|版权所有|主办(单位)?\s*[：:]"
    r"|承办(单位)?\s*[：:]|网站标识码|.{0,12}ICP备|.{0,6}公网安备|网站地图|关于我们|技术支持\s*[：:]"
    r"|信息来源\s*[：:]|来源\s*[：:]|浏览次数|阅读次数"
)
ZONE = 20
RUNNING_TEXT = 40
MENU = 3


def read_html(data: bytes, name: str) -> Content:
    """Return the main text of a page, a table row as one line with its cells parted by tabs."""
    declared = CHARSET.search(data[:4096])
    markup = decode(data, name, declared=declared[1].decode("ascii") if declared else None)
    root = _parse(without_impossible(plain_lines(markup)))
    if root is None:
        raise _empty(name)
    title = _declared_title(root)
    text = _main_text(root, title)
    if not text:
        raise _empty(name)
    return Content(text, title)


def _parse(markup: str) -> _Element | None:
    from lxml import etree

    # Without `huge_tree` the parser silently stops at the 256th level.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(DECLARATION.sub("", markup).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _main_text(root: _Element, title: str | None) -> str:
    from pipeline.read.mainpart import main_part, remove_boilerplate
    from pipeline.read.markup import lines

    remove_boilerplate(root)
    part = main_part(root)
    kept = _without_edges(_without_menus(lines(part)))
    heading = _heading_above(root, part, title)
    if heading is not None and heading not in "".join(kept[:5]):
        kept = [heading, *kept]
    return "\n".join(kept)


def _without_menus(found: list[Line]) -> list[str]:
    """Drop runs of lines that are nothing but links."""
    kept: list[str] = []
    for linked, run in groupby(found, key=_is_linked):
        words = [line.text for line in run]
        if not linked or len(words) < MENU:
            kept += words
    return kept


def _is_linked(line: Line) -> bool:
    return line.linked


def _without_edges(words: list[str]) -> list[str]:
    """Drop what the site wrote above and below the document."""
    prose = [i for i, line in enumerate(words) if len(line) >= RUNNING_TEXT and "。" in line]
    head = min(prose[0] if prose else ZONE, ZONE)
    tail = max(prose[-1] + 1 if prose else 0, len(words) - ZONE)
    middle = [line for line in words[:head] if not BEFORE.match(line)] + words[head:tail]
    return middle + [line for line in words[tail:] if not AFTER.match(line)]
