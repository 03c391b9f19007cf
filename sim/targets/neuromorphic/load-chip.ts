import { loadProfile } from '../load-profile.ts';
import { coreLimits, eventTimes } from './chip-costs.ts';
import type { NeuromorphicProfile } from './profile-schema.ts';
import type { ChipTiming } from './spike-recipe.ts';

/** A neuromorphic profile with what a simulation of spikes needs of it. */
export interface Chip {
  readonly profile: NeuromorphicProfile;
  readonly timing: ChipTiming;
}

/** @throws InputError for an unknown or faulty profile; RangeError for one of another class */
export async function loadChip(idOrFile: string): Promise<Chip> {
  const { profile } = await loadProfile(idOrFile);
  if (profile.class !== 'neuromorphic') {
    throw new RangeError(
      `${idOrFile} is of class ${profile.class}; spikes are simulated on neuromorphic chips only`,
    );
  }
  return { profile, timing: { limits: coreLimits(profile), times: eventTimes(profile) } };
}
