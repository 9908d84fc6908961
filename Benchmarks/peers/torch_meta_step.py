"""One truncated-BPTT meta step of the coordinatewise LSTM optimizer in PyTorch, timed."""
import argparse, json, math, statistics, time
import torch
from torch import nn

from torch_cell import CoordinatewiseLSTM

UNROLL = 20


def mnist():
    shapes = [(784, 20), (20,), (20, 10), (10,)]
    sizes = [math.prod(s) for s in shapes]
    images, labels = torch.rand(60000, 784), torch.randint(0, 10, (60000,))

    def batches():
        index = torch.randint(0, 60000, (UNROLL, 128))
        return list(zip(images[index], labels[index]))

    def loss(parameters, batch):
        w1, b1, w2, b2 = [t.view(s) for t, s in zip(parameters.split(sizes), shapes)]
        return nn.functional.cross_entropy(torch.sigmoid(batch[0] @ w1 + b1) @ w2 + b2, batch[1])

    return loss, batches, sum(sizes), CoordinatewiseLSTM(True, 0.1)


def quadratic():
    W, y = torch.rand(128, 10, 10), torch.rand(128, 10, 1)

    def loss(parameters, _):
        return ((W @ parameters.view(128, 10, 1) - y) ** 2).sum()

    return loss, lambda: [None] * UNROLL, 1280, CoordinatewiseLSTM(False, 1.0)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("workload", choices=["mnist", "quadratic"])
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--compile", action="store_true")
    a.add_argument("--repeats", type=int, default=9)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    loss, batches, count, optimizer = {"mnist": mnist, "quadratic": quadratic}[a.workload]()
    step = torch.compile(optimizer) if a.compile else optimizer
    meta = torch.optim.Adam(optimizer.parameters(), 1e-3)
    parameters = torch.randn(count) * 0.01
    zero = torch.zeros(count, 20)
    carry = ((zero, zero), (zero, zero))
    seconds = []
    for repeat in range(a.repeats + 3):
        start = time.perf_counter()
        meta_loss = 0.0
        for batch in batches():
            leaf = parameters.detach().requires_grad_()
            (gradient,) = torch.autograd.grad(loss(leaf, batch), leaf)
            # first-order: the loss enters the meta-loss through its linearisation at the parameters
            meta_loss = meta_loss + (gradient * parameters).sum()
            update, carry = step(gradient, carry)
            parameters = parameters + update
        meta.zero_grad()
        meta_loss.backward()
        meta.step()
        parameters = parameters.detach()
        carry = tuple((h.detach(), c.detach()) for h, c in carry)
        if repeat >= 3:
            seconds.append(time.perf_counter() - start)
    print(json.dumps({"framework": "torch " + torch.__version__, "compiled": a.compile, "workload": a.workload,
                      "threads": a.threads, "coordinates": count, "median_seconds": statistics.median(seconds),
                      "min_seconds": min(seconds)}))


main()
