"""`python3 -m l2l.convert`: weights from elsewhere as an optimizer file."""
from __future__ import annotations

import argparse
import sys

from l2l.convert import OUTPUT_SCALES, convert


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python3 -m l2l.convert",
        description="Writes the small MLP of Metz et al. (2022) as an optimizer file of the kind small-mlp.")
    parser.add_argument("source", choices=OUTPUT_SCALES)
    parser.add_argument("weights", help=".safetensors, .pt, .pth, .npz, or a file of flax")
    parser.add_argument("target", help="the optimizer file to write, *.safetensors")
    parser.add_argument("--decays", type=float, nargs=7, metavar="φ",
                        help="PyLO alone: its momentum_decays, rms_decays and adafactor_decays")
    parser.add_argument("--output-scale", type=float,
                        help="step_mult times the learning rate: 0.01 for PyLO, 0.001 for learned_optimization")
    options = parser.parse_args()
    if (options.source == "pylo") != (options.decays is not None):
        parser.error("--decays: pylo needs the seven, learned_optimization has them in its file")
    try:
        convert(options.source, options.weights, options.target, options.decays, options.output_scale)
    except (ValueError, OSError) as error:
        sys.exit(f"python3 -m l2l.convert: {error}")


if __name__ == "__main__":
    main()
