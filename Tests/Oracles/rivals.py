"""Pins Tests/OptimizersTests/RivalTests.swift: AdamW, NAdamW, Lion, Muon and the decays of a learning rate.

Run with: python Tests/Oracles/rivals.py                               (written with numpy 2.4.6)

Each rule in Float64, from its source and not from the Swift code:
- adamw: the algorithm on the page of torch.optim.AdamW;
- nadamw: optax.nadamw, that is scale_by_adam(nesterov=True), add_decayed_weights, scale by -rate;
- lion: algorithm 2 of Chen et al. (2023);
- muon: muon_update and zeropower_via_newtonschulz5 of Keller Jordan's repository, its adam_update for the
  vectors. A matrix here is [inputs, outputs]; PyTorch's, and so Jordan's, is the transpose.

The optimizee is sum of c x^2 / 2 + q x^4 / 4 of a matrix [3, 2], a vector [2] and a matrix [2, 4]. After
that the golden bits: adamw, nadamw and lion in Float32, in the order of operations of Sources.
"""

import numpy as np

SHAPES = [(3, 2), (2,), (2, 4)]
COUNT = 16
START = [((7 * i) % 11 - 5) / 4 for i in range(COUNT)]
CURVATURE = [0.25 + ((3 * i) % 5) / 2 for i in range(COUNT)]
QUARTIC = [((5 * i) % 7) / 8 for i in range(COUNT)]
RATE, DECAY = 0.05, 0.125
STEPS = [1, 2, 10]
HORIZON = 10


def gradient(x, dtype=np.float64):
    c, q = np.array(CURVATURE, dtype), np.array(QUARTIC, dtype)
    return c * x + q * x * x * x


def factor(t, decay, warm_up):
    rising = round(warm_up * HORIZON)
    if t < rising:
        return (t + 1) / (rising + 1)
    p = (t - rising) / (HORIZON - rising)
    return {"constant": 1, "linear": 1 - p, "cosine": (1 + np.cos(np.pi * p)) / 2}[decay]


class AdamW:
    def __init__(self, size, decay, betas=(0.9, 0.999), eps=1e-8, nesterov=False):
        self.m, self.v, self.t = np.zeros(size), np.zeros(size), 0
        self.decay, self.betas, self.eps, self.nesterov = decay, betas, eps, nesterov

    def update(self, g, x, rate):
        b1, b2 = self.betas
        self.t += 1
        self.m = b1 * self.m + (1 - b1) * g
        self.v = b2 * self.v + (1 - b2) * g**2
        mean = self.m / (1 - b1**self.t)
        if self.nesterov:
            mean = b1 * self.m / (1 - b1 ** (self.t + 1)) + (1 - b1) * g / (1 - b1**self.t)
        return -rate * (mean / (np.sqrt(self.v / (1 - b2**self.t)) + self.eps) + self.decay * x)


class Lion:
    def __init__(self, size, decay, betas=(0.9, 0.99)):
        self.m, self.decay, self.betas = np.zeros(size), decay, betas

    def update(self, g, x, rate):
        b1, b2 = self.betas
        c = np.sign(b1 * self.m + (1 - b1) * g)
        self.m = b2 * self.m + (1 - b2) * g
        return -rate * (c + self.decay * x)


def newton_schulz(G, steps=5):
    a, b, c = 3.4445, -4.7750, 2.0315
    X = G.T if G.shape[0] > G.shape[1] else G
    X = X / (np.linalg.norm(X) + 1e-7)
    for _ in range(steps):
        A = X @ X.T
        X = a * X + (b * A + c * A @ A) @ X
    return X.T if G.shape[0] > G.shape[1] else X


class Muon:
    """On PyTorch's transposed matrices, as Jordan's code has them."""

    def __init__(self, decay, momentum=0.95, vector_rate=0.02):
        self.decay, self.momentum, self.vector_rate = decay, momentum, vector_rate
        self.buffers = [np.zeros(shape[::-1]) for shape in SHAPES]
        self.adams = [AdamW(shape, decay, (0.9, 0.95), 1e-10) for shape in SHAPES]

    def update(self, g, x, rate):
        parts, start = [], 0
        for i, shape in enumerate(SHAPES):
            size = int(np.prod(shape))
            G, X = (v[start : start + size].reshape(shape).T for v in (g, x))
            start += size
            if len(shape) == 1:
                parts.append(self.adams[i].update(G, X, rate / RATE * self.vector_rate))
                continue
            self.buffers[i] = self.buffers[i] + (1 - self.momentum) * (G - self.buffers[i])
            u = newton_schulz(G + self.momentum * (self.buffers[i] - G))
            u = u * max(1, G.shape[-2] / G.shape[-1]) ** 0.5
            parts.append((-rate * (u + self.decay * X)).T)
        return np.concatenate([p.ravel() for p in parts])


def run(rule, decay="constant", warm_up=0.0):
    x, kept = np.array(START), []
    for t in range(max(STEPS)):
        x = x + rule.update(gradient(x), x, RATE * factor(t, decay, warm_up))
        if t + 1 in STEPS:
            kept.append(x)
    return kept


for name, kept in {
    "adamw": run(AdamW(COUNT, DECAY)),
    "nadamw": run(AdamW(COUNT, DECAY, nesterov=True)),
    "lion": run(Lion(COUNT, DECAY)),
    "muon": run(Muon(DECAY)),
    "muon, linear": run(Muon(DECAY), "linear", 0.2),
    "adamw, cosine": run(AdamW(COUNT, DECAY), "cosine", 0.1),
}.items():
    print(f'    PinnedRun(\n      "{name}",\n      parameters: [')
    for values in kept:
        rows = [values[i : i + 6] for i in range(0, COUNT, 6)]
        text = ",\n          ".join(", ".join(f"{v:.8f}" for v in row) for row in rows)
        print("        [\n          " + text + ",\n        ],")
    print("      ]),")

f = np.float32


def golden(name):
    x = np.array(START, f)
    m, v = np.zeros_like(x), np.zeros_like(x)
    rate, power1, power2 = float(f(RATE)), 1.0, 1.0
    shrinkage = f(rate * DECAY)
    for _ in range(10):
        g = gradient(x, f)
        if name == "lion":
            c = np.sign(f(0.9) * m + f(1 - 0.9) * g)
            m = f(0.99) * m + f(1 - 0.99) * g
            u = -(f(rate) * c) - shrinkage * x
        else:
            power1, power2 = power1 * 0.9, power2 * 0.999
            now = rate / (1 - power1)
            mean_factor, gradient_factor = f(now), f(0)
            if name == "nadamw":
                mean_factor = f(0.9 * (rate / (1 - power1 * 0.9)))
                gradient_factor = f((1 - 0.9) * now)
            root = f(1 / (1 - power2) ** 0.5)
            m = f(0.9) * m + f(1 - 0.9) * g
            v = f(0.999) * v + f(1 - 0.999) * (g * g)
            direction = mean_factor * m + gradient_factor * g
            u = -(direction / (np.sqrt(v) * root + f(1e-8))) - shrinkage * x
        x = x + u
    return x.view(np.uint32)


for name in ["adamw", "nadamw", "lion"]:
    rows = [golden(name)[i : i + 6] for i in range(0, COUNT, 6)]
    text = ",\n          ".join(", ".join("0x%08X" % w for w in row) for row in rows)
    print(f'    GoldenBits(\n      "{name}",\n      Golden(\n        [\n          {text},\n        ], 1)),')
