"""The Hugging Face engine with real architectures and toy weights, made on the spot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ArtefactError
from pipeline.translate.huggingface import HuggingFaceEngine

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
spm = pytest.importorskip("sentencepiece")

# The tokenizer of Marian recommends a normalizer that Chinese does not need.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")

SENTENCES = ("改善水质。", "保护耕地和湿地，发展旅游。", "培育企业。", "修缮古桥。", "改善水质。")
CORPUS = [*SENTENCES, "Improve water quality.", "Protect farmland.", "Foster enterprises."] * 20


def _pieces(folder: Path, name: str) -> Any:
    (folder / "corpus.txt").write_text("\n".join(CORPUS), "utf-8")
    spm.SentencePieceTrainer.train(
        input=str(folder / "corpus.txt"),
        model_prefix=str(folder / name),
        vocab_size=60,
        model_type="bpe",
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    return spm.SentencePieceProcessor(model_file=str(folder / f"{name}.model"))


def _vocabulary(pieces: Any, first: list[str]) -> dict[str, int]:
    words = [pieces.id_to_piece(n) for n in range(pieces.get_piece_size())]
    return {w: n for n, w in enumerate(dict.fromkeys([*first, *words]))}


@pytest.fixture(scope="session")
def tiny_marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marian")
    pieces = _pieces(folder, "source")
    (folder / "source.spm").write_bytes((folder / "source.model").read_bytes())
    (folder / "target.spm").write_bytes((folder / "source.model").read_bytes())
    vocabulary = _vocabulary(pieces, ["</s>", "<unk>"])
    vocabulary["<pad>"] = len(vocabulary)
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    tokenizer = transformers.MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
        source_lang="zh",
        target_lang="en",
        model_max_length=64,
    )
    torch.manual_seed(1)
    config = transformers.MarianConfig(
        vocab_size=len(vocabulary), d_model=16, encoder_layers=2, decoder_layers=2,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=32,
        decoder_ffn_dim=32, max_position_embeddings=64, pad_token_id=vocabulary["<pad>"],
        eos_token_id=0, decoder_start_token_id=vocabulary["<pad>"], forced_eos_token_id=0,
    )  # fmt: skip
    model = transformers.MarianMTModel(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_m2m(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("m2m")
    pieces = _pieces(folder, "sentencepiece.bpe")
    vocabulary = _vocabulary(pieces, ["<s>", "<pad>", "</s>", "<unk>"])
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    tokenizer = transformers.M2M100Tokenizer(
        vocab_file=str(folder / "vocab.json"),
        spm_file=str(folder / "sentencepiece.bpe.model"),
        src_lang="zh",
        tgt_lang="en",
        model_max_length=64,
    )
    torch.manual_seed(2)
    config = transformers.M2M100Config(
        vocab_size=len(vocabulary) + 120, d_model=16, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=32,
        decoder_ffn_dim=32, max_position_embeddings=64,
        pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2,
    )  # fmt: skip
    transformers.M2M100ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.mark.parametrize("name", ["tiny_marian", "tiny_m2m"])
def test_batching_changes_nothing(name: str, request: pytest.FixtureRequest) -> None:
    folder = str(request.getfixturevalue(name))
    whole = HuggingFaceEngine.load(folder, batch_size=8, beams=1)(SENTENCES)
    single = HuggingFaceEngine.load(folder, batch_size=1, beams=1)(SENTENCES)

    assert len(whole) == len(SENTENCES)
    assert whole == single
    assert whole[0] == whole[4]


def test_a_multilingual_model_is_told_to_write_english(tiny_m2m: Path) -> None:
    engine = HuggingFaceEngine.load(str(tiny_m2m))

    assert engine._target() == {"forced_bos_token_id": engine.tokenizer.get_lang_id("en")}
    engine(SENTENCES[:1])
    assert engine.tokenizer.src_lang == "zh"


def test_a_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="save_pretrained"):
        HuggingFaceEngine.load(str(tmp_path))
