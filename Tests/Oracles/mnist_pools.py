"""What the size of a pool of images does to a loss (docs/mnist.md), and a second opinion on tuned NAG.

Run with: python Tests/Oracles/mnist_pools.py <data directory>          (written with numpy 2.4.6)

`mnist-mlp-20` of `suites/mnist.yaml` by hand: 784-20-10, sigmoid, parameters ~ N(0, 0.05²), minibatches of 128
drawn with replacement, 100 updates by NAG (learning rate 1, momentum 0.9), in float32. For each pool: functions,
the mean minibatch loss of the last ten updates with its standard error over functions, and of the images of
those minibatches the share that was seen before, the mean loss of these, and of those that were not.
"""

import gzip
import pathlib
import sys

import numpy as np

FUNCTIONS, UPDATES, MINIBATCH, LAST = 100, 100, 128, 10
HIDDEN, SIGMA, RATE, MOMENTUM = 20, 0.05, 1.0, 0.9


def read(name, header):
    """The bytes of a file of the data directory after its IDX header."""
    with gzip.open(pathlib.Path(sys.argv[1]) / "mnist" / name) as file:
        return np.frombuffer(file.read(), np.uint8)[header:]


images = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 784).astype(np.float32) / 255
labels = read("train-labels-idx1-ubyte.gz", 8)


def losses(parameters, x, y):
    """The loss of every image, and the gradient of their mean."""
    w1, b1, w2, b2 = parameters
    hidden = 1 / (1 + np.exp(-(x @ w1 + b1)))
    logits = hidden @ w2 + b2
    logits -= logits.max(axis=1, keepdims=True)
    probabilities = np.exp(logits)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(probabilities[rows, y])
    probabilities[rows, y] -= 1
    d_logits = probabilities / len(y)
    d_hidden = d_logits @ w2.T * hidden * (1 - hidden)
    return loss, [x.T @ d_hidden, d_hidden.sum(axis=0), hidden.T @ d_logits, d_logits.sum(axis=0)]


def function(random, pool):
    """Losses of the images of the last minibatches, and which of these were seen before."""
    shapes = [(784, HIDDEN), (HIDDEN,), (HIDDEN, 10), (10,)]
    parameters = [random.normal(0, SIGMA, shape).astype(np.float32) for shape in shapes]
    velocities = [np.zeros_like(p) for p in parameters]
    seen = np.zeros(len(images), bool)
    kept, before = [], []
    for update in range(UPDATES):
        batch = pool[random.integers(len(pool), size=MINIBATCH)]
        ahead = [p + np.float32(MOMENTUM) * v for p, v in zip(parameters, velocities)]
        loss, gradients = losses(ahead, images[batch], labels[batch])
        if update >= UPDATES - LAST:
            kept.append(loss)
            before.append(seen[batch])
        seen[batch] = True
        for p, v, g in zip(parameters, velocities, gradients):
            v *= np.float32(MOMENTUM)
            v -= np.float32(RATE) * g
            p += v
    return np.concatenate(kept), np.concatenate(before)


everything = np.arange(60_000)
pools = {
    "all 60,000": everything,
    "meta-test, 40,000 to 59,999": everything[40_000:],
    "20,000 at random": np.random.default_rng(0).permutation(60_000)[:20_000],
    "meta-train, 0 to 29,999": everything[:30_000],
    "meta-validation, 30,000 to 39,999": everything[30_000:40_000],
}
print("pool,functions,loss,standard_error,seen_before,loss_of_seen,loss_of_new")
for name, pool in pools.items():
    runs = [function(np.random.default_rng(seed), pool) for seed in range(FUNCTIONS)]
    means = np.array([loss.mean() for loss, _ in runs])
    loss, before = (np.concatenate(part) for part in zip(*runs))
    print(f'"{name}",{FUNCTIONS},{means.mean():.3f},{means.std(ddof=1) / FUNCTIONS**0.5:.3f},'
          f"{before.mean():.2f},{loss[before].mean():.3f},{loss[~before].mean():.3f}", flush=True)
