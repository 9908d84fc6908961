"""What the bridge costs beside PyTorch's own step: python3 python/benchmarks/bridge.py

Adam on a hundred functions of MNIST's network 784-20-10. `torch.optim.Adam.step()` alone is timed beside the
same step inside `l2l.torch`, which sets the parameters and takes their difference, and beside a whole answer of
`python3 -m l2l.torch adam`, whose numbers come and go through pipes. A process that only echoes shows what the
pipes take. Turns alternate.
"""
from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from driver import SOURCES, Process  # noqa: E402

sys.path.insert(0, SOURCES)
from l2l.messages import Episode, Step, Tensor  # noqa: E402
from l2l.torch.bridge import update  # noqa: E402

FUNCTIONS, ROUNDS, STEPS = 100, 15, 10
SHAPES = {"layer1.weights": [784, 20], "layer1.bias": [20], "layer2.weights": [20, 10], "layer2.bias": [10]}
TENSORS = [{"name": name, "shape": shape, "role": "weights"} for name, shape in SHAPES.items()]
COUNT = sum(int(np.prod(shape)) for shape in SHAPES.values())
ECHO = f"""
import sys
sys.path.insert(0, {SOURCES!r})
import l2l
l2l.serve(lambda episode, **settings: lambda step: step.gradients, wants=["gradients", "parameters"])
"""


class Bridge:
    """A process in an episode that never ends."""

    def __init__(self, command: list[str]):
        self.process = Process(command)
        self.process.timer.cancel()
        self.process.greet()
        self.process.begin(FUNCTIONS, 1_000_000, TENSORS, learningRate=0.001)
        self.answer = np.empty((FUNCTIONS, COUNT), np.float32)
        self.number = 0

    def step(self, gradients: np.ndarray, parameters: np.ndarray) -> None:
        pipe = self.process.process.stdin
        pipe.write(b'{"message": "step", "number": %d}\n' % self.number)
        pipe.write(memoryview(gradients).cast("B"))
        pipe.write(memoryview(parameters).cast("B"))
        pipe.flush()
        assert self.process.hear() == {"message": "updates"}
        view, start = memoryview(self.answer).cast("B"), 0
        while start < len(view):
            start += self.process.process.stdout.readinto(view[start:])
        self.number += 1


def milliseconds(step) -> float:
    start = time.perf_counter()
    for _ in range(STEPS):
        step()
    return (time.perf_counter() - start) / STEPS * 1000


def main() -> None:
    torch.set_num_threads(1)
    chance = np.random.default_rng(0)
    gradients, parameters = chance.normal(size=(2, FUNCTIONS, COUNT)).astype(np.float32)
    held = [torch.nn.Parameter(torch.zeros(FUNCTIONS, *shape)) for shape in SHAPES.values()]
    for parameter in held:
        parameter.grad = torch.randn_like(parameter)
    adam = torch.optim.Adam(held, lr=0.001)
    episode = Episode(FUNCTIONS, 1_000_000, tuple(Tensor(n, tuple(s), "weights") for n, s in SHAPES.items()), {})
    inside = update(episode, False, lambda parameters: torch.optim.Adam(parameters, lr=0.001))
    received = parameters.copy()  # which the answer overwrites
    bridge = Bridge([sys.executable, "-m", "l2l.torch", "adam"])
    echo = Bridge([sys.executable, "-c", ECHO])
    subjects = {"torch.optim.Adam.step() alone": adam.step,
                "the same inside l2l.torch": lambda: inside(Step(0, gradients, received, None)),
                "answer of python3 -m l2l.torch adam": lambda: bridge.step(gradients, parameters),
                "answer of a process that only echoes": lambda: echo.step(gradients, parameters)}
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for step in subjects.values():
        step()
    for _ in range(ROUNDS):
        for name, step in subjects.items():
            times[name].append(milliseconds(step))
    alone = np.median(times["torch.optim.Adam.step() alone"])
    print(f"{3 * gradients.nbytes / 1e6:.1f} MB go through the pipes. Medians of {ROUNDS} times {STEPS} steps:")
    for name, values in times.items():
        print(f"{np.median(values):6.2f} ms, {100 * (np.median(values) / alone - 1):+4.0f} %  {name} "
              f"(from {min(values):.2f} to {max(values):.2f})")
    for process in (bridge, echo):
        process.process.__exit__()


if __name__ == "__main__":
    main()
