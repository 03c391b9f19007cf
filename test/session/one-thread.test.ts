import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { oneThread } from '../../sim/session/one-thread.ts';
import type { Pool } from '../../sim/sweep/pool.ts';

/** A pool whose tasks end when told. */
function handPool() {
  const begun: { key: string; end: (answer: unknown) => void; signal: AbortSignal }[] = [];
  const pool: Pick<Pool<string, unknown>, 'run'> = {
    run: (key, signal) =>
      new Promise((resolve, reject) => {
        begun.push({ key, end: resolve as (answer: unknown) => void, signal: signal! });
        signal!.addEventListener('abort', () => reject(signal!.reason));
      }),
  };
  return { begun, ...oneThread(async () => pool as Pool<string, unknown>) };
}

describe('tasks of one thread', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('run one after the other, and never what was given up before', async () => {
    const { begun, ask } = handPool();
    const given = new AbortController();
    const first = ask('first', new AbortController().signal);
    const second = ask('second', given.signal);
    const third = ask('third', new AbortController().signal);
    second.catch(() => {});
    given.abort();
    await pass(0);
    expect(begun.map(({ key }) => key)).toEqual(['first']);
    begun[0]!.end('answer');
    await pass(0);
    expect(begun.map(({ key }) => key)).toEqual(['first', 'third']);
    begun[1]!.end('other');
    expect(await first).toBe('answer');
    await expect(second).rejects.toThrow();
    expect(await third).toBe('other');
  });

  it('let end what is given up soon, and stop what takes long', async () => {
    for (const givenUpMs of [100, 5000]) {
      const { begun, ask } = handPool();
      const given = new AbortController();
      const asked = ask('long', given.signal);
      asked.catch(() => {});
      await pass(givenUpMs);
      given.abort();
      await pass(0);
      expect(begun[0]!.signal.aborted).toBe(givenUpMs > 2000);
      await pass(2000);
      expect(begun[0]!.signal.aborted).toBe(true);
      await expect(asked).rejects.toThrow();
    }
    const { begun, ask } = handPool();
    const given = new AbortController();
    const asked = ask('short', given.signal);
    await pass(100);
    given.abort();
    begun[0]!.end('answer');
    expect(await asked).toBe('answer');
    expect(vi.getTimerCount()).toBe(0);
  });
});
