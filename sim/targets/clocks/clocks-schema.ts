import { z } from 'zod';
import { quantity } from '../quantity.ts';

/** One operating point: a clock and the voltage that it needs. */
const clockPointSchema = z.strictObject({
  clock: quantity('frequency'),
  voltage: quantity('voltage').describe('Of the core at this clock, behind its regulator.'),
  activePower: quantity('power')
    .optional()
    .describe(
      'While executing at this clock; default: scaled from that of the profile by clock and voltage.',
    ),
});

/** Clocks between which a governor may choose; without them a target runs at the profile's clock alone. */
export const clocksSchema = z
  .strictObject({
    switchTime: quantity('time', 'zero').describe(
      'From one clock to another; the unit does nothing meanwhile.',
    ),
    switchEnergy: quantity('energy', 'zero')
      .optional()
      .describe("Of one change; default: the profile's active power for so long."),
    fixedPower: quantity('power', 'zero')
      .optional()
      .describe('Part of the active power that no clock changes; default: that of the lowest rest state.'),
    points: z
      .array(clockPointSchema)
      .min(2)
      .describe("Operating points, slowest first; one of them is the profile's own clock."),
  })
  .describe('Operating points of clock and voltage (DVFS), for the governors of a scenario.');

export type ClocksPart = z.output<typeof clocksSchema>;
export type ClockPointPart = ClocksPart['points'][number];
