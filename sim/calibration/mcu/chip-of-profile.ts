import type { McuProfile } from '../../targets/mcu/profile-schema.ts';

/** The silicon of a board: the board itself where its profile names none. */
export const chipOfProfile = (profile: Pick<McuProfile, 'id' | 'chip'>): string => profile.chip ?? profile.id;
