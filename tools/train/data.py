"""Reads the files that make-data.ts writes. Images stay u8 [n][784]; a batch becomes float32 [n][1][28][28] in [0, 1]."""

from pathlib import Path

import numpy as np
import torch

CONDITIONS = ("clear", "dusk", "fog", "shake", "night")  # order of sim/workload/degraded-mnist/conditions.ts


class Split:
    def __init__(self, directory, name):
        def read(kind):
            return torch.from_numpy(np.fromfile(Path(directory) / f"{name}.{kind}", dtype=np.uint8))

        self.images = read("images").view(-1, 784)
        self.labels = read("labels").long()
        self.conditions = read("conditions").long()

    def __len__(self):
        return len(self.labels)

    def batch(self, index):
        return to_input(self.images[index])


def to_input(images):
    x = images.view(-1, 1, 28, 28).float().div_(255)
    return x.contiguous(memory_format=torch.channels_last)


def train_variant(directory, epoch):
    """The training images under the conditions of one epoch; the variants on disk are used in turn."""
    count = len(list(Path(directory).glob("train-*.images")))
    if count == 0:
        raise SystemExit(f"{directory}: no train-*.images; run `node --import tsx tools/train/make-data.ts {directory} 10`")
    return Split(directory, f"train-{epoch % count}")
