import type { FeedTensor, TaskPart } from '../../sim/data/task/task-part.ts';
import { collectLogits } from '../../sim/sparsity/tune/collect-logits.ts';
import type { Contestant } from '../lib/interleave.ts';
import { nativeSession, type Ort, type OrtSession, webSession } from '../lib/peers.ts';
import { timedRequests } from './timed-requests.ts';

/** A network on ONNX Runtime, all graph optimisations, one thread. */
export class PeerNetwork {
  readonly #ort: Ort;
  readonly #session: OrtSession;
  readonly #output: string;

  private constructor(ort: Ort, session: OrtSession, output: string) {
    this.#ort = ort;
    this.#session = session;
    this.#output = output;
  }

  static async open(runtime: 'node' | 'web', model: Uint8Array, output: string): Promise<PeerNetwork> {
    const { ort, session } = await (runtime === 'node' ? nativeSession : webSession)(model);
    return new PeerNetwork(ort, session, output);
  }

  /** [answers][classes] of a part. */
  logits(part: TaskPart, classes: number): Promise<Float32Array> {
    return collectLogits(part, classes, 64, (feeds) => this.run(this.tensors(feeds)));
  }

  /** The peer gets its tensors ready-made. */
  contestant(name: string, part: TaskPart, batch: number): Contestant {
    const requests = timedRequests(part, batch).map((feeds) => this.tensors(feeds));
    const call = async () => {
      for (const feeds of requests) await this.run(feeds);
    };
    return { name, call };
  }

  tensors(feeds: Readonly<Record<string, FeedTensor>>): Record<string, unknown> {
    const tensor = ({ data, dims }: FeedTensor) =>
      data instanceof Float32Array
        ? new this.#ort.Tensor('float32', data, dims)
        : new this.#ort.Tensor('int64', BigInt64Array.from(data, BigInt), dims);
    return Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, tensor(feed)]));
  }

  async run(feeds: Record<string, unknown>): Promise<Float32Array> {
    return (await this.#session.run(feeds))[this.#output]!.data;
  }
}
