import { describe, expect, it } from 'vitest';
import { tokenPart } from '../../../sim/data/task/token-part.ts';
import { collectLogits } from '../../../sim/sparsity/tune/collect-logits.ts';
import { firstOf } from '../../../sim/sparsity/tune/first-of.ts';

const ids = { words: [5, 6, 7, 8, 9, 10], shapes: [1, 2, 3, 4, 5, 6] };
const texts = { ids, starts: [0, 3, 4], ends: [3, 4, 6], labels: [0, 1, 2, 3, 4, 5] };

describe('tokenPart', () => {
  const part = tokenPart({ ...texts, perToken: true }, null);

  it('pads to the longest that is asked for', () => {
    expect(part.feeds(0, 3)['words']).toEqual({
      data: Int32Array.of(5, 6, 7, 8, 0, 0, 9, 10, 0),
      dims: [3, 3],
    });
    expect(part.feeds(1, 2)['shapes']).toEqual({ data: Int32Array.of(4, 0, 5, 6), dims: [2, 2] });
  });

  it.each([1, 2, 3, 64])('gives every answer its own logits in batches of %d', async (batch) => {
    // A network whose logits are the word and its shape.
    const run = ({ words, shapes }: ReturnType<typeof part.feeds>) =>
      Float32Array.from(
        { length: 2 * words!.data.length },
        (_, i) => (i % 2 ? shapes : words)!.data[i >> 1]!,
      );
    const logits = await collectLogits(part, 2, batch, run);
    expect([...logits]).toEqual([5, 1, 6, 2, 7, 3, 8, 4, 9, 5, 10, 6]);
    expect([...part.labels]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('has one answer a sequence where tokens are not answered, and takes the first where fewer are wanted', () => {
    const whole = tokenPart({ ...texts, labels: [1, 0, 1], perToken: false }, 2);
    expect(whole).toMatchObject({ samples: 2, labels: Uint8Array.of(1, 0), starts: null });
    const first = firstOf(part, 2);
    expect(first.labels).toEqual(Uint8Array.of(0, 1, 2, 3));
    expect(first.starts).toEqual(Uint32Array.of(0, 3, 4));
  });
});
