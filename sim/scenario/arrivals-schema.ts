import { z } from 'zod';

const common = {
  loads: z
    .array(z.number().gt(0, 'a rate must be positive').max(10))
    .min(1)
    .optional()
    .describe(
      'Loads to simulate: busy share that the dense network would cause (while something moves, under motion-triggered), under the first runtime of the target.',
    ),
  queueLimit: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Most requests that may wait; further ones are dropped and count as missed. Without it none is.',
    ),
  conditionDwellS: z
    .number()
    .min(0.001)
    .optional()
    .describe(
      'Mean time the difficulty process stays in one condition, s (Markov chain); for degraded-mnist, which alone has conditions.',
    ),
};

const rates = z
  .array(z.number().gt(0, 'a rate must be positive').max(1e7))
  .min(1)
  .optional()
  .describe('In place of loads: mean requests a second, the same for every target.');

const motionTriggered = z.strictObject({
  process: z
    .literal('motion-triggered')
    .describe('Requests come in windows of motion, at a mean rate inside them.'),
  loads: common.loads.unwrap(),
  pattern: z
    .enum(['periodic', 'poisson'])
    .default('periodic')
    .describe('Inside a window: frames of a camera at a steady rate, or independent requests.'),
  jitter: z
    .number()
    .min(0)
    .lt(1)
    .default(0.2)
    .describe('Largest deviation of a frame from its time, as a share of the period.'),
  queueLimit: common.queueLimit,
  meanMotionS: z.number().min(0.001).describe('Mean length of a window of motion, s (exponential).'),
  conditionDwellS: common.conditionDwellS,
});

const periodic = z.strictObject({
  process: z.literal('periodic').describe('Frames at a steady rate all the time.'),
  ...common,
  ratesPerS: rates,
  jitter: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe('Largest deviation of a frame from its time, before or after, as a share of the period.'),
});

const poisson = z.strictObject({
  process: z.literal('poisson').describe('Independent requests at a constant rate all the time.'),
  ...common,
  ratesPerS: rates,
});

const gamma = z.strictObject({
  process: z
    .literal('gamma')
    .describe('Independent gamma distributed gaps: steadier or burstier than Poisson.'),
  ...common,
  ratesPerS: rates,
  variation: z
    .number()
    .min(0.05)
    .max(20)
    .describe('Standard deviation of the gaps over their mean; 1 is Poisson, above it comes in bunches.'),
});

const mmpp = z.strictObject({
  process: z
    .literal('mmpp')
    .describe('Bursts: a Poisson process whose rate belongs to a state that changes (Markov modulated).'),
  ...common,
  ratesPerS: rates,
  states: z
    .array(
      z.strictObject({
        rate: z.number().min(0).describe('Rate in this state relative to the others.'),
        meanStayS: z.number().min(1e-6).describe('Mean stay in the state, s (exponential).'),
      }),
    )
    .min(2)
    .refine((states) => states.some(({ rate }) => rate > 0), 'one state needs a rate above 0')
    .describe('After a stay any other state follows, all equally likely. The mean rate is that of the load.'),
});

const diurnal = z.strictObject({
  process: z.literal('diurnal').describe('Independent requests whose rate changes by the hour.'),
  ...common,
  ratesPerS: rates,
  hourlyRates: z
    .array(z.number().min(0))
    .min(1)
    .refine((hours) => hours.some((rate) => rate > 0), 'one hour needs a rate above 0')
    .describe('Rate by hour, relative to each other; repeats after the last. Their mean is the load.'),
  startHour: z.int().min(0).default(0).describe('Hour of that list at which a run begins.'),
});

const trace = z.strictObject({
  process: z.literal('trace').describe('Requests as they were recorded, at their own pace; no load is set.'),
  file: z
    .string()
    .min(1)
    .describe('CSV with a column timeS, timeMs or timeNs and optionally sample; relative to this file.'),
  speeds: z
    .array(z.number().gt(0).max(1e6))
    .min(1)
    .default([1])
    .describe('How many times faster than recorded.'),
  queueLimit: common.queueLimit,
  conditionDwellS: common.conditionDwellS,
});

/** The block `arrivals` of a scenario: one process, and how fast. */
export const arrivalsSchema = z
  .discriminatedUnion('process', [motionTriggered, periodic, poisson, gamma, mmpp, diurnal, trace])
  .meta({ description: 'When requests come and how their difficulty changes over the hour.' });

/** As written in the file, defaults filled in. */
export type ArrivalsFile = z.output<typeof arrivalsSchema>;
