"""Adam of torch and of optax through the protocol, beside numpy's."""
import sys

import numpy as np
import pytest
from driver import ROOT, Process, adam, minimise

WANTS = ["gradients", "parameters"]


@pytest.fixture(params=["torch", "optax"])
def library(request):
    pytest.importorskip(request.param)
    return request.param


@pytest.mark.parametrize("is_script", [False, True])
def test_adam(library, is_script):
    command = [str(ROOT / f"Examples/external/{library}_adam.py")] if is_script else ["-m", f"l2l.{library}", "adam"]
    with Process([sys.executable, *command]) as process:
        assert process.greet() == {"message": "ready", "protocol": 1, "wants": WANTS}
        for seed, rate in [(0, 0.1), (1, 0.01)]:
            found = minimise(process, WANTS, horizon=100, seed=seed, learningRate=rate)
            np.testing.assert_allclose(found, adam(rate, horizon=100, seed=seed), rtol=1e-4, atol=1e-5)
        assert process.end() == 0


def test_the_weight_decay_sees_the_parameters(library):
    with Process([sys.executable, "-m", f"l2l.{library}", "adamw"]) as process:
        process.greet()
        found = minimise(process, WANTS, learningRate=0.1, weight_decay=0.05)
        np.testing.assert_allclose(found, adam(0.1, weight_decay=0.05), rtol=1e-4, atol=1e-5)
