#!/bin/sh
# Makes everything under scenarios/models/ again: data, training, export, metrics, checks, tables of the model card.
# About 50 minutes on one otherwise idle CPU thread. Needs Node (npm ci done) and Python 3 with PyTorch and NumPy
# (Debian: apt-get install python3-torch; set PYTHON when that is not the python3 on the path).
# usage: tools/train/run.sh [DATA_DIR] [RUNS_DIR]
set -eu
cd "$(dirname "$0")/../.."
data=${1:-.cache/train-data}
runs=${2:-.cache/train-runs}
python=${PYTHON:-python3}
models=scenarios/models

node --import tsx tools/train/make-data.ts "$data" 20 # variants of the training images, one per epoch in turn

train() {
  name=$1
  shift
  "$python" tools/train/train.py --data "$data" --seed 1 --name "$name" "$@" --out "$runs/part1" --epochs 16
  "$python" tools/train/train.py --data "$data" --seed 1 --name "$name" "$@" --out "$runs" --epochs 5 \
    --resume "$runs/part1/$name.pt"
}
train digits-ladder --ladder
train digits-dense
train digits-small-025 --width 0.25
train digits-small-0375 --width 0.375
train digits-small-050 --width 0.5
train digits-small-075 --width 0.75

shipped='digits-dense digits-ladder digits-small-025 digits-small-0375 digits-small-050 digits-small-075'
files=''
for name in $shipped; do files="$files $runs/$name.pt"; done
# shellcheck disable=SC2086 # a list of file names
"$python" tools/train/evaluate.py "$models/metrics.json" $files --data "$data"
for name in $shipped; do
  "$python" tools/train/export.py "$runs/$name.pt" "$runs/$name"
  node --import tsx tools/train/export-onnx.ts "$runs/$name" "$models/$name.onnx"
  "$python" tools/train/check_onnx.py "$models/$name.onnx" "$models/metrics.json" --data "$data"
done
"$python" tools/train/model_card.py "$models"
