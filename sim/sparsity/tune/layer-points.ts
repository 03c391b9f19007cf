import type { TaskPart } from '../../data/task/task-part.ts';
import type { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { collectLogits } from './collect-logits.ts';
import { firstOf } from './first-of.ts';
import { interleavedTimes } from './interleaved-times.ts';
import type { MeasureOptions } from './measure-stops.ts';
import { ownFeeds } from './own-feeds.ts';

/** A level for each layer of the ladder. */
export type LayerLevels = readonly number[];

export interface LayerOptions extends MeasureOptions {
  readonly classes: number;
  /** The answer of the network. */
  readonly output: string;
  /** Most requests that losses are taken from. */
  readonly requests: number;
  /** Most points that are given. */
  readonly count: number;
}

/** Layers whose loss is measured anew before one is taken; the others' last one stands. */
const looks = 3;
const timed = 8;

/**
 * Operating points with a level a layer, greedily: from the densest level on, the layer goes one level sparser that costs
 * the least loss (mean cross-entropy on validation data) a microsecond saved. Of the way those that no uniform level beats
 * in both loss and time, at about equal distances. Epilogues are those of the levels, which were trained for all layers alike.
 * @param single laid out for one request, for times @param many for losses
 */
export async function layerPoints(
  single: GraphExecutor,
  many: GraphExecutor,
  validation: TaskPart,
  options: LayerOptions,
): Promise<LayerLevels[]> {
  const { ladderLayers: layers, levels } = many.plan;
  if (levels < 2 || layers < 2) return [];
  const part = firstOf(validation, options.requests);
  const cost = layerCosts(single, part, options);
  const costOf = (at: LayerLevels) => at.reduce((sum, level, layer) => sum + cost[layer]![level]!, 0);
  const lossOf = (at: LayerLevels) => lossAt(many, part, at, options);
  const uniform = await inTurn(
    Array.from({ length: levels }, (_, level) => new Array<number>(layers).fill(level)),
    async (at) => ({ at, loss: await lossOf(at), cost: costOf(at) }),
  );
  const way = [uniform[0]!];
  const scores = new Array<number>(layers).fill(0);
  for (;;) {
    const { at, loss } = way.at(-1)!;
    const open = at.flatMap((level, layer) => (level < levels - 1 ? [layer] : []));
    if (open.length === 0) break;
    // At the first step all are new.
    const asked = way.length === 1 ? open : open.sort((a, b) => scores[a]! - scores[b]!).slice(0, looks);
    const tried = await inTurn(asked, async (layer) => {
      const next = at.map((level, i) => (i === layer ? level + 1 : level));
      const found = { at: next, loss: await lossOf(next), cost: costOf(next) };
      const saved = Math.max(1e-3, costOf(at) - found.cost);
      scores[layer] = (found.loss - loss) / saved;
      return { layer, found };
    });
    const best = tried.reduce((a, b) => (scores[a.layer]! <= scores[b.layer]! ? a : b));
    way.push(best.found);
  }
  const worth = way.filter(
    (point) =>
      new Set(point.at).size > 1 &&
      uniform.every((level) => level.loss > point.loss || level.cost > point.cost),
  );
  const picked = Math.min(options.count, worth.length);
  return Array.from({ length: picked }, (_, i) => worth[Math.floor(((i + 0.5) * worth.length) / picked)]!.at);
}

/** By layer and level, microseconds more than at the sparsest level, the other layers there. */
function layerCosts(executor: GraphExecutor, part: TaskPart, options: LayerOptions): number[][] {
  const { ladderLayers: layers, levels } = executor.plan;
  const { samples } = firstOf(part, timed);
  const requests = Array.from({ length: samples }, (_, i) => ownFeeds(part.feeds(i, 1)));
  const sparsest = new Array<number>(layers).fill(levels - 1);
  const points = [
    sparsest,
    ...sparsest.flatMap((_, layer) =>
      Array.from({ length: levels - 1 }, (_, level) => sparsest.map((k, i) => (i === layer ? level : k))),
    ),
  ];
  const [base, ...others] = interleavedTimes(
    points.map((at) => (i) => void executor.run(requests[i]!, 1, { levels: at, outputs: [options.output] })),
    samples,
    options,
  );
  return sparsest.map((_, layer) =>
    Array.from({ length: levels }, (_, level) =>
      level === levels - 1 ? 0 : Math.max(0, others[layer * (levels - 1) + level]! - base!),
    ),
  );
}

/** Mean cross-entropy, nats. */
async function lossAt(
  executor: GraphExecutor,
  part: TaskPart,
  at: LayerLevels,
  { output, classes }: LayerOptions,
): Promise<number> {
  const logits = await collectLogits(
    part,
    classes,
    executor.batch,
    (feeds, count) => executor.run(ownFeeds(feeds), count, { levels: at, outputs: [output] })[output]!,
  );
  let sum = 0;
  part.labels.forEach((label, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const most = Math.max(...row);
    sum += Math.log(row.reduce((all, value) => all + Math.exp(value - most), 0)) + most - row[label]!;
  });
  return sum / part.labels.length;
}

/** One after the other: an executor runs one request at a time. */
async function inTurn<T, R>(list: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const item of list) made.push(await each(item));
  return made;
}
