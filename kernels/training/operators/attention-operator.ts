import type { KernelProgram } from '../kernel-program.ts';
import type { FloatArray, TrainingMemory } from '../training-memory.ts';
import type { TrainingOperator, TrainingPass } from '../training-operator.ts';
import type { TrainingValue } from '../training-value.ts';
import { checkTokens, groupsOf } from './check-tokens.ts';
import { claimGradient } from './claim-gradient.ts';

/** Query, key, value and output are [sequences * tokens / 8][heads * features of a head][8]. */
export interface AttentionOptions {
  readonly query: TrainingValue;
  readonly key: TrainingValue;
  readonly value: TrainingValue;
  readonly output: TrainingValue;
  readonly heads: number;
  readonly sequences: number;
  /** Room of a sequence, a multiple of 8. */
  readonly tokens: number;
  /** Address of int32 [sequences]: true lengths, read at run time. */
  readonly lengthsAt: number;
  readonly shard: number;
  readonly name?: string;
}

/** Panels of queries whose gradients of scores the kernel holds at a time, `chunk` of assembly/training/attention.ts. */
const heldPanels = 16;

/**
 * softmax(Q K^T / sqrt(features of a head)) V of each head and sequence (Vaswani et al., 2017). Keys beyond a sequence's
 * length have no weight; queries beyond it give 0 and their gradients are 0. The probabilities are kept, 4 bytes for each
 * head and pair of tokens of a sequence: backward then needs four products and no exponential, where recomputing them
 * (FlashAttention) needs five and one.
 */
export class AttentionOperator implements TrainingOperator {
  readonly name: string;
  readonly #options: AttentionOptions;
  readonly #probabilities: FloatArray;
  readonly #scratch: FloatArray;

  /** @throws RangeError where shapes do not fit or the features of a head are no multiple of 4 */
  constructor(memory: TrainingMemory, options: AttentionOptions) {
    const { query, key, value, output, heads, sequences, tokens, name = 'attention' } = options;
    const groups = groupsOf(name, sequences, tokens);
    const channels = query.channels;
    checkTokens(name, [
      { role: 'query', value: query, groups },
      { role: 'key', value: key, groups, channels },
      { role: 'value', value, groups, channels },
      { role: 'output', value: output, groups, channels },
    ]);
    if (!(heads > 0) || channels % (heads * 4) !== 0) {
      throw new RangeError(
        `${name}: ${channels} features in ${heads} heads; each head must have a multiple of 4`,
      );
    }
    this.name = name;
    this.#options = options;
    const panel = tokens * 8 + 16;
    const features = channels / heads;
    const eights = Math.ceil(features / 8) * 8 * tokens;
    this.#probabilities = memory.floats(groups * heads * panel);
    this.#scratch = memory.floats(
      2 * tokens * features + 2 * eights + Math.min(heldPanels, tokens / 8) * panel + 104,
    );
  }

  forward(program: KernelProgram, pass: TrainingPass): void {
    const { query, key, value, output, heads, sequences, tokens, lengthsAt } = this.#options;
    const features = query.channels / heads;
    program.call(
      'attentionForward',
      ...[query.at, query.groupBytes, key.at, key.groupBytes, value.at, value.groupBytes],
      ...[
        output.at,
        output.groupBytes,
        heads,
        features,
        sequences,
        tokens,
        lengthsAt,
        1 / Math.sqrt(features),
      ],
      ...[this.#probabilities.at, pass.mode === 'train' ? 1 : 0, this.#scratch.at],
    );
  }

  backward(program: KernelProgram, _pass: TrainingPass, written: Set<TrainingValue>): void {
    const { query, key, value, output, heads, sequences, tokens, lengthsAt } = this.#options;
    const features = query.channels / heads;
    const gradientOf = (v: TrainingValue): number[] => [
      ...[v.at, v.gradientAt, claimGradient(v, written).add, v.groupBytes],
    ];
    program.call(
      'attentionBackward',
      ...[...gradientOf(query), ...gradientOf(key), ...gradientOf(value)],
      ...[output.at, output.gradientAt, output.groupBytes],
      ...[heads, features, sequences, tokens, lengthsAt, 1 / Math.sqrt(features)],
      ...[this.#probabilities.at, this.#scratch.at],
    );
  }
}
