"""`python3 -m l2l.optax adam`: an optimizer of optax or of `optax.contrib`, by its name.

`learningRate` becomes `learning_rate`. Other settings have optax's own names, such as `weight_decay`.
"""
from __future__ import annotations

import inspect
import sys
from functools import partial
from types import FunctionType
from typing import Any

from l2l.optax.bridge import serve
from l2l.serving import importing


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        sys.exit(f"python3 -m l2l.optax: found {' '.join(arguments) or 'nothing'}, expected the name of an optimizer")
    with importing("jax", "optax"):
        import optax
    rule = getattr(optax, arguments[0], None) or getattr(optax.contrib, arguments[0], None)
    if not isinstance(rule, (FunctionType, partial)) or "learning_rate" not in inspect.signature(rule).parameters:
        sys.exit(f"python3 -m l2l.optax: found {arguments[0]}, expected an optimizer of optax {optax.__version__} "
                 "with the argument learning_rate, such as adam, nadamw, lion or muon")

    def make(learningRate: float, **settings: Any) -> optax.GradientTransformation:
        return rule(learning_rate=learningRate, **settings)

    serve(make)


if __name__ == "__main__":
    main(sys.argv[1:])
