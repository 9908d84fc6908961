"""The rule of an optimizer file as a `torch.optim.Optimizer`."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.optim.optimizer import ParamsT

from l2l.files import read
from l2l.rules import Rule, rule, signs


class LearnedOptimizer(torch.optim.Optimizer):
    """The optimizer of a file, for parameters in Float32 or Float64.

        optimizer = LearnedOptimizer(model.parameters(), "results/smoke/optimizers/lstm-0.safetensors")

    A parameter without a gradient is passed over, and what the rule remembers of it stays as it is. `state_dict`
    has all that is remembered. Coordinate signs count the coordinates in the order of the parameters.
    """

    def __init__(self, params: ParamsT, path: str | Path):
        self.file = read(path)
        self.rules: dict[tuple[torch.dtype, torch.device], Rule] = {}
        self.signs: dict[torch.Tensor, torch.Tensor] = {}
        self.coordinates = 0
        super().__init__(params, {})

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        super().add_param_group(param_group)
        for parameter in self.param_groups[-1]["params"]:
            if parameter.dtype not in (torch.float32, torch.float64):
                raise TypeError(f"found a parameter in {parameter.dtype}, expected Float32 or Float64")
            sign = signs(self.file, self.coordinates, tuple(parameter.shape))
            self.signs[parameter] = torch.tensor(sign, dtype=parameter.dtype, device=parameter.device)
            self.coordinates += parameter.numel()

    def rule(self, parameter: torch.Tensor) -> Rule:
        """The rule in the parameter's precision, where the parameter is."""
        place = (parameter.dtype, parameter.device)
        if place not in self.rules:
            self.rules[place] = rule(self.file, torch, lambda values: torch.tensor(
                np.asarray(values), dtype=parameter.dtype, device=parameter.device))
        return self.rules[place]

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """Updates the parameters that have a gradient. A closure computes them first, and its loss is returned."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for parameter in (parameter for group in self.param_groups for parameter in group["params"]):
            if parameter.grad is not None:
                self.move(parameter, parameter.grad)
        return loss

    def move(self, parameter: torch.Tensor, gradient: torch.Tensor) -> None:
        rule, sign, state = self.rule(parameter), self.signs[parameter], self.state[parameter]
        memory = {name: value for name, value in state.items() if name != "step"} or rule.memory(parameter)
        update, memory = rule.update(sign * gradient, sign * parameter, memory, int(state.get("step", 0)))
        parameter += sign * update
        state.update(memory, step=int(state.get("step", 0)) + 1)
