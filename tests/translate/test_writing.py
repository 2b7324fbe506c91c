from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.translate import Translator
from pipeline.translate.contacts import contact, copied
from pipeline.translate.writing import written


@pytest.mark.parametrize(
    ("clause", "english"),
    [
        ("联系电话：0299—6800123", "Telephone: 0299—6800123"),
        ("传 　　真：0299-6800124。", "Fax: 0299-6800124."),
        ("手机 13900001111", "Mobile phone: 13900001111"),
        ("电子邮箱：hw_xx@hw.cn；邮编：310007", "E-mail: hw_xx@hw.cn; Postal code: 310007"),
        ("网址：http：//www.hw.cn/zw", "Website: http://www.hw.cn/zw"),
    ],
)
def test_how_somebody_is_reached_needs_no_engine(clause: str, english: str) -> None:
    def engine(clauses: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"asked for {clause}" for clause in clauses)

    (draft,) = Translator(engine).lines([clause])
    assert draft.english == english
    assert all(check.ok for check in draft.checks)


@pytest.mark.parametrize(
    "clause", ["电话：市发展改革委", "邮编", "联系人：周楠", "电话费100元", ""]
)
def test_what_says_more_goes_to_the_engine(clause: str) -> None:
    assert contact(clause) == ""


@pytest.mark.parametrize(
    ("chinese", "draft", "english"),
    [
        pytest.param("寄至hw@hw.cn。", "Mail to hw @ hw. cn.", "Mail to hw@hw.cn.", id="parted"),
        pytest.param("寄至hw@hw.cn。", "Mail to hw.cn.", "Mail to hw@hw.cn.", id="only its end"),
        pytest.param("邮编：050011，", "postal code 50,011,", "postal code 050011,", id="counted"),
        pytest.param("电话 6800123。", "call 6.800123 million.", "call 6800123.", id="a quantity"),
        pytest.param("12345热线", "the 12,345 hotline", "the 12345 hotline", id="a hotline"),
        pytest.param("咨询群12345人", "12,345 people", "12,345 people", id="people are counted"),
        pytest.param("邮编310007，310007人", "310,007, 310,007", "310,007, 310,007", id="which?"),
    ],
)
def test_codes_stand_as_in_the_clause(chinese: str, draft: str, english: str) -> None:
    assert copied(chinese, draft) == english


@pytest.mark.parametrize(
    ("chinese", "draft", "english"),
    [
        pytest.param("单价2094.4元。", "A price of 2094.4 yuan.", "A price of 2,094.4 yuan.",
                     id="money"),
        pytest.param("生物医药。", "biomedicine.", "Biomedicine.", id="a first letter"),
        pytest.param("mRNA疫苗。", "mRNA vaccines.", "mRNA vaccines.", id="a name's first letter"),
        pytest.param("专栏1：健康", "Box 1: health", "Box 1: Health", id="a box"),
        pytest.param("在1个工作日内", "within 1 working days", "within 1 working day", id="a day"),
        pytest.param("在2.1年内", "within 2.1 years", "within 2.1 years", id="more than one year"),
        pytest.param("落实“13579”布局", 'the "13,579" layout', 'the "13579" layout', id="a code"),
        pytest.param("“1000”工程新增1000000户", 'the "1,000" project, 1,000,000 households',
                     'the "1000" project, 1,000,000 households', id="a code and a count"),
        pytest.param("专栏1：mRNA", "Box 1: mRNA vaccines", "Box 1: mRNA vaccines", id="a name"),
        pytest.param("建设“1200台”工程", 'the "1,200 sets" project', 'the "1,200 sets" project',
                     id="a count in a name"),
        pytest.param("第三条（管护责任）", "Article 3 duty of care", "Article 3 (Duty of care)",
                     id="what an article is about"),
        pytest.param("河湾市供水办法", "Hewan Measures of Hewan City for Water Supply",
                     "Measures of Hewan City for Water Supply", id="a place named twice"),
        pytest.param("新增2013户。", "Add 2013 households.", "Add 2,013 households.",
                     id="counted"),
        pytest.param("2013年起", "From 2013 on", "From 2013 on", id="a year"),
        pytest.param("建成公园112处。", "Build 112 Divisions.", "Build 112 sites.", id="places"),
        pytest.param("设立2处处室。", "Set up 2 offices.", "Set up 2 offices.", id="an office"),
        pytest.param("（3）全市新增", "(3) the city adds", "(3) The city adds", id="capital"),
        pytest.param("“三链”融合", 'the " three chains " merge', 'the "three chains" merge',
                     id="quotation marks"),
        pytest.param("要求如下：", "as follows.", "as follows:", id="colon"),
        pytest.param("增长5%", "Grow by 5%.", "Grow by 5 percent.", id="percent"),
        pytest.param("占5%—10%", "5%-10% of it", "5-10 percent of it", id="two percentages"),
        pytest.param("六安市增长", "Liu'an grows.", "Lu'an grows.", id="a place and its sound"),
        pytest.param("陕西、山西两省", "Shaanxi and Shanxi", "Shaanxi and Shanxi",
                     id="two places of one sound"),
        pytest.param("（责任单位：市住房和城乡建设局）", "(Responsible body: A)",
                     "(Responsible body: A)", id="和 in the name of one body"),
        pytest.param("（责任单位：市财政局和市教育局）", "(Responsible body: A)",
                     "(Responsible bodies: A)", id="two bodies joined by 和"),
        pytest.param("全资占100%", "a 100%-owned firm", "a 100%-owned firm", id="-owned"),
        pytest.param("（牵头单位：市科技局；配合单位：市财政局、市教育局）",
                     "(Lead bodies: A; cooperating body: B, C)",
                     "(Lead body: A; cooperating bodies: B, C)", id="one body, several bodies"),
        pytest.param("从0.94万家到1.5万家", "from 09,400 to 15,000", "from 9,400 to 15,000",
                     id="a nought before"),
        pytest.param("（责任单位：各县政府）", "(Responsible body: all counties)",
                     "(Responsible bodies: all counties)", id="every one of them"),
        pytest.param("要求如下：", "", "", id="nothing"),
    ],
)  # fmt: skip
def test_drafts_are_written_as_english_is(chinese: str, draft: str, english: str) -> None:
    assert written(chinese, draft) == english


def test_engines_are_asked_with_the_brackets_of_document_numbers() -> None:
    heard: list[str] = []

    def engine(clauses: Sequence[str]) -> tuple[str, ...]:
        heard.extend(clauses)
        return tuple("Told." for _ in clauses)

    Translator(engine).lines(
        ["按河工函[2021]75号办理。", "扩建园区（2021年）5号楼。", "到 2025 年末"]
    )
    assert heard == ["按河工函〔2021〕75号办理。", "扩建园区（2021年）5号楼。", "到 2025年末"]
