import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { Part } from '../../data/split/part.ts';
import type { TokenWindows } from '../../data/text/token-windows.ts';
import type { ShardSize } from '../model/shard-values.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { fillNeighbours } from './fill-neighbours.ts';
import type { ShardInputs, TaskFeed } from './task-feed.ts';
import type { Texts } from './texts.ts';

/** Texts of one part as rows of embedding tables; row 0 is padding. */
export interface TokenPart {
  /** By input of the network, one id a token. */
  readonly ids: Readonly<Record<string, ArrayLike<number>>>;
  /** Which tokens are one sequence. */
  readonly windows: TokenWindows;
  /** One a token, or one a sequence. */
  readonly labels: ArrayLike<number>;
}

/** Sequences of tokens with one answer each, or one for every token. */
export class TokenFeed implements TaskFeed {
  readonly samples: Readonly<Record<Part, number>>;
  readonly tokens: number;
  readonly answersPerSample: number;
  readonly trainLabels: ArrayLike<number> | null;
  readonly #parts: Readonly<Record<Part, TokenPart>>;
  readonly #perToken: boolean;
  readonly #dropWords: number;
  readonly #neighbours: boolean;

  /**
   * @param tokens room of a sequence, a multiple of 8 @param answer whether each token is answered
   * @param neighbours whether inputs `previous` and `next` are filled from `words`, as they are after words were dropped
   */
  constructor(
    parts: Readonly<Record<Part, TokenPart>>,
    tokens: number,
    answer: 'token' | 'sequence',
    augment: { readonly dropWords: number },
    neighbours = false,
  ) {
    this.#neighbours = neighbours;
    this.#parts = parts;
    this.#dropWords = augment.dropWords;
    this.tokens = tokens;
    this.#perToken = answer === 'token';
    this.trainLabels = this.#perToken ? null : parts.train.labels;
    const count = (part: Part) => parts[part].windows.starts.length;
    this.samples = { train: count('train'), validation: count('validation'), test: count('test') };
    const { starts, ends } = parts.train.windows;
    const total = ends.reduce((sum, end, i) => sum + end - starts[i]!, 0);
    this.answersPerSample = this.#perToken ? total / starts.length : 1;
  }

  trainTexts(): Texts {
    const { ids, windows } = this.#parts.train;
    const first = Object.values(ids)[0]!;
    return { ids: Int32Array.from(first, (id) => id - 1), starts: windows.starts, ends: windows.ends };
  }

  shardInputs(memory: TrainingMemory, plan: NetworkPlan, size: ShardSize): ShardInputs {
    const { tokens } = this;
    const inputs = plan.inputs.map(({ name }) => name);
    const names = inputs.filter((name) => name in this.#parts.train.ids);
    const room = size.samples * tokens;
    const lanes = this.#perToken ? room : Math.ceil(size.samples / 8) * 8;
    const idsAt = new Map(inputs.map((name) => [name, memory.floats(room).at]));
    const labelsAt = memory.floats(lanes).at;
    const lengthsAt = memory.floats(size.samples).at;
    const integers = (at: number, length: number) => new Int32Array(memory.arena.memory.buffer, at, length);
    return {
      ...{ labelsAt, idsAt, lengthsAt },
      fill: (part, samples, draws) => {
        const { ids, windows, labels } = this.#parts[part];
        const answers = integers(labelsAt, lanes).fill(-1);
        const lengths = integers(lengthsAt, size.samples).fill(0);
        const rows = names.map((name) => integers(idsAt.get(name)!, room).fill(-1));
        samples.forEach((sample, s) => {
          const [start, end] = [windows.starts[sample]!, windows.ends[sample]!];
          lengths[s] = end - start;
          if (!this.#perToken) answers[s] = labels[sample]!;
          for (let t = start; t < end; t++) {
            const at = s * tokens + t - start;
            names.forEach((name, n) => {
              rows[n]![at] = ids[name]![t]! - 1;
            });
            if (this.#perToken) answers[at] = labels[t]!;
            // A token without a row of the first table is 0, whatever the others say.
            if (draws && draws.stream.uniform53(draws.from + s, t - start) < this.#dropWords)
              rows[0]![at] = -1;
          }
        });
        if (this.#neighbours) fillNeighbours(memory, idsAt, room, tokens);
      },
      load: () => undefined,
    };
  }
}
