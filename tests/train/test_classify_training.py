"""The whole training on a handful of made-up clauses: small, but every stage runs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.classify import Classifier
from pipeline.classify.context import FIELDS
from pipeline.classify.network import Network
from pipeline.classify.ngrams import rows
from pipeline.document import Document
from pipeline.errors import SettingsError
from pipeline.segment import segment

torch = pytest.importorskip("torch")
np = pytest.importorskip("numpy")
pytest.importorskip("sklearn")

CODEBOOK = """
name = "levers"
[[types]]
name = "supply"
definition = "The city gives money or people."
threshold = 0.5
[[types]]
name = "demand"
definition = "The city buys or opens a market."
"""
STEMS = {
    "supply": ["设立{}专项资金。", "给予{}企业补助。", "引进{}领军人才。"],
    "demand": ["政府采购{}产品。", "开放{}应用场景。", "示范推广{}装备。"],
    "none": ["会议讨论了{}情况。", "提高对{}的认识。", "本办法所称{}如下。"],
}
FIELDS_OF_WORK = ["新材料", "机器人", "航空", "软件", "显示", "能源", "农机", "纺织", "造船"]


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def _table(path: Path, count: int = 90) -> Path:
    luck = random.Random(1)
    lines = ["clause,types,document"]
    for number in range(count):
        name = ("supply", "demand", "none")[number % 3]
        words = luck.choice(STEMS[name]).format(luck.choice(FIELDS_OF_WORK) + str(number))
        lines.append(f"{words},{name},计划{number // 6}")
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    from pipeline.train.classify_own import train

    folder = tmp_path_factory.mktemp("own")
    (folder / "codebook.toml").write_text(CODEBOOK)
    (folder / "plan.toml").write_text("epochs = 12\nrate = 0.003\nbatch = 16\n")
    labels = _table(folder / "labels.csv")
    torch.set_num_threads(1)
    figures = train(
        labels,
        folder / "codebook.toml",
        folder / "model",
        folder / "plan.toml",
        start=None,
        log=lambda line: None,
    )
    return folder / "model", figures


def test_own_codebook_learns(own: tuple[Path, dict[str, Any]]) -> None:
    folder, figures = own
    assert figures["clauses"] == 90
    assert figures["documents"] == 15
    assert figures["macro_f1"] > 0.8, "wordings that tell the types apart at sight"
    tree = segment(Document("demo", "设立深空专项资金。\n开放深空应用场景。\n提高对深空的认识。"))
    labels = Classifier.load(folder)(tree)
    assert [label.types for label in labels] == [("supply",), ("demand",), ()]
    assert set(labels[0].scores) == {"supply", "demand", "none"}


def test_own_model_keeps_its_evidence(own: tuple[Path, dict[str, Any]]) -> None:
    from pipeline.codebook import Codebook
    from pipeline.train.classify_folder import read_answers

    folder, _ = own
    unseen = read_answers(folder / "out-of-fold.tsv")
    assert len(unseen) == 90
    assert {row.fold for row in unseen.values()} == set(range(5))
    assert (folder / "figures.json").is_file()
    assert Codebook.load(folder / "codebook.toml").name == "levers"


def test_own_training_starts_from_a_model(own: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    from pipeline.train.classify_grams import Grams, fit, whole
    from pipeline.train.classify_labels import corpus, read_labels

    with np.load(own[0] / "weights.npz") as stored:
        start = dict(stored)
    from pipeline.codebook import Codebook

    rows_ = read_labels(_table(tmp_path / "labels.csv"), Codebook.load(own[0] / "codebook.toml"))
    found = corpus(rows_, ("supply", "demand"))
    plan = Grams(epochs=1, rate=0.0, table_rate=0.0)
    weights = whole(fit(found, np.arange(90), plan, start, lambda line: None), start)
    for name in ("table", "mix.weight", "window.weight"):
        assert np.array_equal(weights[name], start[name]), "a step size of nothing changes nothing"
    assert not np.array_equal(weights["name.weight"], start["name.weight"])


def test_the_same_seed_gives_the_same_model(tmp_path: Path) -> None:
    from pipeline.codebook import Codebook
    from pipeline.train.classify_grams import Grams, fit
    from pipeline.train.classify_labels import corpus, read_labels

    (tmp_path / "codebook.toml").write_text(CODEBOOK)
    book = Codebook.load(tmp_path / "codebook.toml")
    found = corpus(read_labels(_table(tmp_path / "labels.csv"), book), book.names)
    nets = [fit(found, np.arange(60), Grams(epochs=1), None, lambda line: None).net for _ in "ab"]
    for one, other in zip(nets[0].parameters(), nets[1].parameters(), strict=True):
        assert torch.equal(one, other)


def test_labels_stay_with_their_clauses_in_any_order(tmp_path: Path) -> None:
    """Rows of the gold come in no order; runs are made of neighbours all the same."""
    from pipeline.codebook import Codebook
    from pipeline.train.classify_grams import Grams, fit, outputs
    from pipeline.train.classify_labels import corpus, read_labels

    (tmp_path / "codebook.toml").write_text(CODEBOOK)
    book = Codebook.load(tmp_path / "codebook.toml")
    found = corpus(read_labels(_table(tmp_path / "labels.csv"), book), book.names)
    shuffled = np.random.default_rng(0).permutation(90)
    fitted = fit(found, shuffled, Grams(epochs=20, batch=16, run=4, rate=3e-3), None, print)
    said = outputs(fitted, found.gold)[:, :3].argmax(axis=1)
    assert (said == found.labels[:, -1]).mean() > 0.95


@pytest.mark.parametrize(("last", "expected"), [(0, "supply"), (30, "demand")])
def test_the_gold_has_the_last_word(tmp_path: Path, last: int, expected: str) -> None:
    """Where readers of further clauses mostly hold otherwise, the last course is the gold's."""
    from dataclasses import replace

    from pipeline.codebook import Codebook
    from pipeline.train.classify_grams import Grams, fit, outputs
    from pipeline.train.classify_labels import corpus, read_labels

    (tmp_path / "codebook.toml").write_text(CODEBOOK)
    book = Codebook.load(tmp_path / "codebook.toml")
    lines = ["clause,types,document"]
    for number in range(120):
        told = "supply" if number < 90 else "demand"
        lines.append(f"设立第{number}号基金。,{told},计划{number // 6}")
    (tmp_path / "labels.csv").write_text("\n".join(lines), "utf-8")
    found = corpus(read_labels(tmp_path / "labels.csv", book), book.names)
    found = replace(found, judged=np.arange(120) >= 90)
    plan = Grams(epochs=6, batch=16, rate=3e-3, last_epochs=last, last_rate=3e-3)
    fitted = fit(found, np.arange(120), plan, None, lambda line: None)
    said = outputs(fitted, found.gold)[:, :3].argmax(axis=1)
    assert np.bincount(said, minlength=3).argmax() == book.names.index(expected)


