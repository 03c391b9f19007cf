import { loadProfile } from '../targets/load-profile.ts';

/** A unit of a system that is a chip for spikes, and the chip's runtime under each runtime of the system. */
export interface SpikingPart {
  readonly unit: string;
  /** Id or file of its profile. */
  readonly chip: string;
  readonly runtimes: Readonly<Record<string, string>>;
}

/** The units of a target that replay spikes of their own, beside units that compute with numbers; none but in systems. */
export async function spikingParts(target: string): Promise<readonly SpikingPart[]> {
  const { profile } = await loadProfile(target);
  if (profile.class !== 'system') return [];
  const parts: SpikingPart[] = [];
  for (const { name, profile: chip } of profile.units) {
    const inner = await loadProfile(chip);
    if (inner.profile.class !== 'spiking-chip') continue;
    const runtimes = Object.entries(profile.runtimes).flatMap(([runtime, { units }]) => {
      const own = units[name];
      return own === undefined ? [] : [[runtime, own] as const];
    });
    parts.push({ unit: name, chip, runtimes: Object.fromEntries(runtimes) });
  }
  return parts;
}
