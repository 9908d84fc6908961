"""Minimax coefficients of Sources/Kernels/Elementary.swift, by the Remez exchange in 60 digits.

    python3 elementary_coefficients.py        # mpmath 1.3.0

Prints each polynomial lowest power first, rounded to Float32, with the largest error before rounding.
"""
from mpmath import mp, mpf, exp, log, lu_solve, matrix, linspace, expm1, tanh
import struct

mp.dps = 60


def float32(x):
    return struct.unpack("f", struct.pack("f", float(x)))[0]


def remez(f, weight, low, high, degree, fixed=(), rounds=12):
    """Coefficients c[len(fixed)…degree] minimising max |weight·(f − p)|, the `fixed` ones given."""
    free = range(len(fixed), degree + 1)
    n = len(free) + 1
    nodes = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * n)) for i in range(n)]
    for _ in range(rounds):
        a, b = matrix(n, n), matrix(n, 1)
        for i, x in enumerate(nodes):
            for j, k in enumerate(free):
                a[i, j] = x**k
            a[i, n - 1] = (-1) ** i / weight(x)
            b[i] = f(x) - sum(c * x**k for k, c in enumerate(fixed))
        solution = lu_solve(a, b)
        c = list(fixed) + [solution[j] for j in range(n - 1)]
        error = lambda x: weight(x) * (f(x) - sum(v * x**k for k, v in enumerate(c)))
        grid = linspace(low, high, 1500)
        values = [error(x) for x in grid]
        extrema = []
        for x, v in zip(grid, values):
            if extrema and (v > 0) == (extrema[-1][1] > 0):
                if abs(v) > abs(extrema[-1][1]):
                    extrema[-1] = (x, v)
            else:
                extrema.append((x, v))
        if len(extrema) < n:
            break
        while len(extrema) > n:
            extrema.pop(0 if abs(extrema[0][1]) < abs(extrema[-1][1]) else -1)
        nodes = [x for x, _ in extrema]
    return c, max(abs(v) for v in values)


def show(name, result):
    c, error = result
    print(f"{name}: largest error {float(error):.3g}")
    for k, v in enumerate(c):
        print(f"  {k}: {float32(v)!r}  0x{struct.unpack('I', struct.pack('f', float(v)))[0]:08x}")


half = mpf(1) / 2
two = mpf(2)
show("2^f, degree 5, relative", remez(lambda f: two**f, lambda f: two**-f, -half, half, 5))
show("2^f, degree 6, relative", remez(lambda f: two**f, lambda f: two**-f, -half, half, 6, [mpf(1)]))
ln2 = log(two)
show("e^r, degree 6, relative",
     remez(exp, lambda r: exp(-r), -ln2 / 2, ln2 / 2, 6, [mpf(1), mpf(1)]))
# log(1 + f) = f − f²/2 + f³ P(f) on [√½ − 1, √2 − 1]
g = lambda f: (log(1 + f) - f + f * f / 2) / f**3 if abs(f) > mpf("1e-12") else mpf(1) / 3 - f / 4
show("log: P, degree 7",
     remez(g, lambda f: abs(f) ** 2 + mpf("1e-3"), mp.sqrt(half) - 1, mp.sqrt(two) - 1, 7))
# tanh(x) = x + x³ T(x²) on |x| ≤ 0.625
h = lambda z: (tanh(mp.sqrt(z)) / mp.sqrt(z) - 1) / z if z > mpf("1e-14") else -mpf(1) / 3 + 2 * z / 15
show("tanh: T, degree 5", remez(h, lambda z: z + mpf("1e-3"), mpf(0), mpf("0.625") ** 2, 5))
