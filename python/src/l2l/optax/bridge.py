"""A gradient transformation of optax on the functions of an episode."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from l2l.messages import Episode, Step
from l2l.serving import Update, horizon_for, importing
from l2l.serving import serve as serve_arrays

if TYPE_CHECKING:
    import jax
    import optax


def serve(make: Callable[..., optax.GradientTransformation]) -> NoReturn:
    """Serves the gradient transformation that `make(**settings)` returns.

    It sees one function: a dictionary of tensors by name, in their own shapes. `jax.vmap` applies it to all
    functions at once. The answer is the transformation's updates as they are, in Float32.

    JAX compiles this once for all values of the settings, so `make` may compute with them and not branch on
    them. It is given the `horizon` too where it has an argument of that name: a whole number as usual.
    """
    with importing("jax", "optax"):
        import jax  # noqa: F401
        import optax  # noqa: F401
    serve_arrays(bridge(make), wants=["gradients", "parameters"])


def bridge(make: Callable[..., optax.GradientTransformation]) -> Callable[..., Update]:
    """The optimizer of an episode, whose compiled functions are shared by all episodes of one shape."""
    import jax
    import jax.numpy as jnp

    def tree(shape: Episode, array: jax.Array) -> dict[str, jax.Array]:
        return {tensor.name: view for tensor, view in zip(shape.tensors, shape.split(array))}

    def rule(shape: Episode, settings: dict[str, float]) -> optax.GradientTransformation:
        return make(**settings, **horizon_for(make, shape))

    @partial(jax.jit, static_argnums=0)
    def begin(shape: Episode, settings: dict[str, float], parameters: jax.Array) -> optax.OptState:
        return jax.vmap(rule(shape, settings).init)(tree(shape, parameters))

    @partial(jax.jit, static_argnums=0)
    def advance(shape: Episode, settings: dict[str, float], state: optax.OptState, gradients: jax.Array,
                parameters: jax.Array) -> tuple[optax.OptState, jax.Array]:
        updates, state = jax.vmap(rule(shape, settings).update)(
            tree(shape, gradients), state, tree(shape, parameters))
        return state, jnp.concatenate(
            [updates[tensor.name].reshape(shape.functions, -1) for tensor in shape.tensors], axis=1)

    def start(episode: Episode, **settings: float) -> Update:
        shape = replace(episode, settings={}, horizon=horizon_for(make, episode).get("horizon", 0))
        state: optax.OptState = None

        def update(step: Step) -> np.ndarray:
            nonlocal state
            gradients, parameters = jnp.array(step.gradients), jnp.array(step.parameters)  # copies, as memory is reused
            if step.number == 0:
                state = begin(shape, settings, parameters)
            state, updates = advance(shape, settings, state, gradients, parameters)
            return np.asarray(updates)

        return update

    return start
