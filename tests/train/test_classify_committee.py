"""The whole committee on made-up documents: every step runs, and runs again only where it must."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.classify import Classifier
from pipeline.document import Document
from pipeline.errors import SettingsError
from pipeline.segment import segment

torch = pytest.importorskip("torch")
np = pytest.importorskip("numpy")
pytest.importorskip("sklearn")
pytest.importorskip("sentencepiece")
pytest.importorskip("gensim")

PLAN = """
seed = 4
laws = 1
vocabulary = 100
[grams]
epochs = 12
rate = 0.003
batch = 16
[pieces]
width = 12
own = 12
other = 8
hidden = 16
epochs = 12
batch = 16
rate = 0.01
table_rate = 0.01
"""
STEMS = {
    "finance": ["设立{}专项资金。", "给予{}企业补助。", "为{}项目提供担保贷款。"],
    "talent": ["引进{}领军人才。", "培训{}技术工人。", "评选{}青年英才。"],
    "none": ["会议讨论了{}情况。", "提高对{}的认识。", "本办法所称{}如下。"],
}
WORK = ["新材料", "机器人", "航空", "软件", "显示", "能源", "农机", "纺织", "造船"]


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def _shared(folder: Path) -> Path:
    """Shared data in small: ten coded plans and two that carry no label."""
    luck = random.Random(3)
    (folder / "gold").mkdir(parents=True)
    documents, coded, domain = [], [], []
    for number in range(12):
        text, name = f"云州市第{number}号计划\n一、主要任务\n", f"{number:02}"
        for line in range(10):
            kind = luck.choice(list(STEMS))
            words = luck.choice(STEMS[kind]).format(luck.choice(WORK) + str(line))
            row = {"doc": name, "start": len(text), "end": len(text) + len(words), "types": [kind]}
            text += words + "\n"
            if number < 10:
                coded.append(row)
        if number < 10:
            (folder / f"{name}.txt").write_text(text, "utf-8")
            documents.append({"doc": name, "file": f"{name}.txt"})
        about = {"sha256": name + "0" * 62, "genre": "policy", "level": "city", "text": text}
        domain.append(about if number >= 10 else {**about, "sha256": name})
    _lines(folder / "documents.jsonl", documents)
    _lines(folder / "gold" / "types.jsonl", coded)
    _lines(folder / "gold" / "types-chengdu.jsonl", [])
    with lzma.open(folder / "domain.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in domain)
    return folder


def _lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder with data, work and model; the figures."""
    from pipeline.artefacts import locate
    from pipeline.train.classify_committee import train

    folder = tmp_path_factory.mktemp("committee")
    shared = _shared(folder / "data")
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    model = folder / "model"
    model.mkdir()
    # A codebook of its own, so that the shipped thresholds stay as they are.
    shipped = locate("configs", "codebook.toml")
    (model / "codebook.toml").write_bytes(shipped.read_bytes())
    threads = torch.get_num_threads()
    figures = train(
        folder / "plan.toml", shared, folder / "work", model, jobs=1, log=lambda line: None
    )
    torch.set_num_threads(threads)
    return folder, figures


def test_learns_what_is_plain(trained: tuple[Path, dict[str, Any]]) -> None:
    folder, figures = trained
    assert figures["clauses"] == 100
    assert figures["primary_accuracy"] > 0.85, "wordings that tell the types apart at sight"
    tree = segment(Document("demo", "设立深空专项资金。\n引进深空领军人才。\n提高对深空的认识。"))
    labels = Classifier.load(folder / "model")(tree)
    assert [label.types for label in labels] == [("finance",), ("talent",), ()]


