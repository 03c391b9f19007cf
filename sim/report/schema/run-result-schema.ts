import { z } from 'zod';
import { refusalSchema, targetClassSchema } from './shared.ts';

const seedResult = z
  .strictObject({
    seed: z.int().describe('Seed of the run.'),
    requests: z.int().describe('Requests that arrived.'),
    ended: z.int().describe('Requests with a result, in time or late.'),
    correct: z.int().describe('Requests answered correctly and in time.'),
    lost: z.int().describe('Requests that were late or dropped.'),
    switches: z.int().describe('Changes of the operating point.'),
    energyJ: z.number().describe('Energy of the horizon, J.'),
    latencyP95Ms: z.number().nullable().describe('95th percentile of the time to a result, ms.'),
    regretJ: z.number().describe('Energy above the proven lower bound of this seed, J.'),
    emissionsG: z.number().optional().describe('Emissions, gCO2e; absent without hourly intensities.'),
  })
  .describe('A policy under one seed.');

const number = (text: string) => z.number().nullable().describe(text);

/** One row of the table. */
export const runResultSchema = z
  .strictObject({
    target: z.string().describe('Id of the target.'),
    targetClass: targetClassSchema(),
    runtime: z.string().describe('Software stack on the target.'),
    estimated: z.boolean().describe('Speed is derived, not measured: printed (est.).'),
    denseLoad: z.number().describe('Busy share that dense would cause while requests come.'),
    deadlineMs: z.number().describe('Deadline, ms.'),
    policy: z.string().describe('Id of the policy.'),
    fits: z.boolean().describe('Whether it fits; where false every number is null.'),
    refusal: refusalSchema().describe('Which layer needs and has how many bytes; null where it fits.'),
    notRun: z
      .string()
      .optional()
      .describe('What the policy needs and does not have here; absent where it ran, or does not fit.'),
    requests: number('Requests that arrived, over all seeds.'),
    latencyP50Ms: number('Median time from arrival to result, ms.'),
    latencyP95Ms: number('95th percentile of the time from arrival to result, ms.'),
    latencyP99Ms: number('99th percentile of the time from arrival to result, ms.'),
    energyPerInferenceJ: number('Energy of the whole horizon per completed request, J; decides.'),
    energyPerInferenceLowJ: number('Low end of its 95% interval over seeds, J.'),
    energyPerInferenceHighJ: number('High end of its 95% interval over seeds, J.'),
    marginalEnergyPerInferenceJ: number('Energy above idle per completed request, J.'),
    energyPerCorrectJ: number(
      'Energy of the horizon per correct and timely result, J; null where none is correct.',
    ),
    energyByCauseJ: z
      .record(z.string(), z.number())
      .nullable()
      .describe('Energy by cause over the horizons of all seeds, J; the parts sum to the whole.'),
    meanPowerW: number('Energy of the horizon over its length, W.'),
    peakPowerW: number(
      'Highest power of all units together, over all seeds: each wake-up, segment of a pass and state at rest at its mean power, W; null where a sensor draws too.',
    ).optional(),
    peakMemoryBytes: number('Resident weights, indices and epilogues, live activations and buffers, bytes.'),
    accuracy: number('Share of requests answered correctly and in time.'),
    accuracyLow: number('Low end of the Wilson 95% interval.'),
    accuracyHigh: number('High end of the Wilson 95% interval.'),
    accuracyFrom: z.string().nullable().describe('Numeric form of the outcome table that was replayed.'),
    deadlineMissShare: number('Share of requests that were late or dropped.'),
    floorMet: z
      .enum(['met', 'not met', 'undecided'])
      .nullable()
      .describe('Accuracy floor against the Wilson 95% interval.'),
    missesWithinBudget: z.boolean().nullable().describe('Misses are within the budget.'),
    regretJ: number('Energy above the proven lower bound, J per inference.'),
    regret: number(
      'regretJ over the gap between best static and the bound, which counts as 0.1% of best static at least.',
    ),
    priceOfStatic: number('(O_static - O_feas) / O_static of the cell.'),
    staticFeasible: z.boolean().nullable().describe('Some static point keeps the constraints.'),
    emissionsPerInferenceG: number(
      'Emissions per completed request, every joule at the intensity of its hour, gCO2e; absent without hourly intensities.',
    ).optional(),
    emissionsAboveRestG: number(
      'Emissions per completed request beyond those of resting units, gCO2e; absent without hourly intensities.',
    ).optional(),
    ledger: z
      .array(
        z.strictObject({
          unit: z.string().describe('Unit of the target.'),
          cause: z.string().describe('Why it was spent.'),
          joules: z.number().describe('Energy over the horizons of all seeds, J.'),
        }),
      )
      .optional()
      .describe('Every joule by unit and cause; the parts sum to the whole.'),
    grossMacs: number('Multiply-accumulates of the dense network per completed request.').optional(),
    effectiveMacs: number(
      'Multiply-accumulates that were needed per completed request, repeated passes included.',
    ).optional(),
    supply: z
      .strictObject({
        offShare: z.number().describe('Share of the time in which the supply was cut off.'),
        restarts: z.number().describe('Restarts, over all seeds.'),
        storedJ: z.number().describe('Harvested and stored, over all seeds, J.'),
        spilledJ: z.number().describe('Harvested while the store was full, over all seeds, J.'),
        leakedJ: z.number().describe('Lost by the store itself, over all seeds, J.'),
      })
      .optional()
      .describe('Absent without a supply.'),
    heat: z
      .strictObject({
        peakC: z.number().describe('Highest temperature, degrees Celsius.'),
        slowedShare: z.number().describe('Share of the time in which it was slowed down by heat.'),
      })
      .optional()
      .describe('Absent where no temperature is simulated.'),
    streams: z
      .array(
        z.strictObject({
          name: z.string().describe('Name of the stream.'),
          criticality: z.enum(['high', 'low']).describe('Who is served first.'),
          deadlineMs: z.number().describe('Deadline of its requests, ms.'),
          requests: z.int().describe('Requests that arrived, over all seeds.'),
          dropped: z.int().describe('Of these, never served.'),
          missShare: number('Share late or dropped.'),
          missesWithinBudget: z.boolean().nullable().describe('Whether that is within its budget.'),
          accuracy: number('Share answered correctly and in time.'),
          floorMet: z
            .enum(['met', 'not met', 'undecided'])
            .nullable()
            .describe('That against its floor, by the Wilson 95% interval.'),
          latencyP95Ms: number('95th percentile of its latency, ms.'),
        }),
      )
      .optional()
      .describe('By stream; absent where all requests are alike.'),
    overruns: z
      .int()
      .optional()
      .describe(
        'Budgets of high criticality that were exceeded, over all seeds; absent with one criticality.',
      ),
    clocks: z
      .strictObject({
        shares: z
          .array(
            z.strictObject({
              mhz: z.number().describe('Clock, MHz.'),
              passShare: z.number().describe('Share of the passes.'),
            }),
          )
          .describe('Slowest first.'),
        changes: z.int().describe('Changes of the clock, over all seeds.'),
      })
      .optional()
      .describe('Clocks of the passes; absent without a governor.'),
    switches: number('Changes of the operating point from one pass to the next, over all seeds.'),
    pareto: z
      .boolean()
      .nullable()
      .describe('No other row of the cell is better in latency, energy, accuracy and memory.'),
    realisationRatio: number(
      'Time saved over operations saved, both against dense on the same unit; null where under 0.1% are saved.',
    ),
    maskPerInferenceJ: number(
      'O_mask: with only the needed operations, at the dense price of each, J per inference; no bound.',
    ).optional(),
    regretCurveJ: z
      .array(z.number())
      .nullable()
      .optional()
      .describe(
        'Energy above rest less that of the clairvoyant after each twentieth of the requests, J, mean over seeds.',
      ),
    bySeed: z.array(seedResult).optional().describe('The same by seed, for paired differences.'),
  })
  .describe('A policy on a target under a runtime and load.');
