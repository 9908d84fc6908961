"""The rules that treat every coordinate alone: files of the kinds coordinatewise-lstm, -linear and rnnprop."""
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class CoordinatewiseLinear:
    def __init__(self, metadata, tensors):
        self.scale = float(metadata["output_scale"])
        self.weight, self.bias = tensors["readout.weight"].item(), tensors["readout.bias"].item()

    def update(self, g, theta, memory, step):
        return self.scale * (self.weight * g + self.bias)


class CoordinatewiseLSTM:
    def __init__(self, metadata, tensors):
        self.metadata, self.tensors = metadata, tensors

    def inputs(self, g):
        if self.metadata["preprocessing"] == "raw":
            return g.reshape(1, -1)
        p, g = float(self.metadata["p"]), g.reshape(-1)
        large, size = abs(g) >= np.exp(-p), np.maximum(abs(g), np.exp(-p))
        return np.stack([np.where(large, np.log(size) / p, -1), np.where(large, np.sign(g), np.exp(p) * g)])

    def update(self, g, theta, memory, step):
        return float(self.metadata["output_scale"]) * self.readout(self.inputs(g), memory).reshape(g.shape)

    def readout(self, x, memory):
        for layer in range(2):
            w, u, b = (self.tensors[f"lstm.{layer}.{name}"] for name in ["weight_ih", "weight_hh", "bias"])
            h, c = memory.get(layer, np.zeros((2, u.shape[1], x.shape[1])))
            i, f, candidate, o = np.split(w @ x + u @ h + b[:, None], 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
            x = sigmoid(o) * np.tanh(c)
            memory[layer] = x, c
        return self.tensors["readout.weight"] @ x + self.tensors["readout.bias"]


class RNNprop(CoordinatewiseLSTM):
    def update(self, g, theta, memory, step):
        b1, b2 = float(self.metadata["mean_decay"]), float(self.metadata["square_decay"])
        m, v = memory.get("means", (0, 0))
        m, v = memory["means"] = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        size = np.sqrt(v / (1 - b2 ** (step + 1))) + 1e-8
        features = np.stack([g.ravel(), m.ravel() / (1 - b1 ** (step + 1))]) / size.ravel()
        z = self.tensors["input.weight"] @ features + self.tensors["input.bias"][:, None]
        x = np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)
        return -float(self.metadata["output_scale"]) * np.tanh(self.readout(x, memory)).reshape(g.shape)
