"""Reads an optimizer file of l2l with numpy alone."""
import json
import struct

import numpy as np


def read(path):
    """The metadata of a file and its tensors by name, in Float64."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    metadata = header.pop("__metadata__")
    return metadata, {name: np.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).astype(float)
                      for name, entry in header.items()}
