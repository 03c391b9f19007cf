import { beforeAll, describe, expect, it } from 'vitest';
import type { FittedModel } from '../../../sim/calibration/class-model.ts';
import { folds } from '../../../sim/calibration/hold-out.ts';
import { mcuLatencyModel } from '../../../sim/calibration/mcu/latency-model.ts';
import { loadMcuFacts } from '../../../sim/calibration/mcu/load-facts.ts';
import type { McuFacts } from '../../../sim/calibration/mcu/mcu-facts.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { evaluate } from '../../../sim/validate/evaluate.ts';
import { sampleRow } from '../sample-row.ts';

let facts: McuFacts;
let rows: readonly MeasuredRow[];
let fitted: FittedModel;
beforeAll(async () => {
  facts = await loadMcuFacts();
  rows = await loadMeasured(['mcu']);
  fitted = mcuLatencyModel(facts).fit(rows.filter((row) => row.use === 'score'));
});

const central = (parts: Partial<MeasuredRow>): number => fitted.predict(sampleRow(parts))!.central;

describe('time of one inference on a microcontroller', () => {
  it('is cycles over the clock', () => {
    expect(central({ clockMhz: 60 })).toBeCloseTo(2 * central({ clockMhz: 120 }), 9);
  });

  it('does not depend on supply, regulator or what was measured', () => {
    expect(central({ supplyV: 3, regulator: 'switching', latencyMs: null, powerW: null })).toBe(central({}));
  });

  it('orders cores by what their instruction sets say, where no runtime was seen', () => {
    const on = (family: string) =>
      central({
        chip: `new ${family}`,
        family,
        runtime: 'new',
        lineage: 'new',
        network: 'mlperf-tiny-ic',
        clockMhz: 100,
      });
    const order = ['cortex-m0plus', 'cortex-m4', 'cortex-m7', 'cortex-m85'].map(on);
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(order[0]! / order[1]!).toBeGreaterThan(3);
  });

  it('costs more in portable kernels, and in floating point on a core with 8-bit products', () => {
    const novel = { runtime: 'new', lineage: 'new' };
    expect(central({ ...novel, portableKernels: true })).toBeGreaterThan(2 * central(novel));
    expect(central({ ...novel, precision: 'fp32' })).toBeGreaterThan(1.2 * central(novel));
  });

  it('is not guessed for a network, a core or a clock that it does not know', () => {
    for (const parts of [{ network: 'gpt-j-6b' }, { family: 'hexagon-690' }, { clockMhz: null }])
      expect(fitted.predict(sampleRow(parts))).toBeNull();
  });

  it('is uncertain by more, the less of it was seen', () => {
    const ratio = (parts: Partial<MeasuredRow>) => {
      const { low, high } = fitted.predict(sampleRow(parts))!;
      return high / low;
    };
    const known = ratio({ chip: 'another L4' });
    const runtimeUnknown = ratio({ chip: 'another L4', runtime: 'new', lineage: 'new' });
    const novel = ratio({ chip: 'first RX', family: 'rxv2', runtime: 'new', lineage: 'new' });
    expect(known).toBeLessThan(1.6);
    expect(runtimeUnknown).toBeGreaterThan(known);
    expect(novel).toBeGreaterThan(known);
  });
});

describe('what a held-out row is predicted from', () => {
  it.each(['chip', 'network'] as const)(
    'holds nothing of it, held out by %s: other values change no prediction',
    (holdOut) => {
      const model = mcuLatencyModel(facts);
      const held = holdOut === 'chip' ? 'stm32l4r5' : 'mlperf-tiny-vww';
      const isHeld = (row: MeasuredRow) => (holdOut === 'chip' ? row.chip : row.network) === held;
      const predictions = (all: readonly MeasuredRow[]) => {
        const { kept } = folds(all, holdOut).find((fold) => fold.held.some(isHeld))!;
        const model_ = model.fit(kept);
        return all.filter(isHeld).map((row) => model_.predict(row));
      };
      const changed = rows.map((row) =>
        isHeld(row) && row.latencyMs ? { ...row, latencyMs: row.latencyMs * 7 } : row,
      );
      expect(predictions(changed)).toEqual(predictions(rows));
    },
  );

  it('is the same each time, and the rows that are left out of scoring are in no part of it', () => {
    const model = mcuLatencyModel(facts);
    const few = rows.filter((row) => row.family === 'cortex-m7');
    const without = few.filter((row) => row.use === 'score');
    expect(without.length).toBeLessThan(few.length);
    const central_ = (some: readonly MeasuredRow[]) =>
      [...evaluate(model, some).byGroup].map(([group, list]) => [
        group,
        list.map(({ row, predicted }) => [row.id, predicted]),
      ]);
    expect(central_([...few])).toEqual(central_(without));
  });
});
