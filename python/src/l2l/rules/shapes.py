"""The tensors of each kind of optimizer file, as docs/formats.md has them."""
from __future__ import annotations

from l2l.files import OptimizerFile

Shapes = dict[str, tuple[int, ...]]


def lstm(inputs: int, units: int) -> Shapes:
    shapes: Shapes = {"readout.weight": (1, units), "readout.bias": (1,)}
    for layer, width in enumerate([inputs, units]):
        shapes |= {f"lstm.{layer}.weight_ih": (4 * units, width), f"lstm.{layer}.weight_hh": (4 * units, units),
                   f"lstm.{layer}.bias": (4 * units,)}
    return shapes


def mlp(inputs: int, units: int, outputs: int) -> Shapes:
    shapes: Shapes = {}
    for layer, (width, rows) in enumerate([(inputs, units), (units, units), (units, outputs)]):
        shapes |= {f"mlp.{layer}.weight": (rows, width), f"mlp.{layer}.bias": (rows,)}
    return shapes


SMALL_MLP = mlp(39, 4, 2) | {"decays": (7,)}


def shapes(file: OptimizerFile) -> Shapes:
    """The shapes that the tensors of a file must have, by its kind; those of an LSTM follow its read-out."""
    kind = file.metadata["kind"]
    units = file.tensors["readout.weight"].size if "readout.weight" in file.tensors else 20
    if kind == "coordinatewise-linear":
        return {"readout.weight": (1, 1), "readout.bias": (1,)}
    if kind == "coordinatewise-lstm":
        return lstm(1 if file.metadata.get("preprocessing") == "raw" else 2, units)
    if kind == "rnnprop":
        return {"input.weight": (units, 2), "input.bias": (units,)} | lstm(units, units)
    return SMALL_MLP if kind == "small-mlp" else mlp(30, 8, 3)
