import { isDescribed } from '../../../sim/calibration/mcu/complete-mcu-profile.ts';
import { isBoard } from '../../../sim/targets/board-cpu/is-board.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { profileFiles } from '../../../sim/targets/profile-files.ts';
import type { RunnableProfile } from '../../../sim/targets/profile-schema.ts';

/** The profiles that come with the package and need no calibration to run, by id: read once, before seeds are drawn. */
export async function shippedProfiles(): Promise<ReadonlyMap<string, RunnableProfile>> {
  const all = [...(await profileFiles()).keys()];
  const loaded = await Promise.all(all.map(async (id) => [id, (await loadProfile(id)).profile] as const));
  const whole = loaded.flatMap(([id, profile]) =>
    !('runtimes' in profile) ||
    isBoard(profile) ||
    (profile.class === 'mcu' && isDescribed(profile)) ||
    Object.keys(profile.runtimes).length === 0
      ? []
      : [[id, profile] as const],
  );
  const ids = new Set(whole.map(([id]) => id));
  // Chips for spikes are drawn by themselves alone: their tables hold other samples than those of other units.
  return new Map(
    whole.filter(
      ([, profile]) => profile.class !== 'system' || profile.units.every((unit) => ids.has(unit.profile)),
    ),
  );
}
