"""Gradient descent with momentum in numpy, for l2l: docs/bring-your-optimizer.md."""
import l2l
import numpy as np


def make(episode, learningRate):
    velocity = np.zeros((episode.functions, episode.parameters), np.float32)

    def update(step):
        velocity[:] = 0.9 * velocity + step.gradients
        return -learningRate * velocity

    return update


l2l.serve(make)
