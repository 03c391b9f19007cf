import type { Network } from '../../sim/network/network.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { GraphExecutor } from '../../sim/sparsity/execute/graph/graph-executor.ts';
import type { Feed } from '../../sim/sparsity/execute/graph/load-volumes.ts';
import { collectLogits } from '../../sim/sparsity/tune/collect-logits.ts';
import type { Contestant } from '../lib/interleave.ts';
import type { FeedTensor, TaskPart } from './task-data.ts';
import { timedRequests } from './timed-requests.ts';

/** Samples that come together when many do. */
export const largeBatch = 64;

/** Feeds in the form of our executors. */
export const ownFeeds = (feeds: Readonly<Record<string, FeedTensor>>): Record<string, Feed> =>
  Object.fromEntries(Object.entries(feeds).map(([name, { data }]) => [name, data]));

/** A network on our kernels, fast mode, one thread, laid out for one sample and for many. */
export class OwnNetwork {
  readonly levels: readonly { readonly sparsity: number }[];
  readonly output: string;
  readonly single: GraphExecutor;
  readonly many: GraphExecutor;

  private constructor(network: Network, single: GraphExecutor, many: GraphExecutor) {
    this.levels = network.ladder?.levels ?? [{ sparsity: 0 }];
    this.output = single.plan.outputs.at(-1)!.name;
    this.single = single;
    this.many = many;
  }

  static async open(file: string): Promise<OwnNetwork> {
    const network = await loadNetwork(file);
    const single = await GraphExecutor.open(network, { mode: 'fast' });
    return new OwnNetwork(
      network,
      single,
      await GraphExecutor.open(network, { mode: 'fast', batch: largeBatch }),
    );
  }

  /** [answers][classes] of a part at a level. */
  logits(part: TaskPart, classes: number, level: number): Promise<Float32Array> {
    return collectLogits(part, classes, largeBatch, (feeds, count) =>
      this.run(this.many, ownFeeds(feeds), count, level),
    );
  }

  contestant(name: string, part: TaskPart, batch: number, level: number): Contestant {
    const executor = batch === 1 ? this.single : this.many;
    const requests = timedRequests(part, batch).map(ownFeeds);
    const call = () => {
      for (const feeds of requests) this.run(executor, feeds, batch, level);
    };
    return { name, call };
  }

  run(executor: GraphExecutor, feeds: Record<string, Feed>, count: number, level: number): Float32Array {
    const { output } = this;
    return executor.run(feeds, count, { levels: level, outputs: [output] })[output]!;
  }

  /** Bytes by what they hold: weights with only this level and sparser ones there, peak activations, embeddings. */
  memory(level: number, batch: number) {
    const { capped, tables, activations, embeddings } = (batch === 1 ? this.single : this.many).memoryReport(
      level,
    );
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
