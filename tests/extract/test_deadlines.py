"""Deadlines: from the clause, the sentence before, the heading, the title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.calendar import find
from pipeline.document import Document, Findings
from pipeline.extract import extract
from pipeline.segment import segment


def findings(text: str, issued: str | None = None) -> Findings:
    return extract(segment(Document("demo", text, issued=issued)))


def deadlines(text: str, issued: str | None = "2021-05-20") -> list[tuple[str, str | None]]:
    """The words and the deadline of every target."""
    return [
        (text[slice(q.span.start, q.span.end)], q.deadline)
        for q in findings(text, issued).quantities
        if q.role == "target"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("到2025年，高新技术企业达到500家。", "2025", id="opens the sentence"),
        pytest.param("高新技术企业2025年达到500家。", "2025", id="stands before the number"),
        pytest.param("2025年底前，高新技术企业达到500家。", "2025-12-31", id="year's end"),
        pytest.param("“十四五”期间，新增高新技术企业500家。", "2021/2025", id="plan period"),
        pytest.param("到“十四五”末，高新技术企业达到500家。", "2025", id="plan's end"),
        pytest.param("力争用3年时间，高新技术企业达到500家。", "2024", id="counted from issue"),
        pytest.param("到2025年，在2020年基础上增加500家企业。", "2025", id="baseline passed over"),
        pytest.param("到2025年，每年培育500家企业。", "2025", id="every year, up to a date"),
        pytest.param("力争每年新增企业500家以上。", None, id="每年 names no date"),
        pytest.param("力争培育企业500家以上。", None, id="none stated"),
    ],
)
def test_own_date(text: str, expected: str | None) -> None:
    assert deadlines(text)[-1][1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "一、发展目标\n到2025年，初步建成产业高地。力争产业集群达到10个。",
            "2025",
            id="the sentence before",
        ),
        pytest.param(
            "一、发展目标\n到2025年，目标如下：\n——集群更强。力争产业集群达到10个。",
            "2025",
            id="the bullets under it",
        ),
        pytest.param(
            "一、发展目标\n到2025年，建成高地。\n二、主要任务\n（一）培育企业。力争企业达到10家。",
            None,
            id="a new unit of the same depth ends it",
        ),
        pytest.param(
            "一、发展目标\n加快转型，到2025年底，营收突破90亿元。新培育企业超过80家。",
            "2025-12-31",
            id="a date inside the sentence before",
        ),
        pytest.param(
            "一、发展目标\n到2025年，建成高地。\n——集群更强。力争产业集群达到10个。",
            None,
            id="bullets that no colon announces",
        ),
        pytest.param(
            "一、发展目标\n到2025年，建成高地。到2035年，建成强市。力争产业集群达到10个。",
            "2035",
            id="another date takes over",
        ),
        pytest.param(
            "到2027年，实现以下目标：\n（一）集群更强。力争产业集群达到10个。",
            "2027",
            id="subparts that goals are announced in",
        ),
        pytest.param(
            "一、发展目标\n到2027年，主要目标如下。\n（一）力争产业集群达到10个。",
            "2027",
            id="announced with a full stop",
        ),
        pytest.param(
            "一、2027年目标\n未来五年，实现以下目标。\n（一）力争产业集群达到10个。",
            "2027",
            id="a heading says more than 未来五年",
        ),
        pytest.param(
            "到2027年，提出如下意见：\n（一）力争产业集群达到10个。",
            None,
            id="no goals are announced",
        ),
        pytest.param("一、2023年重点任务\n力争产业集群达到10个。", "2023", id="the heading"),
        pytest.param(
            "云川市2023年重点工作安排\n一、培育企业\n力争产业集群达到10个。", "2023", id="the title"
        ),
        pytest.param(
            "云川市数字经济行动计划（2021—2023年）\n一、培育企业\n力争产业集群达到10个。",
            "2023",
            id="the last year of the title's span",
        ),
        pytest.param(
            "云川市数字经济发展规划\n规划近期到2025年，远期到2035年。\n一、近期目标\n力争集群达到10个。",
            "2025",
            id="近期 as the document defines it",
        ),
    ],
)
def test_inherited_date(text: str, expected: str | None) -> None:
    assert deadlines(text)[-1][1] == expected


def test_a_goal_of_so_many_years_holds_for_its_part_only() -> None:
    text = "工作方案\n力争三年实现道路全覆盖；新增车间15个。"

    assert deadlines(text, "2031-03") == [("全覆盖", "2034"), ("15个", None)]


def test_a_heading_of_years_is_due_in_the_last() -> None:
    text = "工作方案\n一、任务清单（2031—2034年）\n建成泵站12座。"

    assert deadlines(text, "2031-03") == [("12座", "2034")]


def test_a_report_that_lost_its_head_plans_for_the_year_after() -> None:
    text = (
        "2023年工作回顾\n刚刚过去的2023年，是全面提速的一年。\n一年来，我们新增绿地9公顷。\n"
        "2024年是关键之年。今年政府工作的总体要求是：稳中求进。\n一、建设水网\n建成泵站12座。"
    )

    assert deadlines(text, None)[-1] == ("12座", "2024")


def test_a_work_report_plans_for_its_own_year() -> None:
    text = (
        "各位代表：\n现在，我代表市人民政府向大会报告工作。\n一、2023年工作回顾\n新增企业500家。\n"
        "二、今年工作安排\n（一）壮大产业。力争新增企业600家。"
    )

    assert deadlines(text, None) == [("600家", "2024")]


def test_a_glossary_does_not_plan() -> None:
    text = (
        "各位代表：\n现在，我代表市人民政府向大会报告工作。\n一、2023年工作回顾\n新增企业500家。\n"
        "二、今年工作安排\n力争新增企业600家。\n名词解释\n"
        "15.“2+10”引育工程：力争培育打造2家一流企业。"
    )

    assert deadlines(text, None)[-1] == ("2家", None)


def test_a_table_takes_the_target_year_of_its_head() -> None:
    text = (
        "云川市规划\n一、主要指标\n类别 主要指标名称 2020年 2025年 属性\n"
        "力争研发投入强度达到3%\n展望2035年，建成强市。"
    )

    assert deadlines(text) == [("达到3%", "2025")]


def test_only_targets_have_deadlines() -> None:
    text = "2025年前，对年营业收入1亿元以上的企业，给予最高50万元奖励。"

    assert all(q.deadline is None for q in findings(text, "2021").quantities)


def test_the_words_of_a_deadline_are_quoted() -> None:
    text = "一、发展目标\n到2025年，建成产业高地。力争产业集群达到10个。"
    target = findings(text, "2021").quantities[-1]

    assert target.deadline_from == "context"
    assert target.deadline_span is not None
    assert text[target.deadline_span.start : target.deadline_span.end] == "2025年"


WORDS = (
    "到2025年， 2023年底前， “十四五”期间， 力争 企业达到500家 新增10个集群 。 \n 一、发展目标\n "
    "（一）主要任务\n —— ； 2020年， 每年 增长8%以上 6月底前"
)
PARTS = st.lists(st.sampled_from(WORDS.split(" ")), min_size=2, max_size=14).map("".join)


@given(PARTS)
def test_deadlines_are_what_their_words_say(text: str) -> None:
    """The quoted words parse to the deadline; those of the clause lie in it, others before."""
    tree = segment(Document("fuzz", text, issued="2021-05-20"))
    found = extract(tree)
    clauses = {clause.id: clause for clause in tree}

    assert found == extract(tree)
    for q in found.quantities:
        assert (q.deadline is None) == (q.deadline_from is None) == (q.deadline_span is None)
        if q.deadline_span is None or q.deadline is None:
            continue
        home = next(clause for clause in tree if q.deadline_span in clause.span)
        dates = find(text, "2021-05-20", home.span.start, home.span.end)
        said = [date.edtf for date in dates if date.span == q.deadline_span]
        if q.deadline_from == "context":  # a title's span gives its last year
            said += [edtf.rpartition("/")[2][:4] for edtf in said if edtf]
        assert q.deadline in said
        if q.deadline_from == "clause":
            assert q.deadline_span in clauses[q.clause].span
        else:
            assert q.deadline_span.end <= q.span.start
