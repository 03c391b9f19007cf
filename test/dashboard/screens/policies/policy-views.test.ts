import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../sim/dashboard/keys/keymap.ts';
import { keymap } from '../../../../sim/dashboard/keys/keymap.ts';
import { compareColumns } from '../../../../sim/dashboard/screens/policies/compare-columns.ts';
import { compareDetails } from '../../../../sim/dashboard/screens/policies/compare-details.ts';
import { comparedPolicies } from '../../../../sim/dashboard/screens/policies/compared-policies.ts';
import { frontOf } from '../../../../sim/dashboard/screens/policies/front-of.ts';
import { matrixLines } from '../../../../sim/dashboard/screens/policies/matrix-lines.ts';
import { policiesScreen } from '../../../../sim/dashboard/screens/policies/policies.ts';
import { policyMatrix } from '../../../../sim/dashboard/screens/policies/policy-matrix.ts';
import { policyMeasures } from '../../../../sim/dashboard/screens/policies/policy-measures.ts';
import { regretLines } from '../../../../sim/dashboard/screens/policies/regret-lines.ts';
import { scatterLines } from '../../../../sim/dashboard/screens/policies/scatter-lines.ts';
import { reduce } from '../../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../../sim/dashboard/state/state.ts';
import { standing } from '../../../../sim/report/rank-results.ts';
import type { RunReport } from '../../../../sim/report/run-report.ts';
import { answerKnob, answerSettable } from '../../answer-knob.ts';
import { fixtureReport } from '../../fixture-report.ts';

const fixture = fixtureReport();
/** The fixture with what rows keep by seed: dense needs 100 mJ, each further policy 5 mJ less under every seed. */
const report: RunReport = {
  ...fixture,
  results: fixture.results.map((row, i) => {
    const at = i % 10;
    const bySeed = [1, 2, 3].map((seed) => ({
      seed,
      requests: 100,
      ended: 100,
      correct: 97,
      lost: seed === 2 && at > 5 ? 1 : 0,
      switches: 0,
      energyJ: 10 - at / 2 + seed / 100,
      latencyP95Ms: 40,
      regretJ: 1,
    }));
    const regretCurveJ = Array.from({ length: 20 }, (_, k) => (at === 7 ? Math.sqrt(k + 1) : k + 1) * 1e-3);
    return row.fits ? { ...row, bySeed, regretCurveJ } : row;
  }),
};
const start: DashboardState = {
  ...initialState(report, { columns: 120, rows: 40 }),
  screen: 'policies',
};
const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => reduce(at, { type: 'action', action }), state);
const text = (lines: readonly (readonly { text: string }[])[]) =>
  lines.map((line) => line.map((field) => field.text).join(''));
const onPolicies = keymap
  .filter(
    ({ on, action }) =>
      (on ?? ['policies']).includes('policies') && !['quit', 'interrupt', 'run-anew'].includes(action),
  )
  .map(({ action }) => action);

