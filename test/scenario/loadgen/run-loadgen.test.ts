import { describe, expect, it } from 'vitest';
import { policyDefinitions } from '../../../sim/policies/registry.ts';
import { staticOption } from '../../../sim/policies/static-option.ts';
import { largestPassing } from '../../../sim/scenario/loadgen/largest-passing.ts';
import type { LoadgenCell } from '../../../sim/scenario/loadgen/query-run.ts';
import { cellLoadgen } from '../../../sim/scenario/loadgen/run-loadgen.ts';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import { networks, smallCell, smallTarget } from '../simulate/small-target.ts';

const chip = smallTarget();
const name = { target: 'small', runtime: 'test', load: 0.5, seed: 1 };
const cell = (policy: string): LoadgenCell => ({
  input: smallCell,
  target: chip,
  reference: chip,
  networks,
  built: buildOptions(chip, networks),
  definition: policyDefinitions.find(({ id }) => id === policy) ?? staticOption('L2', 'ladder'),
  name,
  runtimes: ['test'],
  loads: [0.5],
});
const run = (policy: string, mode: 'single-stream' | 'multi-stream' | 'server' | 'offline', more = {}) =>
  cellLoadgen(cell(policy), 'test', { mode, target: 'small', policy, durationS: 20, ...more });

// Dense takes 1 ms, level 2 0.2 ms, whatever the sample.
describe('on a chip of known service time', () => {
  it('SingleStream measures the service time', () => {
    const result = run('dense', 'single-stream');
    expect(result.valid).toBe(true);
    expect(result.metric.value).toBeCloseTo(1e-3, 9);
    expect(result.queries).toBe(22_000);
    expect(run('static-L2', 'single-stream').metric.value).toBeCloseTo(0.2e-3, 9);
  });

  it('MultiStream measures eight of them', () => {
    const result = run('dense', 'multi-stream');
    expect(result.metric.value).toBeCloseTo(8e-3, 9);
    expect(result.samples).toBe(8 * result.queries);
    expect(result.latencyS.min).toBe(result.latencyS.max);
  });

  it('Offline measures the throughput', () => {
    expect(run('dense', 'offline').metric.value).toBeCloseTo(1000, 3);
    expect(run('static-L2', 'offline').metric.value).toBeCloseTo(5000, 3);
  });

  it('Server finds where the 99th percentile of M/D/1 meets the bound, the same every time', () => {
    const result = run('dense', 'server', { latencyMs: 5 });
    expect(result.valid).toBe(true);
    // P(wait > t) in M/D/1 by Erlang's series: at a load of 0.655 a wait of 4 services is exceeded once in 100.
    const late = 1 - erlangWait(result.metric.value * 1e-3, 4);
    expect(late).toBeGreaterThan(0.005);
    expect(late).toBeLessThan(0.0105);
    expect(run('dense', 'server', { latencyMs: 5 })).toEqual(result);
    expect(run('static-L2', 'server', { latencyMs: 5 }).metric.value).toBeGreaterThan(
      4 * result.metric.value,
    );
  });

  it('says what is missing', () => {
    const over = run('dense', 'server', { latencyMs: 5, qps: 950 });
    expect([over.valid, over.earlyStoppingMet]).toEqual([false, false]);
    expect(over.notes.join(' ')).toMatch(/unsuccessful.*Reduce the rate/);
  });
});

it('the search brackets the answer from either side', () => {
  for (const start of [0.01, 1, 700, 1e5]) {
    const found = largestPassing((rate) => rate <= 123, start, 0.01);
    expect(found).toBeLessThanOrEqual(123);
    expect(found).toBeGreaterThan(121.7);
  }
  expect(largestPassing(() => false, 1, 0.01)).toBeLessThan(1e-5);
});

/** P(wait <= t services) in M/D/1 (Erlang 1909). */
function erlangWait(load: number, t: number): number {
  let sum = 0;
  let factorial = 1;
  for (let k = 0; k <= Math.floor(t); k++) {
    if (k > 0) factorial *= k;
    sum += ((load * (k - t)) ** k / factorial) * Math.exp(-load * (k - t));
  }
  return (1 - load) * sum;
}
