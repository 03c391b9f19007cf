import { loadProfile } from '../../targets/load-profile.ts';
import { type Quantity, si } from '../../targets/quantity.ts';
import type { Grade } from '../../targets/target.ts';
import type { ReportSettings, StatedNumber } from './settings-schema.ts';

/** A number with its interval and where it is from. */
export interface Sourced {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

/** What is known of the making of a device. */
export interface Embodied {
  readonly totalG: Sourced;
  readonly lifetimeS: Sourced;
  readonly resourceShare: number;
}

/**
 * How far a number of a profile that has no interval of its own may be off, as a factor either way, by its grade. Assumed,
 * and printed as assumed: nobody measured how wrong sources of each grade are.
 */
const gradeSpread: Readonly<Record<Grade, number>> = {
  measured: 1.1,
  fitted: 1.25,
  vendor: 1.5,
  'pre-silicon': 2,
  estimated: 2,
};

const yearS = 31_557_600;

function ofProfile(q: Quantity): Sourced {
  const value = si(q);
  const scale = value / q.value;
  const spread = gradeSpread[q.grade];
  const assumed = q.low === undefined || q.high === undefined;
  return {
    value,
    low: q.low === undefined ? value / spread : q.low * scale,
    high: q.high === undefined ? value * spread : q.high * scale,
    source: `${q.source} (${q.grade}${assumed ? `; factor ${spread} either way assumed for this grade` : ''})${q.note ? `: ${q.note}` : ''}`,
  };
}

const ofUser = ({ value, low, high, source }: StatedNumber, scale: number): Sourced => ({
  value: value * scale,
  low: (low ?? value) * scale,
  high: (high ?? value) * scale,
  source,
});

/**
 * Embodied emissions of targets: what the settings say, else the shipped profile of that id; a target without is not in
 * the map, and its reports say that it was not assessed.
 */
export async function embodiedOf(
  targets: readonly string[],
  settings: ReportSettings,
): Promise<ReadonlyMap<string, Embodied>> {
  const known = new Map<string, Embodied>();
  for (const target of targets) {
    const own = settings.embodied[target];
    if (own) {
      known.set(target, {
        totalG: ofUser(own.totalKgCO2e, 1000),
        lifetimeS: ofUser(own.lifetimeYears, yearS),
        resourceShare: own.resourceShare,
      });
      continue;
    }
    // A board of the user's own is known by its id alone, so its profile cannot be read again here.
    const loaded = await loadProfile(target).catch(() => null);
    const said = loaded?.profile.embodied;
    if (said)
      known.set(target, {
        totalG: ofProfile(said.total),
        lifetimeS: ofProfile(said.lifetime),
        resourceShare: said.resourceShare ? si(said.resourceShare) : 1,
      });
  }
  return known;
}
