"""Writes the tables of the model card from the metrics: `model_card.py MODELS_DIR`.

Replaces what lies between the two marker lines of MODELS_DIR/README.md; the prose around it is written by hand.
"""

import json
import sys
from pathlib import Path

BEGIN, END = "<!-- tables: written by tools/train/model_card.py -->", "<!-- end of tables -->"


def percent(value):
    return f"{100 * value:.2f}"


def with_interval(level, kind):
    low, high = level["wilson95"][kind]["test"]
    return f"**{percent(level[kind]['test'])}** ({percent(low)}–{percent(high)})"


def loss(level, kind):
    mean, low, high = (100 * value for value in level["lossAgainstDense"][kind]["test"])
    return f"{mean:+.2f} ({low:+.2f}…{high:+.2f})"


def table(header, rows):
    lines = [" | ".join(header), " | ".join(["---"] * len(header)), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines)


def accuracy_cells(level):
    return [percent(level["degraded"]["validation"]), with_interval(level, "degraded"), loss(level, "degraded"),
            percent(level["clean"]["validation"]), with_interval(level, "clean"), loss(level, "clean")]


ACCURACY_HEADER = ["degraded val. %", "degraded test % (95%)", "points lost", "clean val. %", "clean test % (95%)",
                   "points lost"]


def tables(metrics, folder):
    ladder = metrics["digits-ladder"]
    others = {name: levels["0"] for name, levels in metrics.items() if name != "digits-ladder"}
    full = ladder["0"]["macs"]
    labelled = [(f"ladder level {k} ({100 * level['sparsity']:g}%)", level) for k, level in ladder.items()]
    labelled += list(others.items())
    conditions = list(ladder["0"]["perCondition"]["test"])
    files = sorted(folder.glob("*.onnx"))
    return "\n\n".join([
        "### digits-ladder.onnx, per level",
        "Points lost (95%) are against digits-dense, trained by itself, on the same images; negative means better.",
        table(["level", "sparsity of conv2–5", "MACs (M)", "MACs, share", *ACCURACY_HEADER],
              [[k, f"{100 * level['sparsity']:g}%", f"{level['macs'] / 1e6:.2f}", f"{100 * level['macs'] / full:.1f}%",
                *accuracy_cells(level)] for k, level in ladder.items()]),
        "### Dense networks",
        table(["network", "channels", "parameters", "MACs (M)", *ACCURACY_HEADER],
              [[name, "-".join(map(str, level["channels"])), f"{level['parameters']:,}", f"{level['macs'] / 1e6:.2f}",
                *accuracy_cells(level)] for name, level in others.items()]),
        "### Degraded test accuracy per condition, %",
        table(["network", *conditions],
              [[name, *(percent(level["perCondition"]["test"][c]) for c in conditions)] for name, level in labelled]),
        "### Training runs and files",
        table(["network", "seed", "epochs", "hours (1 CPU thread, machine shared)"],
              [[name, str(levels["0"]["seed"]), str(levels["0"]["epochs"]), f"{levels['0']['hours']:.2f}"]
               for name, levels in metrics.items()]),
        table(["file", "bytes"], [[file.name, f"{file.stat().st_size:,}"] for file in files]),
    ])


def main():
    folder = Path(sys.argv[1])
    metrics = json.loads((folder / "metrics.json").read_text())
    card = folder / "README.md"
    before, rest = card.read_text().split(BEGIN)
    after = rest.split(END)[1]
    card.write_text(f"{before}{BEGIN}\n\n{tables(metrics, folder)}\n\n{END}{after}")


if __name__ == "__main__":
    main()
