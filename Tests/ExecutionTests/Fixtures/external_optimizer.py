"""Gradient descent as docs/external-protocol.md has it, in Python alone, for the tests.

The first argument is what it does wrong, in the answer to update 3 of an episode:

    python3 external_optimizer.py right|crash|hang|short|long|nan|nonsense|failed|ended|unavailable|streams
"""
import array
import json
import os
import sys
import time

mode = sys.argv[1]
output = sys.stdout.buffer


def say(message, numbers=b""):
    output.write(json.dumps(message).encode() + b"\n" + numbers)
    output.flush()


episode = None
while line := sys.stdin.buffer.readline():
    message = json.loads(line)
    if message["message"] == "hello":
        if mode == "unavailable":
            say({"message": "unavailable", "reason": "there is no module optax"})
            sys.exit()
        say({"message": "ready", "protocol": 1, "wants": ["gradients", "losses"]})
    elif message["message"] == "episode":
        episode = message
        parameters = 0
        for tensor in message["tensors"]:
            size = 1
            for length in tensor["shape"]:
                size *= length
            parameters += size
        count = message["functions"] * parameters
        if mode == "ended":
            say({"message": "failed", "reason": "the rule has left"})
            sys.exit()
    else:
        gradients, losses = array.array("f"), array.array("f")
        gradients.frombytes(sys.stdin.buffer.read(4 * count))
        losses.frombytes(sys.stdin.buffer.read(4 * episode["functions"]))
        # In Float32, as ours; the product of two such numbers is then rounded once.
        rate = array.array("f", [episode["settings"]["learningRate"]])[0]
        updates = array.array("f", [-rate * gradient for gradient in gradients])
        wrong = mode if message["number"] == 3 else "right"
        if wrong == "crash":
            print("a line\nthe last line before the crash", file=sys.stderr)
            sys.exit(7)
        elif wrong == "hang":
            time.sleep(60)
        elif wrong == "short":
            say({"message": "updates"}, updates.tobytes()[:-4])
            sys.exit()
        elif wrong == "long":
            say({"message": "updates"}, updates.tobytes() + b"1234")
        elif wrong == "nan":
            updates[0] = float("nan")
            say({"message": "updates"}, updates.tobytes())
        elif wrong == "nonsense":
            output.write(b"Traceback, on the wrong stream\n")
            output.flush()
        elif wrong == "failed":
            say({"message": "failed", "reason": "the rule is out of ideas"})
        elif wrong == "streams":
            folder = "/proc/self/fd"
            paths = [f"{folder}/{name}" for name in os.listdir(folder) if int(name) > 2]
            files = [os.readlink(path) for path in paths if os.path.exists(path)]
            say({"message": "failed", "reason": f"open beside the streams: {files}"})
        else:
            say({"message": "updates"}, updates.tobytes())
