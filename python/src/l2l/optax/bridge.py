"""A gradient transformation of optax on the functions of an episode."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from l2l.messages import Episode, Step
from l2l.serving import Update, importing, settings_for
from l2l.serving import serve as serve_arrays

if TYPE_CHECKING:
    import jax
    import optax


def serve(make: Callable[..., optax.GradientTransformation]) -> NoReturn:
    """Serves the gradient transformation that `make(**settings)` returns.

    It sees one function: a dictionary of tensors by name, in their own shapes. `jax.vmap` applies it to all
    functions at once, and `jax.jit` compiles that once an episode. The answer is the transformation's
    updates as they are, in Float32. `make` is given the `horizon` too where it has an argument of that name.
    """
    with importing():
        import jax  # noqa: F401
        import optax  # noqa: F401

    def begin(episode: Episode, **settings: float) -> Update:
        return update(episode, make(**settings_for(make, episode)))

    serve_arrays(begin, wants=["gradients", "parameters"])


def update(episode: Episode, transformation: optax.GradientTransformation) -> Update:
    """The transformation's answer to a step of the episode."""
    import jax
    import jax.numpy as jnp

    def tree(array: jax.Array) -> dict[str, jax.Array]:
        return {tensor.name: view for tensor, view in zip(episode.tensors, episode.split(array))}

    @jax.jit
    def begin(parameters: jax.Array) -> optax.OptState:
        return jax.vmap(transformation.init)(tree(parameters))

    @jax.jit
    def advance(state: optax.OptState, gradients: jax.Array,
                parameters: jax.Array) -> tuple[optax.OptState, jax.Array]:
        updates, state = jax.vmap(transformation.update)(tree(gradients), state, tree(parameters))
        return state, jnp.concatenate(
            [updates[tensor.name].reshape(episode.functions, -1) for tensor in episode.tensors], axis=1)

    state: optax.OptState = None

    def answer(step: Step) -> np.ndarray:
        nonlocal state
        gradients, parameters = jnp.array(step.gradients), jnp.array(step.parameters)  # copies: the memory is reused
        if step.number == 0:
            state = begin(parameters)
        state, updates = advance(state, gradients, parameters)
        return np.asarray(updates)

    return answer
