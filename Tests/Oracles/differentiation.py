"""Writes differentiation.json: losses and gradients by torch.autograd, in Float64.

Run with: python Tests/Oracles/differentiation.py > Tests/Oracles/differentiation.json
(the JSON states the torch version that wrote it)

Operands are scatter(start + k) times a scale, as in Tests/DifferentiationTests/OperationCases.swift
and Tests/OptimizeesTests/MLPClassifierTests.swift.
"""

import json
import math

import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)


def scatter(shape, start, scale=1.0):
    values = [7919 * (start + k) % 1000 / 1000 - 0.5 for k in range(math.prod(shape))]
    # What the Float kernels are given, to the bit.
    return (torch.tensor(values) * scale).float().double().view(shape)


def labels(rows, classes):
    return torch.tensor([7 * row % classes for row in range(rows)])


def elementwise(function):
    return [(3, 7)], 6, lambda x: ((function(x) - scatter((3, 7), 100)) ** 2).sum()


OPERATIONS = {
    "product": ([(9, 5), (5, 11)], 1,
                lambda a, b: ((a @ b - scatter((9, 11), 100)) ** 2).sum()),
    "product of a matrix with itself": ([(7, 7)], 1,
                                        lambda a: ((a @ a - scatter((7, 7), 100)) ** 2).sum()),
    "addingRow": ([(5, 21), (21,)], 1,
                  lambda x, r: ((x + r - scatter((5, 21), 100)) ** 2).sum()),
    "addingRow twice": ([(5, 21), (21,)], 1, lambda x, r: ((x + r + r) ** 2).sum()),
    "sigmoid": elementwise(torch.sigmoid),
    "hyperbolicTangent": elementwise(torch.tanh),
    "rectifiedLinear": elementwise(torch.relu),
    "exponentialLinear": elementwise(functional.elu),
    "square": elementwise(torch.square),
    "subtracting": ([(3, 7), (3, 7)], 1, lambda a, b: ((a - b) ** 2).sum()),
    "subtracting itself": ([(3, 7)], 6, lambda x: ((x.sigmoid() - x) ** 2).sum()),
    "sum": ([(5, 9)], 1, lambda x: (x.sum() - 0.25) ** 2),
    "softmaxCrossEntropy": ([(19, 10)], 8,
                            lambda x: functional.cross_entropy(x, labels(19, 10))),
    "softmaxCrossEntropy and squares": (
        [(19, 10)], 2,
        lambda x: functional.cross_entropy(x, labels(19, 10)) - (x**2).sum()),
}

ACTIVATIONS = {"sigmoid": torch.sigmoid, "relu": torch.relu, "tanh": torch.tanh,
               "elu": functional.elu}

# name: features, hidden units, classes, rows, activation, every how many entries of the gradient.
NETWORKS = {
    "small sigmoid": (30, [7, 5], 4, 9, "sigmoid", 1),
    "small relu": (30, [7, 5], 4, 9, "relu", 1),
    "small tanh": (30, [7, 5], 4, 9, "tanh", 1),
    "small elu": (30, [7, 5], 4, 9, "elu", 1),
    "784-20-10": (784, [20], 10, 128, "sigmoid", 53),
}


def operation(shapes, scale, loss):
    starts = [1]
    for shape in shapes:
        starts.append(starts[-1] + math.prod(shape))
    parameters = [scatter(s, start, scale).requires_grad_() for s, start in zip(shapes, starts)]
    value = loss(*parameters)
    value.backward()
    return {"loss": value.item(),
            "gradient": torch.cat([p.grad.flatten() for p in parameters]).tolist()}


def network(features, hidden, classes, rows, activation, stride):
    levels = [(31 * k + k // 7) % 256 for k in range(rows * features)]
    images = (torch.tensor(levels, dtype=torch.float32) / 255).double().view(rows, features)
    widths = [features, *hidden, classes]
    sizes = [(a + 1) * b for a, b in zip(widths, widths[1:])]
    flat = scatter((sum(sizes),), 1, 0.5).requires_grad_()
    x, start = images, 0
    for layer, (a, b) in enumerate(zip(widths, widths[1:])):
        x = x @ flat[start:start + a * b].view(a, b) + flat[start + a * b:start + a * b + b]
        start += (a + 1) * b
        if layer < len(hidden):
            x = ACTIVATIONS[activation](x)
    value = functional.cross_entropy(x, labels(rows, classes))
    value.backward()
    return {"loss": value.item(), "stride": stride, "gradient": flat.grad[::stride].tolist()}


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value


print(json.dumps(rounded({
    "torch": torch.__version__,
    "operations": {name: operation(*case) for name, case in OPERATIONS.items()},
    "networks": {name: network(*case) for name, case in NETWORKS.items()},
}), indent=None, separators=(",", ":")).replace('},"', '},\n"').replace('{"loss"', '\n{"loss"'))
