import { describe, expect, it } from 'vitest';
import { actualSparsities } from '../../../sim/training/method/actual-sparsities.ts';
import { blockNorms } from '../../../sim/training/method/block-norms.ts';
import { keepCount } from '../../../sim/training/method/keep-count.ts';
import { inactive } from '../../../sim/training/method/set-levels.ts';
import { TrainingSession } from '../../../sim/training/run/training-session.ts';
import { imageFeed, smallPlan, spec } from '../synthetic.ts';

const open = (of: object) =>
  TrainingSession.open({
    ...{ spec: spec(of), plan: smallPlan, feed: imageFeed(), threads: 1, build: 'reproducible' },
  });

/** Takes all steps of a run. @param each called after every step */
function runAll(session: TrainingSession, each: (done: number) => void = () => {}): void {
  for (let step = 0; step < session.steps; step++) {
    const order = session.order(Math.floor(step / session.stepsPerEpoch));
    session.step(step, order.subarray((step % session.stepsPerEpoch) * 64));
    each(step + 1);
  }
}

/** By prunable layer, the numbers of its active blocks, as the patterns of a level hold them. */
function patternBlocks({ model }: TrainingSession, level: number): readonly Set<number>[] {
  return model.prunable.map(({ patterns }) => {
    const pattern = patterns[level]!;
    return new Set(model.memory.arena.integers(pattern.blocks, pattern.active));
  });
}

describe('ladder training', () => {
  it('nests its levels in every step, and ends with the blocks that the levels ask for', async () => {
    const session = await open({});
    const { levels } = session.spec.method as { levels: readonly number[] };
    runAll(session, () => {
      const [outer, inner] = [patternBlocks(session, 1), patternBlocks(session, 2)];
      inner.forEach((blocks, i) => {
        expect([...blocks].every((id) => outer[i]!.has(id))).toBe(true);
      });
    });
    for (const level of [1, 2])
      patternBlocks(session, level).forEach(({ size }, i) => {
        expect(size).toBe(keepCount(session.model.prunable[i]!.weights.values.length / 4, levels[level]!));
      });
    expect(session.model.prunable.every(({ patterns }) => patterns[0] === null)).toBe(true);
  });

  it('moves no block after the freeze, and says how sparse it is meanwhile', async () => {
    const session = await open({});
    const seen: string[] = [];
    const sparsities: number[] = [];
    runAll(session, () => {
      seen.push(session.method.blockLevels()?.join(';') ?? '');
      sparsities.push(session.evaluate('validation', [2].values())[0]!.sparsity);
    });
    // 16 steps: blocks are chosen from step 2 on, the sparsity is reached at step 8 and frozen after step 9.
    expect(new Set(seen.slice(10)).size).toBe(1);
    expect(new Set(seen).size).toBeGreaterThan(3);
    expect(sparsities[0]).toBe(0);
    for (let i = 1; i < 16; i++) expect(sparsities[i]!).toBeGreaterThanOrEqual(sparsities[i - 1]!);
    expect(sparsities[7]!).toBeLessThan(0.79);
    expect(sparsities[15]!).toBeCloseTo(0.8, 2);
  });

  it('reaches its sparsity although fewer steps are taken than pass between choices', async () => {
    const method = { ...spec().method, everySteps: 1000 };
    const session = await open({ method });
    runAll(session);
    expect(actualSparsities(session.method)[2]).toBeCloseTo(0.8, 2);
    expect([8, 9].map((step) => session.isSettled(step))).toEqual([false, true]);
  });

  it('learns, at all levels', async () => {
    const session = await open({ epochs: 16 });
    runAll(session);
    const found = session.evaluateAveraged('validation');
    expect(found.map(({ answers }) => answers)).toEqual([90, 90, 90]);
    for (const { accuracy } of found) expect(accuracy).toBeGreaterThan(0.6);
  });
});

describe.each(['magnitude', 'rigl', 'set'] as const)('%s', (kind) => {
  const method = { kind, sparsity: 0.8, everySteps: 3 };

  it('keeps the right number of blocks; all else is 0 in values and in state, after every step', async () => {
    for (const optimiser of [
      { kind: 'sgd', rate: 0.05, weightDecay: 0.01 },
      { kind: 'adam', rate: 0.01, weightDecay: 0.01 },
    ]) {
      const session = await open({ method, optimiser });
      const { model } = session;
      let checked = 0;
      runAll(session, (done) => {
        const levels = session.method.blockLevels()!;
        const state = model.optimiser.state();
        const blocks = patternBlocks(session, 0);
        model.prunable.forEach(({ weights }, i) => {
          const active = [...levels[i]!.keys()].filter((id) => levels[i]![id] !== inactive);
          expect(new Set(active)).toEqual(blocks[i]);
          const share = kind === 'magnitude' && done < 8 ? null : 0.8;
          if (share) expect(active.length).toBe(keepCount(levels[i]!.length, share));
          const arrays = Object.keys(state).filter((name) => name.startsWith(`${weights.name}.`));
          expect(arrays.length).toBe(optimiser.kind === 'adam' ? 2 : 1);
          for (const values of [model.memory.view(weights.values), ...arrays.map((name) => state[name]!)])
            levels[i]!.forEach((level, id) => {
              if (level !== inactive) return;
              checked++;
              for (const v of values.subarray(4 * id, 4 * id + 4)) if (!Object.is(v, 0)) expect(v).toBe(0);
            });
        });
      });
      expect(checked).toBeGreaterThan(1000);
      expect(actualSparsities(session.method)[0]).toBeCloseTo(0.8, 2);
    }
  });
});

describe('RigL', () => {
  it('brings in the blocks with the greatest gradient, and lets those of least norm go', async () => {
    const session = await open({ method: { kind: 'rigl', sparsity: 0.8, everySteps: 3, replace: 0.5 } });
    const { model, method } = session;
    const grow = method.grow!.bind(method);
    let grown = 0;
    const activeNow = () => patternBlocks(session, 0);
    Object.assign(method, {
      grow: (...args: Parameters<typeof grow>) => {
        const before = activeNow();
        const norms = model.prunable.map(({ weights }) => blockNorms(model.memory.view(weights.values)));
        grow(...args);
        const after = activeNow();
        before.forEach((old, i) => {
          const slopes = blockNorms(args[3][i]!);
          const came = [...after[i]!].filter((id) => !old.has(id));
          const gone = [...old].filter((id) => !after[i]!.has(id));
          const stayed = [...old].filter((id) => after[i]!.has(id));
          const out = [...slopes.keys()].filter((id) => !old.has(id) && !after[i]!.has(id));
          expect(came.length).toBe(gone.length);
          grown += came.length;
          for (const id of came) expect(slopes[id]!).toBeGreaterThan(0);
          expect(Math.max(...out.map((id) => slopes[id]!))).toBeLessThanOrEqual(
            Math.min(...came.map((id) => slopes[id]!)),
          );
          expect(Math.max(...gone.map((id) => norms[i]![id]!))).toBeLessThanOrEqual(
            Math.min(...stayed.map((id) => norms[i]![id]!)),
          );
        });
      },
    });
    runAll(session);
    expect(grown).toBeGreaterThan(20);
  });
});
