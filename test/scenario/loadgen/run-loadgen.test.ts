import { describe, expect, it } from 'vitest';
import { policyDefinitions } from '../../../sim/policies/registry.ts';
import { staticOption } from '../../../sim/policies/static-option.ts';
import { largestPassing } from '../../../sim/scenario/loadgen/largest-passing.ts';
import type { LoadgenCell } from '../../../sim/scenario/loadgen/query-run.ts';
import { cellLoadgen } from '../../../sim/scenario/loadgen/run-loadgen.ts';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import { batchTarget } from '../simulate/small-batches.ts';
import { networks, smallCell, smallTarget } from '../simulate/small-target.ts';

const chip = smallTarget();
const name = { target: 'small', runtime: 'test', load: 0.5, seed: 1 };
const cell = (policy: string): LoadgenCell => ({
  input: smallCell,
  target: chip,
  reference: chip,
  networks,
  built: buildOptions(chip, networks),
  definition: policyDefinitions.find(({ id }) => id === policy) ?? staticOption(policy.slice(7), 'ladder'),
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

// Half a millisecond a pass beside 1 ms a sample (dense) or 0.2 ms (level 2).
describe('with passes of several samples', () => {
  const batched = (policy: string, mode: 'server' | 'offline', more: object) => {
    const server = batchTarget();
    const of = { ...cell(policy), target: server, reference: server, built: buildOptions(server, networks) };
    return cellLoadgen(of, 'test', { mode, target: 'small', policy, durationS: 20, ...more });
  };

  it('Offline has the throughput of full batches, and shares a pass between its samples', () => {
    for (const batch of [1, 4, 32]) {
      const result = batched('static-L2', 'offline', { batch });
      const passS = 0.5e-3 + batch * 0.2e-3;
      expect(result.metric.value / (batch / passS)).toBeCloseTo(1, 2);
      expect(result.mostInBatch).toBe(batch);
      // 0.25 mJ a pass, 2 uJ a sample, and 1 W while it lasts.
      expect(result.energyPerSampleJ / ((2.5e-4 + passS) / batch + 2e-6)).toBeCloseTo(1, 2);
    }
  });

  it('Server bears more with a batch, and no more when that waits for longer than the bound', () => {
    const at = (more: object) => batched('static-L2', 'server', { latencyMs: 5, ...more });
    expect(at({ qps: 1800 }).valid).toBe(false);
    expect(at({ qps: 1800, batch: 8 }).valid).toBe(true);
    // Whatever the rate, a batch that is not full when its first request has waited for 6 ms is late.
    expect(at({ qps: 100, batch: 8, batchWaitUs: 6000 }).overLatency).toBeGreaterThan(1000);
  });

  it('a policy that treats samples differently splits its batches', () => {
    const sampleS = (policy: string, batch: number) => 1 / batched(policy, 'offline', { batch }).metric.value;
    // The gated point of level 1 costs here what the level does.
    const mean = (batch: number) =>
      (sampleS('static-L0', batch) + 2 * sampleS('static-L1', batch) + sampleS('static-L2', batch)) / 4;
    expect(sampleS('random', 1) / mean(1)).toBeCloseTo(1, 1);
    expect(sampleS('random', 32) / mean(32)).toBeGreaterThan(1.05);
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
