"""The protocol with an optimizer of numpy: what is said, and what happens when something is wrong."""
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
from driver import PARAMETERS, ROOT, SOURCES, Process, adam, minimise, momentum, script

EXAMPLE = [sys.executable, str(ROOT / "Examples/external/numpy_momentum.py")]

ADAM = """
import numpy as np
import l2l

def make(episode, learningRate):
    m = v = np.zeros((episode.functions, episode.parameters))
    def update(step):
        nonlocal m, v
        t, g = step.number + 1, step.gradients.astype(float)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        print("what an optimizer prints is no part of the protocol")
        return -learningRate * m / (1 - 0.9 ** t) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
    return update

l2l.serve(make, wants=["losses", "gradients"])
"""


def gradient_descent(body="return -0.1 * step.gradients", wants="gradients"):
    return f"import sys, l2l, numpy as np\ndef make(episode, **settings):\n  def update(step):\n    {body}\n" \
           f"  return update\nl2l.serve(make, wants={wants.split()})"


def test_adam_and_its_prints(tmp_path):
    with Process(script(tmp_path, ADAM)) as process:
        assert process.greet() == {"message": "ready", "protocol": 1, "wants": ["gradients", "losses"]}
        for seed in (0, 1):  # the second episode knows nothing of the first
            found = minimise(process, ["gradients", "losses"], seed=seed, learningRate=0.1)
            np.testing.assert_allclose(found, adam(0.1, seed=seed), rtol=1e-5, atol=1e-6)
        assert process.end() == 0
        assert process.errors().count("what an optimizer prints") == 40


def test_the_example_in_numpy():
    with Process(EXAMPLE) as process:
        found = minimise(process, process.greet()["wants"], learningRate=0.01)
        np.testing.assert_allclose(found, momentum(0.01), rtol=1e-5, atol=1e-6)


@pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler")
def test_the_example_in_c(tmp_path):
    program = str(tmp_path / "momentum")
    subprocess.run(["cc", "-O2", "-Wall", "-Werror", "-o", program, ROOT / "Examples/external/momentum.c"], check=True)
    with Process([program]) as process:
        assert process.greet() == {"message": "ready", "protocol": 1, "wants": ["gradients"]}
        for seed in (0, 1):
            found = minimise(process, ["gradients"], seed=seed, learningRate=0.01)
            np.testing.assert_allclose(found, momentum(0.01, seed=seed), rtol=1e-5, atol=1e-6)
        assert process.end() == 0


@pytest.mark.parametrize("wants, check", [
    ("losses", "assert step.gradients is None and step.losses.shape == (5,)"),
    ("losses parameters gradients", "assert abs(step.gradients).max() > 0 and step.parameters.shape == (5, 16)")])
def test_wants(tmp_path, wants, check):
    body = f"{check}; return np.zeros((5, {PARAMETERS}))"
    with Process(script(tmp_path, gradient_descent(body, wants))) as process:
        asked = process.greet()["wants"]
        assert asked == [name for name in ["gradients", "parameters", "losses"] if name in wants]
        curvature_and_start = np.ones((5, PARAMETERS), np.float32)
        arrays = {"gradients": curvature_and_start, "parameters": curvature_and_start, "losses": np.ones(5)}
        process.begin(5, 1)
        process.say({"message": "step", "number": 0}, *(arrays[name] for name in asked))
        assert process.hear() == {"message": "updates"}


@pytest.mark.parametrize("body, reason", [
    ("raise RuntimeError('no luck')", "RuntimeError: no luck"),
    ("return step.gradients[:, 1:]", "ValueError: the updates have the shape [5, 15], expected [5, 16]"),
    ("return 'nonsense'", "ValueError")])
def test_failures_of_the_optimizer(tmp_path, body, reason):
    with Process(script(tmp_path, gradient_descent(body))) as process:
        process.greet()
        process.begin(5, 1)
        process.say({"message": "step", "number": 0}, np.ones((5, PARAMETERS)))
        answer = process.hear()
        assert answer["message"] == "failed" and answer["reason"].startswith(reason)
        assert process.end() == 1
        assert "Traceback" in process.errors()


