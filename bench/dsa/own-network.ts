import type { FeedTensor, TaskPart } from '../../sim/data/task/task-data.ts';
import type { Network } from '../../sim/network/network.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { compileGraph } from '../../sim/sparsity/execute/graph/compile-graph.ts';
import { GraphExecutor } from '../../sim/sparsity/execute/graph/graph-executor.ts';
import type { Feed } from '../../sim/sparsity/execute/graph/load-volumes.ts';
import type { ActivationRanges } from '../../sim/sparsity/execute/graph/program/activation-ranges.ts';
import { calibrateProgram } from '../../sim/sparsity/execute/graph/program/calibrate-program.ts';
import { programSteps } from '../../sim/sparsity/execute/graph/program/program-steps.ts';
import type { Contestant } from '../lib/interleave.ts';
import { collectLogits } from './collect-logits.ts';
import { timedRequests } from './timed-requests.ts';

/** Samples that come together when many do. */
export const largeBatch = 64;

/** Feeds in the form of our executors. */
export const ownFeeds = (feeds: Readonly<Record<string, FeedTensor>>): Record<string, Feed> =>
  Object.fromEntries(Object.entries(feeds).map(([name, { data }]) => [name, data]));

/** Validation samples that int8 ranges are found on. */
const calibrated = 500;

/**
 * A network on our kernels, fast mode, one thread, laid out for one sample and for many. In int8 many run one by one.
 */
export class OwnNetwork {
  readonly levels: readonly { readonly sparsity: number }[];
  readonly output: string;
  readonly single: GraphExecutor;
  /** null: int8. */
  readonly many: GraphExecutor | null;

  private constructor(network: Network, single: GraphExecutor, many: GraphExecutor | null) {
    this.levels = network.ladder?.levels ?? [{ sparsity: 0 }];
    this.output = single.plan.outputs.at(-1)!.name;
    this.single = single;
    this.many = many;
  }

  /** @param ranges of `calibrate`: int8; null: fp32 */
  static async open(file: string, ranges: ActivationRanges | null = null): Promise<OwnNetwork> {
    const network = await loadNetwork(file);
    const single = await GraphExecutor.open(network, { mode: 'fast', ...(ranges ? { int8: ranges } : {}) });
    const many = ranges ? null : await GraphExecutor.open(network, { mode: 'fast', batch: largeBatch });
    return new OwnNetwork(network, single, many);
  }

  /** Ranges of activations over the first validation samples; null for a network that has no int8 form here. */
  static async calibrate(file: string, validation: TaskPart): Promise<ActivationRanges | null> {
    const network = await loadNetwork(file);
    if (!programSteps(compileGraph(network))) return null;
    const samples = Math.min(calibrated, validation.samples);
    const feeds = Array.from({ length: samples }, (_, i) => ownFeeds(validation.feeds(i, 1)));
    return calibrateProgram(network, samples, (image, input) => feeds[image]![input]!);
  }

  /** [answers][classes] of a part at a level. */
  logits(part: TaskPart, classes: number, level: number): Promise<Float32Array> {
    return collectLogits(part, classes, this.many ? largeBatch : 1, (feeds, count) =>
      this.run(this.many ?? this.single, ownFeeds(feeds), count, level),
    );
  }

  contestant(name: string, part: TaskPart, batch: number, level: number): Contestant {
    const { single } = this;
    const many = batch > 1 ? this.many : single;
    if (many) {
      const requests = timedRequests(part, batch).map(ownFeeds);
      const call = () => {
        for (const feeds of requests) this.run(many, feeds, batch, level);
      };
      return { name, call };
    }
    const requests = Array.from({ length: batch }, (_, i) => ownFeeds(part.feeds(i, 1)));
    const call = () => {
      for (const feeds of requests) this.run(single, feeds, 1, level);
    };
    return { name, call };
  }

  run(executor: GraphExecutor, feeds: Record<string, Feed>, count: number, level: number): Float32Array {
    const { output } = this;
    return executor.run(feeds, count, { levels: level, outputs: [output] })[output]!;
  }

  /** Bytes by what they hold: weights with only this level and sparser ones there, peak activations, embeddings. */
  memory(level: number, batch: number) {
    const executor = batch === 1 ? this.single : (this.many ?? this.single);
    const { capped, tables, activations, embeddings } = executor.memoryReport(level);
    return { weights: capped.total, tables, activations, embeddings };
  }

  /** Bytes of the embeddings if their rows were float32. */
  get embeddingsFp32(): number {
    return this.single.plan.steps.reduce((sum, step) => {
      if (step.kind !== 'embed') return sum;
      return sum + 4 * step.table.values.length + (step.positions?.byteLength ?? 0);
    }, 0);
  }

  /** Multiply-accumulates of a sample in matrices with weights. */
  macs(level: number): number {
    return this.single.layers.reduce((sum, layer) => sum + layer.activeMacs(level), 0);
  }
}
