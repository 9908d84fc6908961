"""Optimizers of torch.optim through the protocol."""
import sys

import numpy as np
import pytest
from driver import Process, adam, minimise, script

torch = pytest.importorskip("torch")
WANTS = ["gradients", "parameters"]


def test_the_parameters_are_those_that_torch_holds():
    """Where no step is longer than half a parameter, to the last bit; else to one."""
    with Process([sys.executable, "-m", "l2l.torch", "adam"]) as process:
        process.greet()
        chance = np.random.default_rng(3)
        theta = (1 + chance.uniform(size=(5, 16))).astype(np.float32)
        held = torch.nn.Parameter(torch.tensor(theta))
        optimizer = torch.optim.Adam([held], lr=0.003)
        process.begin(5, 50, learningRate=0.003)
        for number in range(50):
            gradients = chance.normal(size=theta.shape).astype(np.float32)
            held.grad = torch.tensor(gradients)
            optimizer.step()
            theta = theta + process.updates(number, gradients, theta)
        np.testing.assert_array_equal(theta, held.detach().numpy())


def test_one_optimizer_for_each_function_and_several_for_its_tensors(tmp_path):
    text = """
import torch, l2l.torch

def make(parameters, learningRate, horizon):
    assert horizon == 20 and [tuple(p.shape) for p in parameters] == 5 * [(4, 3), (3,), ()]
    matrices = [p for p in parameters if p.ndim == 2]
    others = [p for p in parameters if p.ndim < 2]
    return [torch.optim.Adam(matrices, lr=learningRate), torch.optim.AdamW(others, lr=learningRate, weight_decay=0)]

l2l.torch.serve(make, per_function=True)
"""
    with Process(script(tmp_path, text)) as process:
        process.greet()
        found = minimise(process, WANTS, learningRate=0.1)
        np.testing.assert_allclose(found, adam(0.1), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", ["adafactor", "nadam", "sgd"])
def test_the_other_commands(name):
    with Process([sys.executable, "-m", "l2l.torch", name]) as process:
        process.greet()
        assert np.isfinite(minimise(process, WANTS, learningRate=0.01)).all()


def test_a_name_that_torch_does_not_have():
    with Process([sys.executable, "-m", "l2l.torch", "madam"]) as process:
        assert process.end() == 1
        assert "found madam, expected one of adadelta, " in process.errors()
