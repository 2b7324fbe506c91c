"""When a document was issued, by its own words where nobody has said."""

import pytest

from pipeline.document import Document
from pipeline.extract.issue import issued
from pipeline.segment import segment

BODY = "临江市停车场管理办法\n第一条 停车场由市里规划。\n"


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param("2022年3月1日", "2022-03-01", id="a last line without a signature"),
        pytest.param("　　2022 年 3 月 1 日", "2022-03-01", id="spread"),
        pytest.param("临江市交通局\n二〇二二年三月一日", "2022-03-01", id="Chinese numerals"),
        pytest.param("第二条 本办法自2022年3月1日起施行。", None, id="a day of coming into force"),
    ],
)
def test_the_day_on_a_last_line(tail: str, expected: str | None) -> None:
    assert issued(segment(Document("demo", BODY + tail)))[0] == expected


def test_a_year_in_chinese_numerals_under_the_title() -> None:
    text = f"临江市停车规定\n二〇二二年三月一日\n{'停车场由市里规划，由各区建设。' * 50}"

    assert issued(segment(Document("demo", text)))[0] == "2022"
