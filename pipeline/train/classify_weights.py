"""How weights of the classifier's networks are kept: 16 bits, and 8 for the table of vectors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def pack(network: Any) -> dict[str, Any]:
    """The weights of a torch module as arrays; the table in 8 bits, with a scale for each row."""
    import torch

    state = {name: tensor.detach().float() for name, tensor in network.state_dict().items()}
    table = state.pop("table.weight")
    scale = table.abs().amax(dim=1).clamp(min=1e-8) / 127
    arrays = {name: tensor.half().numpy() for name, tensor in state.items()}
    arrays["table"] = (table / scale[:, None]).round().to(torch.int8).numpy()
    arrays["table.scale"] = scale.half().numpy()
    return arrays


def inherited(weights: Mapping[str, Any]) -> dict[str, Any]:
    """What a new network takes over from one that ships, in 32 bits: all but its last layer, which
    knew other types.
    """
    import numpy as np

    wide = {name: array.astype(np.float32) for name, array in weights.items()}
    table = wide.pop("table") * wide.pop("table.scale")[:, None]
    table[0] = 0
    kept = {name: array for name, array in wide.items() if not name.startswith("name.")}
    return {"table": table, **kept}
