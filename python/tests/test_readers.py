"""The readers of optimizer files: beside l2l's trajectories, beside each other, and beside Examples/python."""
import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from driver import ROOT, SOURCES

import l2l
from l2l import files

FIXTURES = ROOT / "Tests/ExecutionTests/Fixtures"
TRAJECTORIES = json.loads((ROOT / "Tests/Oracles/python_trajectories.json").read_text())
KINDS = [*TRAJECTORIES, "results/smoke/optimizers/linear-0.safetensors"]
SHAPES = [(6, 2), (2, 7), (3, 3), (5,), ()]
STEPS = 12

sys.path.insert(0, str(ROOT / "Examples/python"))
import learned_optimizer as examples  # noqa: E402


class WithNumpy:
    def __init__(self, file: Path, parameters):
        self.rule = l2l.LearnedOptimizer(file, [np.shape(p) for p in parameters])
        self.parameters = [np.asarray(p, float) for p in parameters]

    def step(self, gradients):
        updates = self.rule.updates(gradients, self.parameters)
        self.parameters = [p + u for p, u in zip(self.parameters, updates)]


class WithExamples(WithNumpy):
    def __init__(self, file: Path, parameters):
        super().__init__(file, parameters)
        self.rule = examples.LearnedOptimizer(file, [np.shape(p) for p in parameters])


class WithTorch:
    def __init__(self, file: Path, parameters):
        torch = pytest.importorskip("torch")
        from l2l.torch import LearnedOptimizer
        self.tensor = lambda values: torch.tensor(np.asarray(values), dtype=torch.float32)
        self.held = [torch.nn.Parameter(self.tensor(p)) for p in parameters]
        self.optimizer = LearnedOptimizer(self.held, file)

    def step(self, gradients):
        for held, gradient in zip(self.held, gradients):
            held.grad = None if gradient is None else self.tensor(gradient)
        self.optimizer.step()

    @property
    def parameters(self):
        return [held.detach().numpy().copy() for held in self.held]


@functools.cache
def compiled(file: Path):
    """The two functions of a file's rule, which JAX compiles once for all tests."""
    import jax
    from l2l.optax import learned_optimizer
    return [jax.jit(function) for function in learned_optimizer(file)]


class WithOptax:
    def __init__(self, file: Path, parameters):
        optax = pytest.importorskip("optax")
        import jax.numpy as jnp
        self.held = [jnp.asarray(p, jnp.float32) for p in parameters]
        init, self.update = compiled(file)
        self.state = init(self.held)
        self.add = lambda p, u: p if u is None else optax.apply_updates(p, u)

    def step(self, gradients):
        updates, self.state = self.update(gradients, self.state, self.held)
        self.held = [self.add(p, u) for p, u in zip(self.held, updates)]

    @property
    def parameters(self):
        return [np.asarray(held) for held in self.held]


READERS = [WithNumpy, WithTorch, WithOptax]


def gradients(parameters, number):
    """Of the sum of c θ² / 2 and θ⁴ / 40, and a little of its own in each step."""
    return [(10.0 ** -(np.arange(np.size(p)) % 4)).reshape(np.shape(p)) * p + 0.1 * np.asarray(p) ** 3
            + 0.01 * np.cos(number + np.arange(np.size(p))).reshape(np.shape(p)) for p in parameters]


def start(seed=0):
    chance = np.random.default_rng(seed)
    return [chance.normal(size=shape).astype(np.float32) for shape in SHAPES]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("file", TRAJECTORIES)
