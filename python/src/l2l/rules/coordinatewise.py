"""The rules that treat every coordinate alone: files of the kinds coordinatewise-lstm, -linear and rnnprop."""
from __future__ import annotations

import math
from typing import Any

from l2l.files import OptimizerFile


class CoordinatewiseLinear:
    def __init__(self, xp: Any, array: Any, file: OptimizerFile):
        self.scale = float(file.metadata["output_scale"])
        self.weight, self.bias = (array(file.tensors[f"readout.{name}"]).reshape(()) for name in ["weight", "bias"])

    def memory(self, theta: Any) -> dict[str, Any]:
        return {}

    def update(self, g: Any, theta: Any, memory: dict[str, Any], step: Any) -> tuple[Any, dict[str, Any]]:
        return self.scale * (self.weight * g + self.bias), {}


class LSTM:
    """Two layers and a read-out, for all coordinates of a tensor: arrays [units, coordinates]."""

    def __init__(self, xp: Any, array: Any, file: OptimizerFile):
        self.xp, self.tensors = xp, {name: array(tensor) for name, tensor in file.tensors.items()}
        self.scale = float(file.metadata["output_scale"])

    def memory(self, theta: Any) -> dict[str, Any]:
        zeros = self.xp.zeros_like(theta).reshape(1, -1)
        return {f"{name}.{layer}": zeros * self.tensors[f"lstm.{layer}.weight_hh"][:1].T
                for layer in range(2) for name in "hc"}

    def sigmoid(self, x: Any) -> Any:
        return 1 / (1 + self.xp.exp(-x))

    def readout(self, x: Any, memory: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """The read-out of inputs [inputs, coordinates], and the memory after it."""
        xp, after = self.xp, dict[str, Any]()
        for layer in range(2):
            w, u, b = (self.tensors[f"lstm.{layer}.{name}"] for name in ["weight_ih", "weight_hh", "bias"])
            gates = w @ x + u @ memory[f"h.{layer}"] + b[:, None]
            i, f, candidate, o = gates.reshape(4, u.shape[1], -1)
            c = self.sigmoid(f) * memory[f"c.{layer}"] + self.sigmoid(i) * xp.tanh(candidate)
            x = self.sigmoid(o) * xp.tanh(c)
            after |= {f"h.{layer}": x, f"c.{layer}": c}
        return self.tensors["readout.weight"] @ x + self.tensors["readout.bias"][:, None], after


class CoordinatewiseLSTM(LSTM):
    def __init__(self, xp: Any, array: Any, file: OptimizerFile):
        super().__init__(xp, array, file)
        self.p = None if file.metadata["preprocessing"] == "raw" else float(file.metadata["p"])

    def inputs(self, g: Any) -> Any:
        """The gradient, or (log|g|/p, sign g) where |g| ≥ e⁻ᵖ, else (−1, eᵖ g)."""
        if self.p is None:
            return g.reshape(1, -1)
        xp, g, threshold = self.xp, g.reshape(-1), math.exp(-self.p)
        large, size = abs(g) >= threshold, xp.clip(abs(g), threshold, None)
        return xp.stack([xp.where(large, xp.log(size) / self.p, -1.0), xp.where(large, xp.sign(g), g / threshold)])

    def update(self, g: Any, theta: Any, memory: dict[str, Any], step: Any) -> tuple[Any, dict[str, Any]]:
        out, memory = self.readout(self.inputs(g), memory)
        return self.scale * out.reshape(g.shape), memory


class RNNprop(LSTM):
    def __init__(self, xp: Any, array: Any, file: OptimizerFile):
        super().__init__(xp, array, file)
        self.decays = float(file.metadata["mean_decay"]), float(file.metadata["square_decay"])

    def memory(self, theta: Any) -> dict[str, Any]:
        return super().memory(theta) | {"m": self.xp.zeros_like(theta), "v": self.xp.zeros_like(theta)}

    def update(self, g: Any, theta: Any, memory: dict[str, Any], step: Any) -> tuple[Any, dict[str, Any]]:
        xp, (b1, b2) = self.xp, self.decays
        m, v = b1 * memory["m"] + (1 - b1) * g, b2 * memory["v"] + (1 - b2) * g * g
        size = xp.sqrt(v / (1 - b2 ** (step + 1))) + 1e-8
        features = xp.stack([(g / size).reshape(-1), (m / (1 - b1 ** (step + 1)) / size).reshape(-1)])
        z = self.tensors["input.weight"] @ features + self.tensors["input.bias"][:, None]
        x = xp.where(z > 0, z, xp.exp(xp.clip(z, None, 0)) - 1)
        out, after = self.readout(x, memory)
        return -self.scale * xp.tanh(out).reshape(g.shape), after | {"m": m, "v": v}
