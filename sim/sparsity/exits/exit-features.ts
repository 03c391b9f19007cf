import type { TaskPart } from '../../data/task/task-part.ts';
import type { Network } from '../../network/network.ts';
import { OnnxBuilder } from '../../network/onnx/onnx-builder.ts';
import { readOnnx } from '../../network/onnx/read-onnx.ts';
import { type OnnxSpec, writeOnnx } from '../../network/onnx/write-onnx.ts';
import { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { ownFeeds } from '../tune/own-feeds.ts';
import { addFeatures, append } from './add-features.ts';
import type { ExitPlace } from './exit-place.ts';

const batch = 64;

/** What heads at one place are fitted on. */
export interface ExitFeatures {
  /** By level, or once where levels do not matter: [answers][features] */
  readonly byLevel: readonly Float32Array[];
  readonly labels: Uint8Array;
}

/** A network that also gives the features at its places. */
export class FeatureNetwork {
  readonly #executor: GraphExecutor;
  readonly #places: readonly (ExitPlace & { readonly output: string })[];

  private constructor(executor: GraphExecutor, places: readonly (ExitPlace & { readonly output: string })[]) {
    this.#executor = executor;
    this.#places = places;
  }

  /** @param network without exits */
  static async open(network: OnnxSpec, places: readonly ExitPlace[]): Promise<FeatureNetwork> {
    const builder = new OnnxBuilder(network.name);
    const named = places.map((place, exit) => {
      const output = addFeatures(builder, place, `exit${exit}`);
      builder.output(output, place.perToken ? ['N', 'T', place.features] : ['N', place.features]);
      return { ...place, output };
    });
    const spec = append(network, builder);
    const read: Network = readOnnx(writeOnnx(spec), network.name);
    return new FeatureNetwork(await GraphExecutor.open(read, { batch, mode: 'fast' }), named);
  }

  /**
   * Features at a place for about so many answers, taken in batches at equal distances: a part may be sorted.
   * @param wanted answers; null: all
   */
  collect(exit: number, part: TaskPart, wanted: number | null): ExitFeatures {
    const place = this.#places[exit]!;
    const batches = chosenBatches(part, wanted);
    const answersOf = (from: number, count: number) =>
      part.starts
        ? ([part.starts[from]!, part.starts[from + count]!] as const)
        : ([from, from + count] as const);
    const total = batches.reduce((sum, { from, count }) => {
      const [first, end] = answersOf(from, count);
      return sum + end - first;
    }, 0);
    const levels = place.byLevel ? Math.max(1, this.#executor.plan.levels) : 1;
    const { output, features: width } = place;
    const byLevel = Array.from({ length: levels }, () => new Float32Array(total * width));
    const labels = new Uint8Array(total);
    let at = 0;
    for (const { from, count } of batches) {
      const feeds = ownFeeds(part.feeds(from, count));
      const [first, end] = answersOf(from, count);
      labels.set(part.labels.subarray(first, end), at);
      for (const [level, into] of byLevel.entries()) {
        const found = this.#executor.run(feeds, count, { levels: level, outputs: [output] })[output]!;
        const room = found.length / count;
        let to = at * width;
        for (let s = 0; s < count; s++) {
          const [begin, stop] = answersOf(from + s, 1);
          const values = found.subarray(s * room, s * room + (stop - begin) * width);
          into.set(values, to);
          to += values.length;
        }
      }
      at += end - first;
    }
    return { byLevel, labels };
  }
}

function chosenBatches({ samples, labels }: TaskPart, wanted: number | null) {
  const all = Math.ceil(samples / batch);
  const answers = labels.length / all;
  const count = Math.min(all, Math.max(1, Math.ceil((wanted ?? labels.length) / answers)));
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * all) / count) * batch;
    return { from, count: Math.min(batch, samples - from) };
  });
}
