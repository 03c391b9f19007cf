import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { dataSeed } from '../split/data-seed.ts';
import { openScenarioTask, type TaskName } from './scenario-tasks.ts';
import type { FeedTensor, TaskPart } from './task-part.ts';

/** Answers of a part that outcome tables hold; where there are more, as many are drawn. */
export const mostAnswers = 10_000;

/** Some answers of a part, and what must be asked for them. */
export interface DrawnAnswers {
  readonly count: number;
  /** Class of each answer. */
  readonly labels: Uint8Array;
  /** By answer, its request: an index into `feeds` of all requests together. */
  readonly requests: Uint32Array;
  /** By answer, its place among those of its request: the token. */
  readonly places: Uint32Array;
  readonly requestCount: number;
  /** Requests `from` to `from + count` (exclusive), tokens padded to the longest of them. */
  feeds(from: number, count: number): Readonly<Record<string, FeedTensor>>;
}

const drawnBefore = new Map<string, Uint32Array>();

/** Places of the drawn answers among all of the part, ascending: all of them, or `mostAnswers` drawn once and for all. */
export function drawnPlaces(name: TaskName, split: 'validation' | 'test'): Uint32Array {
  const purpose = `answers-${split}`;
  let drawn = drawnBefore.get(`${name} ${purpose}`);
  if (!drawn) {
    const total = openScenarioTask(name).parts[split].labels.length;
    const order = permutation(total, new RandomStream(dataSeed, name, purpose));
    drawn = order.slice(0, Math.min(total, mostAnswers)).sort();
    drawnBefore.set(`${name} ${purpose}`, drawn);
  }
  return drawn;
}

/**
 * The drawn answers at some positions. A request that several of them belong to is asked once.
 * @param positions ascending, below the number of `drawnPlaces`
 * @throws DataMissingError, or RangeError for a position that is not there
 */
export function drawnAnswers(
  name: TaskName,
  split: 'validation' | 'test',
  positions: ArrayLike<number>,
): DrawnAnswers {
  const part = openScenarioTask(name).parts[split];
  const drawn = drawnPlaces(name, split);
  const count = positions.length;
  const labels = new Uint8Array(count);
  const requests = new Uint32Array(count);
  const places = new Uint32Array(count);
  const samples: number[] = [];
  for (let i = 0; i < count; i++) {
    const answer = drawn[positions[i]!];
    if (answer === undefined) throw new RangeError(`position ${positions[i]} of 0 to ${drawn.length - 1}`);
    const sample = sampleOf(part, answer);
    if (samples.at(-1) !== sample) samples.push(sample);
    labels[i] = part.labels[answer]!;
    requests[i] = samples.length - 1;
    places[i] = part.starts ? answer - part.starts[sample]! : 0;
  }
  const feeds = (from: number, of: number) => gather(part, samples.slice(from, from + of));
  return { count, labels, requests, places, requestCount: samples.length, feeds };
}

/** The sample that an answer belongs to. */
function sampleOf({ starts }: TaskPart, answer: number): number {
  if (!starts) return answer;
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= answer) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Feeds of samples that need not be neighbours. */
function gather(part: TaskPart, samples: readonly number[]): Record<string, FeedTensor> {
  const single = samples.map((sample) => part.feeds(sample, 1));
  return Object.fromEntries(
    Object.keys(single[0] ?? {}).map((name): [string, FeedTensor] => {
      const each = single.map((feeds) => feeds[name]!);
      const room = Math.max(...each.map(({ data }) => data.length));
      const Type = each[0]!.data.constructor as new (length: number) => Float32Array | Int32Array;
      const data = new Type(room * each.length);
      each.forEach((one, i) => {
        data.set(one.data, i * room);
      });
      const inner = each[0]!.dims.length === 2 ? [room] : each[0]!.dims.slice(1);
      return [name, { data, dims: [each.length, ...inner] }];
    }),
  );
}
