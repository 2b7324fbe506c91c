"""How fast the shipped translator drafts, beside transformers with a network of the same shape.

    pytest tests/benchmarks/test_translate_speed.py --benchmark-only

Drafts of both are forced to the length that English takes, so that untrained weights do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.artefacts import locate
from pipeline.translate.offline import OfflineEngine

CLAUSES = tuple(
    f"到20{year}年，{city}新增{thing}{n}万个以上，建成{n}家示范单位，完善公共服务体系，提升基层治理水平。"
    for year, city, thing, n in (
        (31, "南汀市", "停车泊位", 3.2),
        (32, "北屿县", "养老床位", 1.5),
        (33, "东泽市", "就业岗位", 12.8),
        (34, "西岭区", "托育学位", 0.9),
        (35, "中洲市", "充电设施", 4.4),
        (36, "云溪县", "公共厕所", 1.1),
        (37, "海原市", "体育场地", 2.6),
        (38, "松柏市", "保障房源", 5.3),
    )
)
CHARACTERS = sum(map(len, CLAUSES))


def needs_weights() -> None:
    if not (locate("models", "zh-en") / "model.bin").is_file():
        pytest.skip("no weights in models/zh-en: see its README.md for how to train them")


@pytest.fixture(scope="module")
def shipped() -> OfflineEngine:
    pytest.importorskip("ctranslate2")
    needs_weights()
    return OfflineEngine.load()


def test_speed_of_the_engine(benchmark: Any, shipped: OfflineEngine) -> None:
    drafts = benchmark(shipped, CLAUSES)
    assert all(drafts)
    if benchmark.stats:
        benchmark.extra_info["characters per second"] = CHARACTERS / benchmark.stats["mean"]


def test_time_to_load(benchmark: Any) -> None:
    pytest.importorskip("ctranslate2")
    needs_weights()
    assert benchmark(OfflineEngine.load)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, list[list[str]], Any]:
    """Untrained weights in the recipe's shape for CTranslate2 and transformers, and the clauses."""
    pytest.importorskip("transformers")
    import torch
    from ctranslate2 import Translator
    from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

    from pipeline.train.translate_model import Shape, build, to_ctranslate2, to_transformers

    folder = tmp_path_factory.mktemp("same")
    spm = folder / "spm.model"
    (folder / "text.txt").write_text("\n".join(CLAUSES), "utf-8")
    SentencePieceTrainer.train(
        input=str(folder / "text.txt"), model_prefix=str(folder / "spm"), vocab_size=400,
        byte_fallback=True, hard_vocab_limit=False, unk_id=0, eos_id=1, bos_id=-1, pad_id=-1,
        minloglevel=2,
    )  # fmt: skip
    vocabulary = SentencePieceProcessor(model_file=str(spm))
    model = build(Shape(encoder_layers=6), vocabulary.get_piece_size() + 1).eval()
    to_transformers(model, spm, folder / "marian")
    to_ctranslate2(folder / "marian", folder / "ct2")
    converted = Translator(str(folder / "ct2"), compute_type="int8", intra_threads=2)
    torch.set_num_threads(2)
    pieces = [[*vocabulary.encode(c, out_type=str), "</s>"] for c in CLAUSES]
    ids = [[*vocabulary.encode(c), 1] for c in CLAUSES]
    width = max(map(len, ids))
    padded = torch.tensor(
        [[*row, *[model.config.pad_token_id] * (width - len(row))] for row in ids]
    )
    return model, converted, pieces, padded


LENGTH = 48
"""Pieces of a draft: what English takes for these clauses."""


@pytest.mark.parametrize("beam", [1, 4])
def test_same_network_in_ctranslate2(
    benchmark: Any, both: tuple[Any, Any, list[list[str]], Any], beam: int
) -> None:
    _, converted, pieces, _ = both
    how = {"beam_size": beam, "min_decoding_length": LENGTH, "max_decoding_length": LENGTH}
    found = benchmark(lambda: converted.translate_batch(pieces, **how))
    assert all(len(result.hypotheses[0]) >= LENGTH - 1 for result in found)


@pytest.mark.parametrize("beam", [1, 4])
def test_same_network_in_transformers(
    benchmark: Any, both: tuple[Any, Any, list[list[str]], Any], beam: int
) -> None:
    model, _, _, padded = both
    mask = (padded != model.config.pad_token_id).long()
    how = {
        "num_beams": beam,
        "do_sample": False,
        "min_new_tokens": LENGTH,
        "max_new_tokens": LENGTH,
    }
    found = benchmark(lambda: model.generate(input_ids=padded, attention_mask=mask, **how))
    assert found.shape[1] >= LENGTH


def test_the_shipped_folder_is_small() -> None:
    folder: Path = locate("models", "zh-en")
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 45_000_000
