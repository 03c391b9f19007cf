import type { FeedTensor, TaskPart } from './task-part.ts';

/** Texts of a part: sequence i is tokens `starts[i]` to `ends[i]` (exclusive) of every list of ids. */
export interface TokenTexts {
  /** By input of the network, rows of its table; 0 is padding. */
  readonly ids: Readonly<Record<string, ArrayLike<number>>>;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  /** Class of every token, by its place, or of every sequence. */
  readonly labels: ArrayLike<number>;
  readonly perToken: boolean;
}

/** The first `limit` sequences, or all, padded to the longest of those that are asked for together. */
export function tokenPart(texts: TokenTexts, limit: number | null): TaskPart {
  const { ids, starts, ends, perToken } = texts;
  const samples = Math.min(limit ?? starts.length, starts.length);
  const length = (i: number) => ends[i]! - starts[i]!;
  const answerStarts = new Uint32Array(samples + 1);
  for (let i = 0; i < samples; i++) answerStarts[i + 1] = answerStarts[i]! + length(i);
  const labels = new Uint8Array(perToken ? answerStarts[samples]! : samples);
  for (let i = 0; i < samples; i++) {
    if (!perToken) labels[i] = texts.labels[i]!;
    else for (let t = 0; t < length(i); t++) labels[answerStarts[i]! + t] = texts.labels[starts[i]! + t]!;
  }
  return {
    ...{ samples, labels, starts: perToken ? answerStarts : null, uniform: false },
    feeds: (from, count) => {
      const room = Math.max(...Array.from({ length: count }, (_, s) => length(from + s)));
      return Object.fromEntries(
        Object.entries(ids).map(([name, rows]): [string, FeedTensor] => {
          const data = new Int32Array(count * room);
          for (let s = 0; s < count; s++)
            for (let t = 0; t < length(from + s); t++) data[s * room + t] = rows[starts[from + s]! + t]!;
          return [name, { data, dims: [count, room] }];
        }),
      );
    },
  };
}
