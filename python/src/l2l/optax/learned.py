"""The rule of an optimizer file as a gradient transformation of optax."""
from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from l2l.files import read
from l2l.rules import Memory, rule, signs


class LearnedState(NamedTuple):
    """For each leaf of the parameters, in order: how often it was updated, and what the rule remembers of it."""

    steps: list[Any]
    memories: list[Memory]


def leaves(tree: Any) -> tuple[list[Any], Any]:
    """The leaves of a tree, None among them, and its structure."""
    found, structure = jax.tree.flatten(tree, is_leaf=lambda leaf: leaf is None)
    return found, structure


def learned_optimizer(path: str | Path) -> optax.GradientTransformation:
    """The optimizer of a file. Its updates are to be added as they are, with no learning rate.

        optimizer = learned_optimizer("results/smoke/optimizers/lstm-0.safetensors")

    A gradient of None is passed over: its update is None, and what the rule remembers stays as it is. The state
    is a tree of arrays, which any library saves. Coordinate signs count the coordinates in the order of the
    leaves, which JAX sorts by name in a dictionary. The rule computes in Float32.
    """
    file = read(path)
    learned = rule(file, jnp, lambda values: jnp.asarray(np.asarray(values), jnp.float32))

    def init(params: optax.Params) -> LearnedState:
        found, _ = leaves(params)
        memories = [{} if leaf is None else learned.memory(jnp.asarray(leaf, jnp.float32)) for leaf in found]
        return LearnedState([jnp.zeros((), jnp.int32) for _ in found], memories)

    def update(gradients: optax.Updates, state: LearnedState,
               params: optax.Params | None = None) -> tuple[optax.Updates, LearnedState]:
        if params is None:
            raise ValueError("found no parameters, expected update(gradients, state, params)")
        found, structure = leaves(gradients)
        updates: list[Any] = []
        steps, memories, start = list(state.steps), list(state.memories), 0
        for number, (gradient, theta) in enumerate(zip(found, structure.flatten_up_to(params))):
            shape = () if theta is None else jnp.shape(theta)
            if gradient is None:
                updates.append(None)
            else:
                sign = signs(file, start, shape)
                moved, memories[number] = learned.update(
                    sign * jnp.asarray(gradient, jnp.float32), sign * jnp.asarray(theta, jnp.float32),
                    memories[number], steps[number])
                steps[number] = steps[number] + 1
                updates.append((sign * moved).astype(jnp.asarray(gradient).dtype))
            start += 0 if theta is None else int(np.prod(shape))
        return structure.unflatten(updates), LearnedState(steps, memories)

    return optax.GradientTransformation(init, update)
