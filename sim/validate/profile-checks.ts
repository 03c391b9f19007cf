import { type MeasuredRow, measuredValue } from '../calibration/measured/measured-row.ts';
import type { ChipTarget } from '../targets/neuromorphic/chip/chip-target.ts';
import { loadChipTarget } from '../targets/neuromorphic/chip/load-chip-target.ts';
import { staticPowerW } from '../targets/neuromorphic/points/chip-cost.ts';

/** Constants of a profile held against a published run that they are not from. */
export interface ProfileCheck {
  readonly profile: string;
  readonly row: string;
  /** What of the run, in words. */
  readonly what: string;
  /** W where the row is a power, else J. */
  readonly measured: number;
  readonly predicted: number;
}

interface Check {
  readonly profile: string;
  readonly row: string;
  readonly what: string;
  /** Joules that were measured beside what the constants speak of. */
  readonly dynamicApart?: true;
  readonly powerW: (target: ChipTarget, row: MeasuredRow) => number;
}

/** Supply that TrueNorth's constants are stated at, V. */
const statedV = 0.8;
const base = (target: ChipTarget): number => staticPowerW(target, 0);
const powered = (target: ChipTarget, { counted }: MeasuredRow): number =>
  staticPowerW(target, counted?.poweredCores ?? 0);
/** Power at rest and of events, both by the square of the supply, which is what is left where nothing was published. */
const events = (target: ChipTarget, { counted, supplyV }: MeasuredRow): number =>
  (base(target) + (counted?.synapticEventsPerS ?? 0) * target.design.kinds[0]!.synapses[0]!.cost.energyJ) *
  ((supplyV ?? statedV) / statedV) ** 2;

const checks: readonly Check[] = [
  { profile: 'truenorth', row: 'truenorth-high-105', what: 'tick at 1.05 V', powerW: events },
  { profile: 'truenorth', row: 'truenorth-rec-20hz', what: 'tick at 0.775 V', powerW: events },
  { profile: 'truenorth', row: 'truenorth-silent-070', what: 'tick at 0.70 V, silent', powerW: events },
  {
    profile: 'loihi-1',
    row: 'odor-loihi',
    what: 'energy of all that waits',
    dynamicApart: true,
    powerW: powered,
  },
  {
    profile: 'loihi-2',
    row: 'clp-loihi2',
    what: 'energy of all that waits',
    dynamicApart: true,
    powerW: powered,
  },
  { profile: 'xylo-audio-2', row: 'xyloimu-poisson', what: 'power, of a newer chip', powerW: base },
  { profile: 'brainscales-2', row: 'ecg-bss2', what: 'energy', powerW: base },
];

/**
 * Every check whose row is among these: no fit is involved, and no row is the source of the constants that it checks.
 * @throws InputError where a profile is faulty
 */
export async function profileChecks(rows: readonly MeasuredRow[]): Promise<readonly ProfileCheck[]> {
  const found: ProfileCheck[] = [];
  for (const { profile, row: id, what, dynamicApart, powerW } of checks) {
    const row = rows.find((one) => one.id === id);
    if (!row) continue;
    const target = await loadChipTarget(profile, false);
    const predicted = powerW(target, row);
    const energyJ = measuredValue(row, 'energy');
    const apart = dynamicApart ? (measuredValue(row, 'dynamic-energy') ?? 0) : 0;
    found.push({
      profile,
      row: id,
      what,
      ...(energyJ !== null && row.latencyMs !== null
        ? { measured: energyJ - apart, predicted: (predicted * row.latencyMs) / 1e3 }
        : { measured: measuredValue(row, 'power') ?? Number.NaN, predicted }),
    });
  }
  return found;
}
