import { profileSchema } from '../../../sim/targets/profile-schema.ts';
import { type RunnableProfile, runnableProfile } from '../../../sim/targets/runnable-profile.ts';

/** A drawn profile as its schema reads it. */
export const parseProfile = (drawn: unknown): RunnableProfile =>
  runnableProfile(profileSchema.parse(drawn), 'drawn');
