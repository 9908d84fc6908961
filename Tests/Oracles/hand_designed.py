"""Pins Tests/OptimizersTests/HandDesignedTests.swift: Torch7's rules through torch.optim.

Run with: python Tests/Oracles/hand_designed.py          (written with torch 2.15.0, numpy 2.4.6)

The optimizee is sum of c x^2 / 2 + x^4 / 4 * q, in Float64; the two tiny curvatures make the place
of epsilon visible. Where torch.optim is not Torch7:
- nag: torch keeps phi_t = parameters_t + mu v_t with v = -lr buf, so parameters = phi + lr mu buf;
- adam: Torch7 adds eps to sqrt(v) before the bias correction: eps / sqrt(1 - beta2^t) in torch;
- momentum: dampening 0 (torch's default; Torch7's is the momentum itself).
"""

import numpy as np
import torch

START = [1.0, -0.7, 0.35, 2.0, 1.0, 1.0]
CURVATURE = [1.0, 3.0, 0.2, 0.1, 1e-8, 1e-10]
QUARTIC = [0.5, 0.0, 1.0, 0.1, 0.0, 0.0]
RATE = 0.05
STEPS = [1, 2, 10]


def trajectory(make, before=None, after=None):
    x = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    c, q = (torch.tensor(v, dtype=torch.float64) for v in (CURVATURE, QUARTIC))
    optimizer = make([x])
    kept = []
    for step in range(1, max(STEPS) + 1):
        optimizer.zero_grad()
        (c * x**2 / 2 + q * x**4 / 4).sum().backward()
        if before:
            before(optimizer, step)
        optimizer.step()
        if step in STEPS:
            kept.append((after(optimizer, x) if after else x.detach()).tolist())
    return kept


def torch7_adam_epsilon(optimizer, step):
    optimizer.param_groups[0]["eps"] = 1e-8 / (1 - 0.999**step) ** 0.5


def nag_parameters(optimizer, x):
    return x.detach() + RATE * 0.9 * optimizer.state[x]["momentum_buffer"]


o = torch.optim
for name, kept in {
    "sgd": trajectory(lambda p: o.SGD(p, lr=RATE)),
    "momentum": trajectory(lambda p: o.SGD(p, lr=RATE, momentum=0.9)),
    "nag": trajectory(lambda p: o.SGD(p, lr=RATE, momentum=0.9, nesterov=True),
                      after=nag_parameters),
    "rmsprop": trajectory(lambda p: o.RMSprop(p, lr=RATE, alpha=0.99, eps=1e-8)),
    "adam": trajectory(lambda p: o.Adam(p, lr=RATE, betas=(0.9, 0.999)), torch7_adam_epsilon),
    "adagrad": trajectory(lambda p: o.Adagrad(p, lr=RATE, eps=1e-10)),
}.items():
    print(f'    PinnedRun(\n      "{name}",\n      parameters: [')
    for values in kept:
        print("        [" + ", ".join(f"{v:.8f}" for v in values) + "],")
    print("      ]),")

# The same rules in Float32, operation by operation in the order of Sources/Optimizers/HandDesigned:
# the golden bits of the parameters after ten updates.
f = np.float32


def golden(name):
    x, c, q = (np.array(v, f) for v in (START, CURVATURE, QUARTIC))
    m, v = np.zeros_like(x), np.zeros_like(x)
    lr, mu, power1, power2 = f(RATE), f(0.9), 1.0, 1.0
    for _ in range(10):
        point = x + mu * m if name == "nag" else x
        g = c * point + q * point * point * point
        if name == "sgd":
            u = -lr * g
        elif name in ("momentum", "nag"):
            u = m = mu * m - lr * g
        elif name == "adam":
            power1, power2 = power1 * 0.9, power2 * 0.999
            size = f(float(lr) * (1 - power2) ** 0.5 / (1 - power1))
            m = f(0.9) * m + f(1 - 0.9) * g
            v = f(0.999) * v + f(1 - 0.999) * (g * g)
            u = -size * (m / (np.sqrt(v) + f(1e-8)))
        else:
            v = f(0.99) * v + f(1 - 0.99) * (g * g) if name == "rmsprop" else v + g * g
            u = -lr * (g / (np.sqrt(v) + f(1e-8 if name == "rmsprop" else 1e-10)))
        x = x + u
    return x.view(np.uint32)


for name in ["sgd", "momentum", "nag", "rmsprop", "adam", "adagrad"]:
    row = ", ".join("0x%08X" % w for w in golden(name))
    print(f'    GoldenBits(\n      "{name}",\n      parameters: [\n        {row},\n      ]),')
