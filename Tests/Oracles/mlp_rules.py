"""Pins Tests/Oracles/mlp_rules.json, which Tests/OptimizersTests/MLPRuleTests.swift reads.

Run with: python3 Tests/Oracles/mlp_rules.py          (written with numpy 2.4.6)

The rules of Examples/python/mlp_rules.py, in Float64, on sum of c x^2 / 2 + x^4 / 40. Tensors are tall, wide
and square matrices, vectors and a scalar, some longer than 16 and than 128. Parameters after
1, 10 and 100 updates.
"""
import json
import pathlib
import sys

import numpy as np

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "Examples/python"))
from mlp_rules import Celo2Base, SmallMLP  # noqa: E402

SHAPES = [(6, 2), (2, 17), (3, 3), (5,), (), (13, 21), (37,)]
STEPS = [1, 10, 100]


def numbers(count, factor, modulus, scale):
    """Numbers between -scale and scale that Swift makes too."""
    return [((factor * i + 5) % modulus - modulus // 2) * (scale / (modulus // 2)) for i in range(count)]


def tensors(units, inputs, outputs, decays):
    shapes = {"mlp.0.weight": (units, inputs), "mlp.0.bias": (units,), "mlp.1.weight": (units, units),
              "mlp.1.bias": (units,), "mlp.2.weight": (outputs, units), "mlp.2.bias": (outputs,)}
    count = sum(int(np.prod(s)) for s in shapes.values())
    values, start, made = np.float32(numbers(count, 37, 101, 0.5)).astype(float), 0, {}
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        made[name] = values[start:start + size].reshape(shape)
        start += size
    if decays:
        made["decays"] = np.float32(numbers(7, 3, 7, 0.03)).astype(float)
    return made


def run(rule):
    count = sum(int(np.prod(s)) for s in SHAPES)
    flat = np.float32(numbers(count, 29, 67, 1)).astype(float)
    curvature = np.float32([10.0 ** -(i % 5) for i in range(count)]).astype(float)
    memories, kept = [{} for _ in SHAPES], {}
    for step in range(max(STEPS)):
        gradient = curvature * flat + 0.1 * flat ** 3
        start, updates = 0, []
        for shape, memory in zip(SHAPES, memories):
            part = slice(start, start + int(np.prod(shape)))
            updates.append(rule.update(gradient[part].reshape(shape), flat[part].reshape(shape), memory, step).ravel())
            start = part.stop
        flat = flat + np.concatenate(updates)
        if step + 1 in STEPS:
            kept[str(step + 1)] = [round(v, 9) for v in flat.tolist()]
    return kept


pinned = {
    "numpy": np.__version__,
    "small-mlp": run(SmallMLP({"output_scale": "0.01"}, tensors(4, 39, 2, True))),
    "celo2-base": run(Celo2Base({"learning_rate": "0.01"}, tensors(8, 30, 3, False))),
}
(root / "Tests/Oracles/mlp_rules.json").write_text(json.dumps(pinned) + "\n")
