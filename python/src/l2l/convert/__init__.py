"""The small MLP of Metz et al. (2022) from elsewhere, as an optimizer file of the kind `small-mlp`.

`adafac_mlp_lopt` of google/learned_optimization and `AdafacLO` of PyLO compute the 39 inputs that the kind has, in
its order, with its means, its time scales and its exp of 0.001 times the second output. The kind has 4 units in
two hidden layers: 190 weights and 7 decays. Another size, another network such as `mlp_lopt`, or decays at which
the two differ are refused.
"""
from __future__ import annotations

from pathlib import Path

import numpy as np

from l2l.convert.weights import read_weights
from l2l.files import FileError, write
from l2l.rules.shapes import SMALL_MLP

#: Where each tensor of the kind stands in the sources, after any prefix, and whether it is transposed there.
NAMES = {
    "pylo": ({f"mlp.{n}.{kind}": f"{layer}.{kind}" for n, layer in enumerate(["input", "linear_0", "output"])
              for kind in ["weight", "bias"]}, False),
    "learned_optimization": ({f"mlp.{n}.{kind}": f"{letter}{n}" for n in range(3)
                              for kind, letter in [("weight", "w"), ("bias", "b")]}, True)}
#: The factor on the output (`step_mult`) that a source has unless told.
OUTPUT_SCALES = {"pylo": 0.01, "learned_optimization": 0.001}
DECAYS = ["momentum_decays", "rms_decays", "adafactor_decays"]
FIRST_MIXING = np.array([0.1, 0.01, 0.001])


def convert(source: str, path: str | Path, target: str | Path, decays: list[float] | None = None,
            output_scale: float | None = None) -> None:
    """Writes the weights of `path`, a file of the source `pylo` or `learned_optimization`, as `target`.

    `decays` are the seven φ of PyLO, which are arguments of its optimizer and not in its files: three
    `momentum_decays`, one `rms_decays`, three `adafactor_decays`. `output_scale` is the source's `step_mult`
    times its learning rate.
    """
    weights = read_weights(Path(path))
    names, transposed = NAMES[source]
    tensors = {}
    for name, their_name in names.items():
        found = pick(path, weights, their_name, source)
        found = found.T if transposed else found
        if found.shape != SMALL_MLP[name]:
            raise FileError(path, f"{their_name} for {name} of shape {list(found.shape)}",
                            f"{list(SMALL_MLP[name])}, as of 39 inputs, 4 + 4 units and 2 outputs")
        tensors[name] = found
    known = [*names.values(), *(DECAYS if source == "learned_optimization" else [])]
    unknown = [name for name in weights if not any(same(name, theirs) for theirs in known)]
    if unknown:
        raise FileError(path, f"{unknown[0]} too", f"nothing but {', '.join(known)}")
    tensors["decays"] = np.array(decays if source == "pylo" else their_decays(path, weights), np.float32)
    check_decays(path, source, tensors["decays"])
    scale = OUTPUT_SCALES[source] if output_scale is None else output_scale
    write(target, {"kind": "small-mlp", "output_scale": repr(scale), "converted_from": source}, tensors)


def same(name: str, wanted: str) -> bool:
    """Whether a name is the wanted one, after a prefix such as `network.` or `params/nn/~/`."""
    return name == wanted or name.endswith(("." + wanted, "/" + wanted))


def pick(path: str | Path, weights: dict[str, np.ndarray], wanted: str, source: str) -> np.ndarray:
    found = [name for name in weights if same(name, wanted)]
    if len(found) != 1:
        raise FileError(path, f"{len(found)} tensors called {wanted} among {', '.join(sorted(weights)[:20])}",
                        f"one, as the small MLP of {source} has")
    return weights[found[0]]


def their_decays(path: str | Path, weights: dict[str, np.ndarray]) -> np.ndarray:
    return np.concatenate([pick(path, weights, name, "learned_optimization").reshape(-1) for name in DECAYS])


def check_decays(path: str | Path, source: str, decays: np.ndarray) -> None:
    if decays.shape != (7,) or not np.isfinite(decays).all():
        raise FileError(path, f"the decays {decays.tolist()}",
                        "seven numbers: three momentum_decays, one rms_decays, three adafactor_decays")
    mixing = FIRST_MIXING * np.exp(10 * decays[:3])
    if source == "pylo" and (mixing > 1).any():
        raise FileError(path, f"momentum decays of {(1 - mixing).tolist()}, which PyLO raises to 0",
                        "momentum decays of at least 0, since a file of l2l keeps them as they are")
