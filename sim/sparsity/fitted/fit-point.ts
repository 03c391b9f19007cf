import type { TaskPart } from '../../data/task/task-part.ts';
import type { Network } from '../../network/network.ts';
import { residualBlocks } from '../../network/residual-blocks.ts';
import { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { executedGraph } from '../executed-graph.ts';
import { fitLinearHead } from '../exits/fit-linear-head.ts';
import type { NmPattern, OperatingPoint } from '../operating-point.ts';
import { ownFeeds } from '../tune/own-feeds.ts';
import { topClass } from '../tune/rate-stop.ts';
import type { FittedPoint } from './fitted-point.ts';
import { patternedLayers } from './patterned-layers.ts';
import { epilogueValue, refitEpilogues } from './refit-epilogues.ts';
import { withEpilogues, withFitted, withHead } from './with-fitted.ts';

const batch = 50;

/** What a fit is made from: training data for statistics and head, and so many of each; validation data to choose with. */
export interface FitData {
  readonly train: TaskPart;
  readonly statistics: number;
  readonly answers: number;
  readonly validation: TaskPart;
  readonly classes: number;
}

/** A fit and its share of right answers on the validation data. */
export interface MeasuredFit {
  readonly fit: FittedPoint;
  readonly accuracy: number;
}

/**
 * Fits a level with branches skipped or weights pruned: statistics of every layer behind the change, in order, so that each
 * has the mean and variance that it has at the level (where a branch is skipped, what stays gets those of the sum); then a
 * linear head on the frozen rest, kept where it answers validation data better than the network's own.
 */
export async function fitPoint(
  network: Network,
  change: { readonly level: number; readonly skips: readonly string[]; readonly pattern: NmPattern | null },
  data: FitData,
): Promise<MeasuredFit> {
  const { level, skips, pattern } = change;
  const layers = network.ladder!.layers;
  const point = {
    ...{ id: 'fit', levels: layers.map(() => level), gates: layers.map(() => null) },
    ...{ skips, ...(pattern ? { pattern } : {}) },
  } satisfies OperatingPoint;
  const base = executedGraph(network, { ...point, skips: [] });
  const changed = withFitted(network, point, []);
  const targets = targetsOf(base, changed, change);
  const calibration = { part: data.train, count: data.statistics };
  const epilogues = await refitEpilogues(base, changed, level, targets, calibration);
  const refitted = withEpilogues(changed, level, epilogues);
  const own = { ...change, epilogues, head: null };
  const before = await accuracyOf(refitted, level, data);
  const head = await fitHead(refitted, level, data);
  if (!head) return { fit: own, accuracy: before };
  const after = await accuracyOf(withHead(refitted, head), level, data);
  return after > before ? { fit: { ...own, head }, accuracy: after } : { fit: own, accuracy: before };
}

/** Share of right answers of a network at a level on the validation data. */
export async function accuracyOf(
  network: Network,
  level: number,
  { validation, classes }: Pick<FitData, 'validation' | 'classes'>,
): Promise<number> {
  const logits = await valuesOf(network, network.output.name, level, validation, validation.samples);
  let right = 0;
  for (let i = 0; i < validation.samples; i++)
    if (topClass(logits, i * classes, classes) === validation.labels[i]) right++;
  return right / validation.samples;
}

function targetsOf(
  base: Network,
  changed: Network,
  { skips, pattern }: Pick<FittedPoint, 'skips' | 'pattern'>,
) {
  const blocks = residualBlocks(base).filter(({ add }) => skips.includes(add));
  const place = (name: string) => base.nodes.findIndex((node) => node.name === name);
  const first = Math.min(
    ...blocks.map(({ add }) => place(add)),
    ...(pattern ? patternedLayers(base, pattern).map(({ node }) => place(node) - 1) : []),
  );
  return changed.ladder!.layers.flatMap(({ node }) => {
    const value = epilogueValue(base, node);
    const block = blocks.find(({ kept }) => kept === value);
    if (block) return [{ node, value: block.value }];
    return place(node) > first ? [{ node, value }] : [];
  });
}

/** A linear head in place of the last layer; null where that is not a Gemm with a bias. */
async function fitHead(network: Network, level: number, data: FitData): Promise<FittedPoint['head']> {
  const node = network.nodes.find(({ outputs }) => outputs[0] === network.output.name)!;
  const inLadder = network.ladder!.layers.some((layer) => layer.node === node.name);
  const plain = node.type === 'Gemm' && node.inputs.length === 3 && node.attributes['transB'] === 1;
  if (inLadder || !plain) return null;
  const features = await valuesOf(network, node.inputs[0]!, level, data.train, data.answers);
  return fitLinearHead(features, data.train.labels.subarray(0, data.answers), data.classes);
}

async function valuesOf(
  network: Network,
  value: string,
  level: number,
  part: TaskPart,
  count: number,
): Promise<Float32Array> {
  const shape = network.shapes.get(value)!;
  const output = { name: value, shape, type: 'float32' as const, dims: ['N', ...shape.slice(1)] };
  const executor = await GraphExecutor.open({ ...network, output, outputs: [output] }, { batch });
  const size = shape.reduce((all, dim) => all * dim, 1);
  const values = new Float32Array(count * size);
  for (let from = 0; from < count; from += batch) {
    const samples = Math.min(batch, count - from);
    values.set(
      executor.run(ownFeeds(part.feeds(from, samples)), samples, { levels: level })[value]!,
      from * size,
    );
  }
  return values;
}
