"""The rules that treat every coordinate alone: optimizer files of the kinds coordinatewise-lstm and -linear."""
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
        x = self.inputs(g)
        for layer in range(2):
            w, u, b = (self.tensors[f"lstm.{layer}.{name}"] for name in ["weight_ih", "weight_hh", "bias"])
            h, c = memory.get(layer, np.zeros((2, u.shape[1], g.size)))
            i, f, candidate, o = np.split(w @ x + u @ h + b[:, None], 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
            x = sigmoid(o) * np.tanh(c)
            memory[layer] = x, c
        out = self.tensors["readout.weight"] @ x + self.tensors["readout.bias"]
        return float(self.metadata["output_scale"]) * out.reshape(g.shape)
