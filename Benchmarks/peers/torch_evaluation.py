"""A frozen coordinatewise LSTM applied to MNIST-sized functions in PyTorch, timed: forward only.

    python torch_evaluation.py --threads 2 [--functions 100] [--steps 100] [--together 4] [--compile]

`--together` functions are worked on side by side (their coordinates in one LSTM call, their minibatches in one
batched product). Prints one JSON line.
"""
import argparse, json, time
import torch

from torch_cell import CoordinatewiseLSTM

a = argparse.ArgumentParser()
a.add_argument("--threads", type=int, default=2)
a.add_argument("--functions", type=int, default=100)
a.add_argument("--steps", type=int, default=100)
a.add_argument("--together", type=int, default=4)
a.add_argument("--compile", action="store_true")
a = a.parse_args()
torch.set_num_threads(a.threads)
torch.manual_seed(0)

shapes = [(784, 20), (20,), (20, 10), (10,)]
sizes = [torch.Size(s).numel() for s in shapes]
count = sum(sizes)
images, labels = torch.rand(60000, 784), torch.randint(0, 10, (60000,))
optimizer = CoordinatewiseLSTM(True, 0.1)
step = torch.compile(optimizer) if a.compile else optimizer


def gradient_of(parameters, functions):
    """The gradient of the mean cross-entropy of each function, by hand: no graph is kept."""
    index = torch.randint(0, 60000, (functions, 128))
    x, y = images[index], labels[index]
    w1, b1, w2, b2 = [t.reshape(functions, *s) for t, s in zip(parameters.split(sizes, 1), shapes)]
    hidden = torch.sigmoid(torch.baddbmm(b1[:, None], x, w1))
    delta = torch.softmax(torch.baddbmm(b2[:, None], hidden, w2), 2)
    delta.scatter_add_(2, y[:, :, None], torch.full((functions, 128, 1), -1.0))
    delta /= 128
    back = delta @ w2.transpose(1, 2) * hidden * (1 - hidden)
    parts = [x.transpose(1, 2) @ back, back.sum(1), hidden.transpose(1, 2) @ delta, delta.sum(1)]
    return torch.cat([p.reshape(functions, -1) for p in parts], 1)


def evaluate():
    with torch.no_grad():
        for first in range(0, a.functions, a.together):
            functions = min(a.together, a.functions - first)
            parameters = torch.randn(functions, count) * 0.01
            zero = torch.zeros(functions * count, 20)
            carry = ((zero, zero), (zero, zero))
            for _ in range(a.steps):
                update, carry = step(gradient_of(parameters, functions).reshape(-1), carry)
                parameters = parameters + update.reshape(functions, count)


if a.compile:
    saved, a.functions, a.steps = (a.functions, a.steps), a.together, 2
    evaluate()
    a.functions, a.steps = saved
start = time.perf_counter()
evaluate()
seconds = time.perf_counter() - start
print(json.dumps({"framework": "torch " + torch.__version__, "compiled": a.compile, "workload": "evaluation",
                  "threads": a.threads, "functions": a.functions, "steps": a.steps, "together": a.together,
                  "seconds": seconds}))
