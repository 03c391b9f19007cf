import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeIndex } from '../../../sim/energy/ledger.ts';
import type { Policy } from '../../../sim/policies/policy.ts';
import { BatchSimulation } from '../../../sim/scenario/simulate/batch-simulation.ts';
import type { OptionCosts } from '../../../sim/scenario/simulate/option-costs.ts';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { RequestSimulation } from '../../../sim/scenario/simulate/request-simulation.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { CellBounds } from '../../../sim/score/cell-bounds.ts';
import { RestStates } from '../../../sim/targets/rest-states.ts';
import type { RequestTrace } from '../../../sim/workload/arrivals/request-trace.ts';
import { batchTarget } from './small-batches.ts';
import { costsOf, smallUnit } from './small-system.ts';
import { networks, smallCell } from './small-target.ts';

/** A pass of n samples of option o: half the time of the first sample again for each further one. */
function passesOf(firstNs: number, most: number): OptionCosts[] {
  return Array.from({ length: most }, (_, i) => {
    const durationNs = firstNs * (1 + i / 2);
    const joules = 2e-9 * durationNs;
    const costs = costsOf(
      [{ unit: 0, durationNs: [durationNs], joules: [joules] }],
      [1],
      [joules - 1e-10 * durationNs],
    );
    return {
      ...costs,
      stride: 0 as const,
      segments: costs.segments.map((g) => ({ ...g, stride: 0 as const })),
    };
  });
}

interface Drawn {
  readonly gaps: readonly number[];
  readonly options: readonly number[];
  readonly most: number;
  readonly waitNs: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  gaps: fc.array(fc.constantFrom(0, 0, 1e4, 3e5, 4e6), { minLength: 1, maxLength: 40 }),
  options: fc.array(fc.nat(1), { minLength: 40, maxLength: 40 }),
  most: fc.integer({ min: 1, max: 9 }),
  waitNs: fc.constantFrom(0, 2e5, 3e6),
});

function instance({ gaps, most, waitNs }: Drawn): { system: SimulatedSystem; trace: RequestTrace } {
  let now = 0;
  const timeNs = Float64Array.from(gaps, (gap) => (now += gap));
  const passes = [passesOf(4e5, most), passesOf(1e5, most)];
  return {
    system: {
      units: [smallUnit('unit')],
      options: passes.map(([single]) => single!),
      batching: { most, waitNs, passes },
      deadlineNs: 3e6,
      queueLimit: Number.POSITIVE_INFINITY,
      batteryJ: Number.POSITIVE_INFINITY,
      gridIntensityGPerKwh: 0,
    },
    trace: { seed: 1, horizonNs: now + 1e6, timeNs, sample: new Uint32Array(gaps.length) },
  };
}

const byRequest = ({ options }: Drawn): Policy => ({
  decide: ({ request }) => options[request]!,
  cost: { decideOperations: 0, reviewOperations: 0 },
});

/** The same from the definition: when every request ends, and what all of it spends. */
function naive(of: Drawn) {
  const { system, trace } = instance(of);
  const { timeNs } = trace;
  const { most, waitNs, passes } = system.batching!;
  const unit = system.units[0]!;
  const rests = new RestStates('unit', unit.powerStates);
  const endNs = new Float64Array(timeNs.length);
  let freeNs = 0;
  let joules = 0;
  const rest = (untilNs: number) => {
    joules += rests.energyJ(Math.max(0, untilNs - freeNs));
    return rests.at(rests.stateAfter(untilNs - freeNs));
  };
  for (let head = 0; head < timeNs.length; ) {
    const fullNs = timeNs[head + most - 1] ?? Number.POSITIVE_INFINITY;
    const startNs = Math.max(freeNs, Math.min(timeNs[head]! + waitNs, fullNs));
    let end = head;
    while (end < timeNs.length && end < head + most && timeNs[end]! <= startNs) end++;
    if (startNs > freeNs || head === 0) {
      const state = rest(startNs);
      joules += state.wakeEnergyJ;
      freeNs = startNs + state.wakeNs;
    }
    const batch = Array.from({ length: end - head }, (_, i) => head + i);
    for (const option of new Set(batch.map((request) => of.options[request]!))) {
      const members = batch.filter((request) => of.options[request] === option);
      const pass = passes[option]![members.length - 1]!;
      freeNs += pass.serviceNs[0]!;
      joules += pass.segments[0]!.joules[0]!;
      for (const request of members) endNs[request] = freeNs;
    }
    head = end;
  }
  rest(trace.horizonNs);
  return { endNs, joules };
}

