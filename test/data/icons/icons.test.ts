import { expect, it } from 'vitest';
import { icons } from '../../../sim/data/icons/icons.ts';
import { whenFetched } from '../when-fetched.ts';

const parts = ['train', 'validation', 'test'] as const;

whenFetched('icons', 'icons', () => {
  const set = icons();
  const image = (part: (typeof parts)[number], i: number) =>
    Buffer.from(set[part].images.subarray(i * 1024, (i + 1) * 1024)).toString('latin1');

  it('has at least 10,000 pairs to choose on and to test', () => {
    expect(parts.map((part) => set[part].names.length)).toEqual([15_404, 5316, 6706]);
    expect(set.names.length).toBe(1023);
    for (const part of parts) expect(set[part].images.length).toBe(1024 * set[part].names.length);
  });

  it('has no drawing twice', () => {
    const all = parts.flatMap((part) => Array.from(set[part].names, (_, i) => image(part, i)));
    expect(new Set(all).size).toBe(all.length);
  });

  it('asks in validation and test only for names that can be learnt', () => {
    const learnt = new Set(set.train.names);
    for (const part of parts) expect([...set[part].names].filter((name) => !learnt.has(name))).toEqual([]);
  });

  it('makes wrong pairs of names that share no word', () => {
    const { names, labels, drawings } = set.pairs('test');
    const words = (name: number) => set.names[name]!.split('-');
    for (const [i, label] of labels.entries()) {
      const own = words(set.test.names[drawings[i]!]!);
      const shared = words(names[i]!).filter((word) => own.includes(word));
      if (label === 0 ? shared.length > 0 : shared.length !== own.length)
        throw new Error(`pair ${i}: ${own}, ${shared}`);
    }
  });

  it('gives back every name from its rows', () => {
    for (const [i, name] of set.names.entries()) {
      const rows = set.nameWords.subarray(i * set.wordsPerName, (i + 1) * set.wordsPerName);
      expect(
        Array.from(rows, (row) => set.tokeniser.word(row))
          .filter((word) => word !== null)
          .join('-'),
      ).toBe(name);
    }
  });
});
