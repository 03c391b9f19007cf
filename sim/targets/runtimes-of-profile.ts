import { chipOf } from './neuromorphic/chip/chip-of.ts';
import { chipRuntimes } from './neuromorphic/points/chip-runtimes.ts';
import type { Profile } from './profile-schema.ts';

/** Names of the runtimes that a profile can be run under, the published ones first; none where it can only be predicted. */
export function runtimesOfProfile(profile: Profile): readonly string[] {
  if (profile.class === 'spiking-chip')
    return chipOf(profile).timeKnown ? Object.keys(chipRuntimes(profile)) : [];
  const own = 'runtimes' in profile ? Object.keys(profile.runtimes) : [];
  return profile.class === 'neuromorphic' ? [...own, ...Object.keys(chipRuntimes(profile))] : own;
}
