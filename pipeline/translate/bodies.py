"""The bodies that pass, approve and publish rules, in English: ministries, congresses, governments.

Those of the state are a closed list. Those of a place are told by its name: from the gazetteer,
else spelled, which is right for all but names of Mongolian, Tibetan and Uyghur origin.
"""

from __future__ import annotations

from functools import cache

from pipeline.numerals import value
from pipeline.pattern import Pattern
from pipeline.translate.numbering import ordinal
from pipeline.translate.pinyin import spelling
from pipeline.translate.proof.spelled import gazetteer

NUMERAL = r"(?:[一二三四五六七八九十百零〇]{1,6}|\d{1,4})"

_STATE = """
全国人民代表大会 the National People's Congress
全国人民代表大会常务委员会 the Standing Committee of the National People's Congress
国务院 the State Council
国务院办公厅 the General Office of the State Council
中央军事委员会 the Central Military Commission
外交部 the Ministry of Foreign Affairs
国家发展和改革委员会 the National Development and Reform Commission
国家发展改革委 the National Development and Reform Commission
国家发展计划委员会 the State Development Planning Commission
国家经济贸易委员会 the State Economic and Trade Commission
教育部 the Ministry of Education
科学技术部 the Ministry of Science and Technology
工业和信息化部 the Ministry of Industry and Information Technology
国家计委 the State Development Planning Commission
信息产业部 the Ministry of Information Industry
公安部 the Ministry of Public Security
民政部 the Ministry of Civil Affairs
司法部 the Ministry of Justice
财政部 the Ministry of Finance
人力资源和社会保障部 the Ministry of Human Resources and Social Security
人力资源社会保障部 the Ministry of Human Resources and Social Security
劳动和社会保障部 the Ministry of Labor and Social Security
劳动部 the Ministry of Labor
人事部 the Ministry of Personnel
自然资源部 the Ministry of Natural Resources
国土资源部 the Ministry of Land and Resources
生态环境部 the Ministry of Ecology and Environment
环境保护部 the Ministry of Environmental Protection
国家环境保护总局 the State Environmental Protection Administration
住房和城乡建设部 the Ministry of Housing and Urban-Rural Development
住房城乡建设部 the Ministry of Housing and Urban-Rural Development
建设部 the Ministry of Construction
交通运输部 the Ministry of Transport
交通部 the Ministry of Communications
铁道部 the Ministry of Railways
水利部 the Ministry of Water Resources
农业农村部 the Ministry of Agriculture and Rural Affairs
农业部 the Ministry of Agriculture
商务部 the Ministry of Commerce
文化和旅游部 the Ministry of Culture and Tourism
文化部 the Ministry of Culture
国家旅游局 the National Tourism Administration
国家卫生健康委员会 the National Health Commission
国家卫生和计划生育委员会 the National Health and Family Planning Commission
卫生部 the Ministry of Health
退役军人事务部 the Ministry of Veterans Affairs
应急管理部 the Ministry of Emergency Management
国家安全生产监督管理总局 the State Administration of Work Safety
审计署 the National Audit Office
中国人民银行 the People's Bank of China
海关总署 the General Administration of Customs
国家税务总局 the State Taxation Administration
国家市场监督管理总局 the State Administration for Market Regulation
国家工商行政管理总局 the State Administration for Industry and Commerce
国家工商行政管理局 the State Administration for Industry and Commerce
国家食品药品监督管理总局 the China Food and Drug Administration
国家体育总局 the General Administration of Sport
国家林业局 the State Forestry Administration
国家统计局 the National Bureau of Statistics
国家知识产权局 the China National Intellectual Property Administration
国家互联网信息办公室 the Cyberspace Administration of China
中国民用航空局 the Civil Aviation Administration of China
"""

# 省十二届人大 is said by the province of itself.
_OWN = {
    "自治区": "Autonomous Regional", "省": "Provincial", "市": "Municipal", "县": "County",
    "区": "District", "自治州": "Prefectural", "自治县": "County",
}  # fmt: skip
_REGIONS = {
    "内蒙古自治区": "the Inner Mongolia Autonomous Region",
    "广西壮族自治区": "the Guangxi Zhuang Autonomous Region",
    "西藏自治区": "the Xizang Autonomous Region",
    "宁夏回族自治区": "the Ningxia Hui Autonomous Region",
    "新疆维吾尔自治区": "the Xinjiang Uygur Autonomous Region",
}
_KINDS = {"省": " Province", "市": "", "县": " County", "区": " District"}

# A place before what is its own, if any is named: 河湾市|人民政府, 市|人民政府.
PLACE = rf"(?P<place>[一-鿿]{{1,12}}?(?:{'|'.join(_OWN)})|省|市|县|区|州)?"
_COUNTED = rf"第?(?P<nth>{NUMERAL})届"
_CONGRESS = Pattern(
    rf"(?:{PLACE}(?:{_COUNTED})?(?P<nation>全国)?|全国)"
    r"(?:人民代表大会|人大)(?P<standing>常务委员会|常委会)?"
)
_GOVERNMENT = Pattern(rf"{PLACE}(?:人民)?政府(?P<office>办公厅|办公室)?")


def body(chinese: str) -> str:
    """The English of a body, with its article; "" where it is none of those known.

    >>> body("农业部"), body("河湾市人民政府"), body("河湾市委办")
    ('the Ministry of Agriculture', "the People's Government of Hewan", '')
    >>> body("河湾市第七届人大常委会")
    "the Standing Committee of the 7th People's Congress of Hewan"
    """
    name = chinese.removeprefix("中华人民共和国")
    if told := _state().get(name):
        return told if name == chinese else f"{told} of the People's Republic of China"
    if found := _CONGRESS.fullmatch(chinese):
        congress = _congress(found["place"] or "", found["nth"] or "", nation="全国" in chinese)
        standing = congress and found["standing"]
        return f"the Standing Committee of {congress}" if standing else congress
    if found := _GOVERNMENT.fullmatch(chinese):
        government = _of_place("People's Government", found["place"] or "")
        office = government and found["office"]
        return f"the General Office of {government}" if office else government
    return ""


def _congress(place: str, nth: str, *, nation: bool) -> str:
    if nation:
        named = "the National People's Congress" if not place else ""
    else:
        named = _of_place("People's Congress", place)
    if not (named and nth):
        return named
    return f"the {ordinal(int(value(nth)))} {named.removeprefix('the ')}"


def _of_place(what: str, place: str) -> str:
    if not place:
        return ""
    if own := _OWN.get(place):
        return f"the {own} {what}"
    told = place_name(place)
    return f"the {what} of {told}" if told else ""


@cache
def place_name(place: str) -> str:
    """The English of a place with its kind; "" for one named after a people, but the five regions.

    >>> place_name("河湾省"), place_name("成都市"), place_name("广西壮族自治区")
    ('Hewan Province', 'Chengdu', 'the Guangxi Zhuang Autonomous Region')
    """
    if region := _REGIONS.get(place):
        return region
    if place.endswith(("自治区", "自治州", "自治县")) or place[-1] not in _KINDS or len(place) < 3:
        return ""
    name = _places().get(place) or spelling(place[:-1])
    return name + _KINDS[place[-1]]


@cache
def _places() -> dict[str, str]:
    """Places by their whole names; what tells two of like sound apart is left out."""
    return {row["name"]: row["english"].partition(" (")[0] for row in gazetteer()}


@cache
def _state() -> dict[str, str]:
    rows = (line.split(" ", 1) for line in _STATE.strip().splitlines())
    return dict(rows)
