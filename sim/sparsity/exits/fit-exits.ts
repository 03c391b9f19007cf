import type { TaskPart } from '../../data/task/task-part.ts';
import type { Network } from '../../network/network.ts';
import { readOnnx } from '../../network/onnx/read-onnx.ts';
import { writeOnnx } from '../../network/onnx/write-onnx.ts';
import { topClass } from '../tune/rate-stop.ts';
import { FeatureNetwork } from './exit-features.ts';
import type { ExitPlace } from './exit-place.ts';
import { findExitPlaces } from './find-exit-places.ts';
import { fitLinearHead, type LinearHead } from './fit-linear-head.ts';
import { type FittedExit, withExits } from './with-exits.ts';
import { withoutExits } from './without-exits.ts';

export interface ExitOptions {
  readonly classes: number;
  /** About so many training answers. */
  readonly answers: number;
  /** What each answer counts for, in sum 1; null: all the same. */
  weights(labels: Uint8Array): Float64Array | null;
  onProgress?(done: number, total: number): void;
}

/** How the heads of one place do on validation data. */
export interface MeasuredExit {
  readonly place: ExitPlace;
  /** By level, share of right answers with a head a level. */
  readonly ownHeads: readonly number[];
  /** By level, with one head for all. */
  readonly oneHead: readonly number[];
  /** What was written; `one` where it is as good, or levels do not matter. */
  readonly chosen: 'own' | 'one';
}

export interface FittedNetwork {
  /** The ONNX file with exits as further outputs; null: there is no place for one. */
  readonly bytes: Uint8Array | null;
  readonly exits: readonly MeasuredExit[];
}

/**
 * Fits linear heads on a frozen network at every place where it could answer early, on training data: one a level and one
 * for all levels, whichever is better on validation data on average.
 * @throws RangeError for a network whose outputs are not one answer and its exits
 */
export async function fitExits(
  network: Network,
  parts: { readonly train: TaskPart; readonly validation: TaskPart },
  options: ExitOptions,
): Promise<FittedNetwork> {
  const bare = withoutExits(network);
  const places = findExitPlaces(readOnnx(writeOnnx(bare), network.name));
  if (places.length === 0) return { bytes: null, exits: [] };
  const source = await FeatureNetwork.open(bare, places);
  const fitted: FittedExit[] = [];
  const exits = places.map((place, exit): MeasuredExit => {
    options.onProgress?.(exit, places.length);
    const train = source.collect(exit, parts.train, options.answers);
    const validation = source.collect(exit, parts.validation, null);
    const weights = options.weights(train.labels);
    const own = train.byLevel.map((features) =>
      fitLinearHead(features, train.labels, options.classes, { weights }),
    );
    const one = own.length === 1 ? own[0]! : fitOne(train.byLevel, train.labels, weights, options.classes);
    const judge = (heads: readonly LinearHead[]) =>
      validation.byLevel.map((features, level) =>
        accuracyOf(heads[level] ?? heads[0]!, features, validation.labels, options.weights),
      );
    const [ownHeads, oneHead] = [judge(own), judge([one])];
    const chosen = mean(ownHeads) > mean(oneHead) ? 'own' : 'one';
    fitted.push({ place, heads: chosen === 'own' ? own : [one] });
    return { place, ownHeads, oneHead, chosen };
  });
  return { bytes: writeOnnx(withExits(bare, fitted)), exits };
}

/** A head for the features of all levels together, in as many steps as one for a single level. */
function fitOne(
  byLevel: readonly Float32Array[],
  labels: Uint8Array,
  weights: Float64Array | null,
  classes: number,
): LinearHead {
  const [size, count] = [byLevel[0]!.length, byLevel.length];
  const all = new Float32Array(size * count);
  byLevel.forEach((features, level) => {
    all.set(features, level * size);
  });
  const repeat = (values: ArrayLike<number>) =>
    Float64Array.from({ length: count * values.length }, (_, i) => values[i % values.length]!);
  const epochs = Math.max(2, Math.round(12 / count));
  return fitLinearHead(all, repeat(labels), classes, { weights: weights && repeat(weights), epochs });
}

function accuracyOf(
  { weight, bias }: LinearHead,
  features: Float32Array,
  labels: Uint8Array,
  weightsOf: ExitOptions['weights'],
): number {
  const [classes, width] = [bias.length, weight.length / bias.length];
  const weights = weightsOf(labels);
  const logits = new Float32Array(classes);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    for (let c = 0; c < classes; c++) {
      let value = bias[c]!;
      for (let f = 0; f < width; f++) value += weight[c * width + f]! * features[i * width + f]!;
      logits[c] = value;
    }
    if (topClass(logits, 0, classes) === labels[i]) sum += weights ? weights[i]! : 1 / labels.length;
  }
  return sum;
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
