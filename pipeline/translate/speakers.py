"""Who gives a report, in English: the line under its title.

河湾市人民政府市长　周楠     Zhou Nan, Mayor of Hewan
"""

from __future__ import annotations

from pipeline.pattern import Pattern
from pipeline.translate.bodies import PLACE, place_name
from pipeline.translate.pinyin import spelling

_OFFICES = {
    "市长": "Mayor", "省长": "Governor", "州长": "Governor", "县长": "Head", "区长": "Head",
    "主席": "Chairman",
}  # fmt: skip
_OWN = {"县长": "County Head", "区长": "District Head"}
_RANKS = {"代": "Acting ", "常务副": "Executive Vice ", "副": "Vice ", "": ""}

# The hundred surnames that nine in ten have, and the usual ones of two signs.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "葛庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁伍韦申尤毕聂焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿卜詹关苗"
    "凌费纪靳盛童欧甄项曲成游裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丛华车冉房边净闫肖"
)
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "慕容", "皇甫", "东方", "尉迟", "司徒", "令狐")
# As family names they sound otherwise.
_SOUNDS = {
    "曾": "Zeng", "单": "Shan", "翟": "Zhai", "查": "Zha", "解": "Xie", "卜": "Bu", "吕": "Lyu",
}  # fmt: skip
# A place with that in which it lies is not told: 河湾省云川市.
_WITHIN = Pattern("[省市州县](?=.{2})")
_LINE = Pattern(
    rf"{PLACE}(?:人民)?政府(?P<rank>代|常务副|副)?(?P<office>{'|'.join(_OFFICES)})[\s　]+"
    rf"(?P<family>{'|'.join(_DOUBLE)}|[{_SURNAMES}])[\s　]*(?P<given>[一-鿿][\s　]?[一-鿿]?)"
)


def speaker(clause: str) -> str:
    """The English of a line that is nothing but an office and who holds it; "" for any other.

    >>> speaker("河湾市人民政府市长　周楠"), speaker("市人民政府代市长 欧阳小河")
    ('Zhou Nan, Mayor of Hewan', 'Ouyang Xiaohe, Acting Mayor')
    >>> speaker("市政府市长热线"), speaker("延边朝鲜族自治州人民政府州长 周楠")
    ('', '')
    """
    found = _LINE.fullmatch(clause.strip())
    if found is None:
        return ""
    given = "".join(found["given"].split())
    family = _SOUNDS.get(found["family"]) or spelling(found["family"])
    rank, office, where = _RANKS[found["rank"] or ""], found["office"], found["place"] or ""
    if len(where) < 2:  # of the city, the county: its own
        return f"{family} {spelling(given)}, {rank}{_OWN.get(office, _OFFICES[office])}"
    place = "" if _WITHIN.search(where, 1) else place_name(where)
    return f"{family} {spelling(given)}, {rank}{_OFFICES[office]} of {place}" if place else ""
