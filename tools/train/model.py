"""The digits network and its ladder: fixed architecture, nested 4x1 block masks, one batch norm per level.

A plain dense network is a ladder of one level, so both are trained by the same code.
"""

import torch
from torch import nn
from torch.nn import functional as F

BLOCK_ROWS = 4
BN_EPS = 1e-5
FULL_CHANNELS = {"stem": 24, "conv2": 64, "conv3": 64, "conv4": 128, "conv5": 128}
# node: (kernel side, stride); padding is kernel // 2. No max pooling and no residuals: the network must map to
# spiking chips too.
GEOMETRY = {"stem": (5, 2), "conv2": (3, 2), "conv3": (3, 1), "conv4": (3, 2), "conv5": (3, 1)}
PRUNABLE = ("conv2", "conv3", "conv4", "conv5")
LADDER_SPARSITIES = (0.0, 0.5, 0.75, 0.875, 0.94, 0.97, 0.985)


def channels_of_width(width):
    """Output channels per convolution when all are scaled by `width`, rounded to whole 4x1 blocks."""
    return {node: max(4, 4 * round(full * width / 4)) for node, full in FULL_CHANNELS.items()}


class LadderNet(nn.Module):
    """Convolutions with one weight tensor for all levels; level 0 is the densest.

    `block_level` of a layer (int64 [outC/4][inC*k*k]) is the sparsest level at which a block is still active, so level
    k uses the blocks with block_level >= k and nesting holds by construction.
    """

    def __init__(self, width=1.0, sparsities=(0.0,)):
        super().__init__()
        self.width, self.sparsities = width, tuple(sparsities)
        self.channels = channels_of_width(width)
        self.conv, self.bn = nn.ModuleDict(), nn.ModuleDict()
        in_channels = 1
        for node, out_channels in self.channels.items():
            side, stride = GEOMETRY[node]
            self.conv[node] = nn.Conv2d(in_channels, out_channels, side, stride, side // 2, bias=False)
            copies = len(self.sparsities) if node in PRUNABLE else 1
            self.bn[node] = nn.ModuleList(nn.BatchNorm2d(out_channels, eps=BN_EPS) for _ in range(copies))
            if node in PRUNABLE:
                shape = (out_channels // BLOCK_ROWS, in_channels * side * side)
                self.register_buffer(f"{node}_block_level", torch.zeros(shape, dtype=torch.int64))
            in_channels = out_channels
        self.fc = nn.Linear(in_channels, 10)

    @property
    def levels(self):
        return len(self.sparsities)

    def block_level(self, node):
        return getattr(self, f"{node}_block_level")

    def stem(self, images):
        """images float32 [N][1][28][28] in [0, 1] -> activations every level shares, [N][24][14][14]."""
        return F.relu(self.bn["stem"][0](self.conv["stem"](images)))

    def body(self, x, level):
        """Stem activations -> logits [N][10] at one level."""
        for node in PRUNABLE:
            conv = self.conv[node]
            weight = conv.weight
            if level > 0:
                mask = (self.block_level(node) >= level).repeat_interleave(BLOCK_ROWS, dim=0)
                weight = weight * mask.view_as(weight)
            # Weight, like the activations, in channels-last order: 25% faster on one CPU thread.
            weight = weight.contiguous(memory_format=torch.channels_last)
            x = F.relu(self.bn[node][level](F.conv2d(x, weight, None, conv.stride, conv.padding)))
        return self.fc(x.mean(dim=(2, 3)))

    def forward(self, images, level=0):
        return self.body(self.stem(images), level)

    @torch.no_grad()
    def choose_blocks(self, ramp):
        """Ranks the blocks of each layer by L2 norm and gives each its level.

        `ramp` in [0, 1] scales the sparsity of every level, so that pruning is gradual. Every layer gets the same
        sparsity: then the share of skipped MACs equals the share of skipped weights.
        """
        for node in PRUNABLE:
            weight = self.conv[node].weight
            norms = weight.reshape(weight.shape[0] // BLOCK_ROWS, BLOCK_ROWS, -1).norm(dim=1)
            rank = norms.flatten().argsort(descending=True).argsort()
            level_of = torch.zeros_like(rank)
            for level, sparsity in enumerate(self.sparsities):
                keep = max(1, round((1 - sparsity * ramp) * rank.numel()))
                level_of[rank < keep] = level
            self.block_level(node).copy_(level_of.view_as(norms))

    @torch.no_grad()
    def calibrate(self, batches):
        """Sets every level's batch-norm statistics to their mean over `batches` (float32 images).

        Needed because a middle level's running statistics are stale: it is visited only now and then.
        """
        self.train()
        norms = [bn for copies in self.bn.values() for bn in copies]
        for bn in norms:
            bn.reset_running_stats()
            bn.momentum = None  # cumulative mean
        for images in batches:
            shared = self.stem(images)
            for level in range(self.levels):
                self.body(shared, level)
        for bn in norms:
            bn.momentum = 0.1
        self.eval()

    def parameters_count(self):
        return sum(p.numel() for p in self.conv.parameters()) + sum(p.numel() for p in self.fc.parameters())

    def macs(self, level=0):
        """Multiply-accumulates of one image at one level, zeros of the mask not counted."""
        total, side = self.fc.weight.numel(), 28
        for node in self.channels:
            side = -(-side // GEOMETRY[node][1])
            active = self.conv[node].weight.numel()
            if node in PRUNABLE:
                active = int((self.block_level(node) >= level).sum()) * BLOCK_ROWS
            total += active * side * side
        return total
