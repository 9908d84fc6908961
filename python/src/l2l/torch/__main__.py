"""`python3 -m l2l.torch adam`: an optimizer of `torch.optim`, by its name in small letters.

`learningRate` becomes `lr`. Other settings have PyTorch's own names, such as `weight_decay`.
"""
from __future__ import annotations

import sys
from typing import Any

from l2l.serving import importing
from l2l.torch.bridge import serve

ELEMENTWISE = ["adadelta", "adagrad", "adam", "adamax", "adamw", "asgd", "nadam", "radam", "rmsprop", "rprop", "sgd"]
PER_FUNCTION = ["adafactor"]


def main(arguments: list[str]) -> None:
    names = ELEMENTWISE + PER_FUNCTION
    if len(arguments) != 1 or arguments[0] not in names:
        sys.exit(f"python3 -m l2l.torch: found {' '.join(arguments) or 'nothing'}, expected one of {', '.join(names)}")
    with importing("torch"):
        import torch
    kind = next(kind for name, kind in vars(torch.optim).items()
                if isinstance(kind, type) and name.lower() == arguments[0])

    def make(parameters: list[torch.nn.Parameter], learningRate: float, **settings: Any) -> torch.optim.Optimizer:
        return kind(parameters, lr=learningRate, **settings)  # type: ignore[no-any-return]

    serve(make, per_function=arguments[0] in PER_FUNCTION)


if __name__ == "__main__":
    main(sys.argv[1:])
