"""The rule of an optimizer file at work on arrays of numpy."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from l2l.files import read
from l2l.rules import rule, signs


class LearnedOptimizer:
    """The optimizer of a file on tensors of the given shapes, which are those of one function, in order.

    It computes in Float64.
    """

    def __init__(self, path: str | Path, shapes: Sequence[tuple[int, ...]]):
        file = read(path)
        self.rule, self.step = rule(file, np, lambda values: np.asarray(values, float)), 0
        starts = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes)])
        self.signs = [signs(file, int(start), shape) for shape, start in zip(shapes, starts)]
        self.memories = [self.rule.memory(np.zeros(shape)) for shape in shapes]

    def updates(self, gradients: Sequence[np.ndarray], parameters: Sequence[np.ndarray]) -> list[np.ndarray]:
        """What to add to each of the parameters."""
        updates = []
        for number, (sign, gradient, theta) in enumerate(zip(self.signs, gradients, parameters)):
            update, self.memories[number] = self.rule.update(
                sign * gradient, sign * theta, self.memories[number], self.step)
            updates.append(sign * update)
        self.step += 1
        return updates
