import type { TaskPart } from '../../sim/data/task/task-part.ts';
import type { Network } from '../../sim/network/network.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { compileGraph } from '../../sim/sparsity/execute/graph/compile-graph.ts';
import { GraphExecutor } from '../../sim/sparsity/execute/graph/graph-executor.ts';
import type { Feed } from '../../sim/sparsity/execute/graph/load-volumes.ts';
import type { ActivationRanges } from '../../sim/sparsity/execute/graph/program/activation-ranges.ts';
import { calibrateProgram } from '../../sim/sparsity/execute/graph/program/calibrate-program.ts';
import { convolves, programSteps } from '../../sim/sparsity/execute/graph/program/program-steps.ts';
import { networkExits } from '../../sim/sparsity/exits/exit-names.ts';
import { ownFeeds } from '../../sim/sparsity/tune/own-feeds.ts';
import { stopMacs } from '../../sim/sparsity/tune/stop-work.ts';
import type { Contestant } from '../lib/interleave.ts';
import { timedRequests } from './timed-requests.ts';

/** Samples that come together when many do. */
export const largeBatch = 64;

/** Validation samples that int8 ranges are found on. */
const calibrated = 500;

/**
 * A network on our kernels, fast mode, one thread, laid out for one sample and for many. In int8, and of tokens, many run one by one.
 */
export class OwnNetwork {
  readonly levels: readonly { readonly sparsity: number }[];
  readonly output: string;
  readonly network: Network;
  readonly single: GraphExecutor;
  /** null: int8. */
  readonly many: GraphExecutor | null;

  private constructor(network: Network, single: GraphExecutor, many: GraphExecutor | null) {
    this.levels = network.ladder?.levels ?? [{ sparsity: 0 }];
    this.output = networkExits(network).main.name;
    this.network = network;
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
    if (!convolves(programSteps(compileGraph(network)))) return null;
    const samples = Math.min(calibrated, validation.samples);
    const feeds = Array.from({ length: samples }, (_, i) => ownFeeds(validation.feeds(i, 1)));
    return calibrateProgram(network, samples, (image, input) => feeds[image]![input]!);
  }

  contestant(name: string, part: TaskPart, batch: number, level: number, output = this.output): Contestant {
    const { single } = this;
    const many = batch > 1 ? this.many : single;
    if (many) {
      const requests = timedRequests(part, batch).map(ownFeeds);
      const call = () => {
        for (const feeds of requests) this.run(many, feeds, batch, level, output);
      };
      return { name, call };
    }
    const requests = Array.from({ length: batch }, (_, i) => ownFeeds(part.feeds(i, 1)));
    const call = () => {
      for (const feeds of requests) this.run(single, feeds, 1, level, output);
    };
    return { name, call };
  }

  run(
    executor: GraphExecutor,
    feeds: Record<string, Feed>,
    count: number,
    level: number,
    output = this.output,
  ): Float32Array {
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

  /** Multiply-accumulates of a sample in matrices with weights, up to an output. */
  macs(level: number, output = this.output): number {
    return stopMacs(this.single, { level, exit: null, output });
  }
}