def test_the_model_has_every_member_and_its_evidence(
    trained: tuple[Path, dict[str, Any]],
) -> None:
    from pipeline.train.classify_folder import read_answers

    model = trained[0] / "model"
    assert {path.name for path in model.iterdir()} >= {
        "weights.npz",
        "pieces-1.npz",
        "pieces.model",
        "model.json",
        "artefact.toml",
        "figures.json",
        "README.md",
    }
    unseen = read_answers(model / "out-of-fold.tsv")
    assert len(unseen) == 100
    assert {row.fold for row in unseen.values()} == set(range(5))
    assert json.loads((model / "model.json").read_text("utf-8"))["judged"] == 100


def test_what_is_done_is_not_done_again_and_the_rest_side_by_side(
    trained: tuple[Path, dict[str, Any]],
) -> None:
    from pipeline.train.classify_committee import train

    folder, figures = trained
    work = folder / "work"
    for name in ("pass-2.npz", "pass-3.npz"):
        (work / name).unlink()
    before = {path.name: path.stat().st_mtime_ns for path in work.glob("*.npz")}
    again = train(
        folder / "plan.toml", folder / "data", work, folder / "model", jobs=2, log=lambda line: None
    )
    after = {path.name: path.stat().st_mtime_ns for path in work.glob("*.npz")}
    assert after.keys() - before.keys() == {"pass-2.npz", "pass-3.npz"}
    assert {name: after[name] for name in before} == before
    assert again == figures, "the same seed gives the same answers"


