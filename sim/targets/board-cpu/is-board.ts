import type { Profile } from '../profile-schema.ts';
import type { BoardCpuProfile } from './profile-schema.ts';

/** Whether a profile is of the CPU of a single board or a phone. */
export const isBoard = (profile: Profile): profile is BoardCpuProfile =>
  profile.class === 'sbc-cpu' || profile.class === 'phone';