def test_what_readers_share_is_what_is_wanted() -> None:
    """The loss is least where outputs say what the readers said, and counts by weight."""
    from pipeline.train.classify_corpus import Corpus, encode, shares
    from pipeline.train.classify_steps import label_loss, targets

    types, none = ("supply", "demand"), np.zeros(0, dtype=np.int64)
    said = [[("supply",), ("demand",)], [("none",)]]
    corpus = Corpus(
        sentences=(), wording=none, context=none, document=none, fold=none, gold=none,
        labels=np.array([encode(one[0], types) for one in said]),
        shares=np.array([shares(one, types) for one in said]),
        weight=np.array([1.0, 3.0]),
    )  # fmt: skip
    wanted = targets(corpus)
    assert wanted[0].tolist() == [[0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]
    torn, sure = (
        torch.tensor([1.0, 1.0, -3.0, 0.0, 0.0]),
        torch.tensor([4.0, -2.0, -3.0, 4.0, -4.0]),
    )
    rest = torch.tensor([-3.0, -3.0, 3.0, -4.0, -4.0])
    assert label_loss(torch.stack([torn, rest]), wanted) < label_loss(
        torch.stack([sure, rest]), wanted
    ), "readers differ, so that neither answer is to be sure"
    one, other = (
        label_loss(row[None], [part[i : i + 1] for part in wanted])
        for i, row in enumerate((torn, sure))
    )
    both = label_loss(torch.stack([torn, sure]), wanted)
    assert torch.isclose(both, (one + 3 * other) / 4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("words,types\n甲。,supply", "columns 'clause' and 'types'", id="columns"),
        pytest.param(
            "clause,types\n甲。,culture", "line 2 has the type 'culture'", id="unknown type"
        ),
        pytest.param("clause,types\n甲。,", "line 2 lacks", id="no label"),
        pytest.param("clause,types\n甲。,supply", r"too few labelled clauses \(1\)", id="too few"),
        pytest.param(
            "clause,types,document\n" + "甲。,supply,一号\n乙。,none,二号\n" * 30,
            "names 2 documents",
            id="too few documents",
        ),
    ],
)
def test_tables_that_cannot_be_learned(text: str, message: str, tmp_path: Path) -> None:
    from pipeline.codebook import Codebook
    from pipeline.train.classify_labels import read_labels

    (tmp_path / "codebook.toml").write_text(CODEBOOK)
    (tmp_path / "labels.csv").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=message):
        read_labels(tmp_path / "labels.csv", Codebook.load(tmp_path / "codebook.toml"))


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        pytest.param("epoch = 3", "did you mean 'epochs'", id="misspelt"),
        pytest.param("[pieces]\nbatch = 'many'", "it must be int", id="no number"),
    ],
)
def test_plans_that_cannot_be_followed(plan: str, message: str, tmp_path: Path) -> None:
    from pipeline.train.classify_own import train

    (tmp_path / "codebook.toml").write_text(CODEBOOK)
    (tmp_path / "plan.toml").write_text(plan)
    labels, made = _table(tmp_path / "labels.csv"), tmp_path / "model"
    with pytest.raises(SettingsError, match=message):
        train(
            labels, tmp_path / "codebook.toml", made, tmp_path / "plan.toml",
            start=None, log=lambda line: None,
        )  # fmt: skip


def test_numpy_answers_as_torch_does(tmp_path: Path) -> None:
    from pipeline.train.classify_gram_network import Material, Net, Shape
    from pipeline.train.classify_weights import pack

    torch.manual_seed(0)
    net = Net(Shape(buckets=2**10, width=16, windows=12, hidden=20), 5).eval()
    sentences = ["建设中试平台。", "", "引进领军人才，给予补贴。" * 9, "一、", "x\x00y"]
    numbered = rows(sentences, 2**10)
    luck = np.random.default_rng(0)
    context = luck.integers(-1, len(sentences), size=(40, len(FIELDS)))
    context[:, 0] = luck.integers(0, len(sentences), size=40)
    material = Material(
        torch.from_numpy(numbered.numbers),
        torch.from_numpy(numbered.starts),
        torch.arange(len(sentences)),
        torch.from_numpy(context),
    )
    np.savez(tmp_path / "weights.npz", **pack(net))
    with torch.no_grad():
        wanted = net(material, torch.arange(40)).numpy()
    found = Network.load(tmp_path / "weights.npz")(sentences, context)
    # What is left is the rounding of the table to 8 bits.
    assert np.abs(found - wanted).max() < 0.05
    assert np.abs(wanted).max() > 0.2
