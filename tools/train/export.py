"""Writes a trained network as raw tensors plus network.json, which export-onnx.ts turns into an ONNX file.

`export.py RUN.pt DIR` fills DIR with one little-endian file per tensor. Batch norm stays separate in the level-0
graph and is folded only into the per-level epilogue y = relu(scale * conv(x) + bias); weights are never rescaled.
"""

import json
import sys
from pathlib import Path

import numpy as np

from model import BN_EPS, GEOMETRY, PRUNABLE
from train import load


def epilogue(bn):
    """Folded batch norm: (scale [outC], bias [outC]), computed in float64."""
    scale = bn.weight.double() / (bn.running_var.double() + bn.eps).sqrt()
    return scale, bn.bias.double() - bn.running_mean.double() * scale


def ladder_order(block_level, levels):
    """Flat block ids, the sparsest level's first and each denser level's after them, and the active count per level."""
    flat = block_level.flatten().numpy()
    segments = [np.flatnonzero(flat == level) for level in range(levels - 1, -1, -1)]
    level_ends = [int((flat >= level).sum()) for level in range(levels)]
    return np.concatenate(segments).astype(np.int32), level_ends


class TensorWriter:
    def __init__(self, folder):
        self.folder, self.index = folder, []

    def write(self, name, values, kind="float32"):
        array = np.asarray(values, dtype="<f4" if kind == "float32" else "<i4")
        array.tofile(self.folder / f"{name}.bin")
        self.index.append({"name": name, "type": kind, "dims": list(array.shape)})


def export(run, folder):
    net, meta = load(run)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    writer, nodes, layers = TensorWriter(folder), [], []
    for node in net.channels:
        side, stride = GEOMETRY[node]
        nodes.append({"name": node, "kernel": side, "stride": stride, "pad": side // 2})
        writer.write(f"{node}.weight", net.conv[node].weight.detach().contiguous())
        bn = net.bn[node][0]
        for part, values in (("scale", bn.weight), ("bias", bn.bias), ("mean", bn.running_mean), ("var", bn.running_var)):
            writer.write(f"{node}.bn.{part}", values.detach())
    writer.write("fc.weight", net.fc.weight.detach())
    writer.write("fc.bias", net.fc.bias.detach())
    if meta["ladder"]:
        for node in PRUNABLE:
            order, level_ends = ladder_order(net.block_level(node), net.levels)
            folded = [epilogue(bn) for bn in net.bn[node]]
            names = {part: f"{node}.ladder.{part}" for part in ("order", "scale", "bias")}
            writer.write(names["order"], order, "int32")
            writer.write(names["scale"], np.stack([scale.detach().numpy() for scale, _ in folded]))
            writer.write(names["bias"], np.stack([bias.detach().numpy() for _, bias in folded]))
            layers.append({"node": node, "weight": f"{node}.weight", "levelEnds": level_ends, **names})
    ladder = None
    if layers:
        ladder = {"version": 1, "blockRows": 4, "levels": [{"sparsity": s} for s in net.sparsities], "layers": layers}
    document = {"name": meta["name"], "epsilon": BN_EPS, "nodes": nodes, "tensors": writer.index, "ladder": ladder}
    (folder / "network.json").write_text(json.dumps(document, indent=1))


if __name__ == "__main__":
    export(*sys.argv[1:3])
