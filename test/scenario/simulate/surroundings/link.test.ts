import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../sim/policies/policy.ts';
import type { SimulatedSystem } from '../../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../../sim/scenario/simulate/simulate-requests.ts';
import { faultsWithLink } from '../../../../sim/scenario/simulate/surroundings/faults-with-link.ts';
import { costsOf, smallUnit } from '../small-system.ts';

const units = [smallUnit('device'), smallUnit('server')];
const trace = {
  seed: 1,
  horizonNs: 100e9,
  timeNs: Float64Array.from({ length: 1000 }, (_, i) => i * 1e8),
  sample: new Uint32Array(1000),
};
/** Locally for 20 ms, or sent for 1 ms and answered in 2. */
const local = costsOf([{ unit: 0, durationNs: [2e7], joules: [0.03] }], [1], [0.028]);
const remote = costsOf(
  [
    { unit: 0, durationNs: [1e6], joules: [0.002] },
    { unit: 1, durationNs: [2e6], joules: [0.002] },
  ],
  [1],
  [0.0037],
);
const system: SimulatedSystem = {
  units,
  options: [local, remote],
  deadlineNs: 5e7,
  queueLimit: Number.POSITIVE_INFINITY,
  batteryJ: Number.POSITIVE_INFINITY,
  gridIntensityGPerKwh: 0,
};
const always = (option: number): Policy => ({
  always: option,
  decide: () => option,
  cost: { decideOperations: 0, reviewOperations: 0 },
});
const run = (option: number, downShare: number) =>
  simulateRequests(
    { ...system, environment: { startH: 0, link: { downShare, meanDownS: 1 } } },
    trace,
    always(option),
  );

describe('a link', () => {
  it('that is down holds up what needs it for about its share of the time, and nothing else', () => {
    expect(run(1, 0).missed).toBe(0);
    const { missed, requests, done } = run(1, 0.3);
    expect(missed / requests).toBeGreaterThan(0.15);
    expect(missed / requests).toBeLessThan(0.45);
    expect(missed + done).toBe(requests);
    expect(run(0, 0.3).missed).toBe(0);
    expect(run(0, 0.3).energyJ).toBe(run(0, 0).energyJ);
  });

  it('joins its outages with those that are planned, and leaves the first unit alone', () => {
    const planned = [
      { unit: 'server', fromNs: 0, untilNs: 50e9 },
      { unit: 'device', fromNs: 1, untilNs: 2 },
    ];
    const plan = faultsWithLink({ outages: planned }, { downShare: 0.4, meanDownS: 1 }, units, 100e9, 7);
    const server = plan.outages!.filter(({ unit }) => unit === 'server');
    expect(plan.outages!.filter(({ unit }) => unit === 'device')).toEqual([planned[1]]);
    expect(server[0]!.untilNs).toBeGreaterThanOrEqual(50e9);
    expect(server.every(({ fromNs }, i) => i === 0 || fromNs > server[i - 1]!.untilNs)).toBe(true);
  });

  it('needs something to lead to', () => {
    const one = { ...system, units: [units[0]!], options: [local] };
    const environment = { startH: 0, link: { downShare: 0.1, meanDownS: 1 } };
    expect(() => simulateRequests({ ...one, environment }, trace, always(0))).toThrow(
      /nothing is reached over it/,
    );
  });
});
