import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answers } from '../../sim/session/answers/answers.ts';
import { openSessionContext, type SessionContext } from '../../sim/session/session-context.ts';
import { shortScenario } from './short-scenario.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-threads-'));
const contexts: SessionContext[] = [];
let started = 0;
const count = () => {
  started++;
};
beforeAll(() => void process.on('worker', count));
afterAll(async () => {
  process.off('worker', count);
  await Promise.all(contexts.map((context) => context.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** A session in this thread, which hears of the threads that it starts. */
function open(name: string, horizonS: number): SessionContext {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  const scenario = shortScenario(cwd, { horizonS, policies: 'dense' });
  const context = openSessionContext({ cwd, scenario, scenarioHash: null, threads: 1, version: '0.0.0' });
  contexts.push(context);
  return context;
}

/** Asks, and gives up so long after something came back. @returns whether it was given up before its end */
async function givenUp(ask: (signal: AbortSignal, onPart: () => void) => Promise<unknown>, afterMs: number) {
  const stop = new AbortController();
  const onPart = () => void setTimeout(() => stop.abort(), afterMs);
  return ask(stop.signal, onPart).then(
    () => false,
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'AbortError' });
      return true;
    },
  );
}

describe('threads of a session', () => {
  it('are one, as was asked for, after ten runs that were given up', async () => {
    const context = open('runs', 30);
    const ends: boolean[] = [];
    for (let times = 0; times < 10; times++)
      ends.push(
        await givenUp(
          (signal, onPart) => answers.run(context, { anew: true }, { signal, onPart }),
          8 * times,
        ),
      );
    expect(ends).toContain(true);
    expect(started).toBe(1);
  });

  it('outlive a recording that is given up, at whatever moment', async () => {
    // Hours, so that there is a midst.
    const context = open('recordings', 20_000);
    const cell = { target: 'nucleo-l4r5zi', runtime: 'x-cube-ai-9.0', pace: 0 };
    const run = { cell, change: {}, policy: 'dense', repetition: 1 };
    const record = (signal: AbortSignal) =>
      answers.recording(context, { run, bins: 60 }, { signal, onPart: () => {} });
    const whole = await record(new AbortController().signal);
    const before = started;
    const ends: boolean[] = [];
    for (const afterMs of [0, 1, 5, 20, 50])
      ends.push(
        await givenUp((signal, onPart) => {
          onPart();
          return record(signal);
        }, afterMs),
      );
    expect(ends).toContain(true);
    expect(await record(new AbortController().signal)).toEqual(whole);
    expect(started).toBe(before);
  });
});
