"""Pins Tests/MetaTrainingTests/RNNpropOracleTests.swift: RNNprop's updates and first-order meta-gradient.

Run with: python3 Tests/Oracles/rnnprop.py                             (written with numpy 2.4.6)

Two quadratics of dimension 3, two windows of 4 inner steps with the carry cut between them, weights
0.6 scatter(k). The rule is vfleaking/rnnprop, nn_opt/rnn.py: decays .95 and .95, 1e-8 outside the root,
inputs in the order (g, m). The meta-gradient is a complex step in Float64, exact to rounding: a
metaParameter gets the imaginary part 1e-30, and the gradients that the rule sees keep none.
"""

import numpy as np

DIMENSION, FUNCTIONS, UNROLL, WINDOWS, UNITS = 3, 2, 4, 2, 20
SCALE, STEP = 0.1, 1e-30
SHAPES = [(UNITS, 2), (UNITS,)]
SHAPES += [(4 * UNITS, UNITS), (4 * UNITS, UNITS), (4 * UNITS,)] * 2 + [(1, UNITS), (1,)]
SIZES = [int(np.prod(shape)) for shape in SHAPES]


def scatter(k):
    return (7919 * k % 1000) / 1000 - 0.5


def tensor(start, *shape):
    return np.array([scatter(start + k) for k in range(int(np.prod(shape)))]).reshape(shape)


MAGNITUDES = np.array([1.0, 0.05])
MATRICES = (tensor(0, FUNCTIONS, DIMENSION, DIMENSION) + 0.5) * MAGNITUDES[:, None, None]
TARGETS = (tensor(500, FUNCTIONS, DIMENSION) + 0.5) * MAGNITUDES[:, None]


def residual(parameters):
    return np.einsum("nij,nj->ni", MATRICES, parameters.reshape(FUNCTIONS, DIMENSION)) - TARGETS


def gradient(parameters):
    return 2 * np.einsum("nij,ni->nj", MATRICES, residual(parameters)).flatten()


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def cell(below, state, weights):
    hidden, cell = state
    i, f, g, o = np.split(below @ weights[0].T + hidden @ weights[1].T + weights[2], 4, axis=1)
    cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(cell), cell


def window(flat, parameters, carry):
    """The sum of the window's losses, and what the next window starts from."""
    weights = [w.reshape(s) for w, s in zip(np.split(flat, np.cumsum(SIZES)[:-1]), SHAPES)]
    mean, square, count, states = carry
    losses = 0
    for _ in range(UNROLL):
        g = gradient(parameters.real)
        count += 1
        mean, square = 0.95 * mean + 0.05 * g, 0.95 * square + 0.05 * g * g
        correction = 1 - 0.95**count
        size = np.sqrt(square / correction) + 1e-8
        features = np.stack([g / size, mean / correction / size], axis=1)
        z = features @ weights[0].T + weights[1]
        below = np.where(z.real > 0, z, np.exp(z) - 1)
        lower = cell(below, states[0], weights[2:5])
        upper = cell(lower[0], states[1], weights[5:8])
        states = [lower, upper]
        output = (upper[0] @ weights[8].T + weights[9])[:, 0]
        parameters = parameters - SCALE * np.tanh(output)
        losses = losses + (residual(parameters) ** 2).sum() / FUNCTIONS
    return losses, parameters, (mean, square, count, states)


weights = 0.6 * tensor(0, sum(SIZES)).astype(complex)
parameters = tensor(700, FUNCTIONS * DIMENSION).astype(complex)
zeros = np.zeros((FUNCTIONS * DIMENSION, UNITS), dtype=complex)
carry = (0 * parameters.real, 0 * parameters.real, 0, [(zeros, zeros), (zeros, zeros)])
for _ in range(WINDOWS):
    metaGradient = np.empty(len(weights))
    for index in range(len(weights)):
        moved = weights.copy()
        moved[index] += STEP * 1j
        metaGradient[index] = window(moved, parameters, carry)[0].imag / STEP
    losses, parameters, carry = window(weights, parameters, carry)
    tensors = np.split(metaGradient, np.cumsum(SIZES)[:-1])
    print("parameters", [float(f"{x:.9g}") for x in parameters.real])
    print("meanLoss", f"{losses.real / UNROLL:.9g}")
    print("sums", [float(f"{g.sum():.9g}") for g in tensors])
    print("magnitudes", [float(f"{np.abs(g).sum():.9g}") for g in tensors])
    print("entries", [float(f"{x:.9g}") for x in metaGradient[::503]])
print("numpy", np.__version__)
