"""Names that English spells by sound: 青石巷 as Qingshi Lane."""

from __future__ import annotations

from functools import lru_cache

from pipeline.document import Span

_SYLLABLES = frozenset(
    """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can
cang cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai
chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den
deng di dia dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang
fei fen feng fiao fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan
guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui
hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke
kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng
li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve lyu lyue lü lüe
ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang
nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nun nuo nv nve nyu
nyue nü nüe o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia
qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou
ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei
shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun
suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa
wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue
xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei
zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan
zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo
""".split()  # noqa: SIM905 - four hundred of them
)
_LONGEST = 6  # zhuang, and no syllable is longer


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """How a Chinese character may sound, without tones; () for any other character.

    >>> readings("长")
    ('zhang', 'chang')
    """
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    said = found[0] if found else ()
    return tuple(dict.fromkeys(form for one in said for form in _forms(one)))


def _forms(reading: str) -> tuple[str, ...]:
    """How English writes a syllable: ü has no one way."""
    if "v" not in reading:  # which is how the library writes it
        return (reading,)
    return tuple(reading.replace("v", vowel) for vowel in ("v", "u", "yu", "ü"))


def letters_of(word: str) -> str:
    """A word in small letters, without the marks that keep syllables apart.

    >>> letters_of("Xi'an")
    'xian'
    """
    return word.lower().replace("'", "").replace("’", "")


@lru_cache(maxsize=4096)
def is_spelled(word: str) -> bool:
    """Whether a word can be read as two syllables or more.

    >>> [is_spelled(word) for word in ("Qingshi", "Shanghai", "Street", "Xi'an")]
    [True, True, False, True]
    """
    return _syllables(letters_of(word)) >= 2


def _syllables(letters: str) -> int:
    """As how many syllables letters can be read at most; 0 where they cannot."""
    ends = {0: 0}  # where a syllable may end, and after how many
    for start in range(len(letters)):
        if start not in ends:
            continue
        for end in range(start + 1, min(len(letters), start + _LONGEST) + 1):
            if letters[start:end] in _SYLLABLES:
                ends[end] = max(ends.get(end, 0), ends[start] + 1)
    return ends.get(len(letters), 0)


def begun_by(word: str, chinese: str) -> bool:
    """Whether a word begins with the sound of some character, as a name cut to one sign does.

    >>> begun_by("Qingshi", "青云高速"), begun_by("Qingshi", "企业")
    (True, False)
    """
    letters = letters_of(word)
    return any(
        letters.startswith(sound) and _syllables(letters[len(sound) :])
        for sign in set(chinese)
        for sound in readings(sign)
    )


def spelled_from(word: str, chinese: str) -> Span | None:
    """The characters that a word spells, the first place of several; None where there are none.

    >>> spelled_from("Qingshi", "改造青石巷")
    Span(start=2, end=4)
    """
    letters = letters_of(word)
    for start in range(len(chinese)):
        end = _read(letters, chinese, start)
        if end:
            return Span(start, end)
    return None


def _read(letters: str, chinese: str, at: int) -> int:
    """Where the characters from `at` on that spell all of `letters` end; 0 where they do not."""
    if not letters:
        return at
    if at >= len(chinese):
        return 0
    for reading in readings(chinese[at]):
        if letters.startswith(reading):
            end = _read(letters[len(reading) :], chinese, at + 1)
            if end:
                return end
    return 0


def spelling(name: str) -> str:
    """A name as English writes it, in one word.

    >>> spelling("西安"), spelling("青石")
    ("Xi'an", 'Qingshi')
    """
    first, *others = _sounds(name)
    return first.capitalize() + "".join(f"'{one}" if one[0] in "aeo" else one for one in others)


def signs_spelled(signs: str) -> str:
    """An abbreviation as English writes it, sign by sign.

    >>> signs_spelled("云政办发")
    'Yun Zheng Ban Fa'
    """
    return " ".join(sound.capitalize() for sound in _sounds(signs))


def _sounds(signs: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return [sound.replace("v", "u") for sound in lazy_pinyin(signs)]
