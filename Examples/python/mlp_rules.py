"""The rules that apply an MLP to every coordinate: optimizer files of the kinds small-mlp and celo2-base."""
import numpy as np


def normalised(x, epsilon):
    """A stack of inputs, each divided by its root mean square over the tensor."""
    axes = tuple(range(1, x.ndim))
    return x / np.sqrt(epsilon + np.mean(x * x, axes, keepdims=True))


class MLPRule:
    """Memory and inputs that both kinds share. A tensor's memory is a dictionary, empty at the start."""

    def layers(self, x):
        for n, (weight, bias) in enumerate(self.weights):
            x = np.tensordot(weight, x if n == 0 else np.maximum(x, 0), 1) + bias.reshape(-1, *[1] * (x.ndim - 1))
        return x

    def moments(self, g, memory):
        """Moves the means and returns m, v, row, column, and the factors f beside g and beside m."""
        def mean(name, mixing, value):
            mixing = np.reshape(mixing, (-1, *[1] * g.ndim))
            memory[name] = memory.get(name, 0) * (1 - mixing) + mixing * value
            return memory[name]
        m, v, square = mean("m", self.mixing[:3], g), mean("v", self.mixing[3:4], g * g), g * g + 1e-30
        if g.ndim == 2:
            longer = 0 if g.shape[0] > g.shape[1] else 1
            row = mean("row", self.mixing[4:], square.mean(longer, keepdims=True))
            column = mean("column", self.mixing[4:], square.mean(1 - longer, keepdims=True))
            relative = row / (row.mean((1, 2), keepdims=True) + 1e-9)
            f = 1 / np.sqrt(np.maximum(relative, 1e-9)) / np.sqrt(np.maximum(column, 1e-9))
            return m, v, row, column, f, f
        row = mean("row", self.mixing[4:], square)
        return m, v, row, row, 1 / np.sqrt(np.maximum(row + 1e-9, 1e-9)), 1 / np.sqrt(row + 1e-6)

    def __init__(self, metadata, tensors):
        self.weights = [(tensors[f"mlp.{n}.weight"], tensors[f"mlp.{n}.bias"]) for n in range(3)]
        self.metadata = metadata


class SmallMLP(MLPRule):
    def __init__(self, metadata, tensors):
        super().__init__(metadata, tensors)
        self.scale = float(metadata["output_scale"])
        mixing = np.array([0.1, 0.01, 0.001, 0.001, 0.1, 0.01, 0.001]) * np.exp(10 * tensors["decays"])
        self.mixing = np.concatenate([mixing[:3], np.minimum(mixing[3:], 1)])

    def update(self, g, theta, memory, step):
        m, v, row, column, f_g, f_m = self.moments(g, memory)
        root, one = 1 / np.sqrt(v + 1e-6), np.ones((3, *g.shape))
        x = normalised(np.concatenate([
            g[None], theta[None], m, v, m * root, root, g * f_g, row * one, column * one,
            one / np.sqrt(row + 1e-8), one / np.sqrt(column + 1e-8), m * f_m]), 1e-5)
        times = np.array([1, 3, 10, 30, 100, 300, 1000, 3000, 1e4, 3e4, 1e5]).reshape(-1, *[1] * g.ndim)
        out = self.layers(np.concatenate([x, np.tanh(step / times - 1) * np.ones((11, *g.shape))]))
        return -self.scale * out[0] * np.exp(0.001 * out[1])


class Celo2Base(MLPRule):
    mixing = np.array([0.1, 0.01, 0.001, 0.05, 0.1, 0.01, 0.001])

    def update(self, g, theta, memory, step):
        g = np.clip(g, -1000, 1000)
        m, v, row, column, f_g, f_m = self.moments(g, memory)
        root, one = 1 / np.sqrt(v + 1e-8), np.ones((3, *g.shape))
        inputs = [g[None], np.clip(g, -0.1, 0.1)[None], theta[None], m, v, m * root, root, g * f_g, g * root]
        if g.ndim == 2:
            inputs += [row * one, column * one, one / np.sqrt(row + 1e-8), one / np.sqrt(column + 1e-8), m * f_m]
        else:  # the MLP does without these
            inputs += [np.zeros((15, *g.shape))]
        out = self.layers(normalised(np.concatenate(inputs), 1e-9))
        return -float(self.metadata["learning_rate"]) * normalised(out[:1], 1e-9)[0]
