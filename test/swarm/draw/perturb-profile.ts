import { type Profile, profileSchema } from '../../../sim/targets/profile-schema.ts';
import { type Quantity, quantitiesIn } from '../../../sim/targets/quantity.ts';
import type { Dice } from './dice.ts';

/**
 * A shipped profile with its numbers off by up to a factor of two each. Counts stay whole; what would make no sense is
 * avoided: a chip that rests at more power than it works with.
 */
export function perturbProfile(dice: Dice, profile: Profile): Profile {
  const copy = structuredClone(profile) as Profile;
  // Other clocks are drawn about the one that this makes.
  if ('clocks' in copy) delete copy.clocks;
  const [rest, active] = [dice.scale(0.5, 2), dice.scale(1, 2)];
  for (const { path, quantity } of quantitiesIn(copy)) {
    const key = path.at(-1);
    // The order of a barrier's rows, and of rest states, is part of their meaning.
    if (key === 'fromTiles' || key === 'after') continue;
    // Two temperatures in order, which nothing that is simulated here reads.
    if (path[0] === 'thermal') continue;
    const factor = key === 'power' ? rest : key === 'activePower' ? rest * active : dice.scale(0.5, 2);
    const whole = quantity.unit === '1' && Number.isInteger(quantity.value);
    const scaled = (value: number) => (whole ? Math.max(1, Math.round(value * factor)) : value * factor);
    const changed = quantity as { -readonly [K in keyof Quantity]: Quantity[K] };
    if (quantity.value !== 0) changed.value = scaled(quantity.value);
    delete changed.low;
    delete changed.high;
  }
  return profileSchema.parse(copy);
}
