import type { Profile } from '../../../sim/targets/profile-schema.ts';
import { profileSchema } from '../../../sim/targets/profile-schema.ts';
import { si } from '../../../sim/targets/quantity.ts';
import type { Dice } from './dice.ts';
import { drawn } from './profiles/drawn-quantity.ts';

/** The profile with clocks about its own, where its class has some. */
export function drawClocks(dice: Dice, profile: Profile): Profile {
  if (profile.class !== 'mcu' && profile.class !== 'server-cpu' && !isGpu(profile)) return profile;
  const ownHz = si(profile.clock);
  const own = dice.below(3);
  const count = own + 1 + (own === 0 ? dice.whole(1, 2) : dice.below(2));
  let volts = dice.between(0.5, 1);
  const points = dice.many(count, (i) => {
    if (!dice.chance(0.2)) volts *= dice.between(1, 1.3);
    const hz = ownHz * 1.7 ** (i - own);
    return { clock: i === own ? profile.clock : drawn(hz, 'Hz'), voltage: drawn(volts, 'V') };
  });
  const cycleS = 1 / ownHz;
  return profileSchema.parse({
    ...profile,
    clocks: {
      switchTime: drawn(dice.chance(0.3) ? 0 : cycleS * dice.scale(10, 1e5), 's'),
      ...(dice.chance(0.5)
        ? { switchEnergy: drawn(dice.chance(0.3) ? 0 : dice.scale(1e-9, 1e-3), 'J') }
        : {}),
      points,
    },
  });
}

const isGpu = (profile: Profile): profile is Extract<Profile, { class: 'server-gpu' | 'edge-gpu' }> =>
  profile.class === 'server-gpu' || profile.class === 'edge-gpu';
