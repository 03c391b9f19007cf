import { z } from 'zod';
import { idSchema, intervalSchema, powerStatesSchema, profileHead } from '../profile-parts.ts';
import { quantity } from '../quantity.ts';

/** Several one-unit profiles joined by links. Requests arrive at the first unit. */
export const systemProfileSchema = z.strictObject({
  class: z.literal('system'),
  ...profileHead,
  units: z
    .array(
      z.strictObject({
        name: idSchema,
        profile: idSchema.describe('Id of the one-unit profile.'),
        counted: z
          .boolean()
          .default(true)
          .describe(
            "False: its energy is somebody else's (a server that is reached over a network), and stays outside the boundary; its time counts.",
          ),
        flash: quantity('bytes')
          .optional()
          .describe(
            'Taken instead of the flash of that profile, a microcontroller: what other firmware leaves to networks and their code.',
          ),
        powerStates: powerStatesSchema.optional().describe('Taken instead of the states of that profile.'),
      }),
    )
    .min(2)
    .describe('Requests arrive at the first unit; a later one is reached over the links.'),
  links: z
    .array(
      z.strictObject({
        from: idSchema,
        to: idSchema,
        bandwidth: quantity('bandwidth'),
        latency: quantity('time', 'zero').describe('Per transfer: driver, framing, interrupt.'),
        energyPerByte: quantity('energy-per-byte'),
      }),
    )
    .min(1),
  inputBytes: quantity('bytes').describe('Of one request, as the sensor gives it.'),
  outputBytes: quantity('bytes').describe('Of one answer, sent back.'),
  runtimes: z.record(
    idSchema,
    z.strictObject({
      title: z.string().min(1),
      units: z.record(idSchema, idSchema).describe('Runtime of each unit.'),
      latencyInterval: intervalSchema.optional().describe('Default: the widest of the units.'),
      energyInterval: intervalSchema.optional().describe('Default: the widest of the units.'),
    }),
  ),
});

export type SystemProfile = z.output<typeof systemProfileSchema>;
