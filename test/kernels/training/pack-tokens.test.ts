import { expect, it } from 'vitest';
import { packTokens } from '../../../kernels/training/pack-tokens.ts';

const room = { sequences: 3, tokens: 8, rows: 10 };

it('puts sequences behind each other, -1 where there is no token', () => {
  const sequences = [
    [1, 2, 3],
    [9, 0, 9, 0, 9, 0, 9, 0],
  ];
  const { ids, lengths } = packTokens(sequences, room);
  expect([...lengths]).toEqual([3, 8, 0]);
  for (let s = 0; s < 3; s++) {
    const own = [...ids.slice(s * 8, s * 8 + 8)];
    const sequence = sequences[s] ?? [];
    expect(own).toEqual([...sequence, ...new Array(8 - sequence.length).fill(-1)]);
  }
});

it('refuses what has no room', () => {
  expect(() => packTokens([[], [], [], []], room)).toThrow(/4 sequences.*holds 3/);
  expect(() => packTokens([[], new Array(9).fill(0)], room)).toThrow(/sequence 1 has 9 tokens.*room for 8/);
  expect(() => packTokens([[0, 10]], room)).toThrow(/sequence 0, token 1: id 10.*0 to 9/);
  expect(() => packTokens([[-1]], room)).toThrow(/id -1/);
  expect(() => packTokens([[0.5]], room)).toThrow(/id 0.5/);
});
