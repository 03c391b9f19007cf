import { profileSchema } from '../../../../sim/targets/profile-schema.ts';
import type { Dice } from '../dice.ts';
import { drawn, drawnHead, drawnScale } from './drawn-quantity.ts';

const events = ['somaAccess', 'somaUpdate', 'somaSpike', 'synapse', 'axonOut', 'axonIn', 'hop'];

/** A chip for converted networks, with much of what may be known of one left out. @param memory the smaller, the sooner a network does not fit */
export function drawSpikingChipProfile(dice: Dice, id: string, memory: number) {
  const size = Math.max(1, Math.min(4, Math.round(3 * memory * dice.between(0.5, 1.5))));
  const kind = dice.one(['barrier', 'tick', 'clockless'] as const);
  const known = events.map((event) => [
    event,
    {
      ...(dice.chance(0.6) ? { energy: drawn(dice.chance(0.1) ? 0 : dice.scale(1, 200), 'pJ') } : {}),
      ...(event === 'synapse' || dice.chance(0.6) ? { time: drawn(dice.scale(1, 40), 'ns') } : {}),
    },
  ]);
  return profileSchema.parse({
    class: 'spiking-chip',
    ...drawnHead(dice, id),
    kind: 'digital',
    mesh: {
      width: drawn(dice.whole(1, size), '1'),
      height: drawn(dice.whole(1, size), '1'),
      coresPerTile: drawn(dice.one([1, 2]), '1'),
    },
    core: {
      ...(dice.chance(0.7) ? { neurons: drawn(dice.one([128, 512, 4096]), '1') } : {}),
      ...(dice.chance(0.7) ? { synapseMemory: drawnScale(dice, 2, 128, 'KiB') } : {}),
    },
    neurons: ['integrate', ...(dice.chance(0.6) ? ['sigma-delta'] : [])],
    resets: dice.one([['to'], ['subtract', 'to'], ['to', 'subtract', 'none']]),
    step: {
      kind,
      ...(kind === 'tick' ? { period: drawnScale(dice, 0.01, 1, 'ms') } : {}),
      ...(kind === 'barrier' && dice.chance(0.7) ? { barrier: drawnScale(dice, 0.05, 2, 'us') } : {}),
    },
    events: Object.fromEntries(known),
    static: {
      ...(dice.chance(0.8) ? { base: drawnScale(dice, 0.1, 300, 'mW') } : {}),
      ...(dice.chance(0.5) ? { perPoweredCore: drawnScale(dice, 0.1, 30, 'mW') } : {}),
    },
    ...(dice.chance(0.3) ? { host: { timePerFrame: drawnScale(dice, 0.1, 50, 'ms') } } : {}),
  });
}
