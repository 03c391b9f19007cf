import type { GpuProfile } from '../../targets/gpu/profile-schema.ts';
import { type Quantity, si } from '../../targets/quantity.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';

/** What the data sheet of a card or board says, in SI units, in its fastest mode. */
export interface GpuFact {
  readonly targetClass: 'server-gpu' | 'edge-gpu';
  readonly clockHz: number;
  readonly multiprocessors: number;
  readonly l2Bytes: number;
  readonly dramBytesPerS: number;
  /** Dense multiply-accumulates a second at that clock; null where the chip has no units of that precision. */
  readonly int8MacsPerS: number | null;
  readonly fp16MacsPerS: number | null;
  readonly fp32MacsPerS: number | null;
  /** Of fixed-function accelerators beside the GPU; 0 without. */
  readonly acceleratorMacsPerS: number;
  readonly powerLimitW: number | null;
}

/** Facts by device, and by chip for devices that have no profile of their own. */
export interface GpuFacts {
  readonly byDevice: ReadonlyMap<string, GpuFact>;
  readonly byChip: ReadonlyMap<string, GpuFact>;
}

const siOrNull = (quantity: Quantity | undefined): number | null => (quantity ? si(quantity) : null);

/** Facts of one profile. */
export function gpuFact(profile: GpuProfile): GpuFact {
  return {
    targetClass: profile.class,
    clockHz: si(profile.highest?.clock ?? profile.clock),
    multiprocessors: si(profile.multiprocessors),
    l2Bytes: si(profile.l2),
    dramBytesPerS: si(profile.highest?.dramBandwidth ?? profile.dramBandwidth),
    int8MacsPerS: siOrNull(profile.peakInt8),
    fp16MacsPerS: siOrNull(profile.peakFp16),
    fp32MacsPerS: siOrNull(profile.peakFp32),
    acceleratorMacsPerS: siOrNull(profile.acceleratorInt8) ?? 0,
    powerLimitW: siOrNull(profile.powerLimit),
  };
}

/** The facts with those of some more profiles, say a user's own; a later profile of a device or chip replaces an earlier one. */
export function withGpus(facts: GpuFacts, profiles: readonly GpuProfile[]): GpuFacts {
  const byDevice = new Map(facts.byDevice);
  const byChip = new Map(facts.byChip);
  for (const profile of profiles) {
    const fact = gpuFact(profile);
    byDevice.set(profile.id, fact);
    // The board that has the name of its chip speaks for the chip, else the first one.
    const chip = profile.chip ?? profile.id;
    if (profile.id === chip || !byChip.has(chip)) byChip.set(chip, fact);
  }
  return { byDevice, byChip };
}

/** Facts of a row's device, or of its chip; null where no profile describes either. */
export const gpuFactOf = (row: Pick<MeasuredRow, 'device' | 'chip'>, facts: GpuFacts): GpuFact | null =>
  facts.byDevice.get(row.device) ?? facts.byChip.get(row.chip) ?? null;
