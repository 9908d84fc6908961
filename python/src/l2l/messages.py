"""The messages of docs/external-protocol.md: a line of JSON, then numbers."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np

PROTOCOL = 1
LONGEST_LINE = 65_536


class ProtocolError(Exception):
    """A message that the protocol does not have at this place."""


@dataclass(frozen=True)
class Tensor:
    """Parameters of one function: their name, shape and role (`inputWeights`, `weights`, `bias` or `other`)."""

    name: str
    shape: tuple[int, ...]
    role: str

    @property
    def count(self) -> int:
        return int(np.prod(self.shape))


@dataclass(frozen=True)
class Episode:
    """`functions` functions with the same tensors, minimised side by side for `horizon` updates."""

    functions: int
    horizon: int
    tensors: tuple[Tensor, ...]
    settings: dict[str, float] = field(hash=False)

    @property
    def parameters(self) -> int:
        """The parameters of one function."""
        return sum(tensor.count for tensor in self.tensors)

    def split(self, array: Any) -> list[Any]:
        """Views of an array [functions, parameters]: for each tensor one of shape [functions, *its shape]."""
        views, start = [], 0
        for tensor in self.tensors:
            part = array[:, start:start + tensor.count]
            views.append(part.reshape(self.functions, *tensor.shape))
            start += tensor.count
        return views


@dataclass(frozen=True)
class Step:
    """What the optimizer asked for, in Float32; None for the rest. The arrays are reused in the next step."""

    number: int
    gradients: np.ndarray | None  # [functions, parameters]
    parameters: np.ndarray | None  # [functions, parameters], before the update
    losses: np.ndarray | None  # [functions], at the parameters


def read_message(stream: BinaryIO) -> dict[str, Any] | None:
    """The next line as a dictionary; None where the stream ends before it."""
    line = stream.readline(LONGEST_LINE + 1)
    if not line:
        return None
    if not line.endswith(b"\n"):
        raise ProtocolError(f"found {len(line)} bytes with no end of line, expected a line of JSON")
    try:
        message = json.loads(line)
    except ValueError:
        raise ProtocolError(f"found {line[:100]!r}, expected a line of JSON") from None
    if not isinstance(message, dict) or "message" not in message:
        raise ProtocolError(f"found {line[:100]!r}, expected an object with the key message")
    return message


def read_numbers(stream: BinaryIO, numbers: np.ndarray) -> None:
    """Fills a contiguous Float32 array from the stream."""
    view, start = numbers.data.cast("B"), 0
    while start < len(view):
        count = stream.readinto(view[start:])  # type: ignore[attr-defined]
        if not count:
            raise ProtocolError(f"found {start} bytes of numbers and then the end, expected {len(view)}")
        start += count


def write_message(stream: BinaryIO, message: dict[str, Any], numbers: np.ndarray | None = None) -> None:
    stream.write(json.dumps(message).encode() + b"\n")
    if numbers is not None:
        stream.write(numbers.data.cast("B"))
    stream.flush()


def episode(message: dict[str, Any]) -> Episode:
    """The episode that a message begins."""
    try:
        tensors = tuple(Tensor(entry["name"], tuple(entry["shape"]), entry["role"]) for entry in message["tensors"])
        return Episode(message["functions"], message["horizon"], tensors, {name: float(value) for name, value in message["settings"].items()})
    except (KeyError, TypeError) as error:
        raise ProtocolError(f"found an episode in which {error} is wrong or missing") from None
