import { describe, expect, it } from 'vitest';
import { selectDrawings } from '../../../sim/data/icons/select-drawings.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';

/** Stands in for the renderer: another text, another image, and nothing for none. */
const render = (svg: string) => {
  const draws = new RandomStream(0, svg, 'render');
  return Uint8Array.from({ length: 64 }, (_, i) => (svg === '' ? 0 : draws.integer(i, 256)));
};
const families = (count: number, icons: (family: number) => [name: string, svg: string][]) =>
  new Map(
    Array.from(
      { length: count },
      (_, i) => [`f${i}`, icons(i).map(([name, svg]) => ({ name, svg }))] as const,
    ),
  );

describe('selectDrawings', () => {
  it('keeps a family in one part, and three styles of a name at most', () => {
    const { drawings } = selectDrawings(
      families(20, (f) => [0, 1, 2, 3, 4].map((style) => ['star', `star ${f} ${style}`])),
      render,
    );
    expect(drawings.length).toBe(60);
    const parts = new Map<string, Set<string>>();
    for (const { family, part } of drawings) parts.set(family, (parts.get(family) ?? new Set()).add(part));
    expect(parts.size).toBe(20);
    expect([...parts.values()].every((set) => set.size === 1)).toBe(true);
    expect(new Set(drawings.map(({ part }) => part)).size).toBe(3);
  });

  it('drops a drawing that an earlier family has, empty ones, and names that fewer than 8 families draw', () => {
    const { drawings } = selectDrawings(
      families(12, (f) => [
        ['star', 'the same for all'],
        ['moon', `moon ${f}`],
        ['void', ''],
        ...(f < 7 ? [['rare', `rare ${f}`] as [string, string]] : []),
      ]),
      render,
    );
    expect(drawings.filter(({ name }) => name === 'star').map(({ part }) => part)).toEqual(['train']);
    expect(drawings.filter(({ name }) => name === 'moon').length).toBe(12);
    expect(new Set(drawings.map(({ name }) => name))).toEqual(new Set(['star', 'moon']));
  });

  it('takes two names of one drawing for synonyms', () => {
    const { drawings, synonyms } = selectDrawings(
      families(8, (f) => [
        ['close', `cross ${f}`],
        ['x', `cross ${f}`],
      ]),
      render,
    );
    expect(new Set(synonyms.map((pair) => pair.join(' ')))).toEqual(new Set(['close x']));
    expect(new Set(drawings.map(({ name }) => name))).toEqual(new Set(['close']));
  });
});
