"""Find who issued a document, and under which number.

The issuer stands in the title (中共澜州市委 澜州市人民政府关于…), under the text with the date, in
the note under the title (…市第十五届人民代表大会常务委员会第二十次会议通过, …人民政府令第7号), or
speaks in a work report (我代表市人民政府).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.pattern import Pattern
from pipeline.read.dates import DATE, find_dates, whole_date

_BODY_END = (
    "委员会|管委会|领导小组|指挥部|办公厅|办公室|人民政府|政府|工委|党组|党委|市委|省委|区委|县委|州委"
    "|总局|总署|公署|主席团|总工会|中心|集团|总队|支队|法院|检察院|联合会|协会"
)
BODY = Pattern(
    rf"[\u4e00-\u9fff“”（）()·]{{1,40}}?(?:{_BODY_END}|(?<=..)[部院]|(?<=...)[局厅委署会行社处])|国务院|中共中央"
)
BEFORE_ABOUT = Pattern(r"(.{2,120}?)(?:关于|印发|转发|批转|发布|公布|颁布)")
MORE = Pattern(r"等?[一二三四五六七八九十\d]*个?(?:部门|单位|部委|委局)?$")
RUN_TOGETHER = Pattern(
    r"(?<=[^常]委)(?=[\u4e00-\u9fff]{2,12}?人民政府)|(?<=中央)(?=国务院)|(?<=办公厅)(?=国务院|[\u4e00-\u9fff]{2,4}人民)"
)
SEPARATOR = Pattern(r"[\s、，,]+(?![^（(]*[）)])")
SPEAKER = Pattern(r"代表([\u4e00-\u9fff]{1,20}?人民政府)")
SESSION = Pattern(r"第?[\d一二三四五六七八九十百]+届")
MEETING = Pattern(r"第[\d一二三四五六七八九十百]+次|第?[^第]{0,8}会议|令|发布|公布|通过|修订")
BY = Pattern(r"^(?:\s|[，,]|[由经以]|根据|中华人民共和国(?=国务院))+")

_HAN_NUMBER = r"[\d一二三四五六七八九十百零〇]+"
NUMBER = Pattern(
    r"([\u4e00-\u9fff]{1,14}?)\s{0,3}[〔\[［（(【]\s{0,3}((?:19|20)\d\d)\s{0,3}年?\s{0,3}[〕\]］）)】]"
    r"\s{0,3}(第?)\s{0,3}(\d{1,5})\s{0,3}号"
)
ORDER = Pattern(
    rf"([\u4e00-\u9fff]{{2,24}}令)\s{{0,3}}[（(]?((?:19|20)\d\d年?)?[）)]?\s{{0,3}}第\s{{0,3}}({_HAN_NUMBER})\s{{0,3}}号"
)
ORDER_BEHIND = Pattern(
    rf"([\u4e00-\u9fff]{{2,24}}?(?:府|部|委|局|会|院|署|厅))\s{{0,3}}第\s{{0,3}}({_HAN_NUMBER})\s{{0,3}}号令"
)
# The organ of a congress publishes by 公告: 澜州市第八届人民代表大会常务委员会公告第6号.
ANNOUNCED = Pattern(
    rf"([\u4e00-\u9fff]{{2,36}}(?:委员会|常委会|大会)公告)\s{{0,3}}[（(]?((?:19|20)\d\d年?)?\s{{0,3}}"
    rf"第\s{{0,3}}({_HAN_NUMBER})\s{{0,3}}号"
)
APPROVED = Pattern(r"^(?:(?!通过)[^《]){0,40}会议批准")
SIGNED_ORDER = Pattern(r"([\u4e00-\u9fff]{2,24})令$")
BARE_NUMBER = Pattern(rf"第\s{{0,3}}({_HAN_NUMBER})\s{{0,3}}号$")
GENRE_WORDS = Pattern(
    r".*(?:通知|意见|决定|办法|规划|计划|方案|纲要|措施|规定|条例|细则|要点|政策)"
)
CITED = Pattern(r"根据|按照|依据|贯彻|落实|废止|》\s{0,2}$|参照")

# 市长　陆景舟, and with its title spread or a colon: 市　长：陆景舟.
SIGNER = Pattern(
    r"代?\s{0,4}(?:总\s{0,4}理|[省市州县区部局厅署行]\s{0,4}长|主\s{0,4}[席任])"
    r"(?:\s{1,8}|\s{0,4}[：:]\s{0,4})[\u4e00-\u9fff·\s]{2,8}$"
)
DATED = Pattern(r"年|(?:19|20)\d\d[-/.]")

LONGEST_SIGNATURE = 60
DATED_LINES = 3_000  # a text with more is a table of dates
SIGNATURE_LINES = 8


def of_title(title: str) -> tuple[str, ...]:
    """The bodies that a title names before 关于.

    >>> of_title("中共澜州市委 澜州市人民政府关于促进就业的意见")
    ('中共澜州市委', '澜州市人民政府')
    >>> of_title("澜州市科学技术局等三部门关于印发《澜州市创新券管理办法》的通知")
    ('澜州市科学技术局',)
    """
    found = BEFORE_ABOUT.match(title)
    return bodies(found[1]) if found else ()


def bodies(words: str) -> tuple[str, ...]:
    """The bodies that a line names; nothing if any of it is no body.

    >>> bodies("岭东省财政厅、岭东省教育厅"), bodies("中共中央国务院"), bodies("加强领导")
    (('岭东省财政厅', '岭东省教育厅'), ('中共中央', '国务院'), ())
    """
    parts = words.split()
    if len(parts) > 3 and all(len(part) == 1 for part in parts):  # 国 务 院 办 公 厅
        words = "".join(parts)
    trimmed = (MORE.sub("", part.strip("《》 　")) for part in SEPARATOR.split(words))
    named = [body for part in trimmed for body in RUN_TOGETHER.split(part) if body]
    return tuple(dict.fromkeys(named)) if named and all(map(BODY.fullmatch, named)) else ()


def of_notes(notes: tuple[str, ...]) -> tuple[str, ...]:
    """The body that passed or published a statute, from the first note that names one.

    Who approved it is not asked.

    >>> of_notes(("2020年3月27日 岭东市第十五届人民代表大会常务委员会第二十次会议通过",))
    ('岭东市人民代表大会常务委员会',)
    >>> of_notes(("（2015年1月10日岭东省人民政府令第73号公布）",))
    ('岭东省人民政府',)
    """
    for note in notes:
        for _, end, _ in sorted(find_dates(note)):
            words = BY.sub("", SESSION.sub("", note[end : end + 60]))
            before = MEETING.split(words, maxsplit=1)
            if APPROVED.match(words):  # by the congress above the one that passed it
                continue
            if len(before) > 1 and words[0] not in "在于" and (named := bodies(before[0])):
                return named
    return ()


def of_number(number: str | None) -> tuple[str, ...]:
    """The body whose order it is: 澜州市人民政府 for 澜州市人民政府令第7号."""
    order = ORDER.match(number or "")
    return bodies(BY.sub("", order[1].removesuffix("令"))) if order else ()


def signatures(lines: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the bodies and the date of every signature: bodies on their lines, the date below.

    Under an order a person signs (市长　陆景舟): then there are no bodies.
    """
    dated = (at for at, line in enumerate(lines) if DATED.search(line, 0, LONGEST_SIGNATURE))
    for at in islice(dated, DATED_LINES):
        line = lines[at]
        if (day := whole_date(line)) is not None:
            named = _above(lines, at)
            if named or (at and SIGNER.match(lines[at - 1])):
                yield named, day
        elif one_line := _signed_on_one_line(line):
            yield one_line


