import { z } from 'zod';

const limit = (what: string) =>
  z
    .strictObject({
      max: z.number().optional().describe('Largest value.'),
      min: z.number().optional().describe('Least value.'),
      growth: z
        .number()
        .min(0)
        .optional()
        .describe('Largest growth against the baseline, as a share: 0.05 fails at 5% more.'),
      shrink: z.number().min(0).max(1).optional().describe('Largest fall against the baseline, as a share.'),
    })
    .refine((l) => Object.values(l).some((value) => value !== undefined), {
      params: { code: 'E_BUDGET' },
      message: 'has no limit: give max, min, growth or shrink',
    })
    .optional()
    .describe(what);

/** What a budget may limit, by key, with the unit in the key. */
export const budgetLimits = {
  energyPerInferenceJ: limit('Energy per inference, J.'),
  sciPerInferenceG: limit('SCI per inference, gCO2e.'),
  latencyP50Ms: limit('Median time from arrival to result, ms.'),
  latencyP95Ms: limit('95th percentile, ms.'),
  latencyP99Ms: limit('99th percentile, ms.'),
  accuracy: limit('Share answered correctly and in time.'),
  deadlineMissShare: limit('Share of requests late or dropped.'),
  peakMemoryBytes: limit('Resident bytes.'),
} as const;

/** A budget file of `sparsewatt check`. Unknown keys are errors. */
export const budgetSchema = z
  .strictObject({
    schemaVersion: z.literal(1).describe('Version of this file format.'),
    run: z
      .string()
      .min(1)
      .optional()
      .describe('Scenario or saved run; ./ is the folder of this file. The command line goes before it.'),
    baseline: z
      .string()
      .min(1)
      .optional()
      .describe('report.json of an earlier state, relative to this file: what growth is against.'),
    ends: z
      .enum(['central', 'unfavourable'])
      .default('central')
      .describe('Which end of an interval energy, SCI and accuracy are held to.'),
    budgets: z
      .array(
        z.strictObject({
          target: z.string().min(1).describe('Id of a target.'),
          runtime: z.string().min(1).optional().describe('Runtime; all by default.'),
          load: z.number().gt(0).optional().describe('Load; all by default.'),
          policy: z
            .string()
            .min(1)
            .default('best')
            .describe('Id of a policy, or best: the best of each cell.'),
          ...budgetLimits,
        }),
      )
      .min(1)
      .describe('Limits by target.'),
  })
  .meta({
    title: 'SparseWatt budget',
    description: 'Limits on energy, latency, accuracy, carbon and memory for CI.',
  });

export type Budget = z.output<typeof budgetSchema>;
export type BudgetEntry = Budget['budgets'][number];
export type BudgetKey = keyof typeof budgetLimits;
