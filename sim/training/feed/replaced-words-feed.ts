import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { Part } from '../../data/split/part.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import type { ShardSize } from '../model/shard-values.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { fillNeighbours } from './fill-neighbours.ts';
import type { ShardInputs, TaskFeed } from './task-feed.ts';
import type { Texts } from './texts.ts';
import { TokenFeed, type TokenPart } from './token-feed.ts';

/** Texts of one part; no label is read. */
export type UnlabelledPart = Omit<TokenPart, 'labels'>;

/** Replaced tokens: enough to learn from in every text, few enough that most of what stands around a token is true. */
const replacedShare = 0.2;

/**
 * Texts in which every fifth token, on average, is one drawn from all training tokens, and the question for each whether it was
 * replaced (class 1): replaced-token detection (Clark and others, *ELECTRA*, 2020) with word frequencies in place of a
 * generator network. What a network learns by it needs no labels. Texts have one table of ids; neighbours are those after words were replaced.
 */
export class ReplacedWordsFeed implements TaskFeed {
  readonly samples: Readonly<Record<Part, number>>;
  readonly tokens: number;
  readonly answersPerSample: number;
  readonly trainLabels = null;
  readonly #texts: TokenFeed;
  readonly #train: Texts;
  /** [sequences + 1], tokens of the training part before each sequence. */
  readonly #before: Uint32Array;

  /** @param tokens room of a sequence, a multiple of 8 */
  constructor(parts: Readonly<Record<Part, UnlabelledPart>>, tokens: number) {
    const unreplaced = (part: UnlabelledPart): TokenPart => {
      return { ...part, labels: new Uint8Array(Object.values(part.ids)[0]!.length) };
    };
    const { train, validation, test } = parts;
    this.#texts = new TokenFeed(
      { train: unreplaced(train), validation: unreplaced(validation), test: unreplaced(test) },
      tokens,
      'token',
      { dropWords: 0 },
    );
    this.samples = this.#texts.samples;
    this.tokens = tokens;
    this.answersPerSample = this.#texts.answersPerSample;
    this.#train = this.#texts.trainTexts();
    const { starts, ends } = this.#train;
    this.#before = new Uint32Array(starts.length + 1);
    for (let s = 0; s < starts.length; s++) this.#before[s + 1] = this.#before[s]! + ends[s]! - starts[s]!;
  }

  trainTexts(): Texts {
    return this.#train;
  }

  shardInputs(memory: TrainingMemory, plan: NetworkPlan, size: ShardSize): ShardInputs {
    const inputs = this.#texts.shardInputs(memory, plan, size);
    const { idsAt } = inputs;
    const room = size.samples * this.tokens;
    return {
      ...inputs,
      fill: (part, samples, draws) => {
        inputs.fill(part, samples);
        const { buffer } = memory.arena.memory;
        const ids = new Int32Array(buffer, idsAt.get(plan.inputs[0]!.name)!, room);
        const labels = new Int32Array(buffer, inputs.labelsAt, room);
        // Evaluation asks the same questions every time.
        const fixed = new RandomStream(0, part, 'replaced words');
        samples.forEach((sample, s) => {
          const [stream, index] = draws ? [draws.stream, draws.from + s] : [fixed, sample];
          for (let t = 0; t < this.tokens; t++) {
            const at = s * this.tokens + t;
            if (labels[at] === -1 || stream.uniform53(index, 2 * t) >= replacedShare) continue;
            const other = this.#drawn(stream.uniform53(index, 2 * t + 1));
            if (other === ids[at]) continue;
            ids[at] = other;
            labels[at] = 1;
          }
        });
        if (idsAt.size > 1) fillNeighbours(memory, idsAt, room, this.tokens);
      },
    };
  }

  /** Id of the training token at a share of all of them. */
  #drawn(share: number): number {
    const before = this.#before;
    const at = Math.floor(share * before.at(-1)!);
    let [low, high] = [0, before.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (before[middle]! <= at) low = middle;
      else high = middle;
    }
    const { ids, starts } = this.#train;
    return ids[starts[low]! + at - before[low]!]!;
  }
}
