import type { McuProfile } from '../../targets/mcu/profile-schema.ts';
import { si } from '../../targets/quantity.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { openRow } from '../measured/open-row.ts';
import { chipOfProfile } from './chip-of-profile.ts';

/** Stands for a runtime or network that no row is of: nothing but its priors is known of it. */
export const notSeen = 'not-seen';

/**
 * The row that a measurement on a described board would be, all numbers open.
 * @param parts what is asked: network or graph, runtime with its line, precision; clock and supply where they differ
 */
export function rowOfProfile(profile: McuProfile, parts: Partial<MeasuredRow> = {}): MeasuredRow {
  return openRow({
    id: profile.id,
    targetClass: 'mcu',
    device: profile.id,
    chip: chipOfProfile(profile),
    family: profile.family ?? notSeen,
    runtime: notSeen,
    network: notSeen,
    clockMhz: si(profile.clock) / 1e6,
    supplyV: profile.supply ? si(profile.supply) : null,
    regulator: profile.regulator ?? null,
    boundary: profile.boundary,
    source: profile.id,
    ...parts,
  });
}
