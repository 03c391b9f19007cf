import { z } from 'zod';

const streamSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dots and hyphens'),
  criticality: z
    .enum(['high', 'low'])
    .describe('Requests of high criticality are served first; those of low are given up when these overrun.'),
  share: z.number().gt(0).max(1).describe('Share of the requests, drawn by the seed; all shares sum to 1.'),
  deadlineTimes: z
    .number()
    .gt(0, 'a deadline of zero can never be met')
    .max(1000)
    .default(1)
    .describe("Deadline as a multiple of that of the target's class."),
  accuracyFloor: z.number().min(0).max(1).optional().describe('Default: that of the objective.'),
  missBudget: z.number().min(0).max(1).optional().describe('Default: that of the objective.'),
});

/** Streams of requests that share a target, and what happens when those of high criticality overrun. */
export const streamsSchema = z
  .strictObject({
    of: z
      .array(streamSchema)
      .min(1)
      .max(8)
      .refine((streams) => new Set(streams.map(({ name }) => name)).size === streams.length, {
        params: { code: 'E_DUPLICATE' },
        message: 'has two streams of one name',
      })
      .refine((streams) => Math.abs(streams.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9, {
        params: { code: 'E_SHARES' },
        message: 'has shares that do not sum to 1',
      }),
    overrun: z
      .strictObject({
        budget: z
          .number()
          .min(1)
          .max(100)
          .default(1.5)
          .describe('A pass overruns that takes more than so many times its mean time on validation data.'),
        low: z
          .enum(['drop', 'degrade'])
          .default('drop')
          .describe(
            'What becomes of requests of low criticality until the unit is idle: they are dropped, or run with the fastest option.',
          ),
      })
      .prefault({})
      .describe('When a pass of high criticality takes longer than its optimistic budget.'),
  })
  .describe('Several streams of requests of one network (mixed criticality); absent: all are alike.');

export type StreamsFile = z.output<typeof streamsSchema>;
