import { profileSchema } from '../../../sim/targets/profile-schema.ts';
import type { Dice } from './dice.ts';
import { drawn, drawnHead, drawnScale } from './profiles/drawn-quantity.ts';

/** Two or three processors of drawn classes, in a chain or around the first; profiles are named `<class>-<n>`. */
export function drawSystemProfile(dice: Dice, id: string) {
  const kinds = [
    dice.one(['mcu', 'mcu', 'sbc-cpu', 'server-cpu']),
    ...dice.many(dice.whole(1, 2), () =>
      dice.one(['mcu', 'sbc-cpu', 'server-cpu', 'edge-gpu', 'server-gpu']),
    ),
  ];
  const units = kinds.map((kind, i) => ({ name: `unit-${i}`, profile: `${kind}-${i}` }));
  const chain = dice.chance(0.5);
  const links = units.slice(1).map((unit, i) => ({
    from: units[chain ? i : 0]!.name,
    to: unit.name,
    bandwidth: drawnScale(dice, 0.1, 1000, 'MB/s'),
    latency: drawn(dice.chance(0.2) ? 0 : dice.scale(0.1, 300), 'us'),
    energyPerByte: drawnScale(dice, 0.01, 20, 'nJ/B'),
  }));
  const runtimeOf = (runtime: string) => ({
    title: `drawn ${runtime}`,
    units: Object.fromEntries(units.map((unit) => [unit.name, runtime])),
  });
  return profileSchema.parse({
    class: 'system',
    ...drawnHead(dice, id),
    units,
    links,
    inputBytes: drawn(dice.whole(16, 2000), 'B'),
    outputBytes: drawn(dice.whole(1, 64), 'B'),
    runtimes: { dense: runtimeOf('dense'), blocks: runtimeOf('blocks') },
  });
}
