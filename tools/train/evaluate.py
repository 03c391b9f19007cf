"""Accuracies of finished networks on validation and test: `evaluate.py METRICS.json RUN.pt ... [--data DIR]`.

The document is {network: {level: {degraded: {validation, test}, clean: {...}, ...}}}; a dense network has level 0 only.
This is the only program that opens the test images. Accuracies are fractions of 10,000; intervals are 95%: Wilson's
for an accuracy, normal on paired answers for a difference.
"""

import argparse
import json
from pathlib import Path

import torch

from data import CONDITIONS, Split
from train import correct, load

SPLITS = ("validation", "test")
KINDS = {"degraded": "", "clean": "clean-"}
DENSE = "digits-dense"
Z95 = 1.959964


def wilson(right, count):
    """95% interval of a proportion (Wilson 1927)."""
    p, z2 = right / count, Z95 * Z95
    middle = (p + z2 / (2 * count)) / (1 + z2 / count)
    half = Z95 / (1 + z2 / count) * (p * (1 - p) / count + z2 / (4 * count * count)) ** 0.5
    return [round(middle - half, 5), round(middle + half, 5)]


def paired_loss(dense_hits, hits):
    """[dense accuracy minus ours, low, high] on the same samples."""
    difference = dense_hits.double() - hits.double()
    mean, half = difference.mean().item(), Z95 * difference.std().item() / len(hits) ** 0.5
    return [round(value, 5) for value in (mean, mean - half, mean + half)]


def level_metrics(net, level, data, dense_hits):
    """Metrics of one level; `dense_hits` is filled by the dense network and read by all others."""
    result = {"sparsity": net.sparsities[level], "macs": net.macs(level), "degraded": {}, "clean": {},
              "wilson95": {"degraded": {}, "clean": {}}, "lossAgainstDense": {"degraded": {}, "clean": {}},
              "perCondition": {}}
    for (kind, split), samples in data.items():
        hits = correct(net, samples, level)
        reference = dense_hits.setdefault((kind, split), hits)
        result[kind][split] = round(hits.double().mean().item(), 4)
        result["wilson95"][kind][split] = wilson(int(hits.sum()), len(hits))
        result["lossAgainstDense"][kind][split] = paired_loss(reference, hits)
        if kind == "degraded":
            result["perCondition"][split] = {
                name: round(hits[samples.conditions == index].double().mean().item(), 4)
                for index, name in enumerate(CONDITIONS)}
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("metrics")
    parser.add_argument("runs", nargs="+", help=f"{DENSE} first: the others are compared with it")
    parser.add_argument("--data", default=".cache/train-data")
    args = parser.parse_args()
    if Path(args.runs[0]).stem != DENSE:
        parser.error(f"the first run must be {DENSE}.pt")
    torch.set_num_threads(1)
    data = {(kind, split): Split(args.data, prefix + split) for kind, prefix in KINDS.items() for split in SPLITS}
    models, dense_hits = {}, {}
    for run in args.runs:
        net, meta = load(run)
        of_run = {**{key: meta[key] for key in ("width", "epochs", "seed", "hours")},
                  "channels": list(net.channels.values()), "parameters": net.parameters_count()}
        models[meta["name"]] = {str(level): {**level_metrics(net, level, data, dense_hits), **of_run}
                                for level in range(net.levels)}
    Path(args.metrics).write_text(json.dumps(models, indent=1) + "\n")


if __name__ == "__main__":
    main()
