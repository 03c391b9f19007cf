import { z } from 'zod';
import { targetClassSchema } from '../../schema/shared.ts';
import { taggedQuantitySchema } from './tagged-quantity-schema.ts';

const maybe = (text: string) => z.number().nullable().describe(text);
const quantity = (text: string) => taggedQuantitySchema().describe(text);

const component = z
  .strictObject({
    component: z.string().describe('Unit of the target; "all units" in runs that did not keep them apart.'),
    cause: z.string().describe('Why the joules were spent.'),
    energyJ: z.number().describe('Over the horizons of all seeds, J.'),
    perInferenceG: z.number().describe('Operational emissions per inference, gCO2e.'),
  })
  .describe('A part of the operational emissions; with the embodied part they sum to the score.');

/** One policy on one target under one runtime and load. */
export const greenRowSchema = z
  .strictObject({
    id: z.string().describe('target/runtime/load/policy.'),
    target: z.string().describe('Id of the target.'),
    targetName: z.string().describe('Its name.'),
    targetClass: targetClassSchema(),
    runtime: z.string().describe('Software stack on the target.'),
    denseLoad: z.number().describe('Busy share that dense would cause while requests come.'),
    policy: z.string().describe('Id of the policy.'),
    role: z.enum(['best', 'best-static', 'dense', 'other']).describe('What the row is in its cell.'),
    keepsConstraints: z.boolean().describe('Keeps the accuracy floor and the miss budget.'),
    pareto: z
      .boolean()
      .describe('No other row of the cell is better in all of latency, energy, accuracy, memory.'),
    speedEstimated: z.boolean().describe('The speed was never measured under this runtime.'),
    energyValidated: z.boolean().describe('Measured energies of this target exist and were compared.'),
    energyBoundary: z.enum(['chip', 'board', 'wall']).describe('Where the energy would be metered.'),
    inferences: z.number().describe('Completed requests over all seeds.'),
    durationS: z.number().describe('Simulated time over all seeds, s.'),
    energyItKwh: z.number().describe('Energy of the target over all seeds, kWh.'),
    energyFacilityKwh: z.number().describe('The same times PUE, kWh.'),
    throughputPerS: z.number().describe('Completed requests over the simulated time, 1/s.'),
    meanPowerW: z.number().describe('Energy of the target over the simulated time, W.'),
    peakPowerW: maybe(
      'Highest power of all units together, each activity at its mean, W; null: not kept, or a sensor draws too.',
    ),
    gCO2ePerKwh: z
      .number()
      .describe(
        'Intensity that its energy had: of the report, or the mean over its own joules where the grid changes.',
      ),
    energyPerInference: quantity('Energy of the whole horizon, idle included, per inference, J.'),
    marginalEnergyPerInferenceJ: maybe('The part above idle, J.'),
    whPer1000Inferences: z.number().describe('Energy per 1,000 inferences, Wh.'),
    operational: quantity('O = E I per inference, gCO2e.'),
    embodied: quantity('M per inference, gCO2e.').nullable().describe('null: not assessed, which is not 0.'),
    embodiedShare: z
      .strictObject({
        totalG: z.number().describe('TE: emissions of making the device, gCO2e.'),
        lifetimeS: z.number().describe('EL: its expected lifespan, s.'),
        timeShare: z.number().describe('TiR / EL of one inference.'),
        resourceShare: z.number().describe('RR / ToR: share of the device that is reserved.'),
        source: z.string().describe('Where TE and EL are from.'),
      })
      .nullable()
      .describe('M = TE (TiR / EL) (RR / ToR); null: not assessed.'),
    sci: quantity('SCI per inference: operational and, where assessed, embodied, gCO2e.'),
    sciBounds: z
      .strictObject({
        low: z.number().describe('All assumptions at their favourable ends, gCO2e.'),
        high: z.number().describe('All assumptions at their unfavourable ends, gCO2e.'),
      })
      .describe('Interval arithmetic, which contains the Monte Carlo interval.'),
    components: z.array(component).describe('Operational emissions by unit and cause.'),
    grossMacs: maybe('Multiply-accumulates of the dense network per inference.'),
    effectiveMacs: maybe('Multiply-accumulates that were needed per inference.'),
    achievedSparsity: maybe('Share of the gross multiply-accumulates that was not needed.'),
    requestedSparsity: maybe(
      'Weight sparsity of the one ladder level that it always uses, mean over layers; null: it uses several, or none.',
    ),
    sciPerGrossGmac: maybe('SCI per 10^9 gross multiply-accumulates, gCO2e.'),
    sciPerEffectiveGmac: maybe('SCI per 10^9 effective multiply-accumulates, gCO2e.'),
    waterPerInference: quantity('Water per inference, L.')
      .nullable()
      .describe('null: no factors were given.'),
    accuracy: maybe('Share of requests answered correctly and in time.'),
    accuracyLow: maybe('Low end of its Wilson 95% interval.'),
    accuracyHigh: maybe('High end of it.'),
    numericForm: z.string().nullable().describe('Numeric form that the accuracy was executed in.'),
    latencyP50Ms: maybe('Median time from arrival to result, ms.'),
    latencyP95Ms: maybe('95th percentile, ms.'),
    latencyP99Ms: maybe('99th percentile, ms.'),
    deadlineMs: z.number().describe('Deadline, ms.'),
    deadlineMissShare: maybe('Share of requests late or dropped.'),
    peakMemoryBytes: maybe('Resident bytes.'),
  })
  .describe('Energy and carbon of one policy in one cell.');

export type GreenRow = z.output<typeof greenRowSchema>;
