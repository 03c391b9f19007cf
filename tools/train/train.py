"""Trains one digits network: `train.py --name digits-ladder --ladder --epochs 16 --seed 1`.

Recipe: SGD with Nesterov momentum, linear warm-up and cosine decay, label smoothing, batch 128. A ladder adds in-place
distillation (Yu and Huang 2019): every step trains the densest level on the labels and two randomly drawn sparser
levels on the densest level's own soft answers. Their sandwich rule would take the sparsest level in every step; in a
4-epoch trial on validation that was 0.25 to 0.5 points worse at 75-97% sparsity (and 0.9 better at the sparsest), no
better at level 0. Blocks are chosen by magnitude with a gradual ramp, then frozen. A run has two parts: the second,
--resume, restarts at a lower rate, and the mean of the weights at the two ends is kept. Only validation data is
looked at here; evaluate.py touches the test set.
"""

import argparse
import math
import time
from pathlib import Path

import torch
from torch.nn import functional as F

from data import Split, train_variant
from model import LADDER_SPARSITIES, LadderNet

BATCH = 128
PEAK_RATE, MOMENTUM, WEIGHT_DECAY, SMOOTHING, WARM_UP = 0.1, 0.9, 5e-4, 0.05, 0.03
# Shares of the run: dense only until DENSE_END, sparsity rises until RAMP_END, blocks may still move until FREEZE.
DENSE_END, RAMP_END, FREEZE, REFRESH_STEPS = 0.08, 0.35, 0.45, 100
# How often a level sparser than 0 is drawn, levels 1 … 6: those where a speed-up at little loss is hoped for most.
LEVEL_WEIGHTS = (1.0, 2.0, 3.0, 3.0, 2.0, 2.0)
# The second part of the run (--resume) starts once more at a lower rate, blocks frozen, and favours the denser levels.
RESUMED_RATE = 0.03
RESUMED_LEVEL_WEIGHTS = (2.0, 4.0, 4.0, 3.0, 1.0, 1.0)
DRAWN_LEVELS = 2


def learning_rate(progress, peak):
    if progress < WARM_UP:
        return peak * progress / WARM_UP
    return peak * 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


def sparsity_ramp(progress):
    """Cubic rise from 0 to 1 (Zhu and Gupta 2017): much is pruned early, little at the end."""
    t = min(1.0, max(0.0, (progress - DENSE_END) / (RAMP_END - DENSE_END)))
    return 1 - (1 - t) ** 3


def distilled(logits, target):
    """Cross entropy of logits [N][10] against soft targets [N][10]."""
    return -(target * F.log_softmax(logits, dim=1)).sum(dim=1).mean()


def loss_of(net, images, labels, sparser):
    shared = net.stem(images)
    dense = net.body(shared, 0)
    loss = F.cross_entropy(dense, labels, label_smoothing=SMOOTHING)
    target = dense.detach().softmax(dim=1)
    for level in sparser:
        loss = loss + distilled(net.body(shared, level), target)
    return loss


@torch.no_grad()
def correct(net, split, level, batch=500):
    """Which samples are answered rightly: bool [n]."""
    net.eval()
    parts = []
    for at in range(0, len(split), batch):
        index = slice(at, at + batch)
        parts.append(net(split.batch(index), level).argmax(dim=1) == split.labels[index])
    return torch.cat(parts)


def calibration_batches(directory, count=60, batch=256):
    split = train_variant(directory, 0)
    return [split.batch(slice(i * batch, (i + 1) * batch)) for i in range(count)]


def train(args):
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(args.seed)
    net = LadderNet(args.width, LADDER_SPARSITIES if args.ladder else (0.0,))
    earlier = {"epochs": 0, "hours": 0.0}
    if args.resume:
        net, earlier = load(args.resume)
        net.train()
    decayed = [p for p in net.parameters() if p.dim() > 1]
    rest = [p for p in net.parameters() if p.dim() <= 1]
    optimiser = torch.optim.SGD(
        [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": rest, "weight_decay": 0.0}],
        lr=0.0, momentum=MOMENTUM, nesterov=True)
    validation = Split(args.data, "validation")
    # Two streams, so that the order of the data is the same with and without a ladder.
    draws = torch.Generator().manual_seed(args.seed + 1000 + earlier["epochs"])
    order_draws = torch.Generator().manual_seed(args.seed + 2000 + earlier["epochs"])
    weights = torch.tensor(RESUMED_LEVEL_WEIGHTS if args.resume else LEVEL_WEIGHTS)
    started, step = time.time(), 0
    for epoch in range(args.epochs):
        split = train_variant(args.data, earlier["epochs"] + epoch)
        order = torch.randperm(len(split), generator=order_draws)
        steps = len(split) // BATCH
        net.train()
        running = 0.0
        for i in range(steps):
            progress = step / (args.epochs * steps)
            for group in optimiser.param_groups:
                group["lr"] = learning_rate(progress, RESUMED_RATE if args.resume else PEAK_RATE)
            sandwich = args.ladder and (args.resume or progress >= DENSE_END)
            if sandwich and not args.resume and progress <= FREEZE and step % REFRESH_STEPS == 0:
                net.choose_blocks(sparsity_ramp(progress))
            sparser = (1 + torch.multinomial(weights, DRAWN_LEVELS, generator=draws)).tolist() if sandwich else []
            index = order[i * BATCH:(i + 1) * BATCH]
            loss = loss_of(net, split.batch(index), split.labels[index], sparser)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            running += float(loss)
            step += 1
        last = epoch == args.epochs - 1
        if last and args.resume:
            average_with(net, load(args.resume)[0])
        if last or epoch % args.check_every == args.check_every - 1:
            net.calibrate(calibration_batches(args.data, 60 if last else 12))
            hits = [f"{100 * correct(net, validation, level).float().mean():.2f}" for level in range(net.levels)]
            print(f"{args.name} epoch {epoch + 1}/{args.epochs} loss {running / steps:.4f} "
                  f"validation % per level {' '.join(hits)} ({time.time() - started:.0f} s)", flush=True)
            save(net, args, earlier, started)


@torch.no_grad()
def average_with(net, earlier_net):
    """Mean of the weights at the ends of both parts (Izmailov 2018); the blocks are the same, calibration follows."""
    for parameter, before in zip(net.parameters(), earlier_net.parameters()):
        parameter.lerp_(before, 0.5)


def save(net, args, earlier, started):
    folder = Path(args.out)
    folder.mkdir(parents=True, exist_ok=True)
    meta = {"name": args.name, "ladder": args.ladder, "width": args.width, "seed": args.seed,
            "epochs": earlier["epochs"] + args.epochs,
            "hours": round(earlier["hours"] + (time.time() - started) / 3600, 3)}
    torch.save({"meta": meta, "state": net.state_dict()}, folder / f"{args.name}.pt")


def load(path):
    """A trained network and its `meta` (name, width, epochs, seed, hours of wall time)."""
    saved = torch.load(path)
    meta = saved["meta"]
    net = LadderNet(meta["width"], LADDER_SPARSITIES if meta["ladder"] else (0.0,))
    net.load_state_dict(saved["state"])
    return net.eval(), meta


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--name", required=True)
    parser.add_argument("--ladder", action="store_true")
    parser.add_argument("--width", type=float, default=1.0)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", help="a finished .pt to train on from: the second part of the run")
    parser.add_argument("--data", default=".cache/train-data")
    parser.add_argument("--out", default=".cache/train-runs")
    parser.add_argument("--check-every", type=int, default=4)
    train(parser.parse_args())
