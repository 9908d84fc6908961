"""Writes the fixture of SafeTensorsTests with Python's safetensors 0.8.0 and numpy 2.4.6.

One metadata key only: Python writes several in no fixed order. Run from the top of the repository.
"""

import numpy
from safetensors.numpy import save_file

tensors = {
    "readout.weight": numpy.array([[0.5, -1.25, 3.0e-39, 1 / 3]], dtype=numpy.float32),
    "readout.bias": numpy.array([-0.0], dtype=numpy.float32),
    "lstm.0.weight_ih": numpy.arange(6, dtype=numpy.float32).reshape(3, 2),
    "scalar": numpy.array(7, dtype=numpy.float32),
    "empty": numpy.zeros((0, 4), dtype=numpy.float32),
}
save_file(
    tensors,
    "Tests/ResultsTests/Fixtures/python.safetensors",
    metadata={"kind": 'a "quoted" \\ kind\n'},
)
