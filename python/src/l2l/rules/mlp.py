"""The rules that apply an MLP to every coordinate: optimizer files of the kinds small-mlp and celo2-base."""
from __future__ import annotations

from typing import Any

from l2l.files import OptimizerFile


class MLPRule:
    """Memory and inputs that both kinds share.

    A tensor has at most two axes, its rows and columns. `mixing` has 1 − decay of three means of the gradient,
    of its mean square, and of three means of rows and columns.
    """

    mixing: Any

    def __init__(self, xp: Any, array: Any, file: OptimizerFile):
        self.xp = xp
        self.weights = [[array(file.tensors[f"mlp.{n}.{name}"]) for name in ["weight", "bias"]] for n in range(3)]

    def column(self, values: Any, axes: int) -> Any:
        """Values along a first axis, for arrays of `axes` axes more."""
        return values.reshape(-1, *[1] * axes)

    def memory(self, theta: Any) -> dict[str, Any]:
        if theta.ndim > 2:
            raise ValueError(f"a tensor of shape {list(theta.shape)}, expected at most two axes, the rows and columns")
        zeros = self.xp.zeros_like(theta).reshape(theta.shape or (1,))
        stack = self.xp.stack([zeros] * 3)
        row, column = (stack[:, :1, :], stack[:, :, :1]) if self.rows_first(theta.shape) else (
            stack[:, :, :1], stack[:, :1, :]) if theta.ndim == 2 else (stack, stack)
        return {"m": stack, "v": stack[:1], "row": row} | ({"column": column} if theta.ndim == 2 else {})

    def rows_first(self, shape: tuple[int, ...]) -> bool:
        """Whether the means of rows are over the first axis, as the longer one, and not over the second."""
        return len(shape) == 2 and shape[0] > shape[1]

    def normalised(self, x: Any, epsilon: float) -> Any:
        """A stack of inputs, each divided by its root mean square over the tensor."""
        return x / self.xp.sqrt(epsilon + self.xp.mean(x * x, axis=tuple(range(1, x.ndim)), keepdims=True))

    def layers(self, x: Any) -> Any:
        """The MLP's outputs [outputs, …] of inputs [inputs, …]."""
        shape, x = x.shape[1:], x.reshape(x.shape[0], -1)
        for n, (weight, bias) in enumerate(self.weights):
            x = weight @ (x if n == 0 else self.xp.clip(x, 0, None)) + bias[:, None]
        return x.reshape(-1, *shape)

    def moments(self, g: Any, memory: dict[str, Any]) -> tuple[dict[str, Any], Any, Any]:
        """The means after this gradient, and the factors f beside g and beside m."""
        xp = self.xp

        def mean(name: str, part: slice, value: Any) -> Any:
            mixing = self.column(self.mixing[part], g.ndim)
            return memory[name] * (1 - mixing) + mixing * value

        square = g * g + 1e-30
        after = {"m": mean("m", slice(0, 3), g), "v": mean("v", slice(3, 4), g * g)}
        if g.ndim == 2:
            longer = 0 if self.rows_first(g.shape) else 1
            row = after["row"] = mean("row", slice(4, 7), xp.mean(square, axis=longer, keepdims=True))
            column = after["column"] = mean("column", slice(4, 7), xp.mean(square, axis=1 - longer, keepdims=True))
            relative = row / (xp.mean(row, axis=(1, 2), keepdims=True) + 1e-9)
            f = 1 / xp.sqrt(xp.clip(relative, 1e-9, None)) / xp.sqrt(xp.clip(column, 1e-9, None))
            return after, f, f
        row = after["row"] = mean("row", slice(4, 7), square)
        return after, 1 / xp.sqrt(xp.clip(row + 1e-9, 1e-9, None)), 1 / xp.sqrt(row + 1e-6)

    def axes(self, after: dict[str, Any], one: Any) -> list[Any]:
        """The inputs of rows and columns. A tensor that is no matrix has its own means as both."""
        row, column = after["row"], after.get("column", after["row"])
        roots = [1 / self.xp.sqrt(part + 1e-8) for part in (row, column)]
        return [part * one for part in (row, column, *roots)]


class SmallMLP(MLPRule):
    def __init__(self, xp: Any, array: Any, file: OptimizerFile):
        super().__init__(xp, array, file)
        self.scale = float(file.metadata["output_scale"])
        mixing = array([0.1, 0.01, 0.001, 0.001, 0.1, 0.01, 0.001]) * xp.exp(10 * array(file.tensors["decays"]))
        self.mixing = xp.concatenate([mixing[:3], xp.clip(mixing[3:], None, 1)])
        self.times = array([1, 3, 10, 30, 100, 300, 1000, 3000, 1e4, 3e4, 1e5])

    def update(self, g: Any, theta: Any, memory: dict[str, Any], step: Any) -> tuple[Any, dict[str, Any]]:
        xp, shape = self.xp, g.shape
        g, theta = g.reshape(shape or (1,)), theta.reshape(shape or (1,))
        after, f_g, f_m = self.moments(g, memory)
        m, v = after["m"], after["v"]
        root, one = 1 / xp.sqrt(v + 1e-6), xp.ones_like(g)
        x = self.normalised(xp.concatenate(
            [g[None], theta[None], m, v, m * root, root, g * f_g, *self.axes(after, one), m * f_m]), 1e-5)
        times = xp.tanh(step / self.column(self.times, g.ndim) - 1) * one
        out = self.layers(xp.concatenate([x, times]))
        return (-self.scale * out[0] * xp.exp(0.001 * out[1])).reshape(shape), after


class Celo2Base(MLPRule):
    def __init__(self, xp: Any, array: Any, file: OptimizerFile):
        super().__init__(xp, array, file)
        self.learning_rate = float(file.metadata["learning_rate"])
        self.mixing = array([0.1, 0.01, 0.001, 0.05, 0.1, 0.01, 0.001])

    def update(self, g: Any, theta: Any, memory: dict[str, Any], step: Any) -> tuple[Any, dict[str, Any]]:
        xp, shape = self.xp, g.shape
        g, theta = xp.clip(g.reshape(shape or (1,)), -1000, 1000), theta.reshape(shape or (1,))
        after, f_g, f_m = self.moments(g, memory)
        m, v = after["m"], after["v"]
        root, one = 1 / xp.sqrt(v + 1e-8), xp.ones_like(g)
        x = [g[None], xp.clip(g, -0.1, 0.1)[None], theta[None], m, v, m * root, root, g * f_g, g * root]
        if g.ndim == 2:
            x += [*self.axes(after, one), m * f_m]
        else:  # the MLP does without these
            x += [xp.stack([xp.zeros_like(g)] * 15)]
        out = self.layers(self.normalised(xp.concatenate(x), 1e-9))
        return (-self.learning_rate * self.normalised(out[:1], 1e-9)[0]).reshape(shape), after
