import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellNotes } from '../../../sim/scenario/cell-notes.ts';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import type { CellInput } from '../../../sim/scenario/simulate/cell-input.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { WarmCell } from '../../../sim/scenario/warm/warm-cell.ts';
import { recordedReplay } from '../../../sim/score/recorded-replay.ts';
import { scoreCell } from '../../../sim/score/score-cell.ts';
import type { OutcomeTable } from '../../../sim/sparsity/outcome-table.ts';
import { networks, smallCell, smallTarget } from '../simulate/small-target.ts';

const target = smallTarget();
const warm = { target, reference: target, networks, built: buildOptions(target, networks) };

/** The cell as `runCells` answers it. */
function straight(input: CellInput, of = warm) {
  const run = simulateCell(input, of.target, of.reference, of.networks, of.built, { replay: recordedReplay });
  const { cell, results } = scoreCell(run);
  return { cell: { ...cell, notes: [...cellNotes(run, results), ...cell.notes] }, results };
}

const setting = fc.record({
  deadlineFactor: fc.double({ min: 0.8, max: 4, noNaN: true }),
  batteryJ: fc.constantFrom(0.01, 1, 100),
  horizonS: fc.constantFrom(0.5, 1),
});

describe('a warm cell', () => {
  it('is the cell simulated at once, whatever was simulated before and in which order', () => {
    const policies = fc.shuffledSubarray([...smallCell.policies, 'ucb-bandit:exploration=0.5'], {
      minLength: 2,
    });
    const steps = fc.array(fc.nat(3), { maxLength: 6 });
    fc.assert(
      fc.property(setting, policies, steps, (change, names, order) => {
        const input = { ...smallCell, ...change, policies: names };
        const cell = new WarmCell(input, warm);
        const described = cell.describe(names).names;
        for (const step of order) {
          const name = described[step % described.length]!;
          if (step === 0) cell.simulateReferences(2);
          else cell.row(name, step);
        }
        expect(cell.whole(names)).toEqual(straight(input));
      }),
      { seed: 42, numRuns: 6 },
    );
  });

  it('takes over what a cell at another deadline and charge drew, and says the same', () => {
    fc.assert(
      fc.property(setting, setting, (first, second) => {
        const before = new WarmCell({ ...smallCell, ...first, horizonS: 1 }, warm);
        before.row('best-static', 1);
        const input = { ...smallCell, ...second, horizonS: 1 };
        const cell = new WarmCell(input, warm, before);
        expect(cell.whole(input.policies)).toEqual(straight(input));
      }),
      { seed: 42, numRuns: 6 },
    );
  });

  it('gives a row whole once all is simulated but for its Pareto mark, and says early what it does not know', () => {
    const cell = new WarmCell(smallCell, warm);
    const early = cell.row('deadline-controller', 1)!;
    expect(early).toMatchObject({ regret: null, priceOfStatic: null, regretCurveJ: null, pareto: null });
    expect(early.bySeed).toHaveLength(1);
    const { results } = cell.whole(smallCell.policies);
    const whole = results.find(({ policy }) => policy === 'deadline-controller')!;
    expect(early.bySeed![0]).toEqual(whole.bySeed![0]);
    expect(cell.row('deadline-controller', 3)).toEqual({ ...whole, pareto: null });
  });

  it('has no rows where nothing fits, and says why as a whole', () => {
    const tight = smallTarget(['mcu'], 1);
    const none = { ...warm, target: tight, reference: tight, built: buildOptions(tight, networks) };
    const cell = new WarmCell(smallCell, none);
    expect(cell.row('dense', 1)).toBeNull();
    cell.simulateReferences(1);
    expect(cell.whole(smallCell.policies)).toEqual(straight(smallCell, none));
  });

  it('names the points that static policies keep to', () => {
    const { points, names } = new WarmCell(smallCell, warm).describe(['static', 'dense']);
    expect(names).toEqual(['static-L0', 'static-L1', 'static-L2', 'dense']);
    expect(points.map(({ policy }) => policy)).toEqual([
      'static-L0',
      'static-L1',
      'static-L2',
      'static-L1-g1',
    ]);
  });

  it('answers a point that was measured besides the table as one of the table, and all others as without it', () => {
    const ladder = networks[0]!;
    const only = <T extends OutcomeTable>(table: T) => pointOf(table, 3);
    const tables = { validation: only(ladder.validation), test: only(ladder.test) };
    const extra = { ...ladder, ...tables, id: 'L1-t0.5', role: 'ladder-point' as const };
    const all = [...networks, extra];
    const wider = { ...warm, networks: all, built: buildOptions(target, all) };
    const before = new WarmCell(smallCell, warm).whole([...smallCell.policies, 'static-L1-g1']).results;
    const after = new WarmCell(smallCell, wider).whole([...smallCell.policies, 'static-L1-t0.5']).results;
    const unmarked = (rows: typeof before) =>
      rows.map((row) => ({ ...row, policy: row.policy.replace('t0.5', 'g1') }));
    expect(unmarked(after)).toEqual(before);
  });
});

/** One point of a table as a table of its own. */
function pointOf<T extends OutcomeTable>(table: T, point: number): T {
  const per = table.sampleCount;
  const layers = table.layers.length;
  const counts = (values: T['activeInputs'] | T['effectiveMacs']) =>
    values.slice(point * per * layers, (point + 1) * per * layers);
  return {
    ...table,
    points: [{ ...table.points[point]!, id: 'L1-t0.5' }],
    topClass: table.topClass.slice(point * per, (point + 1) * per),
    confidence: table.confidence.slice(point * per, (point + 1) * per),
    activeInputs: counts(table.activeInputs),
    effectiveMacs: counts(table.effectiveMacs),
  };
}
