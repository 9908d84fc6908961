"""Pins Tests/MetaTrainingTests/TorchMetaGradientTests.swift: the first-order meta-gradient by autograd.

Run with: python Tests/Oracles/meta_gradient.py                          (written with torch 2.15.0)

Two quadratics of dimension 3, two windows of 4 inner steps with the carry cut between them, weights
0.6 scatter(k). torch.nn.LSTMCell has our gate order, i f g o; everything runs in Float64. First order:
the gradients an optimizer sees are constants, the losses at its parameters are not.
"""

import torch

DIMENSION, FUNCTIONS, UNROLL, UNITS = 3, 2, 4, 20
CASES = [("raw", 1, 0.5), ("log-and-sign", 2, 0.1)]
P = 5.0


def scatter(k):
    return (7919 * k % 1000) / 1000 - 0.5


def tensor(start, *shape):
    count = torch.Size(shape).numel()
    return torch.tensor([scatter(start + k) for k in range(count)], dtype=torch.float64).reshape(shape)


def inputs(gradient, channels):
    if channels == 1:
        return gradient[:, None]
    large = gradient.abs() >= torch.exp(torch.tensor(-P, dtype=torch.float64))
    first = torch.where(large, gradient.abs().log() / P, -torch.ones_like(gradient))
    second = torch.where(large, gradient.sign(), gradient * torch.exp(torch.tensor(P, dtype=torch.float64)))
    return torch.stack([first, second], dim=1)


def network(channels):
    cells = [torch.nn.LSTMCell(n, UNITS).double() for n in (channels, UNITS)]
    readout = torch.nn.Linear(UNITS, 1).double()
    named = []
    for cell in cells:
        torch.nn.init.zeros_(cell.bias_hh)
        named += [cell.weight_ih, cell.weight_hh, cell.bias_ih]
    named += [readout.weight, readout.bias]
    start = 0
    with torch.no_grad():
        for weight in named:
            weight.copy_(0.6 * tensor(start, *weight.shape))
            start += weight.numel()
    return cells, readout, named


# The second function's gradients are small enough for the other branch of LogAndSign.
SIZES = torch.tensor([1.0, 0.05], dtype=torch.float64)
MATRICES = (tensor(0, FUNCTIONS, DIMENSION, DIMENSION) + 0.5) * SIZES[:, None, None]
TARGETS = (tensor(500, FUNCTIONS, DIMENSION) + 0.5) * SIZES[:, None]


def residual(parameters):
    return torch.einsum("nij,nj->ni", MATRICES, parameters.reshape(FUNCTIONS, DIMENSION)) - TARGETS


def gradient(parameters):
    return 2 * torch.einsum("nij,ni->nj", MATRICES, residual(parameters)).flatten()


for name, channels, scale in CASES:
    cells, readout, named = network(channels)
    parameters = tensor(700, FUNCTIONS * DIMENSION)
    states = [None, None]
    print(f"== {name}")
    for window in range(2):
        parameters = parameters.detach()
        states = [s and tuple(x.detach() for x in s) for s in states]
        losses = 0
        for _ in range(UNROLL):
            below = inputs(gradient(parameters.detach()), channels)
            for layer, cell in enumerate(cells):
                states[layer] = cell(below, states[layer])
                below = states[layer][0]
            parameters = parameters + scale * readout(below)[:, 0]
            losses = losses + residual(parameters).square().sum() / FUNCTIONS
        metaGradients = torch.autograd.grad(losses, named)
        print("parameters", [float(f"{x:.9g}") for x in parameters.tolist()])
        print("meanLoss", f"{losses.item() / UNROLL:.9g}")
        flat = torch.cat([g.flatten() for g in metaGradients])
        print("sums", [float(f"{g.sum().item():.9g}") for g in metaGradients])
        print("magnitudes", [float(f"{g.abs().sum().item():.9g}") for g in metaGradients])
        print("entries", [float(f"{x:.9g}") for x in flat[::503].tolist()])
print("torch", torch.__version__)
