import { profileSchema } from '../../../../sim/targets/profile-schema.ts';
import type { Dice } from '../dice.ts';
import { drawn, drawnHead, drawnInterval, drawnScale } from './drawn-quantity.ts';

const kinds = [
  'somaAccess',
  'somaUpdate',
  'somaSpike',
  'axonOut',
  'axonIn',
  'hopEastWest',
  'hopNorthSouth',
  'synapseDense',
  'synapseSparse',
  'synapseConv',
];

/** A spiking chip. @param memory the smaller, the sooner a network does not fit @param steps of its rate code */
export function drawNeuromorphicProfile(dice: Dice, id: string, memory: number, steps: number) {
  const events = kinds.map((kind) => [
    kind,
    {
      energy: drawn(dice.chance(0.1) ? 0 : dice.scale(1, 200), 'pJ'),
      time: drawn(dice.chance(0.1) ? 0 : dice.scale(1, 40), 'ns'),
    },
  ]);
  const size = Math.max(1, Math.round(4 * memory * dice.between(0.5, 1.5)));
  const [width, height] = [dice.whole(1, size), dice.whole(1, size)];
  const coresPerTile = dice.one([1, 2, 4]);
  return profileSchema.parse({
    class: 'neuromorphic',
    ...drawnHead(dice, id),
    mesh: {
      width: drawn(width, '1'),
      height: drawn(height, '1'),
      coresPerTile: drawn(coresPerTile, '1'),
    },
    core: {
      compartments: drawn(dice.one([256, 1024, 4096]), '1'),
      axonsIn: drawn(dice.one([512, 4096]), '1'),
      axonsOut: drawn(dice.one([512, 4096]), '1'),
      synapseMemory: drawnScale(dice, 4, 256, 'KiB'),
    },
    events: Object.fromEntries(events),
    barrier: [
      { fromTiles: drawn(1, '1'), time: drawnScale(dice, 0.05, 2, 'us') },
      { fromTiles: drawn(4, '1'), time: drawnScale(dice, 0.05, 4, 'us') },
    ],
    resetEnergy: drawn(dice.chance(0.2) ? 0 : dice.scale(0.01, 10), 'uJ'),
    static: {
      base: drawnScale(dice, 1, 50, 'mW'),
      perPoweredCore: drawnScale(dice, 0.01, 1, 'mW'),
      poweredCores: drawn(width * height * coresPerTile, '1'),
    },
    embeddedProcessor: {
      power: drawnScale(dice, 1, 100, 'mW'),
      policyTimePerOperation: drawnScale(dice, 1, 100, 'ns'),
      sleep: {
        after: drawnScale(dice, 0.1, 200, 'ms'),
        wakeTime: drawn(dice.chance(0.3) ? 0 : dice.scale(0.01, 10), 'ms'),
        wakeEnergy: drawn(dice.chance(0.3) ? 0 : dice.scale(1, 1000), 'uJ'),
      },
    },
    runtimes: Object.fromEntries(
      ['first', 'second'].map((name) => [
        name,
        {
          title: `drawn ${name}`,
          numericForms: [`rate-${steps}`],
          latencyInterval: drawnInterval(dice),
          energyInterval: drawnInterval(dice),
          hostTimePerStep: drawn(dice.chance(0.2) ? 0 : dice.scale(1, 500), 'us'),
        },
      ]),
    ),
  });
}
