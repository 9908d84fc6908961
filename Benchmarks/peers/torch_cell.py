"""The two-layer, 20-unit coordinatewise LSTM in PyTorch."""
import math
import torch
from torch import nn


class CoordinatewiseLSTM(nn.Module):
    def __init__(self, log_and_sign, scale):
        super().__init__()
        self.log_and_sign, self.scale = log_and_sign, scale
        self.first = nn.LSTMCell(2 if log_and_sign else 1, 20)
        self.second = nn.LSTMCell(20, 20)
        self.readout = nn.Linear(20, 1)

    def forward(self, gradient, carry):
        if self.log_and_sign:
            p, floor = 10.0, math.exp(-10.0)
            magnitude = gradient.abs()
            large = magnitude >= floor
            inputs = torch.stack([
                torch.where(large, torch.log(magnitude.clamp_min(floor)) / p, torch.full_like(gradient, -1.0)),
                torch.where(large, torch.sign(gradient), gradient * math.exp(p)),
            ], 1)
        else:
            inputs = gradient.unsqueeze(1)
        h1, c1 = self.first(inputs, carry[0])
        h2, c2 = self.second(h1, carry[1])
        return self.readout(h2).squeeze(1) * self.scale, ((h1, c1), (h2, c2))
