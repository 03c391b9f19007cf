import type { NeuromorphicProfile } from '../profile-schema.ts';
import { chipFromLoihi } from './chip-from-loihi.ts';
import { chipFromProfile } from './chip-from-profile.ts';
import type { ChipTarget } from './chip-target.ts';
import type { SpikingChipProfile } from './spiking-chip-schema.ts';

/** Profiles of chips on which spikes are simulated. */
export type ChipProfile = SpikingChipProfile | NeuromorphicProfile;

/** A chip as its profile describes it, without a host between steps. */
export const chipOf = (profile: ChipProfile): ChipTarget =>
  profile.class === 'spiking-chip' ? chipFromProfile(profile) : chipFromLoihi(profile, false);
