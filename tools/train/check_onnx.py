"""Reads a finished ONNX file back and executes it at every level: `check_onnx.py FILE.onnx METRICS.json [--data DIR]`.

Uses only the numbers in the file (order, levelEnds, folded scale and bias), not the training code, and fails when a
level's accuracy on the degraded validation accuracy differs from the metrics by more than 2 images of 10,000 (float order).
"""

import argparse
import json
from pathlib import Path

import torch
from torch.nn import functional as F

from data import Split
from onnx_reader import read_onnx

GEOMETRY = {"stem": (2, 2), "conv2": (2, 1), "conv3": (1, 1), "conv4": (2, 1), "conv5": (1, 1)}  # stride, padding


def folded_norm(tensors, node):
    scale = tensors[f"{node}.bn.scale"] / (tensors[f"{node}.bn.var"] + 1e-5) ** 0.5
    return scale, tensors[f"{node}.bn.bias"] - tensors[f"{node}.bn.mean"] * scale


def layer_at(tensors, ladder, node, level):
    """Masked weight, scale and bias of one convolution at one level."""
    weight = torch.tensor(tensors[f"{node}.weight"])
    entry = next((e for e in ladder["layers"] if e["node"] == node), None) if ladder else None
    if entry is None:
        return weight, *map(torch.tensor, folded_norm(tensors, node))
    rows, columns = weight.shape[0], weight[0].numel()
    mask = torch.zeros(rows // ladder["blockRows"], columns)
    active = torch.tensor(tensors[entry["order"]][:entry["levelEnds"][level]]).long()
    mask.view(-1)[active] = 1
    weight = weight * mask.repeat_interleave(ladder["blockRows"], dim=0).view_as(weight)
    return weight, torch.tensor(tensors[entry["scale"]][level]), torch.tensor(tensors[entry["bias"]][level])


def accuracy(tensors, ladder, split, level):
    layers = [(GEOMETRY[node], *layer_at(tensors, ladder, node, level)) for node in GEOMETRY]
    fc = torch.tensor(tensors["fc.weight"]), torch.tensor(tensors["fc.bias"])
    right = 0
    for at in range(0, len(split), 500):
        x = split.batch(slice(at, at + 500))
        for (stride, padding), weight, scale, bias in layers:
            x = F.conv2d(x, weight, None, stride, padding)
            x = F.relu(x * scale.view(1, -1, 1, 1) + bias.view(1, -1, 1, 1))
        right += int((F.linear(x.mean(dim=(2, 3)), *fc).argmax(dim=1) == split.labels[at:at + 500]).sum())
    return right / len(split)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("metrics")
    parser.add_argument("--data", default=".cache/train-data")
    args = parser.parse_args()
    torch.set_num_threads(1)
    tensors, nodes, ladder = read_onnx(args.model)
    name = Path(args.model).stem
    expected = json.loads(Path(args.metrics).read_text())[name]
    split = Split(args.data, "validation")
    print(f"{name}: {len(nodes)} nodes, {len(tensors)} initialisers")
    for level in range(len(ladder["levels"]) if ladder else 1):
        got, want = accuracy(tensors, ladder, split, level), expected[str(level)]["degraded"]["validation"]
        print(f"  level {level}: {got:.4f} from the file, {want:.4f} in the metrics")
        if abs(got - want) > 2.5e-4:
            raise SystemExit(f"{name} level {level}: the file does not reproduce the reported accuracy")


if __name__ == "__main__":
    main()
