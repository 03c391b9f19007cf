import { loadProfile } from '../../targets/load-profile.ts';
import { type HeldOutRow, loadHeldOut } from '../../validate/held-out-rows.ts';
import type { HeldOut } from './schema/held-out-schema.ts';

const units = { latency: 's', throughput: '1/s', power: 'W', energy: 'J' } as const;

/** Measured times are published in ms. */
const scaleOf = (quantity: HeldOutRow['quantity']): number => (quantity === 'latency' ? 1e-3 : 1);

/** Ids of the profiles that a target is made of: itself, or the units of a system. */
async function profilesOf(target: string): Promise<readonly { id: string; chip: string; kind: string }[]> {
  // A board of the user's own is known by its id alone: nothing here was measured on it.
  const profile = (await loadProfile(target).catch(() => null))?.profile;
  if (!profile) return [];
  if (profile.class === 'system')
    return (await Promise.all(profile.units.map((unit) => profilesOf(unit.profile)))).flat();
  return [{ id: profile.id, chip: profile.chip ?? profile.id, kind: profile.class }];
}

/**
 * Published measurements of the hardware of targets, each predicted by a calibration that had seen no row of its chip.
 * They are what is known of the models' error on hardware that they were not calibrated on.
 */
export async function heldOutOf(targets: readonly string[]): Promise<readonly HeldOut[]> {
  const rows = await loadHeldOut();
  const made = await Promise.all(
    targets.map(async (target) => ({ target, profiles: await profilesOf(target) })),
  );
  return rows.flatMap((row): HeldOut[] => {
    const carrying = made.filter(({ profiles }) =>
      profiles.some(({ id, chip, kind }) => row.class === kind && (row.device === id || row.chip === chip)),
    );
    if (carrying.length === 0) return [];
    const { device, runtime, network, precision, quantity } = row;
    const scale = scaleOf(quantity);
    return [
      {
        targets: carrying.map(({ target }) => target),
        ...{ device, runtime, network, precision, quantity, unit: units[quantity] },
        measured: row.measured * scale,
        predicted: row.predicted * scale,
        low: row.low * scale,
        high: row.high * scale,
        group: row.group as HeldOut['group'],
        row: row.row,
      },
    ];
  });
}