def test_held_out_documents_are_not_learned_from(
    trained: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every member is trained on rows of other folds only, and asked about its own."""
    from pipeline.train import classify_grams, classify_pieces
    from pipeline.train.classify_committee import Plan, one_pass
    from pipeline.train.classify_corpus import Corpus

    folder, _ = trained
    corpus = Corpus.load(folder / "work" / "labelled")
    seen: list[int] = []
    fit, learn = classify_grams.fit, classify_pieces.learn

    def watched(found: Any, rows: Any, *rest: Any) -> Any:
        seen.extend(found.fold[found.gold][rows].tolist())
        return fit(found, rows, *rest)

    def counted(
        plan: Any, start: Any, found: Any, clauses: Any, wanted: Any, seed: int, judged: Any
    ) -> Any:
        seen.extend(corpus.fold[clauses].tolist())
        assert len(clauses) == len(wanted[0]) == (corpus.fold[corpus.gold] != 1).sum()
        assert judged.tolist() == (corpus.asked[corpus.fold[corpus.gold] != 1] >= 0).tolist()
        return learn(plan, start, found, clauses, wanted, seed, judged)

    monkeypatch.setattr(classify_grams, "fit", watched)
    monkeypatch.setattr(classify_pieces, "learn", counted)
    for name in ("labelled", "vectors.npz", "pieces.model"):
        (tmp_path / name).symlink_to(folder / "work" / name)
    one_pass(Plan.load(folder / "plan.toml"), tmp_path, 1, lambda line: None)
    assert set(seen) == {0, 2, 3, 4}
    with np.load(tmp_path / "pass-1.npz") as stored:
        assert set(corpus.fold[corpus.gold][stored["asked"]].tolist()) == {1}
        assert stored["pieces-1"].shape == stored["grams"].shape == (len(stored["asked"]), 13)


def test_what_belongs_to_another_plan_is_refused(
    trained: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    from pipeline.train.classify_committee import train

    folder, _ = trained
    (tmp_path / "plan.toml").write_text(PLAN + "dropout = 0.2\n", "utf-8")
    with pytest.raises(SettingsError, match="another plan"):
        train(
            tmp_path / "plan.toml", folder / "data", folder / "work", tmp_path, jobs=1,
            log=lambda _: None,
        )  # fmt: skip


def test_what_other_labels_made_is_refused(
    trained: tuple[Path, dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.train import classify_committee

    folder, _ = trained
    for name in ("again.tsv", "read.tsv.xz"):
        (tmp_path / name).write_bytes(b"other labels")
    monkeypatch.setattr(classify_committee, "locate", lambda *names: tmp_path)
    with pytest.raises(SettingsError, match="or other labels"):
        classify_committee.train(
            folder / "plan.toml", folder / "data", folder / "work", tmp_path, jobs=1,
            log=lambda _: None,
        )  # fmt: skip


def test_an_own_codebook_inherits_both_networks(
    trained: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    """Other types, learned from a table, on top of what the committee knows of wordings."""
    from pipeline.train.classify_own import train

    (tmp_path / "codebook.toml").write_text(
        'name = "levers"\n[[types]]\nname = "supply"\ndefinition = "Money or people."\n', "utf-8"
    )
    (tmp_path / "plan.toml").write_text(
        "epochs = 6\nbatch = 16\nrate = 0.003\n"
        "[pieces]\nepochs = 6\nbatch = 16\nrate = 0.01\ntable_rate = 0.01\n"
    )
    luck, lines = random.Random(5), ["clause,types,document"]
    for number in range(60):
        kind = ("finance", "none")[number % 2]
        words = luck.choice(STEMS[kind]).format(luck.choice(WORK) + str(number))
        lines.append(f"{words},{'supply' if kind == 'finance' else 'none'},计划{number // 6}")
    (tmp_path / "labels.csv").write_text("\n".join(lines), "utf-8")
    figures = train(
        tmp_path / "labels.csv",
        tmp_path / "codebook.toml",
        tmp_path / "model",
        tmp_path / "plan.toml",
        start=trained[0] / "model",
        log=lambda line: None,
    )
    assert figures["macro_f1"] > 0.85
    found = Classifier.load(tmp_path / "model")
    assert len(found.network.pieces) == 1
    assert found.network.pieces[0].name.shape[1] == 3
    tree = segment(Document("demo", "设立深空专项资金。\n提高对深空的认识。"))
    assert [label.types for label in found(tree)] == [("supply",), ()]


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        pytest.param("seed = 1\n[grams]\nlayers = 3", "layers", id="unknown key"),
        pytest.param("seed = ", "is not TOML", id="broken"),
        pytest.param("laws = 3", "no 'seed' in plan.toml; give it", id="no seed"),
        pytest.param(None, "no training plan", id="missing"),
        pytest.param("seed = 1\ngrams = [3]", "must be a table", id="a list for a table"),
        pytest.param("seed = 1\n[pieces]\nepoch = 9", "did you mean 'epochs'", id="misspelt"),
    ],
)
def test_plans_that_cannot_be_followed(plan: str | None, message: str, tmp_path: Path) -> None:
    from pipeline.train.classify_committee import Plan

    if plan is not None:
        (tmp_path / "plan.toml").write_text(plan, "utf-8")
    with pytest.raises(SettingsError, match=message):
        Plan.load(tmp_path / "plan.toml")


def test_the_plan_that_ships_can_be_read() -> None:
    from pipeline.artefacts import locate
    from pipeline.train.classify_committee import Plan

    plan = Plan.load(locate("configs", "train-classify.toml"))
    assert plan.grams.run == plan.pieces.run > 1


def test_without_shared_data_it_says_so(tmp_path: Path) -> None:
    from pipeline.train.classify_committee import train

    (tmp_path / "plan.toml").write_text("seed = 1", "utf-8")
    with pytest.raises(SettingsError, match=r"gold/types\.jsonl"):
        train(tmp_path / "plan.toml", tmp_path, tmp_path, tmp_path, jobs=1, log=lambda line: None)


def test_batches_take_rows_once_in_runs() -> None:
    from pipeline.train.classify_steps import runs

    batches = [rows.tolist() for rows in runs(100, 64, 16)]
    found = [row for rows in batches for row in rows]
    assert len(found) == len(set(found)) == 96, "whole runs of neighbours"
    for at in range(0, 96, 16):
        assert found[at : at + 16] == list(range(found[at], found[at] + 16))
    assert sorted(row for rows in runs(50, 8, 1) for row in rows.tolist()) == list(range(50))
    assert sorted(row for rows in runs(5, 8, 16) for row in rows.tolist()) == list(range(5))
