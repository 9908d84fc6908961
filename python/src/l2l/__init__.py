"""Optimizers from Python in l2l, and l2l's optimizers and results in Python.

`serve` lets `l2l` run an optimizer written with numpy, `l2l.torch.serve` one of PyTorch, `l2l.optax.serve` one of
optax. `LearnedOptimizer` runs an optimizer file with numpy, `l2l.torch.LearnedOptimizer` with PyTorch,
`l2l.optax.learned_optimizer` with optax. `results` reads a results folder into frames of pandas.
"""
from l2l.files import FileError
from l2l.frames import results
from l2l.learned import LearnedOptimizer
from l2l.messages import Episode, ProtocolError, Step, Tensor
from l2l.serving import importing, serve

__all__ = ["Episode", "FileError", "LearnedOptimizer", "ProtocolError", "Step", "Tensor", "importing", "results",
           "serve"]
