import type { BoardCpuProfile } from '../../targets/board-cpu/profile-schema.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { openRow } from '../measured/open-row.ts';

/** Stands for a runtime or network that no row is of: nothing but its priors is known of it. */
const notSeen = 'not-seen';

/** The row that a measurement on a described board would be, all numbers open. @param parts what is asked */
export const rowOfBoard = (profile: BoardCpuProfile, parts: Partial<MeasuredRow> = {}): MeasuredRow =>
  openRow({
    id: profile.id,
    targetClass: profile.class,
    device: profile.id,
    chip: profile.chip ?? profile.id,
    family: profile.family,
    runtime: notSeen,
    network: notSeen,
    boundary: profile.boundary,
    source: profile.id,
    ...parts,
  });
