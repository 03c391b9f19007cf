import { describe, expect, it } from 'vitest';
import type { CellInput } from '../../../../sim/scenario/simulate/cell-input.ts';
import { simulateCell } from '../../../../sim/scenario/simulate/simulate-cell.ts';
import { drawStreams } from '../../../../sim/scenario/simulate/streams/draw-streams.ts';
import type { StreamsInput } from '../../../../sim/scenario/simulate/streams/stream-settings.ts';
import { CellBounds } from '../../../../sim/score/cell-bounds.ts';
import { scoreCell } from '../../../../sim/score/score-cell.ts';
import { networks, smallCell, smallTarget } from '../small-target.ts';

const streams: StreamsInput = {
  of: [
    {
      name: 'alarm',
      criticality: 'high',
      share: 0.3,
      deadlineTimes: 1,
      accuracyFloor: 0.95,
      missBudget: 0.01,
    },
    { name: 'log', criticality: 'low', share: 0.7, deadlineTimes: 4, accuracyFloor: 0.6, missBudget: 0.3 },
  ],
  overrun: { budget: 1.5, low: 'drop' },
};
const slow = [0.4, 1.2, 2.1].map((fromS) => ({
  unit: 'mcu',
  fromNs: fromS * 1e9,
  untilNs: (fromS + 0.3) * 1e9,
  factor: 2,
}));
const input: CellInput = { ...smallCell, streams, faults: { slowDowns: slow } };
const target = smallTarget();
const run = simulateCell(input, target, target, networks);
const { results, cell, references } = scoreCell(run);

describe('a cell with two streams', () => {
  it('counts every stream against its own limits, and the row keeps them where both do', () => {
    for (const { policy, streams: parts, requests, floorMet, missesWithinBudget } of results) {
      const [alarm, log] = parts!;
      expect(alarm!.requests + log!.requests, policy).toBe(requests);
      expect(alarm!.requests / requests!).toBeCloseTo(0.3, 1);
      expect(log!.deadlineMs).toBeCloseTo(4 * alarm!.deadlineMs, 9);
      expect(missesWithinBudget).toBe(alarm!.missesWithinBudget && log!.missesWithinBudget);
      const floors = [alarm!.floorMet, log!.floorMet];
      expect(floorMet === 'met').toBe(floors.every((status) => status === 'met'));
    }
  });

  it('gives up low criticality alone, and says so', () => {
    expect(results.some(({ overruns }) => overruns! > 0)).toBe(true);
    expect(results.some(({ streams: parts }) => parts![1]!.dropped > 0)).toBe(true);
    for (const { streams: parts } of results) expect(parts![0]!.dropped).toBe(0);
    expect(cell.notes.join()).toMatch(/late or dropped of alarm \(high.*log \(low/);
  });

  it('spends no less than its bound, nor does any run than that at its own counts', () => {
    expect(references.oFeasJ).toBeGreaterThan(0);
    const bounds = new CellBounds(run);
    for (const policy of run.policies)
      policy.runs.forEach((one, seed) => {
        expect(bounds.ofRunJ(seed, policy, one), policy.policy).toBeLessThanOrEqual(one.energyJ);
      });
  });

  it('has a bound that every stream raises', () => {
    const strict = {
      ...streams,
      of: streams.of.map((stream) => ({ ...stream, accuracyFloor: 0.95, missBudget: 0.01 })),
    };
    const stricter = simulateCell({ ...input, streams: strict }, target, target, networks);
    expect(new CellBounds(stricter).feasibleJ(0)!).toBeGreaterThan(new CellBounds(run).feasibleJ(0)!);
  });
});

describe('streams of requests', () => {
  it('are drawn by the seed with their shares', () => {
    const drawn = drawStreams(20_000, [0.2, 0.5, 0.3], 7);
    expect(drawn).toEqual(drawStreams(20_000, [0.2, 0.5, 0.3], 7));
    expect(drawn).not.toEqual(drawStreams(20_000, [0.2, 0.5, 0.3], 8));
    for (const [stream, share] of [0.2, 0.5, 0.3].entries())
      expect(drawn.filter((of) => of === stream).length / 20_000).toBeCloseTo(share, 1.7);
    expect(drawStreams(100, [1], 7)).toEqual(new Uint8Array(100));
  });
});
