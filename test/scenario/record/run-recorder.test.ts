import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Policy, recall } from '../../../sim/policies/policy.ts';
import { laneKinds } from '../../../sim/scenario/record/lane.ts';
import { RunRecorder } from '../../../sim/scenario/record/run-recorder.ts';
import type { RunSeries } from '../../../sim/scenario/record/run-series.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { Timeline } from '../../../sim/scenario/simulate/timeline.ts';
import { optionOf, smallUnit } from '../simulate/small-system.ts';
import { randomWatchable } from './recorded.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

function recorded(seed: number, bins: number, surrounded = false) {
  const watchable = randomWatchable(seed, surrounded);
  const parts: RunSeries[] = [];
  const every = { ns: watchable.trace.horizonNs / 5, tell: () => parts.push(recorder.series()) };
  const recorder: RunRecorder = new RunRecorder(watchable.system, watchable.trace, { bins, every });
  const run = watchable.run({ observer: recorder });
  recorder.close(run.endNs);
  return { ...watchable, run, parts, series: recorder.series() };
}

describe('a recorded run', () => {
  it.each([
    ['alone', false],
    ['with what surrounds it', true],
  ])('%s: its bins sum to its totals, and each unit does something all the time', (_name, surrounded) => {
    let [late, joined, surroundings] = [0, 0, 0];
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 40 }), (seed, bins) => {
        const { system, run, series, result } = recorded(seed, bins, surrounded);
        expect(run.eventHash).toBe(result.eventHash);
        const { binNs, toNs, lanes } = series;
        // Of a supply cut-offs lie between whole ns, and a restart may begin at the very end.
        const { supply } = system.environment ?? {};
        if (supply ? toNs < run.endNs : toNs !== run.endNs) expect.fail(`to ${toNs} of ${run.endNs} ns`);
        const counts = [series.done, series.missed, series.dropped, series.correct].map(sum);
        expect(counts).toEqual([run.done, run.missed, run.dropped, run.correct]);
        lanes.forEach((lane, u) => {
          const ledgerJ = sum(run.ledger[u]!.joules);
          if (run.endNs > 0 && !close(sum(lane.energyJ), ledgerJ))
            expect.fail(`unit ${u}: ${sum(lane.energyJ)} J, the ledger has ${ledgerJ} J`);
          for (let bin = 0; bin < lane.energyJ.length; bin++) {
            const lengthNs = Math.min(toNs, (bin + 1) * binNs) - bin * binNs;
            const told = sum(laneKinds.map((kind) => lane.ns[kind][bin]!));
            if (supply ? Math.abs(told - lengthNs) > 1 : told !== lengthNs)
              expect.fail(`unit ${u}, bin ${bin}: ${told} of ${lengthNs} ns`);
          }
        });
        late += run.missed;
        if (binNs > Math.ceil(randomWatchable(seed).trace.horizonNs / bins)) joined++;
        if (system.environment) surroundings++;
      }),
      { seed: 42, numRuns: 50 },
    );
    expect(Math.min(late, joined, surrounded ? surroundings : 1)).toBeGreaterThan(0);
  });

  it('is as warm as the simulation made it, and knows the charge wherever the simulation told it', () => {
    let [warm, charged] = [0, 0];
    fc.assert(
      fc.property(seeds, (seed) => {
        const { system, trace, run, series } = recorded(seed, 30, true);
        if (run.heat && series.temperatureC) {
          const most = Math.max(...series.temperatureC, system.environment!.thermal!.ambientC[0]!);
          // The peak may lie within a bin.
          expect(most).toBeLessThanOrEqual(run.heat.peakC * (1 + 1e-9));
          warm++;
        }
        expect(series.temperatureC === null).toBe(run.heat === undefined);
        const timeline = new Timeline(system, trace, {
          fromNs: 0,
          toNs: Number.MAX_SAFE_INTEGER,
          mostRecords: Number.POSITIVE_INFINITY,
        });
        randomWatchable(seed, true).run({ observer: timeline });
        expect(series.batteryShare === null).toBe(
          system.batteryJ === Number.POSITIVE_INFINITY && !system.environment?.supply,
        );
        const last = timeline.charge.at(-1);
        if (!last || !series.batteryShare) return;
        expect(series.batteryShare.at(-1)).toBe(last.value);
        charged++;
      }),
      { seed: 42, numRuns: 50 },
    );
    expect(Math.min(warm, charged)).toBeGreaterThan(5);
  });

  it('counts the answer that was given, not that of the last pass', () => {
    const one = (correct: number) => optionOf({ serviceNs: [100], marginalJ: [1e-6], correct: [correct] });
    const system = {
      units: [smallUnit('mcu')],
      options: [one(1), one(0)],
      deadlineNs: 1e6,
      queueLimit: Number.POSITIVE_INFINITY,
      batteryJ: Number.POSITIVE_INFINITY,
      gridIntensityGPerKwh: 0,
    };
    const trace = {
      seed: 1,
      horizonNs: 1e7,
      timeNs: Float64Array.of(0, 1e6),
      sample: new Uint32Array(2),
    };
    const policy = (last: number): Policy => ({
      decide: () => 0,
      review: ({ pass }) => (pass === 0 ? 1 : last),
      cost: { decideOperations: 0, reviewOperations: 0 },
    });
    const correct = [-1, recall(0)].map((last) => {
      const recorder = new RunRecorder(system, trace, { bins: 4 });
      recorder.close(simulateRequests(system, trace, policy(last), { observer: recorder }).endNs);
      return sum(recorder.series().correct);
    });
    expect(correct).toEqual([0, 2]);
  });

  it('tells while it runs what the whole has up to then', () => {
    let told = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const { parts, series } = recorded(seed, 50);
        let before = -1;
        for (const part of parts) {
          expect(part.toNs).toBeGreaterThan(before);
          before = part.toNs;
          const whole = Math.floor(part.toNs / part.binNs);
          if (part.binNs !== series.binNs) continue;
          expect([...part.done.slice(0, whole)]).toEqual([...series.done.slice(0, whole)]);
          told++;
        }
      }),
      { seed: 42, numRuns: 50 },
    );
    expect(told).toBeGreaterThan(50);
  });
});
