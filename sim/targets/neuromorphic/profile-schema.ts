import { z } from 'zod';
import { idSchema, powerStateSchema, profileHead, runtimeHead } from '../profile-parts.ts';
import { quantity } from '../quantity.ts';
import { lastingCurrentSchema } from './chip/lasting-current.ts';

/** Energy and time of one event of a kind. */
const event = z.strictObject({ energy: quantity('energy', 'zero'), time: quantity('time', 'zero') });

const neuromorphicRuntimeSchema = z.strictObject({
  ...runtimeHead,
  hostTimePerStep: quantity('time', 'zero').describe('Host and embedded processor, between two steps.'),
});

export const neuromorphicProfileSchema = z.strictObject({
  class: z.literal('neuromorphic'),
  ...profileHead,
  mesh: z.strictObject({
    width: quantity('count'),
    height: quantity('count'),
    coresPerTile: quantity('count'),
  }),
  core: z.strictObject({
    compartments: quantity('count'),
    axonsIn: quantity('count'),
    axonsOut: quantity('count'),
    synapseMemory: quantity('bytes'),
    lastingCurrent: lastingCurrentSchema.optional(),
  }),
  events: z
    .strictObject({
      somaAccess: event.describe('Every compartment in every step, idle or not.'),
      somaUpdate: event.describe('A compartment with input, bias or a membrane that is not zero.'),
      somaSpike: event,
      axonOut: event.describe('One message to one core.'),
      axonIn: event,
      hopEastWest: event,
      hopNorthSouth: event,
      synapseDense: event.describe('One synapse of a plain list.'),
      synapseSparse: event.describe('One synapse of an index list: pruned layers.'),
      synapseConv: event.describe('One synapse of a shared kernel.'),
    })
    .describe('Dynamic energy and time of single events, on top of static power.'),
  barrier: z
    .array(z.strictObject({ fromTiles: quantity('count'), time: quantity('time') }))
    .min(1)
    .describe('Time of the barrier after each step, from so many mapped tiles on; ascending.'),
  resetEnergy: quantity('energy', 'zero').describe('Clearing the membranes between two inferences.'),
  static: z.strictObject({
    base: quantity('power', 'zero').describe('With the cores that are not used power gated.'),
    perPoweredCore: quantity('power', 'zero'),
    poweredCores: quantity('count').describe('Cores kept powered, working or not.'),
  }),
  embeddedProcessor: z.strictObject({
    power: quantity('power', 'zero').describe('Awake: during inferences, and after them until it sleeps.'),
    policyTimePerOperation: quantity('time').describe('One scalar operation of policy code.'),
    sleep: powerStateSchema
      .pick({ after: true, wakeTime: true, wakeEnergy: true })
      .describe('When it halts; the cores stay powered, for they hold the network.'),
  }),
  runtimes: z.record(idSchema, neuromorphicRuntimeSchema),
});

export type NeuromorphicProfile = z.output<typeof neuromorphicProfileSchema>;
export type NeuromorphicRuntime = z.output<typeof neuromorphicRuntimeSchema>;
