import { describe, expect, it } from 'vitest';
import { policyDefinitions } from '../../../sim/policies/registry.ts';
import { standing } from '../../../sim/report/rank-results.ts';
import { runResultSchema } from '../../../sim/report/schema/run-result-schema.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { scoreCell } from '../../../sim/score/score-cell.ts';
import { networks, smallCell, smallTarget } from './small-target.ts';

const target = smallTarget();
const policies = policyDefinitions.map(({ id }) => id);
const cell = simulateCell({ ...smallCell, policies, seeds: [1, 2] }, target, target, networks);
const { results, cell: summary } = scoreCell(cell);

describe('a cell with every policy', () => {
  it('runs those whose needs are met, each above its bound and charged for what it computes', () => {
    const ran = results.filter((row) => row.fits);
    expect(ran.map((row) => row.policy)).toEqual([
      'dense',
      'best-static',
      'random',
      'activation-gate',
      'block-greedy-gate',
      'skip-multiply',
      'deadline-controller',
      'budget-controller',
      'budget-cascade',
      'model-predictive',
      'ucb-bandit',
      'confidence-refinement',
      'confidence-recall',
      'battery-aware',
    ]);
    for (const row of ran) {
      expect(row.regretJ).toBeGreaterThanOrEqual(0);
      const { charge } = policyDefinitions.find(({ id }) => id === row.policy)!;
      const run = cell.policies.find(({ policy }) => policy === row.policy)!;
      // Where it acts as a single option, nothing is decided.
      const decides = run.mayUse.length > 1;
      expect((row.energyByCauseJ!['policy'] ?? 0) > 0).toBe(charge !== undefined && decides);
    }
  });

  it('says what the others need, without a number', () => {
    const others = results.filter((row) => !row.fits);
    expect(others.map((row) => row.policy)).toEqual([
      'early-exit',
      'layer-skip',
      'nm-switch',
      'delta-threshold',
      'mask-switch',
      'harvest-scheduler',
      'thermal-shift',
      'carbon-aware',
      'carbon-shift',
      'static-partition',
      'least-completion',
      'energy-first',
    ]);
    for (const row of others) {
      expect(row.notRun).toMatch(/^needs /);
      expect([row.energyPerInferenceJ, row.accuracy, row.refusal]).toEqual([null, null, null]);
      expect(standing(row)).toBe('does not fit');
      expect(runResultSchema.parse(row)).toEqual(row);
      expect(summary.notes).toContain(`${row.policy} was not run: it ${row.notRun}`);
    }
  });
});
