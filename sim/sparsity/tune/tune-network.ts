import type { TaskPart } from '../../data/task/task-part.ts';
import type { Network } from '../../network/network.ts';
import { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { networkExits } from '../exits/exit-names.ts';
import { answerStops } from './answer-stops.ts';
import { playCascade } from './cascade.ts';
import { chooseCascade } from './choose-cascade.ts';
import { Frontier } from './frontier.ts';
import { layerPoints } from './layer-points.ts';
import { measureStops } from './measure-stops.ts';
import { type FrontierPoint, operatingFrontier } from './operating-frontier.ts';
import type { DescribedStop } from './points-document.ts';
import { type AnswerOptions, rateStop } from './rate-stop.ts';
import { stopAccuracy } from './rated-stop.ts';
import { runPoints } from './run-points.ts';
import { listStops, type Stop } from './stop.ts';
import { stopBytes, stopMacs } from './stop-work.ts';
import { tuneStops } from './tune-stops.ts';

export interface TuneOptions {
  readonly classes: number;
  /** Search points with a level a layer too. */
  readonly layers: boolean;
  readonly stages: 1 | 2 | 3;
  /** Share of right answers that an adaptive point must be better by on validation: the best of many is lucky there. */
  readonly guard: number;
  /** Turns of each measurement. */
  readonly rounds: number;
  /** What each answer counts for, in sum 1; null: all the same. */
  weights(labels: Uint8Array): Float64Array | null;
  /** Milliseconds. */
  now(): number;
  onStep?(step: string): void;
}

/** A static point. */
export interface StaticPoint extends DescribedStop {
  /** At batch 1 with its level and sparser ones loaded. */
  readonly bytes: number;
  /** Whether no other static point is as cheap and as accurate. */
  readonly pareto: boolean;
}

/** A static point of the frontier against the cheapest adaptive one that is better on validation data. */
export interface AdaptivePair {
  readonly id: string;
  /** null: none is cheaper and better by the guard. */
  readonly point: FrontierPoint | null;
  /** Microseconds a request when both were executed in turns, on validation data or, where there are some, on test data. */
  readonly measured: { readonly staticUs: number; readonly us: number } | null;
  /** Shares of right answers on test data. */
  readonly test: { readonly static: number; readonly point: number } | null;
}

export interface TunedNetwork {
  readonly gateUs: number;
  readonly statics: readonly StaticPoint[];
  /** Static and adaptive, rising cost, rising accuracy. */
  readonly points: readonly FrontierPoint[];
  readonly pairs: readonly AdaptivePair[];
}

/** Requests that pairs are executed on. */
const executed = 400;

/**
 * Finds the operating points of a network: every level, exit and mixture of levels alone, and cascades of them, by what
 * they answer on validation data and what they measurably cost at batch 1. Test data, where given, are only looked at for
 * the pairs that were chosen.
 * @throws RangeError for a network whose outputs are not one answer and its exits
 */
export async function tuneNetwork(
  network: Network,
  parts: { readonly validation: TaskPart; readonly test: TaskPart | null },
  options: TuneOptions,
): Promise<TunedNetwork> {
  const { classes, guard, onStep } = options;
  const { validation, test } = parts;
  const single = await GraphExecutor.open(network, { mode: 'fast' });
  const many = await GraphExecutor.open(network, { mode: 'fast', batch: 64 });
  const stops = await allStops(network, single, many, validation, options);
  onStep?.('answers on validation data');
  const logits = await answerStops(many, stops, validation, classes);
  onStep?.('times');
  const costs = measureStops(single, stops, validation, classes, options);
  onStep?.('search');
  const answered = stops.map((stop, i) => ({ ...stop, cost: costs.us[i]!, logits: logits[i]! }));
  const answers = answersOf(validation, options);
  const accuracies = answered.map((stop) =>
    stopAccuracy(rateStop(stop, validation.labels, 'margin', answers)),
  );
  const best = new Frontier<{ id: string; accuracy: number; cost: number }>();
  for (const [i, { id, cost }] of answered.entries())
    best.offer(accuracies[i]!, cost, () => ({ id, accuracy: accuracies[i]!, cost }));
  const search = { gateCost: costs.gateUs, costAfter: costs.costAfter, stages: options.stages };
  const found = tuneStops(answered, validation.labels, { ...search, ...answers });
  const points = operatingFrontier(found, stops, single);
  const statics = stops.map(
    (stop, i): StaticPoint => ({
      ...{ id: stop.id, level: stop.level, exit: stop.exit, sparsity: sparsityOf(network, stop) },
      ...{ accuracy: accuracies[i]!, costUs: costs.us[i]! },
      ...{ macs: stopMacs(single, stop), bytes: stopBytes(single, [stop]) },
      pareto: best.points.some(({ id }) => id === stop.id),
    }),
  );
  onStep?.('executing the chosen points');
  const chosen = best.points.map(({ id, accuracy, cost }) => {
    const cheaper = points.filter((point) => point.stages.length > 1 && point.cost < cost);
    return { id, point: chooseCascade(cheaper, accuracy + guard) };
  });
  const outputOf = (wanted: Pick<Stop, 'level' | 'exit'>) =>
    stops.find((stop) => stop.level === wanted.level && stop.exit === wanted.exit)!.output;
  const run = chosen.flatMap(({ id, point }) => {
    const { level, exit } = stops.find((stop) => stop.id === id)!;
    const alone = { measure: 'margin' as const, stages: [{ level, exit, threshold: null }] };
    return point ? [alone, point] : [];
  });
  const measuring = { ...options, requests: executed, rounds: Math.ceil(options.rounds / 4) };
  const times = runPoints(single, run, outputOf, test ?? validation, measuring);
  const onTest = test ? await testAnswers(many, stops, test, points, options) : null;
  let next = 0;
  const pairs = chosen.map(({ id, point }): AdaptivePair => {
    if (!point) return { id, point, measured: null, test: null };
    const measured = { staticUs: times[next]!, us: times[next + 1]! };
    next += 2;
    return { id, point, measured, test: onTest && { static: onTest(id)!, point: onTest(point)! } };
  });
  return { gateUs: costs.gateUs, statics, points, pairs };
}

async function allStops(
  network: Network,
  single: GraphExecutor,
  many: GraphExecutor,
  validation: TaskPart,
  { layers, classes, rounds, now, onStep }: TuneOptions,
): Promise<Stop[]> {
  const stops = listStops(network);
  if (!layers) return stops;
  onStep?.('a level a layer');
  const output = networkExits(network).main.name;
  const found = await layerPoints(single, many, validation, {
    ...{ classes, output, requests: 1000, count: 3, rounds, now },
  });
  return [...stops, ...found.map((level, i) => ({ id: `P${i + 1}`, level, exit: null, output }))];
}

const answersOf = ({ labels, starts }: TaskPart, { weights }: TuneOptions): AnswerOptions => ({
  starts,
  weights: weights(labels),
});

/** Share of right answers on test data of a stop by its id, or of a point. */
async function testAnswers(
  many: GraphExecutor,
  stops: readonly Stop[],
  test: TaskPart,
  points: readonly FrontierPoint[],
  options: TuneOptions,
) {
  const logits = await answerStops(many, stops, test, options.classes);
  const answers = answersOf(test, options);
  const measures = new Set(points.map(({ measure }) => measure));
  const rated = new Map(
    [...measures].map((measure) => [
      measure,
      stops.map((stop, i) =>
        rateStop({ ...stop, cost: 1, logits: logits[i]! }, test.labels, measure, answers),
      ),
    ]),
  );
  return (what: string | FrontierPoint): number => {
    if (typeof what === 'string') {
      const [list] = rated.values();
      return stopAccuracy(list![stops.findIndex(({ id }) => id === what)]!);
    }
    const ids = what.id.split('>');
    const cascade = what.stages.map(({ threshold }, i) => ({
      stop: stops.findIndex(({ id }) => id === ids[i]),
      threshold,
    }));
    return playCascade(cascade, rated.get(what.measure)!, 0).accuracy;
  };
}

/** Share of zero weights in the ladder's layers. */
function sparsityOf({ ladder }: Network, { level }: Stop): number {
  if (!ladder) return 0;
  if (typeof level === 'number') return ladder.levels[level]!.sparsity;
  let [active, all] = [0, 0];
  ladder.layers.forEach(({ levelEnds, rows, cols }, i) => {
    active += levelEnds[level[i]!]! * 4;
    all += Math.ceil(rows / 4) * 4 * cols;
  });
  return 1 - active / all;
}
