"""MessagePack as flax.serialization writes it, with its arrays: enough of it to read weights with numpy alone.

Format: https://github.com/msgpack/msgpack/blob/master/spec.md. flax's type 1 is an array: its shape, the name of
its type and its bytes, packed again.
"""
from __future__ import annotations

import struct
from typing import Any

import numpy as np

#: Fixed lengths: the first byte of a number, and how `struct` calls what follows.
NUMBERS = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
           0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q"}
#: The first byte of what has a length, how its length is written, and what it is.
LENGTHS = {0xC4: (">B", "bytes"), 0xC5: (">H", "bytes"), 0xC6: (">I", "bytes"),
           0xC7: (">B", "extension"), 0xC8: (">H", "extension"), 0xC9: (">I", "extension"),
           0xD9: (">B", "text"), 0xDA: (">H", "text"), 0xDB: (">I", "text"),
           0xDC: (">H", "list"), 0xDD: (">I", "list"), 0xDE: (">H", "mapping"), 0xDF: (">I", "mapping")}
CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
ARRAY = 1


def decode(data: bytes) -> Any:
    """The one value of some bytes. ValueError where they are not MessagePack."""
    reader = Reader(data)
    value = reader.value()
    if reader.at != len(data):
        raise ValueError(f"{len(data)} bytes, {reader.at} expected")
    return value


class Reader:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise ValueError(f"{len(self.data)} bytes, at least {self.at + count} expected")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, form: str) -> Any:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def value(self) -> Any:
        first = self.take(1)[0]
        if first < 0x80 or first >= 0xE0:
            return first if first < 0x80 else first - 0x100
        if first in CONSTANTS:
            return CONSTANTS[first]
        if first in NUMBERS:
            return self.number(NUMBERS[first])
        if first < 0x90:
            return self.body("mapping", first & 0x0F)
        if first < 0xA0:
            return self.body("list", first & 0x0F)
        if first < 0xC0:
            return self.body("text", first & 0x1F)
        if 0xD4 <= first <= 0xD8:
            return self.body("extension", 1 << (first - 0xD4))
        if first not in LENGTHS:
            raise ValueError(f"the byte {first:#x} at {self.at - 1}")
        form, kind = LENGTHS[first]
        return self.body(kind, self.number(form))

    def body(self, kind: str, length: int) -> Any:
        if kind == "mapping":
            return {self.value(): self.value() for _ in range(length)}
        if kind == "list":
            return [self.value() for _ in range(length)]
        if kind == "extension":
            return self.extension(self.number(">b"), self.take(length))
        return self.take(length).decode() if kind == "text" else self.take(length)

    def extension(self, kind: int, data: bytes) -> Any:
        if kind != ARRAY:
            return data
        shape, name, values = decode(data)
        return np.frombuffer(values, name).reshape(shape)
