import { z } from 'zod';
import { idSchema, profileHead } from '../../profile-parts.ts';
import { quantity } from '../../quantity.ts';
import type { Dimension } from '../../units-of-measure.ts';
import { lastingCurrentSchema } from './lasting-current.ts';

/** Energy and time of one event, as far as either is known. */
const event = z
  .strictObject({ energy: quantity('energy', 'zero').optional(), time: quantity('time', 'zero').optional() })
  .optional();

const facts: readonly Dimension[] = [
  'count',
  'energy',
  'power',
  'time',
  'frequency',
  'bytes',
  'voltage',
  'ratio',
];

/**
 * A chip for spiking networks described by what was published of it: spikes are simulated on it one by one, those of a
 * spiking network or of a converted one. What is not known is left out, and then no result speaks of it.
 */
export const spikingChipProfileSchema = z.strictObject({
  class: z.literal('spiking-chip'),
  ...profileHead,
  kind: z
    .enum(['digital', 'software', 'analog', 'single-step'])
    .describe(
      'What computes neurons: logic, processors, circuits of their own, or logic without a time axis.',
    ),
  mesh: z
    .strictObject({
      width: quantity('count'),
      height: quantity('count'),
      coresPerTile: quantity('count'),
      linkBuffer: quantity('count').optional(),
    })
    .describe('Tiles and the cores in each; a chip whose network of cores is unknown is one tile.'),
  core: z.strictObject({
    neurons: quantity('count').optional(),
    synapses: quantity('count').optional(),
    synapseMemory: quantity('bytes').optional(),
    axonsIn: quantity('count').optional(),
    axonsOut: quantity('count').optional(),
    fanOut: quantity('count').optional().describe('Synapses that one neuron may send to.'),
    layers: quantity('count').optional().describe('Populations of neurons that one core may hold.'),
  }),
  synapseMemory: quantity('bytes').optional().describe('Of all cores together.'),
  weightBits: quantity('count').optional().describe('Of signed whole numbers; 1 is a binary synapse.'),
  neurons: z.array(z.enum(['integrate', 'sigma-delta', 'relay'])).describe('Models that run on it.'),
  resets: z.array(z.enum(['to', 'subtract', 'none'])),
  lastingCurrent: lastingCurrentSchema.optional(),
  step: z.strictObject({
    kind: z
      .enum(['barrier', 'tick', 'clockless'])
      .describe('Steps end when all cores are done, at a clock, or there are none.'),
    period: quantity('time').optional().describe('Of the tick.'),
    barrier: quantity('time', 'zero').optional(),
  }),
  events: z.strictObject({
    somaAccess: event.describe('Every neuron in every step.'),
    somaUpdate: event,
    somaSpike: event,
    synapse: event,
    axonOut: event,
    axonIn: event,
    hop: event,
  }),
  static: z.strictObject({
    base: quantity('power', 'zero').optional(),
    perPoweredCore: quantity('power', 'zero').optional(),
  }),
  host: z
    .strictObject({
      timePerFrame: quantity('time').describe(
        'From one frame that a host sends to the next, all else aside.',
      ),
    })
    .optional()
    .describe('Input from outside, for runs with frames from a host.'),
  facts: z
    .record(idSchema, z.union(facts.map((dimension) => quantity(dimension, 'zero'))))
    .optional()
    .describe('Published numbers that no simulation uses.'),
});

export type SpikingChipProfile = z.output<typeof spikingChipProfileSchema>;
