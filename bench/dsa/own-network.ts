import type { Network } from '../../sim/network/network.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { GraphExecutor } from '../../sim/sparsity/execute/graph/graph-executor.ts';
import type { Feed } from '../../sim/sparsity/execute/graph/load-volumes.ts';
import { networkExits } from '../../sim/sparsity/exits/exit-names.ts';
import { ownFeeds } from '../../sim/sparsity/tune/own-feeds.ts';
import { stopMacs } from '../../sim/sparsity/tune/stop-work.ts';
import type { Contestant } from '../lib/interleave.ts';
import type { TaskPart } from './task-data.ts';
import { timedRequests } from './timed-requests.ts';

/** Samples that come together when many do. */
export const largeBatch = 64;

/** A network on our kernels, fast mode, one thread, laid out for one sample and for many. */
export class OwnNetwork {
  readonly levels: readonly { readonly sparsity: number }[];
  readonly output: string;
  readonly network: Network;
  readonly single: GraphExecutor;
  readonly many: GraphExecutor;

  private constructor(network: Network, single: GraphExecutor, many: GraphExecutor) {
    this.levels = network.ladder?.levels ?? [{ sparsity: 0 }];
    this.output = networkExits(network).main.name;
    this.network = network;
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

  contestant(name: string, part: TaskPart, batch: number, level: number, output = this.output): Contestant {
    const executor = batch === 1 ? this.single : this.many;
    const requests = timedRequests(part, batch).map(ownFeeds);
    const call = () => {
      for (const feeds of requests) this.run(executor, feeds, batch, level, output);
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

  /** Multiply-accumulates of a sample in matrices with weights, up to an output. */
  macs(level: number, output = this.output): number {
    return stopMacs(this.single, { level, exit: null, output });
  }
}
