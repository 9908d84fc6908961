"""Influence balancing (Vicol, Metz and Sohl-Dickstein, 2021) by truncated backpropagation: the pinned values of
Tests/MetaTrainingTests/InfluenceBalancingTests.swift. Printed with numpy 2.4.6."""
import numpy as np

N, POSITIVE = 23, 10
A = 0.5 * np.eye(N) + 0.5 * np.eye(N, k=1)
U = np.r_[np.ones(POSITIVE), -np.ones(N - POSITIVE)]


def long_loss(phi):
    s = np.ones(N)
    for _ in range(500):
        s = A @ s + phi * U
    return 0.5 * (s[0] - 1) ** 2


for K in (1, 10, 100):
    phi, s = 0.5, np.ones(N)
    for update in range(1, 3001):
        d = np.zeros(N)
        for _ in range(K):
            s = A @ s + phi * U
            d = A @ d + U
        phi -= 1e-4 * (s[0] - 1) * d[0]  # of the window's last loss
        if update in (100, 1000, 3000):
            print(f"K {K}, {update} updates: phi {phi:.8g}, loss after 500 steps {long_loss(phi):.8g}")
