/**
 * Fits points with branches skipped or weights pruned N:M to the ladders that scenarios ask them of, on training data, and
 * writes those that may be used into scenarios/tables:
 *
 *     node --import tsx tools/fit-points.ts [--check]
 *
 * With `--check` nothing is written: the exit code is 1 when a shipped file differs. A set of residual branches may be left
 * out where its answers lose at most 5 points of validation accuracy against the same level, and no other set of the level
 * runs as few multiply-accumulates and is as often right. Patterns are kept by the same loss.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRequests } from '../sim/data/task/open-requests.ts';
import { loadNetwork } from '../sim/network/onnx/load-network.ts';
import { residualBlocks } from '../sim/network/residual-blocks.ts';
import { packageRoot } from '../sim/package-root.ts';
import { describeWork } from '../sim/sparsity/describe-work.ts';
import { executedGraph } from '../sim/sparsity/executed-graph.ts';
import { accuracyOf, fitPoint, type MeasuredFit } from '../sim/sparsity/fitted/fit-point.ts';
import { encodeFits } from '../sim/sparsity/fitted/fitted-point.ts';
import type { NmPattern } from '../sim/sparsity/operating-point.ts';
import { tableFolder } from '../sim/sparsity/table-folder.ts';

const mostLoss = 0.05;
const [statistics, answers, validationSamples] = [1000, 8000, 4000];
/** 1:4 answers 89.7% of the same validation images, but no runtime of a profile has kernels for it. */
const patterns: readonly NmPattern[] = [{ kept: 2, group: 4 }];
const ladders = [{ model: 'fashion/ladder-s1', data: 'fashion-mnist' }] as const;

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
for (const { model, data } of ladders) {
  const network = await loadNetwork(join(packageRoot(), 'scenarios', 'models', `${model}.onnx`));
  const { classes, part } = openRequests(data);
  const from = {
    ...{ train: part('train', answers), validation: part('validation', validationSamples) },
    ...{ statistics, answers, classes },
  };
  const blocks = residualBlocks(network).map(({ add }) => add);
  const points = [];
  const layers = network.ladder!.layers;
  for (const level of network.ladder!.levels.keys()) {
    const plain = { id: `L${level}`, levels: layers.map(() => level), gates: layers.map(() => null) };
    const whole = await accuracyOf(executedGraph(network, plain), level, from);
    console.log(`${model} L${level}: ${percent(whole)}`);
    const tried: (MeasuredFit & { macs: number })[] = [];
    for (const skips of blocks.toReversed().map((add) => [add])) {
      const found = await fitPoint(network, { level, skips, pattern: null }, from);
      const work = describeWork(network, { ...plain, skips });
      tried.push({ ...found, macs: work.reduce((sum, { activeMacs }) => sum + activeMacs, 0) });
      console.log(
        `${model} L${level} without ${skips}: ${percent(found.accuracy)}, ${tried.at(-1)!.macs} MACs`,
      );
    }
    const useful = tried.filter(
      (one) =>
        one.accuracy >= whole - mostLoss &&
        !tried.some((other) => other !== one && other.macs <= one.macs && other.accuracy >= one.accuracy),
    );
    points.push(...useful.map(({ fit }) => fit));
    for (const pattern of level === 0 ? patterns : []) {
      const found = await fitPoint(network, { level, skips: [], pattern }, from);
      console.log(`${model} L0 ${pattern.kept}:${pattern.group}: ${percent(found.accuracy)}`);
      if (found.accuracy >= whole - mostLoss) points.push(found.fit);
    }
  }
  const rule = `statistics of ${statistics} and a head of ${answers} training samples; chosen on ${validationSamples} validation samples, at most ${100 * mostLoss} points lost`;
  const text = encodeFits({ version: 1, networkHash: network.hash, data, rule, points });
  const file = join(tableFolder(), `${model.replaceAll('/', '-')}.fits.json`);
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  console.log(
    `${file}: ${text.length} bytes${same ? ', unchanged' : values.check ? ', DIFFERS' : ', written'}`,
  );
  if (same) continue;
  if (values.check) process.exitCode = 1;
  else writeFileSync(file, text);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
