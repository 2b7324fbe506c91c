"""Read the main text of a web page: what the government published, without the site around it.

Pages of government sites set a document between a menu, a breadcrumb, share buttons, a table of
index numbers and a footer. `mainpart` finds the element that holds the document, `markup` writes
its elements down as lines, and here the lines are dropped that the site set inside that element.

The general extractor, trafilatura, was measured on the tests' pages, and loses what matters here: a
page that is laid out in tables becomes a single line, with its inner table after the end; tables
gain `|` and rows of dashes that are not in the document; numbers of ordered lists are missing;
index tables and links to the articles before and after stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.errors import ReadError
from pipeline.pattern import Pattern
from pipeline.read.content import Content, plain_lines, without_impossible
from pipeline.read.encoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipeline.read.markup import Line

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
DECLARATION = Pattern(r"^\s*<\?xml[^>]*\?>")
SITE_NAME = Pattern(r"\s*[_|｜]\s*|\s+[-–—]\s+|\s*[-–—]+(?=[^-–—]{2,20}(?:网|门户|政府)$)")

_LABELS = (
    r"索\s*引\s*号|发布机构|发文机关|公开机构|制发机关|发布单位|信息来源|文章来源|来\s*源|发布时间|发布日期|公开日期"
    r"|成文日期|生成日期|发文日期|印发日期|更新时间|时\s*间|日\s*期|主题分类|信息分类|组配分类|体裁分类|公开方式|公开范围|发文字号"
    r"|文\s*号|统一编号|统一登记号|有\s*效\s*性|效力状态|是否有效|主\s*题\s*词|关键词|标\s*题|名\s*称|作\s*者|浏览次数|浏览量"
    r"|访问量|阅读次数|点击数|点击率|字号|字体|视力保护色"
)
# Lines that the site adds before the document and after it. In mid-document they would be words.
BEFORE = Pattern(
    rf"[【\[]?\s*(?:{_LABELS})\s*[：:\t【\[\]】]"
    r"|您?(?:当前|现在)?(?:的|所在)?位置\s*[：:]|首页\s*[>＞»]|分享(?:到|至)?\s*[：:]?"
    r"|【?\s*(?:打印|关闭|字体|大\s*中\s*小|收藏|下载)"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:来源|浏览|字|$)"
)
AFTER = Pattern(
    r"上一[篇条]|下一[篇条]|扫一扫|扫描二维码|附件下载|相关(?:链接|阅读|文档|文章|解读|稿件|信息|政策|新闻|附件)"
    r"|[政策文件]{0,4}解读\s*[：:]|责任编辑|[（(【\[]?\s*(?:责编|编辑)\s*[：:]|分享(?:到|至)"
    r"|【?\s*(?:打印|关闭|返回顶部|我要纠错|纠错|收藏)|版权所有|主办(?:单位)?\s*[：:]|承办(?:单位)?\s*[：:]"
    r"|网站标识码|.{0,12}ICP备|.{0,6}公网安备|网站地图|关于我们|联系我们|技术支持\s*[：:]"
    r"|(?:信息)?来源\s*[：:]|浏览次数|阅读次数"
)
PARTICULAR = Pattern(rf"[【\[]?\s*(?:{_LABELS})\s*[：:\t【\[\]】]")
META_FIELDS = {"pubdate": "发布日期", "publishdate": "发布日期"}
TITLE_TAGS = ("h1", "h2", "h3")
TITLE_NAMES = Pattern(r"title|tit\b|biaoti|\bbt\b", re.IGNORECASE)

ZONE = 24
RUNNING_TEXT = 15
MENU = 3
PARTICULARS = 40


def read_html(data: bytes, name: str) -> Content:
    """Return the main text of a page, a table row as one line with its cells parted by tabs."""
    declared = CHARSET.search(data[:4096])
    markup = decode(data, name, declared=declared[1].decode("ascii") if declared else None)
    root = _parse(without_impossible(plain_lines(markup)), name)
    if root is None:
        raise _empty(name)
    title = _declared_title(root)
    text, particulars = _main_text(root, title)
    if not text:
        raise _empty(name)
    return Content(without_impossible(text), title, particulars)


def _parse(markup: str, name: str) -> _Element | None:
    from lxml import etree

    # Without `huge_tree` the parser stops at the 256th level, with it at the 2,048th: the words
    # below would be lost without a sign.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(DECLARATION.sub("", markup).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ReadError(
            f"{name} nests its elements deeper than 2,048 levels; "
            "open it in a browser and save what it shows as .txt."
        )
    return root


def _declared_title(root: _Element) -> str | None:
    """The title that the page declares, without the site's name after it."""
    for meta in root.iter("meta"):
        if meta.get("name", "").lower() == "articletitle" and meta.get("content", "").strip():
            return " ".join(meta.get("content", "").split())
    element = next(root.iter("title"), None)
    words = " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
    return SITE_NAME.split(words)[0] or None


def _main_text(root: _Element, title: str | None) -> tuple[str, tuple[str, ...]]:
    from pipeline.read.mainpart import main_part, remove_surroundings
    from pipeline.read.markup import lines

    particulars = tuple(_particulars(root))
    remove_surroundings(root)
    part = main_part(root)
    kept = _without_edges(_without_menus(lines(part)))
    heading = _heading_above(root, part, title)
    if heading is not None and _bare(heading) not in _bare("".join(kept[:6])):
        kept = [heading, *kept]
    return "\n".join(kept), particulars


def _particulars(root: _Element) -> Iterator[str]:
    """What the page tells about the document in its table of particulars, and in its head."""
    from pipeline.read.markup import lines

    found = (line.text for line in lines(root))
    labelled = [words for words in found if len(words) < 400 and PARTICULAR.search(words)]
    yield from labelled[:PARTICULARS]
    for meta in root.iter("meta"):
        label = META_FIELDS.get(meta.get("name", "").lower())
        if label is not None:
            yield f"{label}：{meta.get('content', '')}"


def _heading_above(root: _Element, part: _Element, title: str | None) -> str | None:
    """The document's title, where the page sets it above the main part and not in it."""
    from pipeline.read.markup import visible

    for element in root.iter():
        if element is part:
            return None
        named = f"{element.get('id', '')} {element.get('class', '')}"
        if element.tag not in TITLE_TAGS and not TITLE_NAMES.search(named):
            continue
        words = visible("".join(map(str, element.itertext())))
        if title and words and len(words) < 150 and _bare(words) == _bare(title):
            return words
    return None


def _bare(words: str) -> str:
    return "".join(words.split())


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
    tail = max(prose[-1] + 1 if prose else 0, len(words) - ZONE, head)
    end = next((i for i in range(tail, len(words)) if AFTER.match(words[i])), len(words))
    return [line for line in words[:head] if not BEFORE.match(line)] + words[head:end]


def _empty(name: str) -> ReadError:
    return ReadError(
        f"{name} is a page without text; if the site shows the document by script or as a scan, "
        "save what the browser shows as .txt or .pdf."
    )
