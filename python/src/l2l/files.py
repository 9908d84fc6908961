"""Optimizer files of `l2l` (docs/formats.md): safetensors with Float32 tensors, read and written with numpy alone."""
from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HEADER_LIMIT = 1 << 20


class FileError(ValueError):
    """A file that is not what it should be: names the file, what was found and what was expected."""

    def __init__(self, file: str | Path, found: str, expected: str):
        super().__init__(f"{file}: found {found}, expected {expected}")


@dataclass(frozen=True)
class OptimizerFile:
    """The metadata and the Float32 tensors of a file, by name."""

    path: Path
    metadata: dict[str, str]
    tensors: dict[str, np.ndarray]


def read_tensors(path: str | Path) -> OptimizerFile:
    """Any safetensors file whose tensors are Float32."""
    path = Path(path)
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0] if len(data) >= 8 else HEADER_LIMIT + 1
    if length > min(HEADER_LIMIT, len(data) - 8):
        raise FileError(path, f"{len(data)} bytes without a whole header", "a safetensors file")
    try:
        header = json.loads(data[8:8 + length])
        metadata = header.pop("__metadata__", {})
        entries = {name: (entry["dtype"], tuple(entry["shape"]), *entry["data_offsets"])
                   for name, entry in header.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise FileError(path, "a damaged header", "a safetensors header in JSON") from None
    values, tensors = data[8 + length:], {}
    for name, (kind, shape, start, end) in entries.items():
        if kind != "F32":
            raise FileError(path, f"the tensor {name} of type {kind}", "F32")
        if not 0 <= start <= end <= len(values) or end - start != 4 * int(np.prod(shape)):
            raise FileError(path, f"the tensor {name} of shape {list(shape)} at bytes {start} to {end}",
                            f"four bytes a number, of the {len(values)} in the file")
        tensors[name] = np.frombuffer(values[start:end], "<f4").reshape(shape)
    return OptimizerFile(path, metadata, tensors)


def read(path: str | Path) -> OptimizerFile:
    """An optimizer file. Files with groups are refused."""
    file = read_tensors(path)
    if "groups" in file.metadata:
        raise FileError(path, "an optimizer with groups", "one rule for all tensors, which is all that Python reads")
    if "kind" not in file.metadata:
        raise FileError(path, "no kind in the metadata", "an optimizer file of l2l")
    return file


def write(path: str | Path, metadata: dict[str, str], tensors: dict[str, np.ndarray]) -> None:
    """Writes a file as `l2l` does: tensors in the order of their names, without gaps."""
    header: dict[str, object] = {"__metadata__": dict(sorted(metadata.items()))}
    chunks, start = [], 0
    for name, tensor in sorted(tensors.items()):
        chunks.append(np.ascontiguousarray(tensor, "<f4").tobytes())
        header[name] = {"data_offsets": [start, start + len(chunks[-1])], "dtype": "F32", "shape": list(tensor.shape)}
        start += len(chunks[-1])
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(chunks))
