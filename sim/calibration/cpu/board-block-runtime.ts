import type { CoreFacts } from '../../targets/board-cpu/core-facts-schema.ts';
import type { BoardCpuProfile } from '../../targets/board-cpu/profile-schema.ts';
import type { BoardRuntime } from '../../targets/board-cpu/runtime-schema.ts';
import { type Quantity, si } from '../../targets/quantity.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { boardCosts } from './board-costs.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { rowOfBoard } from './row-of-board.ts';

/** Assumed for loop ends and cache misses, as for server cores. */
const efficiency = 0.75;

const counted = (value: number, unit: string, low: number, high: number, note: string): Quantity => ({
  ...{ value: Number(value.toPrecision(4)), unit, source: 'sparsewatt-4x1', grade: 'estimated' as const },
  ...{ low: Number((value * low).toPrecision(4)), high: Number((value * high).toPrecision(4)), note },
});

/**
 * The runtime `sparsewatt-4x1` on one core of a board, in fp32: counts of docs/sparsewatt-4x1.md, section "Single boards",
 * at the peak of the core. What is not arithmetic is what the calibrated models say of any runtime on one core.
 * @param rows calibration rows
 */
export function boardBlockRuntime(
  profile: BoardCpuProfile,
  core: CoreFacts,
  facts: CpuFacts,
  rows: readonly MeasuredRow[],
): BoardRuntime {
  const row = rowOfBoard(profile, { precision: 'fp32', threads: '1' });
  const costs = boardCosts(profile, row, facts, rows, 'estimated', 'one core, a runtime that no row is of');
  const peak = si(core.fp32Macs);
  const clockHz = si(profile.clock);
  const perMac = counted(1 / peak / efficiency, 'cycle/MAC', 0.85, 1.5, 'peak of the core, efficiency 0.75');
  return {
    kernels: 'blocks-4x1',
    title: 'SparseWatt 4x1 block kernels, fp32, one core, panels of 8 pixels (estimated)',
    numericForms: ['fp32'],
    ...costs,
    bytesPerValue: counted(4, 'B', 1, 1, 'fp32'),
    cyclesPerMac: {
      ...{ conv: perMac, pointwise: perMac },
      depthwise: costs.cyclesPerMac.depthwise,
      'fully-connected': costs.cyclesPerMac['fully-connected'],
    },
    cyclesPerOperator: counted(0.5e-6 * clockHz, 'cycle', 0.4, 4, '0.5 us: one call, no dispatcher'),
    cyclesPerInference: counted(5e-6 * clockHz, 'cycle', 0.2, 4, '5 us: request taken, answer posted'),
    panelPixels: counted(8, '1', 1, 1, 'two vectors of four lanes'),
    cyclesPerBlockPanel: counted(
      32 / peak / efficiency,
      'cycle/block',
      0.85,
      1.5,
      '8 multiply-adds of four lanes at the peak of the core, over four loads; efficiency 0.75',
    ),
    cyclesPerBlockSinglePixel: counted(
      3 / efficiency,
      'cycle/block',
      0.6,
      1.5,
      'three loads on one port: weights, index, input; efficiency 0.75',
    ),
    latencyInterval: {
      ...{ low: 0.5, high: 2.5, unit: '1', source: 'sparsewatt-4x1', grade: 'estimated' },
      note: 'counts of server cores have 0.6 to 2; wider, because nobody ran these on such a core',
    },
    energyInterval: {
      ...{ low: 0.4, high: 3, unit: '1', source: 'sparsewatt-4x1', grade: 'estimated' },
      note: 'latency interval and that of the power model',
    },
  };
}
