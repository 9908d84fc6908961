"""An optimizer of `torch.optim` on the functions of an episode."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from l2l.messages import Episode, Step
from l2l.serving import Update, horizon_for, importing
from l2l.serving import serve as serve_arrays

if TYPE_CHECKING:
    import torch


def serve(make: Callable[..., torch.optim.Optimizer | list[torch.optim.Optimizer]],
          per_function: bool = False) -> NoReturn:
    """Serves the optimizer that `make(parameters, **settings)` returns, or the several that share the parameters.

    `parameters` are tensors [functions, *shape], one for each tensor of the functions. An elementwise rule
    cannot tell them from one function's, and one step is one call for all functions. With `per_function`
    there is a tensor [*shape] for each tensor of each function, function after function, as rules need that
    look at a matrix or at a norm. `make` is given the `horizon` too where it has an argument of that name.

    Before every step the parameters are those that `l2l` sends, in Float32, so a weight decay sees them. The
    answer is what the step has added to them. `l2l` adds it in Float32 and so holds the parameters that
    PyTorch would hold, to the last bit where a step is at most as long as half the parameter.

    One thread computes, since `l2l` runs several processes side by side.
    """
    with importing("torch"):
        import torch
    torch.set_num_threads(1)

    def begin(episode: Episode, **settings: float) -> Update:
        arguments = settings | horizon_for(make, episode)
        return update(episode, per_function, lambda parameters: make(parameters, **arguments))

    serve_arrays(begin, wants=["gradients", "parameters"])


def update(
        episode: Episode, per_function: bool,
        make: Callable[[list[torch.nn.Parameter]], torch.optim.Optimizer | list[torch.optim.Optimizer]]) -> Update:
    """The optimizer's answer to a step of the episode."""
    import torch

    held = torch.zeros(episode.functions, episode.parameters)
    parameters = [torch.nn.Parameter(view) for view in views(episode, held, per_function)]
    optimizers: list[torch.optim.Optimizer] = []

    @torch.no_grad()
    def answer(step: Step) -> np.ndarray:
        before = torch.from_numpy(step.parameters)
        held.copy_(before)
        for parameter, gradient in zip(parameters, views(episode, torch.from_numpy(step.gradients), per_function)):
            parameter.grad = gradient
        if not optimizers:  # made once the parameters have their first values
            with torch.enable_grad():
                made = make(parameters)
            optimizers.extend(made if isinstance(made, (list, tuple)) else [made])
        for optimizer in optimizers:
            optimizer.step()
        return torch.sub(held, before, out=before).numpy()

    return answer


def views(episode: Episode, array: torch.Tensor, per_function: bool) -> list[torch.Tensor]:
    """Views of an array [functions, parameters] in the shapes that the optimizer sees."""
    tensors = episode.split(array)
    if not per_function:
        return tensors
    return [tensor[function] for function in range(episode.functions) for tensor in tensors]
