"""Compares the PyTorch example of docs/using-from-pytorch.md with the trajectories of l2l itself.

    L2L_PIN=1 swift test --filter PyTorchTrajectoryTests   # writes Tests/Oracles/pytorch_trajectories.json
    python Tests/Oracles/pytorch_trajectories.py           # exit code 1 when a loss is 1e-5 off, of itself where it is above 1

Last run with torch 2.15.0, safetensors 0.8.0, numpy 2.4.6 on Linux x86-64.
"""
import json
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "Examples/pytorch"))
from learned_optimizer import trajectory  # noqa: E402

worst = 0.0
for file, expected in json.loads((root / "Tests/Oracles/pytorch_trajectories.json").read_text()).items():
    found = trajectory(root / file, horizon=len(expected) - 1)
    difference = max(abs(a - b) / max(1, b) for a, b in zip(found, expected))
    worst = max(worst, difference)
    print(f"{file}: from {found[0]:.4f} to {found[-1]:.6f}, at most {difference:.1e} apart")
sys.exit(worst > 1e-5)
