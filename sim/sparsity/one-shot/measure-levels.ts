import { softmaxReference, type Volume } from '../../../kernels/index.ts';
import type { Network } from '../../network/network.ts';
import { networkSteps } from './network-steps.ts';
import { stepLadder } from './one-shot-ladder.ts';
import type { OneShotLayer } from './one-shot-options.ts';
import { StepSession } from './step-session.ts';

/** Samples that a ladder is measured on. */
export interface MeasuredSamples {
  readonly count: number;
  /** [count][channels][height][width] */
  readonly values: Float32Array;
  /** Class of each sample; null: unknown. */
  readonly labels: ArrayLike<number> | null;
}

/** What a network answered at one level. */
export interface LevelMeasure {
  /** Share of right answers; null without labels. */
  readonly accuracy: number | null;
  /** Share of samples with the dense network's answer. */
  readonly agreement: number;
  /** Mean Kullback-Leibler divergence of the level's probabilities from the dense network's, nats. */
  readonly divergence: number;
}

const groupSize = 64;

/** Logits of the dense network, [count][classes]. */
export function denseLogits(network: Network, samples: MeasuredSamples): Float32Array {
  return logitsAt(network, [], samples, 1)[0]!;
}

/**
 * Executes samples at every level on the reproducible kernels.
 * @param layers of a one-shot ladder @param dense logits of the dense network on the same samples
 */
export function measureLevels(
  network: Network,
  layers: readonly OneShotLayer[],
  samples: MeasuredSamples,
  dense: Float32Array,
): LevelMeasure[] {
  const levels = layers[0]!.levelEnds.length;
  return logitsAt(network, layers, samples, levels).map((logits) =>
    compareLogits(logits, dense, samples.labels, samples.count),
  );
}

/** Accuracy, agreement and divergence of logits against those of the dense network, [count][classes] each. */
export function compareLogits(
  logits: Float32Array,
  dense: Float32Array,
  labels: ArrayLike<number> | null,
  count: number,
): LevelMeasure {
  const classes = logits.length / count;
  let right = 0;
  let same = 0;
  let divergence = 0;
  for (let i = 0; i < count; i++) {
    const own = logits.subarray(i * classes, (i + 1) * classes);
    const theirs = dense.subarray(i * classes, (i + 1) * classes);
    const answer = largest(own);
    if (labels && labels[i] === answer) right++;
    if (answer === largest(theirs)) same++;
    const [p, q] = [softmaxReference(theirs), softmaxReference(own)];
    for (let c = 0; c < classes; c++) {
      if (p[c]! > 0) divergence += p[c]! * Math.log(p[c]! / Math.max(q[c]!, Number.MIN_VALUE));
    }
  }
  return { accuracy: labels ? right / count : null, agreement: same / count, divergence: divergence / count };
}

function largest(values: Float32Array): number {
  let best = 0;
  for (let c = 1; c < values.length; c++) if (values[c]! > values[best]!) best = c;
  return best;
}

function logitsAt(
  network: Network,
  layers: readonly OneShotLayer[],
  samples: MeasuredSamples,
  levels: number,
): Float32Array[] {
  const graph = networkSteps(network);
  const ladders = new Map(layers.map((layer) => [layer.node, stepLadder(layer)]));
  const volumes = new Map<string, Volume>([[graph.input.name, graph.input.volume]]);
  const session = new StepSession(graph.steps, volumes, ladders, groupSize);
  const inputs = new Map([[graph.input.name, samples.values]]);
  return Array.from({ length: levels }, (_, level) =>
    session.run(inputs, samples.count, level, graph.output),
  );
}