def test_the_trajectories_of_l2l(reader, file):
    expected, shapes = TRAJECTORIES[file], [(2, 2), (1,)]
    at = reader(ROOT / file, [np.zeros(shape) for shape in shapes])
    row, column = np.arange(5).reshape(-1, 1), np.arange(5)
    w, y = (7 * row + 3 * column) % 11 / 11, (5 * column + 2) % 7 / 7
    for loss in expected:
        residual = w @ np.concatenate([p.ravel() for p in at.parameters]) - y
        assert abs(residual @ residual - loss) <= 1e-5 * max(1, loss)
        flat = 2 * w.T @ residual
        at.step([flat[:4].reshape(2, 2), flat[4:]])


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("file", KINDS)
def test_the_readers_of_the_examples(reader, file):
    own, theirs = reader(ROOT / file, start()), WithExamples(ROOT / file, start())
    for number in range(STEPS):
        slopes = gradients(theirs.parameters, number)
        own.step(slopes)
        theirs.step(slopes)
    for a, b in zip(own.parameters, theirs.parameters):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("reader", [WithTorch, WithOptax])
@pytest.mark.parametrize("file", KINDS)
def test_a_parameter_without_a_gradient_is_passed_over(reader, file):
    """Its memory stays too: what follows is as if the step had not been. The others move as they would."""
    whole, skipping = reader(ROOT / file, start()), reader(ROOT / file, start())
    for number in range(STEPS):
        slopes = gradients(start(), number)
        whole.step(slopes)
        if number % 2:
            before = skipping.parameters[1]
            skipping.step([slopes[0], None, *slopes[2:]])
            np.testing.assert_array_equal(skipping.parameters[1], before)
        else:
            skipping.step(slopes)
    halved = reader(ROOT / file, start())
    for number in range(0, STEPS, 2):
        halved.step(gradients(start(), number))
    for number, found in enumerate(skipping.parameters):
        np.testing.assert_allclose(found, (halved if number == 1 else whole).parameters[number], rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("file", KINDS)
def test_the_state_of_torch_resumes(file, tmp_path):
    torch = pytest.importorskip("torch")
    whole = WithTorch(ROOT / file, start())
    for number in range(STEPS):
        if number == STEPS // 2:
            torch.save(whole.optimizer.state_dict(), tmp_path / "state.pt")
            again = WithTorch(ROOT / file, whole.parameters)
            again.optimizer.load_state_dict(torch.load(tmp_path / "state.pt", weights_only=True))
        whole.step(gradients(start(), number))
        if number >= STEPS // 2:
            again.step(gradients(start(), number))
    for a, b in zip(whole.parameters, again.parameters):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("file", KINDS)
def test_the_state_of_optax_resumes(file):
    pytest.importorskip("optax")
    import jax
    whole = WithOptax(ROOT / file, start())
    for number in range(STEPS):
        if number == STEPS // 2:
            again = WithOptax(ROOT / file, whole.parameters)
            saved = [np.asarray(leaf) for leaf in jax.tree.leaves(whole.state)]
            again.state = jax.tree.unflatten(jax.tree.structure(again.state), saved)
        whole.step(gradients(start(), number))
        if number >= STEPS // 2:
            again.step(gradients(start(), number))
    for a, b in zip(whole.parameters, again.parameters):
        np.testing.assert_array_equal(a, b)


def test_a_closure_and_parameters_in_float64():
    torch = pytest.importorskip("torch")
    from l2l.torch import LearnedOptimizer
    file = FIXTURES / "lstm-signs.safetensors"
    theta = torch.nn.Parameter(torch.ones(5, dtype=torch.float64))
    optimizer, beside = LearnedOptimizer([{"params": [theta]}], file), WithNumpy(file, [np.ones(5)])

    def loss():
        optimizer.zero_grad()
        value = (theta ** 2).sum()
        value.backward()
        return value

    assert optimizer.step(loss) == 5
    beside.step([2 * np.ones(5)])
    np.testing.assert_allclose(theta.detach().numpy(), beside.parameters[0], rtol=1e-12)
    with pytest.raises(TypeError, match="found a parameter in torch.float16, expected Float32 or Float64"):
        LearnedOptimizer([torch.nn.Parameter(torch.ones(2, dtype=torch.float16))], file)


def test_optax_without_parameters():
    pytest.importorskip("optax")
    from l2l.optax import learned_optimizer
    rule = learned_optimizer(FIXTURES / "rnnprop.safetensors")
    with pytest.raises(ValueError, match="found no parameters, expected update"):
        rule.update([np.ones(2)], rule.init([np.ones(2)]))


def test_three_axes_are_too_many_for_an_mlp():
    with pytest.raises(ValueError, match=r"a tensor of shape \[2, 2, 2\], expected at most two axes"):
        l2l.LearnedOptimizer(FIXTURES / "small-mlp.safetensors", [(2, 2, 2)])


@pytest.mark.parametrize("change, message", [
    (lambda metadata, tensors: metadata.update(groups="[]"), "found an optimizer with groups, expected one rule"),
    (lambda metadata, tensors: metadata.update(kind="perceptron"), "found the kind perceptron, expected one of coord"),
    (lambda metadata, tensors: metadata.pop("kind"), "found no kind in the metadata"),
    (lambda metadata, tensors: metadata.pop("p"), "found no p in the metadata"),
    (lambda metadata, tensors: metadata.update(coordinate_signs="all"), "found coordinate_signs all, expected mixed"),
    (lambda metadata, tensors: tensors.pop("readout.bias"), r"found no tensor readout.bias, expected the shape \[1\]"),
    (lambda metadata, tensors: tensors.update({"lstm.0.bias": np.zeros(3)}),
     r"found lstm.0.bias of shape \[3\], expected the shape \[80\]")])
def test_files_that_are_wrong(tmp_path, change, message):
    file = files.read(FIXTURES / "lstm-signs.safetensors")
    change(file.metadata, file.tensors)
    files.write(tmp_path / "wrong.safetensors", file.metadata, file.tensors)
    with pytest.raises(l2l.FileError, match="wrong.safetensors: " + message):
        l2l.LearnedOptimizer(tmp_path / "wrong.safetensors", [(2,)])


@pytest.mark.parametrize("bytes_, message", [
    (lambda data: data[:-1], "found the tensor readout.weight of shape .* at bytes"),
    (lambda data: data[:100], "found 100 bytes without a whole header"),
    (lambda data: b"", "found 0 bytes without a whole header"),
    (lambda data: data[:8] + b"x" + data[9:], "found a damaged header"),
    (lambda data: data.replace(b'"F32"', b'"F16"', 1), "found the tensor .* of type F16, expected F32")])
def test_files_that_are_damaged(tmp_path, bytes_, message):
    (tmp_path / "cut.safetensors").write_bytes(bytes_((FIXTURES / "lstm-raw.safetensors").read_bytes()))
    with pytest.raises(l2l.FileError, match="cut.safetensors: " + message):
        l2l.LearnedOptimizer(tmp_path / "cut.safetensors", [(2,)])


@pytest.mark.parametrize("file", KINDS)
def test_a_file_is_written_as_it_was(tmp_path, file):
    read = files.read(ROOT / file)
    files.write(tmp_path / "copy.safetensors", read.metadata, read.tensors)
    again = files.read(tmp_path / "copy.safetensors")
    assert again.metadata == read.metadata and again.tensors.keys() == read.tensors.keys()
    assert all((again.tensors[name] == tensor).all() for name, tensor in read.tensors.items())


@pytest.mark.parametrize("library", ["torch", "optax"])
def test_the_example(library):
    pytest.importorskip(library)
    command = [sys.executable, ROOT / "Examples/external/optimizer_files.py", library,
               ROOT / "results/smoke/optimizers/lstm-0.safetensors"]
    environment = {**os.environ, "PYTHONPATH": SOURCES, "OMP_NUM_THREADS": "1"}
    ended = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert float(ended.stdout) < 1e-4


def test_safetensors_reads_what_is_written(tmp_path):
    safetensors = pytest.importorskip("safetensors.numpy")
    read = files.read(FIXTURES / "small-mlp.safetensors")
    files.write(tmp_path / "copy.safetensors", read.metadata, read.tensors)
    found = safetensors.load_file(tmp_path / "copy.safetensors")
    assert found.keys() == read.tensors.keys() and all((found[n] == t).all() for n, t in read.tensors.items())
