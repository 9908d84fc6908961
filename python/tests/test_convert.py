"""Weights of the small MLP from elsewhere, in files that the tests make themselves."""
import struct
import subprocess
import sys

import numpy as np
import pytest
from driver import SOURCES

import l2l
from l2l import files
from l2l.convert import convert

DECAYS = [0.15, 0.14, 0.07, 0.01, 0.19, -0.11, -0.06]
WIDTHS = [39, 4, 4, 2]


def layers(widths=WIDTHS, seed=5):
    """Weights [inputs, outputs] and biases of an MLP."""
    chance = np.random.default_rng(seed)
    return [(chance.normal(size=(a, b), scale=a ** -0.5).astype(np.float32), chance.normal(size=b).astype(np.float32))
            for a, b in zip(widths, widths[1:])]


def of_pylo(widths=WIDTHS, prefix="network."):
    names = ["input", *(f"linear_{n}" for n in range(len(widths) - 3)), "output"]
    return {f"{prefix}{name}.{kind}": array for name, (weight, bias) in zip(names, layers(widths))
            for kind, array in [("weight", np.ascontiguousarray(weight.T)), ("bias", bias)]}


def of_learned_optimization(widths=WIDTHS):
    return {"momentum_decays": np.float32(DECAYS[:3]), "rms_decays": np.float32(DECAYS[3:4]),
            "adafactor_decays": np.float32(DECAYS[4:]),
            "nn": {"~": {f"{letter}{n}": array for n, layer in enumerate(layers(widths))
                         for letter, array in zip("wb", layer)}}}


def packed(value):
    """MessagePack as flax.serialization.to_bytes has it."""
    if isinstance(value, dict):
        return struct.pack(">BH", 0xDE, len(value)) + b"".join(packed(k) + packed(v) for k, v in value.items())
    if isinstance(value, np.ndarray):
        inner = packed([list(value.shape), value.dtype.name, value.tobytes()])
        return struct.pack(">BIb", 0xC9, len(inner), 1) + inner
    if isinstance(value, list):
        return bytes([0x90 | len(value)]) + b"".join(map(packed, value))
    if isinstance(value, str):
        return bytes([0xA0 | len(value)]) + value.encode()
    if isinstance(value, bytes):
        return struct.pack(">BI", 0xC6, len(value)) + value
    return struct.pack(">Bq", 0xD3, value)


def flat(tree, name=""):
    return {name: tree} if isinstance(tree, np.ndarray) else {
        k: v for key, value in tree.items() for k, v in flat(value, f"{name}/{key}".strip("/")).items()}


def check(target, scale):
    file = files.read(target)
    assert file.metadata["kind"] == "small-mlp" and float(file.metadata["output_scale"]) == scale
    for n, (weight, bias) in enumerate(layers()):
        np.testing.assert_array_equal(file.tensors[f"mlp.{n}.weight"], weight.T)
        np.testing.assert_array_equal(file.tensors[f"mlp.{n}.bias"], bias)
    np.testing.assert_array_equal(file.tensors["decays"], np.float32(DECAYS))
    assert sum(tensor.size for tensor in file.tensors.values()) == 197
    assert np.isfinite(l2l.LearnedOptimizer(target, [(3, 2)]).updates([np.ones((3, 2))], [np.ones((3, 2))])).all()


def test_pylo_in_safetensors(tmp_path):
    files.write(tmp_path / "model.safetensors", {}, of_pylo())
    convert("pylo", tmp_path / "model.safetensors", tmp_path / "l2l.safetensors", DECAYS)
    check(tmp_path / "l2l.safetensors", 0.01)


def test_pylo_in_a_state_dict(tmp_path):
    torch = pytest.importorskip("torch")
    torch.save({"torch_params": {name: torch.tensor(array) for name, array in of_pylo(prefix="").items()}},
               tmp_path / "mulo.pth")
    convert("pylo", tmp_path / "mulo.pth", tmp_path / "l2l.safetensors", DECAYS)
    check(tmp_path / "l2l.safetensors", 0.01)


@pytest.mark.parametrize("name", ["theta.state", "theta.npz"])
def test_learned_optimization(tmp_path, name):
    tree = {"params": of_learned_optimization(), "gen_id": "abc", "step": 7}
    if name.endswith("npz"):
        np.savez(tmp_path / name, **flat(tree["params"]))
    else:
        (tmp_path / name).write_bytes(packed(tree))
    command = [sys.executable, "-m", "l2l.convert", "learned_optimization", name, "l2l.safetensors",
               "--output-scale", "0.002"]
    subprocess.run(command, check=True, cwd=tmp_path, env={"PYTHONPATH": SOURCES})
    check(tmp_path / "l2l.safetensors", 0.002)


def refused(tmp_path, source, arrays, message, decays=DECAYS):
    np.savez(tmp_path / "theirs.npz", **arrays)
    with pytest.raises(l2l.FileError, match="theirs.npz: found " + message):
        convert(source, tmp_path / "theirs.npz", tmp_path / "l2l.safetensors", decays)
    assert not (tmp_path / "l2l.safetensors").exists()


@pytest.mark.parametrize("source, arrays, message", [
    ("pylo", of_pylo([39, 32, 32, 2]), r"input.weight for mlp.0.weight of shape \[32, 39\], expected \[4, 39\]"),
    ("pylo", of_pylo([39, 4, 4, 4, 2]), "network.linear_1.weight too, expected nothing but"),
    ("pylo", of_pylo([39, 4, 2]), "0 tensors called linear_0.weight"),
    ("pylo", flat(of_learned_optimization()), "0 tensors called input.weight"),
    ("learned_optimization", flat(of_learned_optimization([19, 32, 32, 2])),
     r"w0 for mlp.0.weight of shape \[32, 19\], expected \[4, 39\]"),
    ("learned_optimization", of_pylo(), "0 tensors called w0")])
def test_other_networks_are_refused(tmp_path, source, arrays, message):
    refused(tmp_path, source, arrays, message)


def test_decays_that_the_two_read_differently_are_refused(tmp_path):
    refused(tmp_path, "pylo", of_pylo(), "momentum decays of .*, which PyLO raises to 0", [0.3, 0, 0, 0, 0, 0, 0])


@pytest.mark.parametrize("name, data, message", [
    ("theta.pkl", b"", "found a pickle, which may run any code"),
    ("theta.state", b"no MessagePack", "found no msgpack of flax"),
    ("theta.state", packed({"params": of_learned_optimization()})[:-9], "found no msgpack of flax")])
def test_files_that_are_not_read(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(l2l.FileError, match=f"{name}: {message}"):
        convert("learned_optimization", tmp_path / name, tmp_path / "l2l.safetensors")
    command = [sys.executable, "-m", "l2l.convert", "learned_optimization", name, "l2l.safetensors"]
    ended = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": SOURCES}, capture_output=True, text=True)
    assert ended.returncode == 1 and ended.stderr.startswith(f"python3 -m l2l.convert: {name}: found ")

