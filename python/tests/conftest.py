import contextlib
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]

with contextlib.suppress(ModuleNotFoundError):
    import torch
    torch.set_num_threads(1)  # threads wait for each other longer than they work on tensors this small
