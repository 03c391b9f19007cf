import { InputError } from '../../schema/input-error.ts';
import { shownName } from '../read-input.ts';
import type { McuProfile } from './profile-schema.ts';

const needed = [
  'flash',
  'sram',
  'stackBytes',
  'activePower',
  'powerStates',
  'policyCyclesPerOperation',
] as const;

type Needed = (typeof needed)[number];

/** A microcontroller that can be simulated. */
export type CompleteMcuProfile = McuProfile & { readonly [K in Needed]: NonNullable<McuProfile[K]> };

/** The profile, which has all that a simulation needs. @throws InputError E_INCOMPLETE that names what is missing */
export function requireComplete(profile: McuProfile, file: string): CompleteMcuProfile {
  const missing = needed.filter((key) => profile[key] === undefined);
  if (missing.length === 0) return profile as CompleteMcuProfile;
  const memories = missing.filter((key) => key === 'flash' || key === 'sram');
  throw new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_INCOMPLETE',
      path: missing[0]!,
      message: `${profile.id} cannot be simulated: it has no ${missing.join(', no ')}.`,
      hint:
        memories.length > 0
          ? `Add ${memories.join(' and ')} from its data sheet; sparsewatt predict can do without.`
          : 'Name a core family (hardware-profiles/families): the calibrated models fill the rest in from it.',
    },
  ]);
}
