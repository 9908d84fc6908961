"""optax: `serve` a gradient transformation to `l2l`, and `learned_optimizer`, which is one of an optimizer file.

The module can be imported where there is no optax. `serve` then answers `unavailable`.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l2l.optax.bridge import serve

if TYPE_CHECKING:
    from l2l.optax.learned import learned_optimizer

__all__ = ["learned_optimizer", "serve"]


def __getattr__(name: str) -> Any:
    if name == "learned_optimizer":  # only this one needs jax
        from l2l.optax.learned import learned_optimizer
        return learned_optimizer
    raise AttributeError(f"module l2l.optax has no attribute {name}")
