"""The network, and the forms it is kept in.

    transformers    what is trained: deep encoder, shallow decoder, one shared embedding
    weights-*.bin   what comes back from a training machine: int8 rows with their scales
    CTranslate2     what ships

A row of a matrix is kept as 127 steps of its greatest value, which is how CTranslate2 keeps it too.
So the shipped numbers are exactly those that were saved, though they pass through float32 between.
"""

from __future__ import annotations

import json
import re
import shutil
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ArtefactError

EOS = 1
PART_BYTES = 14_500_000
"""No part of saved weights is larger, so that they pass through narrow channels."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of the network (table `[model]` of the config)."""

    encoder_layers: int = 8
    decoder_layers: int = 2
    width: int = 512
    heads: int = 8
    inner: int = 2048
    dropout: float = 0.1
    activation_dropout: float = 0.0


def build(shape: Shape, vocabulary_size: int) -> Any:
    """A fresh network: Marian's in all but the place of its norms, which is before each layer.

    transformers calls that arrangement Pegasus. With Marian's own, after each layer, an encoder of
    eight layers came to say the same of every word within fifty steps and never recovered.
    `<pad>` is the last entry of the vocabulary, as CTranslate2 needs.
    """
    from transformers import PegasusConfig, PegasusForConditionalGeneration

    pad = vocabulary_size - 1
    for_converter: dict[str, Any] = {"normalize_before": True, "normalize_embedding": False}
    config = PegasusConfig(
        vocab_size=vocabulary_size, d_model=shape.width, max_position_embeddings=512,
        encoder_layers=shape.encoder_layers, decoder_layers=shape.decoder_layers,
        encoder_attention_heads=shape.heads, decoder_attention_heads=shape.heads,
        encoder_ffn_dim=shape.inner, decoder_ffn_dim=shape.inner, activation_function="relu",
        dropout=shape.dropout, activation_dropout=shape.activation_dropout, scale_embedding=True,
        attention_dropout=0.0, pad_token_id=pad, eos_token_id=EOS, forced_eos_token_id=EOS,
        decoder_start_token_id=pad, **for_converter,
    )  # fmt: skip
    config._attn_implementation = "sdpa"
    model = PegasusForConditionalGeneration(config)
    model.generation_config.bad_words_ids = [[pad]]
    model.generation_config.max_length = None
    return model


def state(model: Any) -> dict[str, Any]:
    """The weights that are learnt, by name; shared ones once."""
    return {
        name: tensor.detach().float().cpu().numpy()
        for name, tensor in model.named_parameters()
        if "embed_positions" not in name
    }


def pack(folder: Path, weights: Mapping[str, Any], shape: Shape, notes: Mapping[str, Any]) -> None:
    """Save weights as `weights-0.bin` … and `model.json`, which names every row's place."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    data = bytearray()
    places: list[dict[str, Any]] = []
    for name, array in weights.items():
        if array.ndim == 2:
            scales = 127.0 / np.maximum(np.abs(array).max(axis=1), 1e-9)
            blob = np.rint(array * scales[:, None]).astype(np.int8).tobytes()
            blob += scales.astype(np.float32).tobytes()
        else:
            blob = array.astype(np.float32).tobytes()
        places.append({"name": name, "shape": array.shape, "at": len(data)})
        data += blob
    parts = [data[at : at + PART_BYTES] for at in range(0, len(data), PART_BYTES)]
    for number, part in enumerate(parts):
        _replace(folder / f"weights-{number}.bin", bytes(part))
    described = {"shape": asdict(shape), "parts": len(parts), "places": places, "notes": notes}
    _replace(folder / "model.json", json.dumps(described, ensure_ascii=False).encode())


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole: a run that is stopped leaves the old one."""
    draft = path.with_suffix(".part")
    draft.write_bytes(data)
    draft.replace(path)


def unpack(folder: Path) -> tuple[Shape, dict[str, Any], dict[str, Any]]:
    """What `pack` saved: the shape, the weights in float32, the notes."""
    import numpy as np

    path = folder / "model.json"
    if not path.is_file():
        raise ArtefactError(f"no model.json in {folder}; train first: `tiaoli train translate`.")
    described = json.loads(path.read_text("utf-8"))
    data = b"".join(
        (folder / f"weights-{number}.bin").read_bytes() for number in range(described["parts"])
    )
    weights: dict[str, Any] = {}
    for place in described["places"]:
        size, at = tuple(place["shape"]), place["at"]
        count = int(np.prod(size))
        if len(size) == 2:
            rows = np.frombuffer(data, np.int8, count, at).reshape(size).astype(np.float32)
            scales = np.frombuffer(data, np.float32, size[0], at + count)
            weights[place["name"]] = rows / scales[:, None]
        else:
            weights[place["name"]] = np.frombuffer(data, np.float32, count, at).reshape(size)
    return Shape(**described["shape"]), weights, described["notes"]


def restore(folder: Path, vocabulary_size: int) -> Any:
    """The network of saved weights."""
    import torch

    shape, weights, _ = unpack(folder)
    model = build(shape, vocabulary_size)
    named = dict(model.named_parameters())
    with torch.no_grad():
        for name, array in weights.items():
            named[name].copy_(torch.from_numpy(array.copy()))
    return model.eval()


def to_transformers(model: Any, spm: Path, folder: Path, *, english: bool = True) -> None:
    """Save the model and its tokenizer as transformers reads them.

    `english`: it is to write nothing else.
    """
    from sentencepiece import SentencePieceProcessor
    from transformers import MarianTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = SentencePieceProcessor(model_file=str(spm))
    if english:
        write_english(model, vocabulary)
    model.save_pretrained(folder)
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(spm, folder / name)
    size = vocabulary.get_piece_size()
    entries = {vocabulary.id_to_piece(number): number for number in range(size)} | {"<pad>": size}
    (folder / "vocab.json").write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    with _quiet():
        MarianTokenizer(
            source_spm=str(folder / "source.spm"), target_spm=str(folder / "target.spm"),
            vocab=str(folder / "vocab.json"), unk_token="<unk>", eos_token="</s>",
            pad_token="<pad>",
        ).save_pretrained(folder)  # fmt: skip


def write_english(model: Any, vocabulary: Any) -> None:
    """Forbid Chinese pieces in what the model writes: a word that it does not know is left out.

    Both languages share their pieces, and a piece begins where its translation lies, so that a
    half-learnt word would come out as itself.
    """
    for number in range(vocabulary.get_piece_size()):
        if re.search("[\u3400-\u9fff]", vocabulary.id_to_piece(number)):
            model.final_logits_bias[0, number] = -100.0


def to_ctranslate2(transformers_folder: Path, folder: Path) -> None:
    """Convert a saved transformers model to an int8 CTranslate2 model in `folder`."""
    from ctranslate2.converters import TransformersConverter

    with _quiet():
        TransformersConverter(str(transformers_folder)).convert(
            str(folder), quantization="int8", force=True
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the advice to install sacremoses: our sentences are not cut by Moses rules."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        yield
