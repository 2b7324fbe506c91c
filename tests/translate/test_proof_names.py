"""Countries and words that a draft makes up."""

from __future__ import annotations

import pytest

from pipeline.translate.proof import prove


def amiss(zh: str, en: str) -> str:
    return next(check.detail for check in prove(zh, en) if check.check == "name")


@pytest.mark.parametrize(
    ("zh", "en", "detail"),
    [
        pytest.param("升级泰谷平台。", "Upgrade the China-Thailand platform.",
                     "Thailand is not in the source", id="a brand"),
        pytest.param("走访苏中药店。", "Visit drugstores in the Soviet Union.",
                     "Soviet Union is not in the source", id="the middle of a province"),
        pytest.param("扩大中泰贸易。", "Expand trade between China and Thailand.", "", id="a pair"),
        pytest.param("深化龙俄合作。", "Deepen work with Russia.", "", id="a province with it"),
        pytest.param("接待德商。", "Receive merchants of Germany.", "", id="merchants"),
        pytest.param("赴日推介。", "Hold promotions in Japan.", "", id="a journey"),
        pytest.param("建设崂山公园。", "Build Laoshan Park.", "", id="no Laos"),
    ],
)  # fmt: skip
def test_countries(zh: str, en: str, detail: str) -> None:
    assert amiss(zh, en) == detail


@pytest.mark.parametrize(
    ("en", "detail"),
    [
        pytest.param("They studyed water.", "studyed is no word", id="yed"),
        pytest.param("The citys save water.", "citys is no word", id="ys"),
        pytest.param("Crosss the water.", "Crosss is no word", id="three signs"),
        pytest.param("They weaknessed water.", "weaknessed is no word", id="nessed"),
        pytest.param("They harnessed and enjoyed water all days.", "", id="words"),
        pytest.param("Save water: www.example.com.", "", id="an address"),
        pytest.param("III. Save water.", "", id="a Roman number"),
        pytest.param("Follow point viii.", "", id="a small Roman number"),
    ],
)
def test_words(en: str, detail: str) -> None:
    assert amiss("节约用水。", en) == detail
