"""Arrays by name from a file of weights: safetensors, a PyTorch state dict, npz, or flax's msgpack."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from l2l.convert import msgpack
from l2l.files import FileError, read_tensors


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """All arrays of a file in Float32. Names inside of others are joined by a stroke: `params/nn/~/w0`.

    Nothing is run: a pickle is refused, and a state dict is read with `weights_only`.
    """
    kind = path.suffix
    if kind == ".safetensors":
        return read_tensors(path).tensors
    if kind in (".pt", ".pth", ".bin"):
        return flat(state_dict(path))
    if kind == ".npz":
        with np.load(path, allow_pickle=False) as arrays:
            return flat(dict(arrays))
    if kind in (".pkl", ".pickle"):
        raise FileError(path, "a pickle, which may run any code when it is read", "npz: np.savez(file, **arrays)")
    try:  # learned_optimization's files have names like theta.state, or none at all
        return flat(msgpack.decode(path.read_bytes()))
    except (ValueError, IndexError) as error:
        raise FileError(path, f"no msgpack of flax ({error})",
                        ".safetensors, .pt, .pth, .npz, or a file of flax.serialization.to_bytes") from None


def state_dict(path: Path) -> Any:
    try:
        import torch
    except ModuleNotFoundError:
        raise FileError(path, "a state dict of PyTorch and no torch to read it", "pip install torch") from None
    return torch.load(path, map_location="cpu", weights_only=True)


def flat(tree: Any, name: str = "") -> dict[str, np.ndarray]:
    """The arrays of dictionaries in dictionaries. Single numbers and texts are left out."""
    if hasattr(tree, "items"):
        return {inner: array for key, value in tree.items()
                for inner, array in flat(value, f"{name}/{key}" if name else str(key)).items()}
    if getattr(tree, "shape", None):
        return {name: np.asarray(tree, np.float32)}
    return {}
