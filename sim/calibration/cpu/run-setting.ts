import { si } from '../../targets/quantity.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { CpuFacts } from './cpu-facts.ts';

/** How a run used its chip. */
export interface RunSetting {
  /** Samples that one run takes together. */
  readonly batch: number;
  readonly clockHz: number;
  /** Share of the weights that is multiplied: below one where weights are zero and the runtime skips them. */
  readonly kept: number;
  /** Cores at work, slower ones counted by what they add. */
  readonly cores: number;
  /** Multiply-accumulates a cycle of one core in the run's precision, at most. */
  readonly peakMacs: number;
  readonly bytesPerValue: number;
  /** Level-two caches at work. */
  readonly l2Caches: number;
  readonly lastLevelCacheBytes: number;
  readonly dramBytesPerS: number;
  readonly issueWidth: number;
  readonly outOfOrder: boolean;
}

/** Bytes of a value in the precisions that CPUs compute in here; null for another. */
export function bytesPerValue(precision: string): number | null {
  if (precision === 'int8' || precision === 'uint8') return 1;
  return precision === 'fp32' ? 4 : null;
}

/** Lines of runtimes whose kernels skip weights that are zero; the others gain nothing from them. */
const skipsZeros: ReadonlySet<string> = new Set(['deepsparse']);

/**
 * Setting of a row: its own clock, up to that of its power mode, or the highest of mode or chip. Where no number of threads was
 * published, every fast core works.
 * @returns null where core, chip or precision are not known
 */
export function runSetting(row: MeasuredRow, facts: CpuFacts): RunSetting | null {
  const core = facts.cores[row.family];
  const chip = facts.chips[row.chip];
  const bytes = bytesPerValue(row.precision);
  if (!core || !chip || bytes === null) return null;
  const mode = row.mode === null ? undefined : chip.powerModes?.[row.mode];
  const highestHz = si((mode ?? chip).clock);
  const askedHz = row.clockMhz ? row.clockMhz * 1e6 : highestHz;
  // A mode holds the clock down; without one, a clock above the data sheet's is the owner's business.
  const clockHz = mode ? Math.min(askedHz, highestHz) : askedHz;
  const fast = si((mode ?? chip).cores);
  const asked = row.threads === null ? Number.NaN : Number(row.threads);
  const peakOf = (of: typeof core) => si(bytes === 4 ? of.fp32Macs : of.int8Macs);
  const peakMacs = peakOf(core);
  let cores = Number.isNaN(asked) ? fast : Math.min(asked, fast);
  const { little } = chip;
  const slow = little && facts.cores[little.family];
  if (row.threads === 'all' && little && slow)
    cores += (si(little.cores) * si(little.clock) * peakOf(slow)) / (clockHz * peakMacs);
  return {
    batch: row.batch ?? 1,
    kept: skipsZeros.has(row.lineage) ? 1 - (row.sparsityLevel ?? 0) : 1,
    clockHz,
    cores,
    peakMacs,
    bytesPerValue: bytes,
    l2Caches: Math.max(1, cores / si(chip.coresPerL2)),
    lastLevelCacheBytes: si(chip.lastLevelCache),
    dramBytesPerS: si(chip.dramBandwidth),
    issueWidth: si(core.issueWidth),
    outOfOrder: core.outOfOrder,
  };
}
