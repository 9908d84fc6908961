"""Compares the numpy readers of docs/using-from-python.md with the trajectories of l2l itself.

    L2L_PIN=1 swift test --filter PythonTrajectoryTests   # writes Tests/Oracles/python_trajectories.json
    python3 Tests/Oracles/python_trajectories.py          # exit code 1 when a loss is 1e-5 off, of itself where it is above 1

Last run with numpy 2.4.6 on Linux x86-64.
"""
import json
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "Examples/python"))
from learned_optimizer import trajectory  # noqa: E402

worst = 0.0
for file, expected in json.loads((root / "Tests/Oracles/python_trajectories.json").read_text()).items():
    found = trajectory(root / file, horizon=len(expected) - 1)
    difference = max(abs(a - b) / max(1, b) for a, b in zip(found, expected))
    worst = max(worst, difference)
    print(f"{file}: from {found[0]:.4f} to {found[-1]:.6f}, at most {difference:.1e} apart")
sys.exit(worst > 1e-5)
