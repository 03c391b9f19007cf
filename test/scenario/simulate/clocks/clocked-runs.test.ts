import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeIndex } from '../../../../sim/energy/ledger.ts';
import { buildOptions } from '../../../../sim/scenario/simulate/build-options.ts';
import type { SimulatedSystem } from '../../../../sim/scenario/simulate/request-run.ts';
import { simulateCell } from '../../../../sim/scenario/simulate/simulate-cell.ts';
import { simulateRequests } from '../../../../sim/scenario/simulate/simulate-requests.ts';
import { scoreCell } from '../../../../sim/score/score-cell.ts';
import { governorNames } from '../../../../sim/targets/clocks/governor-name.ts';
import { randomRun } from '../random-system.ts';
import { networks, smallCell, smallTarget } from '../small-target.ts';
import { governedTarget } from './governed-target.ts';
import { withRandomClocks } from './random-clocks.ts';

/** Runs on one unit whose clock changes at random, one property each. */
function everyClockedRun(
  check: (system: SimulatedSystem, trace: ReturnType<typeof randomRun>['trace'], seed: number) => void,
) {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { system, trace } = randomRun(seed);
      if (system.units.length === 1) check(withRandomClocks(system, seed), trace, seed);
    }),
    { numRuns: 150 },
  );
}
const policyOf = (seed: number) => randomRun(seed).policy;
const clock = causeIndex('clock');

describe('a run whose clock changes', () => {
  it('is the same again, its ledger sums, and what an observer is told is all that was spent on work', () => {
    everyClockedRun((system, trace, seed) => {
      const run = simulateRequests(system, trace, policyOf(seed));
      let busyJ = 0;
      let changes = 0;
      const told: number[] = [];
      const again = simulateRequests(system, trace, policyOf(seed), {
        observer: {
          busy: (activity, _unit, _request, option, _segment, _from, _ns, joules) => {
            busyJ += joules;
            if (activity === 'clock') changes++;
            if (activity === 'run') expect(option).toBeLessThan(system.options.length);
          },
          clocked: (_request, at) => told.push(at),
          waiting: () => {},
          ended: () => {},
          battery: () => {},
        },
      });
      expect(again.eventHash).toBe(run.eventHash);
      expect(again.energyJ).toBe(run.energyJ);
      const atRest = [causeIndex('idle'), causeIndex('sleep')];
      const parts = run.ledger[0]!.joules;
      expect(parts.reduce((sum, joules) => sum + joules, 0)).toBeCloseTo(run.energyJ, 9);
      expect(busyJ).toBeCloseTo(run.energyJ - atRest.reduce((sum, cause) => sum + parts[cause]!, 0), 9);
      expect(changes).toBe(run.clocks!.changes);
      expect(run.clocks!.passes).toEqual(
        system.clocks!.unit.hz.map((_, c) => told.filter((at) => at === c).length),
      );
      expect(run.passes.reduce((sum, n) => sum + n, 0)).toBe(told.length);
      const { switchNs, switchJ } = system.clocks!.unit;
      expect(parts[clock]!).toBeGreaterThanOrEqual(changes * switchJ * (1 - 1e-9));
      if (switchNs === 0) expect(parts[clock]!).toBeCloseTo(changes * switchJ, 12);
    });
  });

  it('ends every request once, and knows what each of its passes took', () => {
    everyClockedRun((system, trace, seed) => {
      const run = simulateRequests(system, trace, policyOf(seed));
      expect(run.done + run.missed + run.dropped).toBe(trace.timeNs.length);
      const slowest = [...system.options, ...system.clocks!.costs].map(({ serviceNs }) =>
        Math.max(...serviceNs),
      );
      const passes = run.passes.reduce((sum, n) => sum + n, 0);
      expect(run.serviceNs).toBeLessThanOrEqual(passes * Math.max(...slowest));
    });
  });

  it('at one clock all the time is the run of that clock', () => {
    everyClockedRun((system, trace, seed) => {
      const { clocks, ...plain } = system;
      const stays = { ...clocks!, begin: () => ({ next: () => clocks!.first }) };
      const run = simulateRequests({ ...system, clocks: stays }, trace, policyOf(seed));
      const without = simulateRequests(plain, trace, policyOf(seed));
      expect(run.eventHash).toBe(without.eventHash);
      expect(run.energyJ).toBe(without.energyJ);
      expect(run.clocks!.changes).toBe(0);
    });
  });
});

describe('a cell under a governor', () => {
  const cellOf = (governor: (typeof governorNames)[number]) => {
    const target = governedTarget(governor);
    return simulateCell(smallCell, target, target, networks, buildOptions(target, networks));
  };

  it('performance, where the fastest clock is that of the profile, is the cell without one', () => {
    const plain = smallTarget();
    const without = simulateCell(smallCell, plain, plain, networks);
    const run = cellOf('performance');
    run.policies.forEach(({ policy, runs }, p) => {
      const hashes = (of: typeof runs) => of.map(({ eventHash, energyJ }) => [eventHash, energyJ]);
      expect(hashes(runs), policy).toEqual(hashes(without.policies[p]!.runs));
    });
  });

  it.each(governorNames)('spends no less than the bound, which is the same for all: %s', (governor) => {
    const run = cellOf(governor);
    const { results, references, cell } = scoreCell(run);
    expect(references.oFeasJ).toBe(scoreCell(cellOf('performance')).references.oFeasJ);
    for (const row of results) expect(row.regretJ!, row.policy).toBeGreaterThanOrEqual(0);
    expect(cell.governor).toBe(governor);
    expect(cell.notes.join()).toContain(`governor ${governor}`);
    for (const { clocks, policy } of results) {
      expect(
        clocks!.shares.reduce((sum, { passShare }) => sum + passShare, 0),
        policy,
      ).toBeCloseTo(1, 9);
      if (governor === 'powersave') expect(clocks!.shares[0]!.passShare).toBe(1);
    }
  });

  it('pace uses slower clocks than performance and is late no more often than the miss budget here', () => {
    const paced = scoreCell(cellOf('pace')).results.find(({ policy }) => policy === 'static-L2')!;
    expect(paced.clocks!.shares[0]!.passShare).toBeGreaterThan(0.1);
    expect(paced.missesWithinBudget).toBe(true);
  });
});
