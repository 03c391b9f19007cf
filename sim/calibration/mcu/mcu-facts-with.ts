import { isDeepStrictEqual } from 'node:util';
import type { McuProfile } from '../../targets/mcu/profile-schema.ts';
import { si } from '../../targets/quantity.ts';
import { chipOfProfile } from './chip-of-profile.ts';
import type { McuChip, McuFacts } from './mcu-facts.ts';

/**
 * Facts with those of one more profile: of its chip, what its own data sheet section says goes before what another board
 * of the chip says. The same object where the profile says nothing new, so that fits on it are found again.
 */
export function mcuFactsWith(facts: McuFacts, profile: McuProfile): McuFacts {
  const id = chipOfProfile(profile);
  const known = facts.chips[id];
  const clocks = [profile.dataSheet?.maxClock ?? profile.clock, ...(known ? [known.maxClock] : [])];
  const chip: McuChip = {
    ...known,
    ...profile.dataSheet,
    maxClock: clocks.reduce((most, clock) => (si(clock) > si(most) ? clock : most)),
  };
  if (isDeepStrictEqual(chip, known)) return facts;
  return { ...facts, chips: { ...facts.chips, [id]: chip } };
}
