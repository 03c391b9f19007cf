import { z } from 'zod';
import { intervalSchema, refusalSchema, targetClassSchema } from './shared.ts';

const hypervolumePoint = (text: string) =>
  z
    .strictObject({
      latencyP95Ms: z.number().describe('95th percentile of the time to a result, ms.'),
      energyPerInferenceJ: z.number().describe('Energy per inference, J.'),
      error: z.number().describe('1 less the accuracy.'),
      peakMemoryBytes: z.number().describe('Memory, bytes.'),
    })
    .describe(text);

/** What all rows of one (target, runtime, load) share. */
export const cellSummarySchema = z
  .strictObject({
    target: z.string().describe('Id of the target.'),
    targetName: z.string().describe('Name of the target.'),
    targetClass: targetClassSchema(),
    profileHash: z
      .string()
      .optional()
      .describe('SHA-256 of the hardware profile with what it takes over from its family.'),
    runtime: z.string().describe('Software stack on the target.'),
    governor: z
      .string()
      .optional()
      .describe('Who chooses the clock of each pass; absent: it is that of the profile all the time.'),
    grade: z
      .enum(['measured', 'fitted', 'vendor', 'pre-silicon', 'estimated'])
      .describe('Worst grade among the numbers that decide the speed.'),
    estimated: z.boolean().describe('Speed is derived, not measured: printed (est.).'),
    boundary: z.enum(['chip', 'board', 'wall']).describe('Where the energy is measured.'),
    validated: z
      .strictObject({
        latency: z.boolean().describe('Measured latencies of this class exist.'),
        energy: z.boolean().describe('Measured energies of this class exist.'),
      })
      .describe('Whether measured rows exist to validate against.'),
    latencyInterval: intervalSchema().describe('Factors on every latency of the cell.'),
    energyInterval: intervalSchema().describe('Factors on every energy of the cell.'),
    denseLoad: z
      .number()
      .describe('Busy share that dense would cause while requests come, under the first runtime.'),
    activeShare: z.number().describe('Share of the horizon in which requests come.'),
    requestsPerSecond: z.number().describe('Mean rate while requests come, 1/s.'),
    denseServiceMs: z.number().describe('Dense service time under the first runtime of the target, ms.'),
    deadlineFactor: z.number().describe('Deadline as a multiple of denseServiceMs.'),
    deadlineMs: z.number().describe('Deadline, ms.'),
    fits: z.boolean().describe('The networks fit into the memories.'),
    refusal: refusalSchema().describe('Which layer does not fit; null where it fits.'),
    bestPolicy: z
      .string()
      .nullable()
      .describe('Cheapest policy, chosen without test data, that keeps the constraints; null if none does.'),
    bestStatic: z.string().nullable().describe('Best single option, chosen on validation data.'),
    staticFeasible: z.boolean().nullable().describe('Some static point keeps the constraints.'),
    priceOfStatic: z.number().nullable().describe('(O_static - O_feas) / O_static.'),
    boundPerInferenceJ: z
      .number()
      .nullable()
      .describe('Proven lower bound of horizon energy, J per inference.'),
    clairvoyantPerInferenceJ: z
      .number()
      .nullable()
      .describe(
        'O_dyn: the cheapest right option per request, answers known beforehand, J per inference; no bound.',
      ),
    clairvoyantAccuracy: z.number().nullable().describe('Share that O_dyn answers correctly and in time.'),
    maskPerInferenceJ: z
      .number()
      .nullable()
      .optional()
      .describe(
        "O_mask of O_dyn's passes: only the needed operations, at their dense price, J per inference.",
      ),
    hypervolume: z
      .strictObject({
        share: z.number().describe('Share of the box that some policy dominates.'),
        reference: hypervolumePoint('The worst corner among policies that keep the limits.'),
        ideal: hypervolumePoint('The best corner among them.'),
        ownShare: z.record(z.string(), z.number()).describe('Share that is lost without a policy.'),
      })
      .nullable()
      .optional()
      .describe('What the policies cover together in latency, energy, error and memory.'),
    notes: z.array(z.string()).describe('Remarks on this cell.'),
  })
  .describe('One target under one runtime and load.');