def test_a_setting_that_the_optimizer_does_not_have(tmp_path):
    with Process(script(tmp_path, ADAM)) as process:
        process.greet()
        process.begin(5, 1, momentum=0.5)
        assert "unexpected keyword argument 'momentum'" in process.hear()["reason"]


@pytest.mark.parametrize("line, reason", [
    (b"hello\n", "found b'hello\\n', expected a line of JSON"),
    (b"[1]\n", "expected an object with the key message"),
    (b'{"message": "step", "number": 0}\n', "found the message 'step', expected hello, episode"),
    (b'{"message": "farewell"}\n', "found the message 'farewell'"),
    (b'{"message": "episode", "functions": 5}\n', "found an episode in which 'tensors' is wrong or missing"),
    (b'{"message": "hello", "protocol": 2}\n', "found protocol 2, expected 1"),
    (b'{"' + b"x" * 70_000 + b'": 1}\n', "found 65537 bytes with no end of line")])
def test_wrong_messages(tmp_path, line, reason):
    with Process(script(tmp_path, gradient_descent())) as process:
        process.write(line)
        answer = process.hear()
        assert answer["message"] == "failed" and reason in answer["reason"]
        assert process.end() == 1


def test_a_cut_stream(tmp_path):
    with Process(script(tmp_path, gradient_descent())) as process:
        process.greet()
        process.begin(5, 1)
        process.say({"message": "step", "number": 0}, np.ones(7))
        process.process.stdin.close()
        assert process.hear() == {"message": "failed", "reason": "ProtocolError: found 28 bytes of numbers and "
                                  "then the end, expected 320"}
        assert process.end() == 1


def test_an_episode_that_is_cut_short_by_another(tmp_path):
    with Process(script(tmp_path, ADAM)) as process:
        process.greet()
        process.begin(3, 100, learningRate=1)
        process.updates(0, np.ones((3, PARAMETERS)), np.ones(3))
        found = minimise(process, ["gradients", "losses"], learningRate=0.1)
        np.testing.assert_allclose(found, adam(0.1), rtol=1e-5, atol=1e-6)


def test_a_missing_package(tmp_path):
    text = "import l2l\nwith l2l.importing(\"a_package_that_is_not_there\"):\n  import a_package_that_is_not_there\n"
    with Process(script(tmp_path, text)) as process:
        assert process.greet() == {"message": "unavailable", "reason": "there is no module a_package_that_is_not_there"}
        assert process.end() == 0


@pytest.mark.parametrize("module", ["torch", "optax"])
def test_a_command_without_its_library(tmp_path, module):
    """`-S` leaves out what is installed; numpy, which l2l needs, is put back."""
    (tmp_path / "numpy").symlink_to(np.__path__[0])
    code = f"import sys; sys.path += {[str(tmp_path), SOURCES]!r}; " \
           f"from l2l.{module}.__main__ import main; main(['adam'])"
    with Process([sys.executable, "-S", "-c", code]) as process:
        answer = process.greet()
        assert answer == {"message": "unavailable", "reason": f"there is no module {module}"}


def test_wants_of_another_name():
    import l2l
    with pytest.raises(ValueError, match="expected one or more of gradients, parameters, losses"):
        l2l.serve(lambda episode: None, wants=["hessians"])


def test_a_closed_connection(tmp_path):
    with Process(script(tmp_path, gradient_descent())) as process:
        process.process.stdout.close()
        process.say({"message": "hello", "protocol": 1})
        assert process.process.wait() == 1
        assert process.errors().strip() == "l2l has closed the connection"


def test_a_terminal(tmp_path):
    import pty
    _, terminal = pty.openpty()
    ended = subprocess.run(script(tmp_path, gradient_descent()), stdin=terminal, capture_output=True, text=True,
                           env={**os.environ, "PYTHONPATH": SOURCES})
    assert ended.returncode == 1 and ended.stderr.startswith("found a terminal, expected l2l")
