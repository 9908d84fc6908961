"""Runs an optimizer that l2l meta-trained in PyTorch: python learned_optimizer.py FILE.safetensors"""
import sys

import torch
from safetensors import safe_open


class LearnedOptimizer(torch.optim.Optimizer):
    """The coordinatewise LSTM of an optimizer file; a state of its own for every coordinate."""

    def __init__(self, parameters, file):
        super().__init__(parameters, {})
        with safe_open(file, framework="pt") as contents:
            self.metadata = contents.metadata()
            tensors = {name: contents.get_tensor(name) for name in contents.keys()}
        assert self.metadata["kind"] == "coordinatewise-lstm"
        self.cells = []
        for layer in range(2):
            weight_ih, weight_hh, bias = (
                tensors[f"lstm.{layer}.{name}"] for name in ["weight_ih", "weight_hh", "bias"])
            cell = torch.nn.LSTMCell(weight_ih.shape[1], weight_hh.shape[1])  # gates i f g o, as in the file
            cell.load_state_dict({"weight_ih": weight_ih, "weight_hh": weight_hh,
                                  "bias_ih": bias, "bias_hh": torch.zeros_like(bias)})
            self.cells.append(cell)
        self.weight, self.bias = tensors["readout.weight"], tensors["readout.bias"]
        self.scale = float(self.metadata["output_scale"])
        start = 0
        for parameter in (parameter for group in self.param_groups for parameter in group["params"]):
            self.state[parameter]["signs"] = self.signs(start, parameter.numel())
            start += parameter.numel()

    def signs(self, start, count):
        """+1 or -1 for coordinates start, start + 1, ...: MurmurHash3's finaliser, where the file asks for signs."""
        mixed = self.metadata.get("coordinate_signs")
        if mixed is None or mixed == "mixed-after-first-tensor" and start == 0:
            return torch.ones(count)
        bits = torch.arange(start, start + count)
        for shift, factor in [(16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)]:
            bits = ((bits ^ (bits >> shift)) * factor) & 0xFFFFFFFF
        return 1.0 - 2.0 * (bits & 1)

    def inputs(self, gradient):
        if self.metadata["preprocessing"] == "raw":
            return gradient.reshape(-1, 1)
        p, g = float(self.metadata["p"]), gradient.reshape(-1)
        threshold = torch.exp(torch.tensor(-p))
        large = g.abs() >= threshold
        return torch.stack([torch.where(large, g.abs().clamp(min=threshold).log() / p, -1.0),
                            torch.where(large, g.sign(), g / threshold)], dim=1)

    @torch.no_grad()
    def step(self, closure=None):
        """Updates the parameters that have a gradient. A closure computes them first, and its loss is returned."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                signs, states = self.state[parameter]["signs"], self.state[parameter].get("lstm", [None, None])
                x = self.inputs(signs * parameter.grad.reshape(-1))
                for layer, cell in enumerate(self.cells):
                    states[layer] = cell(x, states[layer])
                    x = states[layer][0]
                self.state[parameter]["lstm"] = states
                update = signs * (self.scale * (x @ self.weight.T + self.bias)).reshape(-1)
                parameter += update.reshape(parameter.shape)
        return loss


def trajectory(file, horizon=40, dimension=5):
    """The loss of ‖Wθ − y‖² after 0, 1, …, horizon updates from θ = 0, which is two tensors."""
    rows, columns = torch.arange(dimension).reshape(-1, 1), torch.arange(dimension)
    w, y = (7 * rows + 3 * columns) % 11 / 11, (5 * torch.arange(dimension) + 2) % 7 / 7
    theta = [torch.zeros(size, requires_grad=True) for size in [2, dimension - 2]]
    optimizer = LearnedOptimizer(theta, file)
    losses = []
    for _ in range(horizon + 1):
        optimizer.zero_grad()
        loss = (w @ torch.cat(theta) - y).square().sum()
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
    return losses


if __name__ == "__main__":
    for updates, loss in enumerate(trajectory(sys.argv[1])):
        print(updates, loss)
