"""Pins Tests/SamplingTests: the stream seeds and draws, from numpy's mt19937 and plain Python.

Run with: python Tests/Oracles/sampling.py          (written with numpy 2.4.6)
"""

import math

import numpy

MASK = (1 << 64) - 1
ROLES = range(1, 12)
INDEX_BITS = 27


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def round_keys(key):
    return [mix((key + (i + 1) * 0x9E3779B97F4A7C15) & MASK) for i in range(8)]


def permute(word, key):
    left, right = word >> 16, word & 0xFFFF
    for k in round_keys(key):
        left, right = right, left ^ (mix(right ^ k) >> 48)
    return left << 16 | right


def invert(word, key):
    left, right = word >> 16, word & 0xFFFF
    for k in reversed(round_keys(key)):
        left, right = right ^ (mix(left ^ k) >> 48), left
    return left << 16 | right


def seed(suite_seed, role, index):
    image = permute(role << INDEX_BITS | index, suite_seed)
    return image if image else permute(0, suite_seed)


class Stream:
    """GSL's mt19937 starts as numpy's legacy seeding does (the 2002 initialisation)."""

    def __init__(self, word):
        self.bits = numpy.random.RandomState(word or 4357)._bit_generator

    def word(self):
        return int(self.bits.random_raw())

    def uniform(self):
        return self.word() / 4294967296.0

    def gaussian(self, sigma=1.0):
        while True:
            u = 1 - self.uniform()
            v = (self.uniform() - 0.5) * 1.7156
            x, y = u - 0.449871, abs(v) + 0.386595
            q = x * x + y * (0.19600 * y - 0.25472 * x)
            if q < 0.27597 or (q <= 0.27846 and v * v <= -4 * u * u * math.log(u)):
                return sigma * (v / u)

    def integer(self, limit):
        scale = 0xFFFFFFFF // limit
        while True:
            k = self.word() // scale
            if k < limit:
                return k


def bits(x):
    return "0x%016X" % numpy.float64(x).view(numpy.uint64)


print("first word of seed 0:", Stream(0).word())
for name in [(0, 1, 0), (0, 3, 7), (1, 1, 0), (2**64 - 1, 11, 2**27 - 1)]:
    print("seed of", name, "=", hex(seed(*name)))
key = next(k for k in range(1000) if invert(0, k) >> INDEX_BITS in ROLES)
name = invert(0, key)
assert permute(name, key) == 0
print("permuted to 0: suite seed", key, "role", name >> INDEX_BITS, "index",
      name & (1 << INDEX_BITS) - 1, "stand-in", hex(permute(0, key)))
stream = Stream(seed(0, 3, 7))
print("uniform", [bits(stream.uniform()) for _ in range(4)])
stream = Stream(seed(0, 3, 7))
print("gaussian", [bits(stream.gaussian()) for _ in range(6)])
stream = Stream(seed(0, 3, 7))
print("gaussian .01", [bits(stream.gaussian(0.01)) for _ in range(2)])
stream = Stream(seed(0, 3, 7))
print("integer", [stream.integer(10) for _ in range(12)], stream.integer(2**32 - 1))
