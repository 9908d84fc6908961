"""l2l's side of docs/external-protocol.md, for tests."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
SOURCES = str(ROOT / "python" / "src")

#: The functions of the tests: a matrix, a vector and a scalar.
TENSORS = [{"name": "layer1.weights", "shape": [4, 3], "role": "inputWeights"},
           {"name": "layer1.bias", "shape": [3], "role": "bias"},
           {"name": "scale", "shape": [], "role": "other"}]
PARAMETERS = 16


class Process:
    """An external optimizer at work, which is killed when it takes two minutes."""

    def __init__(self, command: list[str]):
        self.standard_error = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.standard_error,
            env={**os.environ, "PYTHONPATH": SOURCES, "JAX_PLATFORMS": "cpu"})
        self.timer = threading.Timer(120, self.process.kill)
        self.timer.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.end()

    def write(self, data: bytes) -> None:
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def say(self, message: dict, *numbers: np.ndarray) -> None:
        self.write(json.dumps(message).encode() + b"\n" + b"".join(n.astype("<f4").tobytes() for n in numbers))

    def hear(self) -> dict:
        line = self.process.stdout.readline()
        assert line, f"the process ended: {self.errors()}"
        return json.loads(line)

    def greet(self) -> dict:
        self.say({"message": "hello", "protocol": 1, "name": "test"})
        return self.hear()

    def begin(self, functions: int, horizon: int, tensors=TENSORS, **settings: float) -> None:
        self.say({"message": "episode", "functions": functions, "horizon": horizon, "tensors": tensors,
                  "settings": settings, "later": "a key that this version does not know"})

    def updates(self, number: int, *numbers: np.ndarray) -> np.ndarray:
        """The answer to a step, of the shape of the first array."""
        self.say({"message": "step", "number": number}, *numbers)
        answer = self.hear()
        assert answer == {"message": "updates"}, answer
        count = numbers[0].size
        return np.frombuffer(self.process.stdout.read(4 * count), "<f4").reshape(numbers[0].shape)

    def errors(self) -> str:
        self.standard_error.seek(0)
        return self.standard_error.read().decode()

    def end(self) -> int:
        """Ends its standard input. Its exit code."""
        if not self.process.stdin.closed:
            try:
                self.process.stdin.close()
            except BrokenPipeError:
                pass
        code = self.process.wait()
        self.timer.cancel()
        self.process.stdout.close()
        return code


def script(folder: Path, text: str) -> list[str]:
    """The command of a script of Python."""
    path = folder / "optimizer.py"
    path.write_text(text)
    return [sys.executable, str(path)]


def bowls(functions: int = 5, seed: int = 0):
    """Curvatures [functions, PARAMETERS] and the parameters that functions c (θ − 1)² / 2 start from."""
    chance = np.random.default_rng(seed)
    return (10 ** chance.uniform(-2, 1, (functions, PARAMETERS)),
            chance.normal(size=(functions, PARAMETERS)))


def minimise(process: Process, wants: list[str], horizon: int = 20, seed: int = 0, **settings: float) -> np.ndarray:
    """The parameters [functions, PARAMETERS] after an episode on bowls, added up in Float32 as l2l does."""
    curvature, start = bowls(seed=seed)
    theta = start.astype(np.float32)
    process.begin(len(theta), horizon, **settings)
    for number in range(horizon):
        gap = theta - np.float32(1)
        arrays = {"gradients": (curvature * gap).astype(np.float32), "parameters": theta,
                  "losses": (curvature * gap ** 2 / 2).sum(1)}
        theta = theta + process.updates(number, *(arrays[name] for name in wants))
    return theta


def adam(learning_rate: float, horizon: int = 20, seed: int = 0, weight_decay: float = 0) -> np.ndarray:
    """What `minimise` should come to with Adam, or AdamW: in Float64."""
    curvature, theta = bowls(seed=seed)
    m = v = np.zeros_like(theta)
    for t in range(1, horizon + 1):
        g = curvature * (theta - 1)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        step = m / (1 - 0.9 ** t) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
        theta = theta - learning_rate * (step + weight_decay * theta)
    return theta


def momentum(learning_rate: float, horizon: int = 20, seed: int = 0) -> np.ndarray:
    """What `minimise` should come to with gradient descent with momentum: in Float64."""
    curvature, theta = bowls(seed=seed)
    velocity = np.zeros_like(theta)
    for _ in range(horizon):
        velocity = 0.9 * velocity + curvature * (theta - 1)
        theta = theta - learning_rate * velocity
    return theta
