import type { TaskData } from '../../sim/data/task/task-data.ts';
import { collectLogits } from '../../sim/sparsity/tune/collect-logits.ts';
import { firstOf } from '../../sim/sparsity/tune/first-of.ts';
import { type Contestant, interleave, type Timing } from '../lib/interleave.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import { largeBatch, OwnNetwork } from './own-network.ts';
import { PeerNetwork } from './peer-network.ts';
import { quantise } from './quantise.ts';
import { readModel } from './read-model.ts';
import { rightAnswers } from './right-answers.ts';
import { timedRequests } from './timed-requests.ts';

/** A network on a runtime, at both batch sizes; microseconds a sample. */
export interface TimedNetwork {
  /** Of `NetworkAnswers`. */
  readonly id: string;
  readonly runtime: 'own' | 'onnxruntime-node' | 'onnxruntime-web';
  readonly form: 'fp32' | 'int8';
  readonly batch1: Omit<Timing, 'name'>;
  readonly batch64: Omit<Timing, 'name'>;
  /** Share of right answers to the test data on onnxruntime-node; null elsewhere. */
  readonly accuracy: number | null;
}

/** Most that logits of ours and of a peer's fp32 may differ, as a share of the largest. */
const allowed = 1e-3;

/**
 * Times every network of one seed: ours, and the dense ones on ONNX Runtime in fp32 and int8. Outputs are checked first.
 * @param accuracyOf share of right answers on the test data of that seed
 * @throws Error when fp32 outputs differ
 */
export async function measureTimes(
  rows: readonly NetworkAnswers[],
  { parts, classes }: TaskData,
  accuracyOf: (right: Uint8Array) => number,
  rounds: number,
  say: (line: string) => void,
): Promise<{ times: TimedNetwork[]; largestDifference: number }> {
  const entries: Omit<TimedNetwork, 'batch1' | 'batch64'>[] = [];
  const contestants: Contestant[][] = [[], []];
  const add = (
    entry: Omit<TimedNetwork, 'batch1' | 'batch64'>,
    make: (name: string, batch: number) => Contestant,
  ) => {
    const name = `${entry.id} ${entry.runtime} ${entry.form}`;
    entries.push(entry);
    [1, largeBatch].forEach((batch, i) => {
      contestants[i]!.push(make(name, batch));
    });
  };
  let largestDifference = 0;
  const opened = new Map<string, OwnNetwork>();
  for (const row of rows) {
    const form = row.ranges ? 'int8' : 'fp32';
    const key = `${row.file} ${form}`;
    const network = opened.get(key) ?? (await OwnNetwork.open(row.file, row.ranges));
    opened.set(key, network);
    add({ id: row.id, runtime: 'own', form, accuracy: null }, (name, batch) =>
      network.contestant(name, parts.test, batch, row.level, row.output),
    );
    if (row.level > 0 || row.exit !== null || row.ranges) continue;
    say(`peers of ${row.file}`);
    const fp32 = readModel(row.file);
    const int8 = row.kind === 'level' ? null : await quantise(fp32, parts.validation);
    const ours = [...row.bySeed.values()][0]!.test;
    for (const runtime of ['node', 'web'] as const) {
      for (const [form, model] of [
        ['fp32', fp32],
        ['int8', int8],
      ] as const) {
        if (!model) continue;
        const peer = await PeerNetwork.open(runtime, model, network.output);
        // The web build runs the same graph; a few samples show that it does.
        const asked = runtime === 'node' ? parts.test : firstOf(parts.test, 512);
        const logits = await collectLogits(asked, classes, largeBatch, (feeds) =>
          peer.run(peer.tensors(feeds)),
        );
        if (form === 'fp32') {
          const off = difference(logits, ours);
          largestDifference = Math.max(largestDifference, off);
          if (!(off <= allowed)) {
            throw new Error(
              `${row.file}: logits of onnxruntime-${runtime} differ from ours by ${off.toExponential(1)} of the largest; at most ${allowed} is allowed`,
            );
          }
        }
        // The ladder's level 0 is asked to check it; the dense networks are the ones to beat.
        if (row.kind === 'level' || (row.kind !== 'dense' && runtime === 'web')) continue;
        const accuracy =
          runtime === 'node' && !row.recordedOnly ? accuracyOf(rightAnswers(logits, asked)) : null;
        add({ id: row.id, runtime: `onnxruntime-${runtime}`, form, accuracy }, (name, batch) =>
          peer.contestant(name, parts.test, batch),
        );
      }
    }
  }
  say(`times of ${entries.length} networks on their runtimes, ${rounds} rounds, batch 1 and ${largeBatch}`);
  const [one, many] = [await interleave(contestants[0]!, rounds), await interleave(contestants[1]!, rounds)];
  const each = ({ medianUs, p20Us }: Timing, batch: number) => {
    const samples = batch * timedRequests(parts.test, batch).length;
    return { medianUs: medianUs / samples, p20Us: p20Us / samples };
  };
  const times = entries.map((entry, i) => ({
    ...entry,
    batch1: each(one[i]!, 1),
    batch64: each(many[i]!, largeBatch),
  }));
  return { times, largestDifference };
}

function difference(a: Float32Array, b: Float32Array): number {
  let [most, largest] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    most = Math.max(most, Math.abs(a[i]! - b[i]!));
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return most / largest;
}
