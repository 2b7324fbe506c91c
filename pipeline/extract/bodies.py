"""The bodies that answer for a clause: 责任单位, 牵头单位, 配合单位, and 由…牵头.

    （牵头单位：市科技局；配合单位：市财政局、各区人民政府）      one lead, two cooperating
    由市商务局牵头，市文旅局配合                                  one of each, in a sentence
    由市科技局会同市财政局负责                                    the same

A span holds the words as they stand; `name` puts the issuing place in front of 市科技局 where the
document's place is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from pipeline.document import Body, BodyRole, Clause, ClauseTree, Place, Span, Unit
from pipeline.pattern import Pattern

_BREAK = r"\s{0,3}"
_LABEL = Pattern(
    r"(?P<lead>牵\s{0,3}头|主\s{0,3}办|主\s{0,3}责|首要责任)?"
    r"(?P<help>配\s{0,3}合|协\s{0,3}办|参\s{0,3}与|参\s{0,3}加|协\s{0,3}助|支\s{0,3}持)?"
    r"(?:责\s{0,3}任|承\s{0,3}办|实\s{0,3}施|落\s{0,3}实)?"
    r"(?:单\s{0,3}位|部\s{0,3}门|处\s{0,3}室|主\s{0,3}体|机\s{0,3}构|科\s{0,3}室|领\s{0,3}导)(?:及分工)?\s*[：:]"
)
_ROLE_WORD = Pattern(
    r"(?:按照?(?:各自)?职责(?:分工)?(?:分别)?)?(?:共同|分头)?(?:"
    r"(?P<lead>(?:统筹)?牵\s?头(?:负责|落实|实施|办理|推进|组织实施)?)"
    r"|(?P<help>(?:等)?(?:积极)?(?:参与|配合|协同|协助|参加)(?:实施|落实)?)"
    r"|(?P<plain>(?:分工)?负责(?:落实|实施)?|组织实施|落实))"
)
# No name ends within 各县（市、区）.
_CUT = Pattern(
    r"[、，,；;。\n\t 　/]+(?![市区县旗、]{0,8}[）)])|\s+|或者"
    # 市发改委|和|市资源局; but 市文化和旅游局 is one.
    r"|(?<=[局委办厅府])(?:和|及|以及|与)"
    r"(?=[市省区县州各相有]|[^，,、。；;和及与/\s]{2,10}(?:局|委|厅|政府|管委会|公司|集团))"
    r"|(?<=[会区部院])(?<!社会)(?<!社区)(?:和|及|以及|与)"
    r"(?=[市省区县州各相有]|[^，,、。；;和及与/\s]{2,8}管委会)"
    r"|(?<=[局厅])商(?=[市省区县州自])"
)
_NOISE = Pattern(
    r"^(?:由|及|和|与|以及|并由|或|各相关|其中|会同|联合|排在第一位的?为?牵头单位|以下)"
)
_END = Pattern(
    r"(?:等(?:部门|单位|有关部门|相关部门)?|[（(][^（()）]{0,12}|[\]】〕]+"
    r"|[（(](?![市区县旗、]{1,8}[）)])[^（()）]{0,20}[）)])$"
)
_BODY = Pattern(
    r"(?:局|委|办|部|厅|院|署|府|会|行|团|区|县|市|镇|街道|乡|州|盟|旗|社|联|校|处|科|室|队|站|所|馆|库|"
    r"单位|部门|公司|中心|集团|企业|机构|银行|大学|学院|法院|检察院|海关|关|台|协会|商会|基地|园区|新区|开发区|高新区|示范区|合作区|"
    r"办公室|指挥部|专班|小组|领导小组|运营商|组|分局|支队|总队|市直|运营者|人行|工会|妇联|残联|科协|工商联|金融办|网信办|[（(][市区县旗、]{1,8}[）)])$"
)
_NOT_BODY = Pattern(
    r"完成时限|时限|时间|年底|长期|持续|下同|排[在名]|按职责|\d{4}|职责分工|特定|^各$|分工|^以?下|^等$|^该|^其(?!他)|^一[个家名]|[自另]行$"
)
_IN_SENTENCE = Pattern(
    r"(?<![自理缘事])(?<!不再)由(?![于此])(?P<bodies>[^。；：\n“”]{2,60}?)(?P<role>牵头|负责|会同|组织实施|组织|配合|承担"
    r"|统一管理|统筹(?:使用|管理|安排)|落实(?=[。；]|$))"
)
# Who works with the one named: 会同|市财政局|负责, 牵头，|市文旅局|配合.
_JOINED = Pattern(
    r"(?P<bodies>[^，。；：\n“”]{2,60}?)"
    r"(?=负责|制定|组织|实施|共同|推进|开展|编制|研究|落实|办理|[，。；]|$)"
)
_HELPS = Pattern(
    r"(?:负责|落实|实施|办理)?[，,](?P<bodies>[^，。；：\n“”]{2,60}?)"
    r"(?:等)?(?:共同|积极|协同|做好)?(?:配合|参与|协助|协办)"
)
_OFFICE = Pattern("(?:局|委|办|厅|政府|委员会|管委会|部门)$")
_LOCAL = Pattern(
    r"(?P<at>自治[区州县旗]|[省市区县州盟旗])(?!属|直|级|场|政(?!府|务|协|法|数)|长|域|内|外|中心)"
)
_LONGEST = 40


def bodies(tree: ClauseTree) -> tuple[Body, ...]:
    """Every body that the document makes answerable, in reading order, once for each clause."""
    found: list[Body] = []
    notes = [unit for unit in tree.units if unit.kind == "responsible"]
    for note in notes:
        clause = _clause_of(tree, note)
        if clause:
            found += _noted(tree, note.span, clause)
    spans = [note.span for note in notes]
    for clause in tree:
        found += _in_sentence(tree, clause, spans)
    return tuple(sorted(found, key=lambda body: (body.span, body.role)))


def _clause_of(tree: ClauseTree, note: Unit) -> Clause | None:
    """The clause that a note begins in."""
    at = bisect_right(tree.clauses, note.span.start, key=attrgetter("span.end"))
    return tree.clauses[at] if at < len(tree.clauses) else None


def _noted(tree: ClauseTree, note: Span, clause: Clause) -> Iterator[Body]:
    """The bodies of one note, by its labels; without one, by the verb that ends each part."""
    text = tree.document.text
    labels = list(_LABEL.finditer(text, note.start, note.end))
    if not labels:
        yield from _by_verb(tree, note, clause)
        return
    ends = [label.start() for label in labels[1:]] + [note.end]
    for label, end in zip(labels, ends, strict=True):
        role: BodyRole = "responsible"
        if label["help"]:
            role = "cooperating"
        elif label["lead"]:
            role = "lead"
        for body in _names(text, label.end(), end):
            yield _body(tree, clause, body, role)


def _by_verb(tree: ClauseTree, note: Span, clause: Clause) -> Iterator[Body]:
    """（市科技局牵头，市财政局、市教育局配合）: a role word answers for the names before
    it; without one they are responsible.
    """
    text = tree.document.text
    at, told = note.start, False
    for word in _ROLE_WORD.finditer(text, note.start, note.end):
        role: BodyRole = "responsible"
        if word["lead"]:
            role = "lead"
        elif word["help"]:
            role = "cooperating"
        for body in _names(text, at, word.start()):
            yield _body(tree, clause, body, role)
        at, told = word.end(), True
    if not told:  # （市科技局、市财政局）: nothing but the names, and not those of firms
        named = list(_names(text, note.start, note.end))
        if any(_OFFICE.search(text[body.start : body.end]) for body in named):
            yield from (_body(tree, clause, body, "responsible") for body in named)


def _in_sentence(tree: ClauseTree, clause: Clause, notes: list[Span]) -> Iterator[Body]:
    """由市商务局牵头 in running text."""
    text = tree.document.text
    if text.find("由", clause.span.start, clause.span.end) < 0:
        return
    for found in _IN_SENTENCE.finditer(text, clause.span.start, clause.span.end):
        if any(note.start <= found.start() < note.end for note in notes):
            continue
        role: BodyRole = "lead" if found["role"] in ("牵头", "会同") else "responsible"
        if found["role"] == "配合":
            role = "cooperating"
        for body in _told(text, *found.span("bodies")):
            yield _body(tree, clause, body, role)
        end = clause.span.end
        joined = _JOINED.match(text, found.end(), end) if found["role"] == "会同" else None
        helps = _HELPS.match(text, joined.end() if joined else found.end(), end)
        for beside in filter(None, (joined, helps)):
            for body in _told(text, *beside.span("bodies")):
                yield _body(tree, clause, body, "cooperating")


def _told(text: str, start: int, end: int) -> Iterator[Span]:
    """The names in running text: 市科技局, 有关部门, but not a mere 企业."""
    for body in _names(text, start, end):
        if _LOCAL.search(text, body.start, body.end) or len(body) > 3:
            yield body


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    """The names of a list, without brackets, conjunctions, 等 and a role word after them."""
    at = start
    for cut in [*_CUT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        low, high = _trimmed(text, at, stop)
        at = cut.end() if cut else end
        words = text[low:high]
        if not 2 <= len(words) <= _LONGEST or _NOT_BODY.search(words) or not _BODY.search(words):
            continue
        yield Span(low, high)


def _trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low] in "（([【〔：:":
        low += 1
    high = _balanced(text, low, high)
    while found := _NOISE.match(text[low:high]):
        low += found.end()
    while found := _END.search(text[low:high]):
        high = low + found.start()
        high = _balanced(text, low, high)
    role = _ROLE_WORD.search(text, low, high)
    return low, role.start() if role else high


def _balanced(text: str, low: int, high: int) -> int:
    """Where a stretch ends without the closing brackets of what is around it."""
    while low < high and text[high - 1] in "）)":
        words = text[low:high]
        if words.count("（") + words.count("(") >= words.count("）") + words.count(")"):
            break
        high -= 1
    return high


def _body(tree: ClauseTree, clause: Clause, span: Span, role: BodyRole) -> Body:
    return Body(
        clause.id, span, resolved("".join(tree.document[span].split()), tree.document.place), role
    )


def resolved(name: str, place: Place | None) -> str:
    """A body's full name, where the place that the document governs is known.

    >>> resolved("市科技局", Place("云川市", None, "city"))
    '云川市科技局'
    >>> resolved("市政府办公室", Place("云川市", None, "city"))
    '云川市政府办公室'
    >>> resolved("自治区科技厅", Place("广西壮族自治区", "450000", "province"))
    '广西壮族自治区科技厅'
    >>> resolved("各区人民政府", Place("云川市", None, "city")), resolved("市科技局", None)
    ('云川市各区人民政府', '市科技局')
    """
    if place is None:
        return name
    at = _LOCAL.match(name)
    if at and place.name.endswith(at["at"]):
        return place.name + name[at.end("at") :]
    if name.startswith("各") and not name.startswith("各有关"):
        return place.name + name
    return name
