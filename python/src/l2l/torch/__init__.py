"""PyTorch: `serve` an optimizer of `torch.optim` to `l2l`, and `LearnedOptimizer`, which is one of an optimizer file.

The module can be imported where there is no torch. `serve` then answers `unavailable`.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l2l.torch.bridge import serve

if TYPE_CHECKING:
    from l2l.torch.learned import LearnedOptimizer

__all__ = ["LearnedOptimizer", "serve"]


def __getattr__(name: str) -> Any:
    if name == "LearnedOptimizer":  # only this one needs torch
        from l2l.torch.learned import LearnedOptimizer
        return LearnedOptimizer
    raise AttributeError(f"module l2l.torch has no attribute {name}")
