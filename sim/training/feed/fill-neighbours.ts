import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import { neighbourRows } from '../../data/text/neighbour-words.ts';

/**
 * Rows of the inputs `previous` and `next` of a shard from those of `words`, where they are at hand; -1 adds nothing.
 * @param room tokens of all sequences @param tokens room of one
 */
export function fillNeighbours(
  memory: TrainingMemory,
  idsAt: ReadonlyMap<string, number>,
  room: number,
  tokens: number,
): void {
  const [words, previous, next] = ['words', 'previous', 'next'].map(
    (name) => new Int32Array(memory.arena.memory.buffer, idsAt.get(name)!, room),
  ) as [Int32Array, Int32Array, Int32Array];
  const known = (row: number) => (row < neighbourRows ? row : -1);
  for (let at = 0; at < room; at++) {
    const place = at % tokens;
    previous[at] = place === 0 ? -1 : known(words[at - 1]!);
    next[at] = place + 1 === tokens ? -1 : known(words[at + 1]!);
  }
}
