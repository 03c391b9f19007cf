import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../sim/dashboard/keys/keymap.ts';
import { reduce } from '../../../sim/dashboard/state/reduce.ts';
import { selectedPolicy } from '../../../sim/dashboard/state/selected-policy.ts';
import { selectedRun } from '../../../sim/dashboard/state/selected-run.ts';
import { initialState } from '../../../sim/dashboard/state/state.ts';
import { selectedCell, visiblePolicies } from '../../../sim/dashboard/state/visible-rows.ts';
import { fixtureReport } from '../fixture-report.ts';

const actions: readonly Action[] = [
  ...(['next-cell', 'previous-cell', 'down', 'up', 'policies', 'targets', 'energy', 'why'] as const),
  ...(['next-policy', 'previous-policy', 'sort', 'reverse', 'next-seed', 'previous-seed'] as const),
];
const report = fixtureReport();

describe('the policy that is looked at', () => {
  it('is the same on all screens, and its run where it runs; seeds go round', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 40 }), (pressed) => {
        let state = initialState(report, { columns: 120, rows: 40 });
        for (const action of pressed) {
          state = reduce(state, { type: 'action', action });
          const { cell, result } = selectedPolicy(state);
          const { rows, selected } = visiblePolicies(state);
          expect(cell).toBe(selectedCell(state));
          expect(rows[selected]?.result.policy).toBe(result?.policy);
          const run = selectedRun(state);
          expect(run === null).toBe(cell.results.every(({ fits }) => !fits));
          if (result?.fits) expect(run!.result).toBe(result);
          if (run) expect(run.ref.repetition).toBe(state.repetition);
          expect(state.repetition).toBeGreaterThanOrEqual(1);
          expect(state.repetition).toBeLessThanOrEqual(report.scenario.pairedSeeds);
        }
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it('has a recording of its own under each seed', () => {
    const first = initialState(report, { columns: 120, rows: 40 });
    const second = reduce(first, { type: 'action', action: 'next-seed' });
    expect(second.repetition).toBe(report.scenario.pairedSeeds > 1 ? 2 : 1);
    expect(selectedRun(second)!.key !== selectedRun(first)!.key).toBe(report.scenario.pairedSeeds > 1);
    expect(reduce(second, { type: 'action', action: 'previous-seed' })).toEqual(first);
  });
});
