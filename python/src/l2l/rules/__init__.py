"""The rules of optimizer files, for numpy, PyTorch and JAX alike.

A rule is given `xp`, one of the modules `numpy`, `torch` and `jax.numpy`: the functions that the rules use have
one name and meaning in all three. `array` makes an array of xp. A rule has two methods without side effects:

    memory(θ)                     what it remembers of a tensor at the start: arrays by name
    update(g, θ, memory, step)    what to add to the tensor, and the memory after it

g and θ are arrays of one shape, and `step` counts the tensor's updates from 0.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from l2l.files import FileError, OptimizerFile
from l2l.rules.coordinatewise import CoordinatewiseLinear, CoordinatewiseLSTM, RNNprop
from l2l.rules.mlp import Celo2Base, SmallMLP
from l2l.rules.shapes import shapes

Memory = dict[str, Any]


class Rule(Protocol):
    def memory(self, theta: Any) -> Memory: ...

    def update(self, g: Any, theta: Any, memory: Memory, step: Any) -> tuple[Any, Memory]: ...


RULES: dict[str, Callable[[Any, Callable[[Any], Any], OptimizerFile], Rule]] = {
    "coordinatewise-linear": CoordinatewiseLinear, "coordinatewise-lstm": CoordinatewiseLSTM, "rnnprop": RNNprop,
    "small-mlp": SmallMLP, "celo2-base": Celo2Base}


def rule(file: OptimizerFile, xp: Any, array: Callable[[Any], Any]) -> Rule:
    """The rule of a file; `array` makes an array of xp of one of numpy, or of a list."""
    kind = file.metadata["kind"]
    if kind not in RULES:
        raise FileError(file.path, f"the kind {kind}", f"one of {', '.join(RULES)}")
    for name, shape in shapes(file).items():
        found = file.tensors[name].shape if name in file.tensors else None
        if found != shape:
            raise FileError(file.path, f"no tensor {name}" if found is None else f"{name} of shape {list(found)}",
                            f"the shape {list(shape)}")
    try:
        return RULES[kind](xp, array, file)
    except KeyError as error:
        raise FileError(file.path, f"no {error.args[0]} in the metadata", f"one in the kind {kind}") from None


def signs(file: OptimizerFile, start: int, shape: tuple[int, ...]) -> np.ndarray:
    """+1 or −1 for the coordinates start, start + 1, … of a function: all +1 where the file asks for no signs.

    MurmurHash3's finaliser mixes the number of the coordinate, as docs/formats.md says.
    """
    asked = file.metadata.get("coordinate_signs")
    if asked not in (None, "mixed", "mixed-after-first-tensor"):
        raise FileError(file.path, f"coordinate_signs {asked}", "mixed or mixed-after-first-tensor")
    if asked is None or asked == "mixed-after-first-tensor" and start == 0:
        return np.ones(shape, np.float32)
    bits = np.arange(start, start + int(np.prod(shape)), dtype=np.uint64)
    for shift, factor in [(16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)]:
        bits = ((bits ^ (bits >> np.uint64(shift))) * np.uint64(factor)) & np.uint64(0xFFFFFFFF)
    return np.float32(1) - 2 * (bits & np.uint64(1)).astype(np.float32).reshape(shape)
