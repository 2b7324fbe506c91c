"""Countries that a draft makes up: 泰享 is a brand, and no China-Thailand.

A network that does not know a name reads its signs one by one, and 泰, 苏 and 日 stand for
countries where they stand in a pair (中泰) or before such words as 国, 方 and 商.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The English noun, the Chinese names, and the sign that may stand for them.
_COUNTRIES = {
    "Thailand": ("泰国|曼谷", "泰"),
    "Soviet Union": ("苏联|苏维埃|前苏", "苏"),
    "Japan": ("日本|东京|大阪|京都", "日"),
    "Russia": ("俄罗斯|俄国|莫斯科", "俄"),
    "Germany": ("德国|德意志|柏林|慕尼黑|汉堡", "德"),
    "France": ("法国|法兰西|巴黎", "法"),
    "Italy": ("意大利|罗马|米兰", "意"),
    "India": ("印度(?!尼)|孟买|新德里", "印"),
    "Vietnam": ("越南|河内", "越"),
    "Australia": ("澳大利亚|悉尼|墨尔本", "澳"),
    "New Zealand": ("新西兰|奥克兰", "新"),
    "Singapore": ("新加坡|狮城", "新"),
    "Canada": ("加拿大|多伦多|温哥华", "加"),
    "Myanmar": ("缅甸|仰光", "缅"),
    "Laos": ("老挝|万象", "老"),
    "Cambodia": ("柬埔寨|金边", "柬"),
    "Kazakhstan": ("哈萨克|阿斯塔纳|阿拉木图", "哈"),
    "Ukraine": ("乌克兰|基辅", "乌"),
    "Israel": ("以色列|特拉维夫", "以"),
    "Egypt": ("埃及|开罗", "埃"),
    "Brazil": ("巴西|圣保罗", "巴"),
    "Pakistan": ("巴基斯坦|卡拉奇", "巴"),
    "Spain": ("西班牙|马德里|巴塞罗那", "西"),
    "Poland": ("波兰|华沙", "波"),
    "Hungary": ("匈牙利|布达佩斯", "匈"),
}
_ALL = "".join(dict.fromkeys(sign for _, sign in _COUNTRIES.values()))
_OTHERS = "美英韩朝蒙欧亚非京津沪渝冀豫滇辽黑湘皖鲁浙赣鄂晋陕吉闽黔粤川桂琼青龙港台"
_BEHIND = "[国方商企资军元币籍裔侨]"


def made_up_countries(chinese: str, english: str) -> Iterator[str]:
    """The countries of a draft for which the clause has neither name nor sign.

    >>> list(made_up_countries("升级泰享平台。", "Upgrade the China-Thailand platform."))
    ['Thailand']
    >>> list(made_up_countries("扩大中泰贸易。", "Expand trade between China and Thailand."))
    []
    """
    for english_name, (names, sign) in _COUNTRIES.items():
        if english_name not in english:  # most drafts name none
            continue
        if re.search(rf"\b{english_name}\b", english) and not _meant(names, sign, chinese):
            yield english_name


def _meant(names: str, sign: str, chinese: str) -> bool:
    """Whether a clause has a country's name, or its sign in a pair, before or after such words.

    苏中 is no pair, but the middle of Jiangsu: 中 always comes first.
    """
    paired = rf"[中{_ALL}{_OTHERS}]、?{sign}|{sign}、?[{_ALL}{_OTHERS}]"
    beside = rf"{sign}{_BEHIND}|(?<![走针面支])[驻赴对访援旅抗]{sign}"
    return bool(re.search(f"{names}|{paired}|{beside}", chinese))
