"""How fast clauses are labelled, and how fast the baseline is on the same clauses.

The baseline is what issue and card call the starting point: character n-grams with logistic
regression, here with made-up labels, since only its speed matters.
"""

from __future__ import annotations

import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pipeline.artefacts import locate
from pipeline.classify import Classifier
from pipeline.document import ClauseTree, Document
from pipeline.segment import segment

# 46 characters each on average, as in the collection.
SENTENCES = (
    "支持龙头企业牵头组建创新联合体，围绕产业链短板开展关键核心技术攻关，推动成果就地转化应用。",
    "完善人才分类评价机制，健全以创新价值、能力、贡献为导向的评价体系，赋予用人单位更大自主权。",
    "加快建设中试基地和检验检测平台，到2028年建成省级以上创新平台120家，服务企业3000家以上。",
    "设立规模50亿元的产业投资基金，引导银行机构扩大信用贷款，对新增贷款给予不超过1%的贴息。",
    "推进重点行业节能降碳改造，稳步扩大可再生能源装机，单位生产总值能耗五年累计下降14%左右。",
    "各区县要提高认识，加强组织领导，压实工作责任，及时总结经验，营造全社会支持创新的良好氛围。",
)
CLAUSES = 2_000
# Clauses a second of one core's time; the promise is 4,000 on two cores.
FLOOR = 2_000

pytestmark = pytest.mark.benchmark(timer=time.process_time)


@pytest.fixture(scope="module")
def plan() -> ClauseTree:
    paragraphs = [
        f"（{number}）深化改革创新\n" + "".join(SENTENCES) + "\n"
        for number in range(CLAUSES // (1 + len(SENTENCES)))
    ]
    return segment(Document("plan", "一、重点任务\n" + "".join(paragraphs)))


def _speed(benchmark: BenchmarkFixture, clauses: int) -> float:
    assert benchmark.stats is not None
    speed = float(clauses / benchmark.stats.stats.min)
    benchmark.extra_info["clauses a second"] = round(speed)
    return speed


def test_classify(benchmark: BenchmarkFixture, plan: ClauseTree) -> None:
    classifier = Classifier.load(locate("models", "clauses"))
    labels = benchmark(classifier, plan)
    assert len(labels) == len(plan.clauses)
    assert _speed(benchmark, len(plan.clauses)) >= FLOOR


def test_baseline(benchmark: BenchmarkFixture, plan: ClauseTree) -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    linear = pytest.importorskip("sklearn.linear_model")
    words = [plan.words(clause) for clause in plan]
    grams = text.TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    rows = grams.fit_transform(words)
    models = [
        linear.LogisticRegression().fit(rows, [i % 7 == kind for i in range(len(words))])
        for kind in range(6)
    ]

    def label() -> list[object]:
        seen = grams.transform(words)
        return [model.predict_proba(seen) for model in models]

    assert len(benchmark(label)) == 6
    _speed(benchmark, len(words))
