import { describe, expect, it } from 'vitest';
import { drawBits } from '../engine/random/draw-bits.ts';

describe('random draws', () => {
  it('have the committed bits (npx vitest run test/golden/random-draws.test.ts -u renews them)', async () => {
    await expect(drawBits()).toMatchFileSnapshot('random-draws.txt');
  });
});
