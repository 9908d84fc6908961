"""The process's side of docs/external-protocol.md: `serve` an optimizer over standard input and output."""
from __future__ import annotations

import contextlib
import fcntl
import inspect
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, NoReturn

import numpy as np

from l2l.messages import (PROTOCOL, Episode, ProtocolError, Step, episode, read_message, read_numbers,
                          write_message)

Update = Callable[[Step], np.ndarray]
ARRAYS = ("gradients", "parameters", "losses")
PIPE_BYTES = 1 << 20


def serve(make: Callable[..., Update], wants: Sequence[str] = ("gradients",)) -> NoReturn:
    """Serves an optimizer to `l2l` until standard input ends, then exits.

    `make(episode, **settings)` is called when an episode begins, with the settings under tuning by the names
    of the suite. It returns a function of a `Step`, which returns what is added to the parameters, as an
    array [functions, parameters]. `wants` has one or more of `gradients`, `parameters` and `losses`.

    Whatever the optimizer prints goes to standard error. An exception ends the cell with the exception's
    text as the reason, and its traceback goes to standard error.
    """
    unknown = set(wants) - set(ARRAYS)
    if unknown or not wants:
        raise ValueError(f"wants: found {list(wants)}, expected one or more of {', '.join(ARRAYS)}")
    Connection.open().serve(make, [name for name in ARRAYS if name in wants])


@contextlib.contextmanager
def importing(*packages: str) -> Iterator[None]:
    """Around imports: where one of `packages` is missing the answer is `unavailable`, so that `l2l` skips the cells.

        with l2l.importing("optax"):
            import optax

    Any other module that is missing is a mistake, and ends the process.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in packages:
            raise
        Connection.open().refuse(f"there is no module {error.name}")


def horizon_for(make: Callable[..., Any], episode: Episode) -> dict[str, int]:
    """The horizon as a keyword argument, where `make` has an argument of that name."""
    return {"horizon": episode.horizon} if "horizon" in inspect.signature(make).parameters else {}


class Connection:
    """The two streams of the protocol."""

    def __init__(self, source: BinaryIO, sink: BinaryIO):
        self.source, self.sink = source, sink

    @classmethod
    def open(cls) -> Connection:
        """Takes standard input and output for the protocol alone: file 1 becomes standard error, file 0 empty."""
        if os.isatty(0):
            sys.exit("found a terminal, expected l2l, which starts this program: docs/bring-your-optimizer.md")
        source, sink = os.dup(0), os.dup(1)
        os.dup2(2, 1)
        with open(os.devnull, "rb") as nothing:
            os.dup2(nothing.fileno(), 0)
        for pipe in source, sink:
            with contextlib.suppress(AttributeError, OSError):  # no pipe, or another system than Linux
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        return cls(open(source, "rb"), open(sink, "wb"))

    def refuse(self, reason: str) -> NoReturn:
        """Answers `unavailable` to the greeting."""
        read_message(self.source)
        self.end("unavailable", reason, code=0)

    def end(self, answer: str, reason: str, code: int) -> NoReturn:
        """Says why there is nothing more, and reads until `l2l` is done with writing."""
        with contextlib.suppress(OSError):
            write_message(self.sink, {"message": answer, "reason": reason[:2000]})
            while self.source.read(PIPE_BYTES):
                pass
        sys.exit(code)

    def serve(self, make: Callable[..., Update], wants: list[str]) -> NoReturn:
        try:
            self.answer(make, wants)
        except (BrokenPipeError, ConnectionResetError):
            sys.exit("l2l has closed the connection")
        except Exception as error:
            traceback.print_exc()
            self.end("failed", f"{type(error).__name__}: {error}", code=1)
        sys.exit(0)

    def answer(self, make: Callable[..., Update], wants: list[str]) -> None:
        update: Update | None = None
        while (message := read_message(self.source)) is not None:
            kind = message["message"]
            if kind == "hello":
                if message.get("protocol") != PROTOCOL:
                    raise ProtocolError(f"found protocol {message.get('protocol')}, expected {PROTOCOL}")
                write_message(self.sink, {"message": "ready", "protocol": PROTOCOL, "wants": wants})
            elif kind == "episode":
                now = episode(message)
                numbers = Numbers(now, wants)
                update = make(now, **now.settings)
            elif kind == "step" and update is not None:
                read_numbers(self.source, numbers.all)
                updates = np.ascontiguousarray(update(numbers.step(message["number"])), "<f4")
                if updates.shape != (now.functions, now.parameters):
                    raise ValueError(f"the updates have the shape {list(updates.shape)}, "
                                     f"expected {[now.functions, now.parameters]}")
                write_message(self.sink, {"message": "updates"}, updates)
            else:
                raise ProtocolError(f"found the message {kind!r}, expected hello, episode or, after it, step")


class Numbers:
    """The memory that a step's numbers are read into, as they follow each other in the stream."""

    def __init__(self, episode: Episode, wants: list[str]):
        shapes = {"gradients": (episode.functions, episode.parameters),
                  "parameters": (episode.functions, episode.parameters), "losses": (episode.functions,)}
        ends = np.cumsum([int(np.prod(shapes[name])) for name in wants])
        self.all = np.zeros(ends[-1], "<f4")
        self.arrays: dict[str, np.ndarray | None] = dict.fromkeys(ARRAYS)
        for name, part in zip(wants, np.split(self.all, ends[:-1])):
            self.arrays[name] = part.reshape(shapes[name])

    def step(self, number: int) -> Step:
        return Step(number, **self.arrays)
