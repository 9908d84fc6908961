"""Gradient transformations of optax through the protocol."""
import sys

import numpy as np
import pytest
from driver import Process, bowls, minimise, script

optax = pytest.importorskip("optax")
WANTS = ["gradients", "parameters"]


def test_every_function_alone(tmp_path):
    """A norm is that of one function: clipping to length 1 and stepping by 0.1."""
    text = """
import l2l.optax, optax
l2l.optax.serve(lambda learningRate, horizon: optax.chain(
    optax.clip_by_global_norm(1.0), optax.sgd(optax.linear_schedule(learningRate, 0, horizon))))
"""
    with Process(script(tmp_path, text)) as process:
        process.greet()
        found = minimise(process, WANTS, learningRate=0.1)
    curvature, theta = bowls()
    for number in range(20):
        g = curvature * (theta - 1)
        theta = theta - 0.1 * (1 - number / 20) * g / np.maximum(1, np.linalg.norm(g, axis=1, keepdims=True))
    np.testing.assert_allclose(found, theta, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", ["nadamw", "lion", "muon", "sgd"])
def test_the_other_commands(name):
    with Process([sys.executable, "-m", "l2l.optax", name]) as process:
        process.greet()
        assert np.isfinite(minimise(process, WANTS, learningRate=0.01)).all()


def test_muon_is_that_of_one_function():
    import jax.numpy as jnp
    chance = np.random.default_rng(4)
    gradients, parameters = chance.normal(size=(2, 5, 16)).astype(np.float32)
    with Process([sys.executable, "-m", "l2l.optax", "muon"]) as process:
        process.greet()
        process.begin(5, 1, learningRate=0.1)
        found = process.updates(0, gradients, parameters)
    rule = optax.contrib.muon(learning_rate=0.1)

    def tree(array):
        return {"layer1.weights": jnp.reshape(array[:12], (4, 3)), "layer1.bias": array[12:15], "scale": array[15]}

    for function in range(5):
        theta = tree(parameters[function])
        updates, _ = rule.update(tree(gradients[function]), rule.init(theta), theta)
        expected = np.concatenate([np.ravel(updates[name]) for name in theta])
        np.testing.assert_allclose(found[function], expected, rtol=1e-4, atol=1e-5)


def test_a_name_that_optax_does_not_have():
    with Process([sys.executable, "-m", "l2l.optax", "madam"]) as process:
        assert process.end() == 1
        assert "found madam, expected an optimizer of optax" in process.errors()