def _signed_on_one_line(line: str) -> tuple[tuple[str, ...], str] | None:
    """Bodies, or who signs for them, and date on one line: 云岫市人民政府　2024年3月5日."""
    dates = list(find_dates(line))
    if not dates or dates[-1][1] != len(line):
        return None
    signed = line[: dates[-1][0]].rstrip()
    named = bodies(signed)
    return (named, dates[-1][2]) if named or SIGNER.match(signed) else None


def _above(lines: tuple[str, ...], at: int) -> tuple[str, ...]:
    named: tuple[str, ...] = ()
    for line in reversed(lines[max(at - SIGNATURE_LINES, 0) : at]):
        here = bodies(line) if len(line) <= LONGEST_SIGNATURE else ()
        if not here:
            break
        named = here + named
    return tuple(dict.fromkeys(named))


def find_number(lines: tuple[str, ...], notes: tuple[str, ...]) -> str | None:
    """The document's own number, from the lines around its title; never a cited one.

    >>> find_number(("（云政规[2024] 6号）",), ())
    '云政规〔2024〕6号'
    >>> find_number(("澜州市人民政府令", "第 7 号"), ())
    '澜州市人民政府令第7号'
    >>> find_number((), ("（2011年1月20日岭东省人民政府第252号令公布）",))
    '岭东省人民政府令第252号'
    >>> find_number((), ("2017年5月9日 岭东市第八届人民代表大会常务委员会公告第6号公布",))
    '岭东市第八届人民代表大会常务委员会公告第6号'
    """
    for at, line in enumerate(lines):
        found = NUMBER.search(line)
        if found and not CITED.search(line[: found.start()] + found[1]):
            return _written(found)
        bare, order = BARE_NUMBER.match(line), SIGNED_ORDER.match(lines[at - 1]) if at else None
        if bare and order:
            return f"{order[0]}第{bare[1]}号"
    for line in (*lines, *notes):
        note = DATE.sub(" ", line)
        found = ORDER.search(note) or ANNOUNCED.search(note)
        if found and not CITED.search(note[: found.end(1)]):
            body = BY.sub("", found[1].rpartition("通过")[2])
            return f"{body}{found[2] or ''}第{found[3]}号"
        if (found := ORDER_BEHIND.search(note)) and not CITED.search(note[: found.end(1)]):
            return f"{BY.sub('', found[1])}令第{found[2]}号"
    return None


def _written(found: re.Match[str]) -> str:
    """The number as the standard for official documents writes it: 云政规〔2024〕6号."""
    office = GENRE_WORDS.sub("", found[1]) or found[1]
    return f"{office}〔{found[2]}〕{found[3]}{found[4]}号"