describe('every view', () => {
  it('keeps to its size whatever was pressed, at any size', () => {
    const step = fc.oneof(fc.constantFrom(...onPolicies), fc.constant('answer' as const));
    const size = fc.record({
      width: fc.integer({ min: 60, max: 200 }),
      height: fc.integer({ min: 12, max: 56 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), size, (steps, { width, height }) => {
        const state = steps.reduce(
          (at, next) => (next === 'answer' ? answerKnob(answerSettable(at)) : press(at, next)),
          start,
        );
        for (const linesOf of [matrixLines, scatterLines, regretLines]) {
          const lines = text(linesOf(state, width, height));
          expect(lines.length).toBeLessThanOrEqual(height);
          expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(width);
        }
        const { rows, selected } = comparedPolicies(state);
        for (const row of rows) for (const column of compareColumns) column.field(row);
        expect(selected).toBeLessThan(Math.max(1, rows.length));
        expect(compareDetails(state).length).toBeLessThanOrEqual(4);
      }),
      { seed: 42, numRuns: 15 },
    );
  });

  it('is said to a screen reader in its own words', () => {
    const said = (state: DashboardState) => policiesScreen.spoken!(state).join('; ');
    expect(said(press(start, 'mark'))).toMatch(/Row 1 of 10: random, \? floor, marked/);
    expect(said(press(start, 'next-view'))).toMatch(/Matrix.*random: energy 326 mJ, rank 1/);
    expect(said(press(start, 'compare'))).toMatch(
      /policy random, energy ✓ −6.2%.*less the baseline best-static/,
    );
  });

  it('is reached by one key and left by Esc', () => {
    const seen = policyMeasures.map(
      (_, i) => press(start, ...Array<Action>(i).fill('next-view')).policies.view,
    );
    expect(seen.slice(0, 6)).toEqual(['table', 'matrix', 'scatter', 'regret', 'compare', 'table']);
    expect(press(start, 'next-view', 'previous-view')).toEqual(start);
    expect(press(start, 'compare', 'back').policies.view).toBe('table');
    expect(press(start, 'compare', 'back').screen).toBe('policies');
  });
});

describe('the matrix', () => {
  it('ranks every column by any score: a permutation, those that keep the limits first, better scores first', () => {
    for (const measure of policyMeasures) {
      const { rows, cells } = policyMatrix({ ...start, policies: { ...start.policies, score: measure.id } });
      for (let column = 0; column < cells.length; column++) {
        const ranked = rows
          .map(({ entries }) => entries[column]!)
          .filter(({ rank }) => rank !== null)
          .sort((a, b) => a.rank! - b.rank!);
        expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, i) => i + 1));
        const keeps = ranked.map(({ result }) => standing(result!) === 'keeps');
        expect(keeps).toEqual([...keeps].sort((a, b) => Number(b) - Number(a)));
        for (const group of [true, false]) {
          const scores = ranked
            .filter(({ result }) => (standing(result!) === 'keeps') === group)
            .map(({ result }) => measure.value(result!)! * (measure.largestFirst ? -1 : 1));
          expect(scores).toEqual([...scores].sort((a, b) => a - b));
        }
        expect(
          rows.every(({ entries }) => (entries[column]!.rank === null) === !entries[column]!.result!.fits),
        ).toBe(true);
      }
    }
  });

  it('keeps the policy selected while columns, scores and order change, and shows its cell', () => {
    const there = press(start, 'next-view', 'down', 'down', 'columns-right', 'columns-right', 'sort');
    expect(there.selectedCell).toBe(start.cells[2]!.id);
    expect(there.policies.score).toBe('p95');
    const matrix = policyMatrix(there);
    const row = matrix.rows[matrix.selected]!.row;
    const turned = policyMatrix(press(there, 'reverse'));
    expect(turned.rows[turned.selected]!.row).toBe(row);
    expect(turned.rows.map((one) => one.row)).toEqual(matrix.rows.map((one) => one.row).reverse());
    for (const width of [60, 80, 120, 200])
      expect(text(matrixLines(there, width, 20))[0]).toContain('▼xeon-8380');
    expect(press(there, 'open').policies.view).toBe('table');
  });

  it('says a status by shape and the selected entry in words', () => {
    const lines = text(matrixLines(press(start, 'next-view', 'last'), 120, 30));
    expect(lines.some((line) => line.includes('✗'))).toBe(true);
    expect(lines.at(-2)).toMatch(/: energy .*, rank 10, ✗ late/);
    const unfit = start.cells.find(({ cell }) => cell.target === 'nucleo-l4r5zi')!;
    expect(text(matrixLines({ ...start, selectedCell: unfit.id }, 120, 30)).join('\n')).toContain('■ no fit');
  });
});

describe('the scatter plot', () => {
  it('has a letter for every policy with both scores, and joins a front that nobody beats', () => {
    const lines = text(scatterLines(start, 120, 30)).join('\n');
    for (const letter of 'abcdefghij') expect(lines).toMatch(new RegExp(`[ ▶]${letter}[ ●]`));
    expect(text(scatterLines(press(start, 'next-up', 'next-across'), 120, 30))[0]).toContain(
      '↑ misses  → p95',
    );
    const coordinate = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 20 }), (points) => {
        const front = frontOf(points);
        const beats = (a: number, b: number) =>
          points[a]![0] <= points[b]![0] &&
          points[a]![1] <= points[b]![1] &&
          (points[a]![0] < points[b]![0] || points[a]![1] < points[b]![1]);
        points.forEach((_, i) => {
          expect(points.some((__, j) => beats(j, i))).toBe(!front.includes(i));
        });
      }),
      { seed: 42, numRuns: 100 },
    );
  });
});

describe('regret curves', () => {
  it('are of the selected policy and the marked ones, and say whether they flatten', () => {
    const marked = press(start, 'next-view', 'last', 'mark');
    const lines = text(regretLines({ ...marked, selectedPolicy: 'deadline-controller' }, 100, 30)).join('\n');
    expect(lines).toMatch(/a deadline-controller: 4.47 mJ at the end, flattens/);
    expect(lines).toMatch(/b .*: 20.0 mJ at the end, straight/);
    const older = { ...start, ...initialState(fixture, start.viewport) };
    expect(text(regretLines(older, 100, 30)).join('\n')).toContain('kept by an earlier version');
  });
});

describe('the comparison', () => {
  it('is against the best static point, paired by seed, with certain differences told apart', () => {
    const chosen = press({ ...start, selectedPolicy: 'dense' }, 'mark', 'compare');
    const { rows, baseline } = comparedPolicies(chosen);
    expect(baseline).toBe('best-static');
    expect(rows.map(({ result }) => result.policy)).toEqual(['dense']);
    const field = (id: string) => compareColumns.find((column) => column.id === id)!.field(rows[0]!);
    expect(field('energyPerInferenceJ')).toEqual({ text: '✗ +24.9% (+24.9 to +24.9)', tone: 'bad' });
    expect(field('accuracy')).toEqual({ text: '= same', tone: 'quiet' });
    const other = press({ ...chosen, selectedPolicy: 'random' }, 'baseline');
    expect(comparedPolicies(other).baseline).toBe('random');
    expect(comparedPolicies(press(start, 'compare')).rows).toHaveLength(9);
  });

  it('marks and unmarks', () => {
    const marked = press({ ...start, selectedPolicy: 'dense' }, 'mark');
    expect(marked.policies.marked).toEqual(['dense']);
    expect(press(marked, 'mark').policies.marked).toEqual([]);
  });
});
