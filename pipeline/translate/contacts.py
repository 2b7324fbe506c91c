"""Addresses and numbers by which somebody is reached: no translation changes them.

An engine takes 邮编310007 for a quantity (310,007) and parts an e-mail address into words. A clause
that is nothing but such codes needs no engine; in others what became of a code is put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.pattern import Pattern

_LABELS = {
    "联系电话": "Telephone", "咨询电话": "Telephone for inquiries", "电话": "Telephone",
    "监督电话": "Telephone for supervision", "举报电话": "Telephone for reports",
    "投诉电话": "Telephone for complaints", "传真": "Fax", "手机": "Mobile phone",
    "邮编": "Postal code", "邮政编码": "Postal code", "电子邮箱": "E-mail", "邮箱": "E-mail",
    "电子邮件": "E-mail", "网址": "Website",
}  # fmt: skip
_MAIL = r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_PAGE = r"(?:https?[:：]//|www\.)[A-Za-z0-9][!-~]*[A-Za-z0-9/]"
_NUMBER = r"(?:[（(]0\d{2,3}[）)])?\d[\d—－-]{3,}\d"
_LABEL = rf"(?P<label>{'|'.join(' *'.join(label) for label in _LABELS)})"
_ITEM = Pattern(
    rf"{_LABEL} *[:：为是]? *(?P<code>{_MAIL}|{_PAGE}|{_NUMBER}(?:[、/]{_NUMBER})*) *[，,；;]? *",
    re.ASCII,
)
_CODE = Pattern(
    rf"(?P<mail>{_MAIL})|(?P<page>{_PAGE})"
    rf"|(?:电话|传真|手机|热线|号码|邮编|邮政编码)[:：为是（( ]*(?P<after>{_NUMBER})"
    r"|(?<!\d)(?P<before>\d{5,8})(?=(?:政务|服务|便民|咨询|投诉|举报|监督){0,2}热线)",
    re.ASCII,
)
_PLAIN = str.maketrans("：（）", ":()")
_SPACES = Pattern(r"[ \u3000\xa0\t]+")


def contact(clause: str) -> str:
    """The English of a clause that only says how somebody is reached; "" for any other.

    >>> contact("电　话：0299-6800123，邮编：310007")
    'Telephone: 0299-6800123; Postal code: 310007'
    >>> contact("电话：市政府办公室")
    ''
    """
    words = _SPACES.sub(" ", clause.strip())
    bare = words.rstrip("。")
    told, at = [], 0
    while found := _ITEM.match(bare, at):
        label = _LABELS[found["label"].replace(" ", "")]
        told.append(f"{label}: {found['code'].translate(_PLAIN).replace('、', ', ')}")
        at = found.end()
    end = "." if told and bare != words else ""
    return "; ".join(told) + end if at == len(bare) else ""


def copied(chinese: str, english: str) -> str:
    """The draft with the clause's codes as they stand there.

    >>> copied("邮编310007，邮箱hw_xx@hw.cn", "postal code 310,007, email hw _ xx @ hw. cn")
    'postal code 310007, email hw_xx@hw.cn'
    """
    for found in _CODE.finditer(chinese):
        code = next(filter(None, found.groups())).translate(_PLAIN)
        if code in english:
            continue
        for form in _mangled(code):
            places = list(re.finditer(form, english, re.IGNORECASE))
            if len(places) == 1:
                start, end = places[0].span()
                english = english[:start] + code + english[end:]
                break
    return english


def _mangled(code: str) -> Iterator[str]:
    """What may stand for a code in a draft, as patterns: parted, counted, or only its end."""
    yield r"(?<!\w)" + r"\s*".join(re.escape(sign) for sign in code) + r"(?!\w)"
    if code.isdecimal():
        number = int(code)
        for form in (f"{number:,}", f"{number / 10**6:f}".rstrip("0") + " million", str(number)):
            yield rf"(?<![\w.,]){re.escape(form)}(?!\w|[.,]\d)"
    host = code.partition("@")[2]
    if host:
        yield r"(?<![\w@.])" + r"\s*".join(re.escape(sign) for sign in host) + r"(?!\w)"
