"""Runs an optimizer that l2l meta-trained, with numpy alone: python3 learned_optimizer.py FILE.safetensors"""
import sys

import numpy as np
from coordinatewise import CoordinatewiseLinear, CoordinatewiseLSTM, RNNprop
from mlp_rules import Celo2Base, SmallMLP
from optimizer_file import read

KINDS = {"coordinatewise-linear": CoordinatewiseLinear, "coordinatewise-lstm": CoordinatewiseLSTM,
         "rnnprop": RNNprop, "small-mlp": SmallMLP, "celo2-base": Celo2Base}


class LearnedOptimizer:
    """The rule of an optimizer file at work on tensors of some shapes."""

    def __init__(self, file, shapes):
        metadata, tensors = read(file)
        self.rule, self.memories, self.step = KINDS[metadata["kind"]](metadata, tensors), [{} for _ in shapes], 0
        starts = np.cumsum([0] + [int(np.prod(shape)) for shape in shapes])
        self.signs = [self.sign(metadata.get("coordinate_signs"), start, int(np.prod(shape))).reshape(shape)
                      for shape, start in zip(shapes, starts)]

    def sign(self, mixed, start, count):
        """+1 or -1 for coordinates start, start + 1, ...: MurmurHash3's finaliser, where the file asks for signs."""
        if mixed is None or mixed == "mixed-after-first-tensor" and start == 0:
            return np.ones(count)
        bits = np.arange(start, start + count)
        for shift, factor in [(16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)]:
            bits = ((bits ^ (bits >> shift)) * factor) & 0xFFFFFFFF
        return 1.0 - 2.0 * (bits & 1)

    def updates(self, gradients, parameters):
        """What to add to each of the parameters."""
        updates = [s * self.rule.update(s * g, s * theta, memory, self.step)
                   for s, g, theta, memory in zip(self.signs, gradients, parameters, self.memories)]
        self.step += 1
        return updates


def trajectory(file, horizon=40, shapes=((2, 2), (1,))):
    """The loss of |Wx - y|^2 after 0, 1, ..., horizon updates from x = 0, which is the tensors side by side."""
    theta = [np.zeros(shape) for shape in shapes]
    ends = np.cumsum([part.size for part in theta])
    rows, columns = np.arange(ends[-1]).reshape(-1, 1), np.arange(ends[-1])
    w, y = (7 * rows + 3 * columns) % 11 / 11, (5 * columns + 2) % 7 / 7
    optimizer, losses = LearnedOptimizer(file, shapes), []
    for _ in range(horizon + 1):
        residual = w @ np.concatenate([part.ravel() for part in theta]) - y
        losses.append(float(residual @ residual))
        gradients = [g.reshape(shape) for g, shape in zip(np.split(2 * w.T @ residual, ends[:-1]), shapes)]
        theta = [part + update for part, update in zip(theta, optimizer.updates(gradients, theta))]
    return losses


if __name__ == "__main__":
    for updates, loss in enumerate(trajectory(sys.argv[1])):
        print(updates, loss)
