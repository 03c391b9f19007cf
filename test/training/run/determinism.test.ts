import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type TrainOptions, train } from '../../../sim/training/run/train.ts';
import { TrainingSession } from '../../../sim/training/run/training-session.ts';
import { saveState } from '../../../sim/training/run/training-state.ts';
import { imageFeed, smallPlan, spec } from '../synthetic.ts';

const folder = mkdtempSync(join(tmpdir(), 'training-'));
afterAll(() => rmSync(folder, { recursive: true }));

const feed = imageFeed({ flip: true, shift: 1, erase: 3, eraseShare: 0.5 });
const methods = {
  dense: { kind: 'dense' },
  ladder: spec().method,
  'dense, taught': { kind: 'dense', teacher: { folder: 'given', share: 0.5 } },
  taught: { ...spec().method, teacher: { folder: 'given', share: 0.5 } },
  magnitude: { kind: 'magnitude', sparsity: 0.8, everySteps: 3 },
  rigl: { kind: 'rigl', sparsity: 0.8, everySteps: 3 },
  set: { kind: 'set', sparsity: 0.8, everySteps: 3 },
} as const;
const adam = { kind: 'adam', rate: 0.01, weightDecay: 0.01 } as const;

/** Any weights will do. */
const teacher = await (async () => {
  const team = { threads: 1, build: 'reproducible' } as const;
  const given = { spec: spec({ method: { kind: 'dense' }, seed: 9 }), plan: smallPlan, feed };
  const session = await TrainingSession.open({ ...given, ...team });
  const arrays = saveState(session.model, session.method);
  await session.close();
  return { plan: smallPlan, file: 'given', specHash: 'given', arrays };
})();

let runs = 0;
/** Trains in a folder of its own. @returns the bytes of everything that a checkpoint would hold */
async function bits(
  of: { readonly method?: object; readonly [key: string]: unknown },
  more: Partial<TrainOptions> = {},
) {
  const out = more.out ?? join(folder, `${++runs}`);
  const result = await train({
    ...{ spec: spec({ average: 0.9, ...of }), plan: smallPlan, feed, out, threads: 1, build: 'reproducible' },
    teacher: 'teacher' in (of.method ?? {}) ? teacher : null,
    now: () => 0,
    ...more,
  });
  const state = saveState(result.session.model, result.session.method);
  await result.session.close();
  const metrics = readFileSync(join(out, 'metrics.jsonl'), 'utf8');
  return { out, ended: result.ended, metrics, state: [...state].map(([name, a]) => [name, [...a]]) };
}

describe('a training run', () => {
  it.each(Object.keys(methods))('has the same weights with one thread and two, %s', async (kind) => {
    const of = { method: methods[kind as keyof typeof methods], optimiser: adam, clipNorm: 1 };
    const one = await bits(of);
    const two = await bits(of, { threads: 2 });
    expect(two.state).toEqual(one.state);
    expect(two.metrics).toBe(one.metrics);
  });

  it('has other weights with another seed', async () => {
    const [one, two] = [await bits({}), await bits({ seed: 2 })];
    expect(two.state).not.toEqual(one.state);
  });

  // Epochs have four steps: 4 and 8 are their ends, 8 is where the sparsity is reached.
  it.each(Object.keys(methods))('goes on after a stop as if there had been none, %s', async (kind) => {
    const of = { method: methods[kind as keyof typeof methods] };
    const whole = await bits(of);
    for (const stops of [[1, 4, 7], [8], [9, 10, 15]]) {
      const out = join(folder, `stopped-${kind}-${stops}`);
      for (const stop of stops) {
        const abort = new AbortController();
        const onStep = (done: number) => done === stop && abort.abort();
        expect((await bits(of, { out, signal: abort.signal, onStep })).ended).toBe('interrupted');
      }
      const resumed = await bits(of, { out });
      expect(resumed.state).toEqual(whole.state);
      expect(resumed.metrics).toBe(whole.metrics);
    }
  });
});
