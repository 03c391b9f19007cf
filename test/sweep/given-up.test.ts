import { expect, test } from 'vitest';
import { type GivenUp, throwIfGivenUp, unlessGivenUp } from '../../sim/sweep/given-up.ts';

const wanted = (): GivenUp => new Int32Array(new SharedArrayBuffer(4));

test('a task ends where it looks once nobody wants it, and the next one is a task of its own', async () => {
  const flag = wanted();
  let looks = 0;
  const task = unlessGivenUp(flag, async () => {
    for (; ; looks++) {
      throwIfGivenUp();
      if (looks === 3) Atomics.store(flag, 0, 1);
      await Promise.resolve();
    }
  });
  await expect(task).rejects.toMatchObject({ name: 'AbortError' });
  expect(looks).toBe(4);
  throwIfGivenUp();
  expect(await unlessGivenUp(wanted(), () => 'answer')).toBe('answer');
});

test('a task that was given up before is not begun', async () => {
  const flag = wanted();
  Atomics.store(flag, 0, 1);
  let begun = false;
  await expect(
    unlessGivenUp(flag, () => {
      begun = true;
    }),
  ).rejects.toThrow('given up');
  expect(begun).toBe(false);
});