describe('batches', () => {
  it('end when their definition says, and spend the passes, the wakes and the rests', () => {
    fc.assert(
      fc.property(drawn, (of) => {
        const { system, trace } = instance(of);
        const endNs = new Float64Array(trace.timeNs.length);
        let ranJ = 0;
        const observer = {
          busy: (
            ...[, , , , , , , joules]: [string, number, number, number, number, number, number, number]
          ) => {
            ranJ += joules;
          },
          ended: (request: number, _served: boolean, timeNs: number) => {
            endNs[request] = timeNs;
          },
          waiting: () => {},
          battery: () => {},
        };
        const run = simulateRequests(system, trace, byRequest(of), { observer });
        const expected = naive(of);
        expect([...endNs]).toEqual([...expected.endNs]);
        expect(run.energyJ).toBeCloseTo(expected.joules, 12);
        expect(run.done + run.missed).toBe(run.requests);
        expect(run.passes[0]! + run.passes[1]!).toBe(run.requests);
        // What an observer is told of is what the ledger holds beside rest.
        const restJ =
          run.ledger[0]!.joules[causeIndex('idle')]! + run.ledger[0]!.joules[causeIndex('sleep')]!;
        expect(ranJ).toBeCloseTo(run.energyJ - restJ, 12);
        expect(simulateRequests(system, trace, byRequest(of))).toEqual(run);
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('of one sample without waiting are the run without batches', () => {
    fc.assert(
      fc.property(drawn, fc.nat(4), fc.boolean(), (of, queueLimit, refines) => {
        // Requests of one nanosecond come together here, one after the other there: a full queue tells them apart.
        const apart = { ...of, most: 1, waitNs: 0, gaps: of.gaps.map((gap) => Math.max(gap, 1)) };
        const { system, trace } = instance(apart);
        const policy = (): Policy => ({
          ...byRequest(apart),
          ...(refines ? { review: ({ request, pass }) => (pass === 0 && request % 3 === 0 ? 1 : -1) } : {}),
          cost: { decideOperations: 30, reviewOperations: refines ? 11 : 0 },
        });
        const { batching: _, ...plain } = { ...system, queueLimit };
        const own = new BatchSimulation({ ...system, queueLimit }, trace, policy()).complete();
        expect(own).toEqual(new RequestSimulation(plain, trace, policy()).complete());
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('are refined together, and paid for together', () => {
    const of = { gaps: [0, 0, 0, 0], options: [1, 1, 1, 1], most: 4, waitNs: 0 };
    const { system, trace } = instance(of);
    const run = simulateRequests(system, trace, {
      ...byRequest(of),
      review: ({ request, pass, serviceNs }) => {
        expect(serviceNs).toBe(pass === 0 ? 2.5e5 : 8e5);
        return pass === 0 && request > 0 ? 0 : -1;
      },
    });
    expect([...run.passes]).toEqual([3, 4]);
    // A pass of four at option 1, then one of three at option 0.
    expect(run.serviceNs).toBe(1e5 * 2.5 + 4e5 * 2);
  });

  it('never spend less than the bound, whatever the policy', () => {
    const target = batchTarget();
    for (const batching of [
      { most: 2, waitUs: 0 },
      { most: 16, waitUs: 3000 },
    ])
      for (const denseLoad of [0.3, 1.5]) {
        const input = {
          ...smallCell,
          batching,
          denseLoad,
          policies: ['dense', 'static', 'random', 'confidence-refinement'],
        };
        const run = simulateCell(input, target, target, networks);
        const bounds = new CellBounds(run);
        for (const policy of run.policies)
          policy.runs.forEach((one, seed) => {
            expect(one.energyJ).toBeGreaterThanOrEqual(bounds.ofRunJ(seed, policy, one));
          });
        // It speaks of batches: without them the bound is above what some of these runs spend.
        const { shares: _, ...single } = run;
        const sparsest = run.policies.find(({ policy }) => policy === 'static-L2')!;
        const [one] = sparsest.runs;
        if (batching.most === 16 && denseLoad > 1)
          expect(one!.energyJ).toBeLessThan(new CellBounds(single).ofRunJ(0, sparsest, one!));
      }
  });

  it('bear loads that single samples do not', () => {
    const target = batchTarget();
    const input = { ...smallCell, denseLoad: 1.2, deadlineFactor: 10, policies: ['dense'] };
    const missed = (more: object) =>
      simulateCell({ ...input, ...more }, target, target, networks).policies[0]!.runs[0]!.missed;
    expect(missed({})).toBeGreaterThan(100);
    expect(missed({ batching: { most: 16, waitUs: 0 } })).toBe(0);
  });
});
