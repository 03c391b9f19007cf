import type { GraphSequence } from './graph-plan.ts';

/** How many tokens each sample of a request has, and at which panel of eight its first one lies. */
export interface TokenCounts {
  /** Ids of a sample as they were given: T. */
  readonly width: number;
  readonly ids: Int32Array;
  /** [samples] */
  readonly lengths: Int32Array;
  /** [samples + 1]; the last is the number of panels. */
  readonly starts: Int32Array;
}

/**
 * Counts the tokens of a request. Where 0 is padding a sample ends before it, so that samples cost what their own length
 * costs, rounded up to eight.
 * @param ids [samples][T] row-major
 * @throws RangeError for ids that are not whole samples, too many tokens, a sample without a token, or padding that
 * stands before a token
 */
export function countTokens(sequence: GraphSequence, ids: ArrayLike<number>, samples: number): TokenCounts {
  const { input, most, padded } = sequence;
  const width = ids.length / samples;
  if (!Number.isInteger(width) || width < 1 || width > most) {
    throw new RangeError(
      `input '${input}': ${ids.length} ids for ${samples} samples; each has the same number of them, from 1 to ${most}`,
    );
  }
  const all = copyOf(ids);
  const lengths = new Int32Array(samples);
  const starts = new Int32Array(samples + 1);
  for (let s = 0; s < samples; s++) {
    let length = width;
    if (padded) while (length > 0 && all[s * width + length - 1] === 0) length--;
    if (length === 0) {
      throw new RangeError(`input '${input}': sample ${s} is padding alone; one id that is not 0 is needed`);
    }
    const hole = padded ? all.subarray(s * width, s * width + length).indexOf(0) : -1;
    if (hole >= 0) {
      throw new RangeError(
        `input '${input}': sample ${s} has the id 0 at ${hole}, before its last token at ${length - 1}; 0 is padding and stands at the end`,
      );
    }
    lengths[s] = length;
    starts[s + 1] = starts[s]! + Math.ceil(length / 8);
  }
  return { width, ids: all, lengths, starts };
}

/** Many times as fast as `from`, where the ids are integers already. */
const copyOf = (ids: ArrayLike<number>) =>
  ids instanceof Int32Array ? new Int32Array(ids) : Int32Array.from(ids);

/**
 * Counts all ids of a request. Those whose tokens are added to others' are as many as there, whatever they hold behind a
 * sample's end.
 * @throws RangeError as `countTokens`, and for ids of another width than those they are added to
 */
export function countAllTokens(
  sequences: readonly GraphSequence[],
  idsOf: (input: string) => ArrayLike<number>,
  samples: number,
): TokenCounts[] {
  const own = sequences.map((sequence) =>
    sequence.like === null ? countTokens(sequence, idsOf(sequence.input), samples) : null,
  );
  return sequences.map(({ input, like }, i) => {
    if (like === null) return own[i]!;
    const [counts, ids] = [own[like]!, copyOf(idsOf(input))];
    if (ids.length !== counts.ids.length) {
      throw new RangeError(
        `input '${input}': ${ids.length} ids for ${samples} samples; '${sequences[like]!.input}', to whose tokens they are added, has ${counts.ids.length}`,
      );
    }
    return { ...counts, ids };
  });
}
