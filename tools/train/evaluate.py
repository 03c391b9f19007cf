"""Accuracies of finished networks on validation and test: `evaluate.py METRICS.json RUN.pt ... [--data DIR]`.

The document is {network: {level: {degraded: {validation, test}, clean: {...}, ...}}}; a dense network has level 0 only.
This is the only program that opens the test images. Accuracies are fractions of 10,000; intervals are Wilson's, 95%.
"""

import argparse
import json
from pathlib import Path

import torch

from data import CONDITIONS, Split
from train import correct, load

SPLITS = ("validation", "test")


def wilson(right, count, z=1.959964):
    """95% interval of a proportion (Wilson 1927), rounded to 5 digits."""
    p = right / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (p * (1 - p) / count + z * z / (4 * count * count)) ** 0.5
    return [round(middle - half, 5), round(middle + half, 5)]


def level_metrics(net, data, level):
    result = {"sparsity": net.sparsities[level], "macs": net.macs(level),
              "degraded": {}, "clean": {}, "wilson95": {"degraded": {}, "clean": {}},
              "perCondition": {split: {} for split in SPLITS}}
    for (kind, split), samples in data.items():
        hits = correct(net, samples, level)
        result[kind][split] = round(hits.float().mean().item(), 4)
        result["wilson95"][kind][split] = wilson(int(hits.sum()), len(hits))
        if kind == "degraded":
            for index, name in enumerate(CONDITIONS):
                of_condition = hits[samples.conditions == index]
                result["perCondition"][split][name] = round(of_condition.float().mean().item(), 4)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("metrics")
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--data", default=".cache/train-data")
    args = parser.parse_args()
    torch.set_num_threads(1)
    data = {(kind, split): Split(args.data, prefix + split)
            for kind, prefix in (("degraded", ""), ("clean", "clean-")) for split in SPLITS}
    models = {}
    for run in args.runs:
        net, meta = load(run)
        of_run = {**{key: meta[key] for key in ("width", "epochs", "seed", "hours")},
                  "channels": list(net.channels.values()), "parameters": net.parameters_count()}
        models[meta["name"]] = {str(level): {**level_metrics(net, data, level), **of_run}
                                for level in range(net.levels)}
    Path(args.metrics).write_text(json.dumps(models, indent=1) + "\n")


if __name__ == "__main__":
    main()
