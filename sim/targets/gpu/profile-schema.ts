import { z } from 'zod';
import { clocksSchema } from '../clocks/clocks-schema.ts';
import {
  familyIdSchema,
  idSchema,
  kernelsSchema,
  powerStatesSchema,
  profileHead,
  runtimeHead,
} from '../profile-parts.ts';
import { quantity } from '../quantity.ts';

const common = {
  ...runtimeHead,
  bytesPerWeight: quantity('bytes'),
  bytesPerValue: quantity('bytes'),
  timePerOperator: quantity('time', 'zero').describe('Launch, prologue and drain of one kernel.'),
  timePerInference: quantity('time', 'zero').describe('Host call, synchronisation, result.'),
  energyPerMac: quantity('energy-per-mac'),
};

const gpuDenseRuntimeSchema = z.strictObject({
  kernels: z.literal('dense').describe('Tensor cores multiply every weight, zero or not.'),
  ...common,
  macsPerCyclePerSm: quantity('macs-per-cycle').describe('Peak of the numeric form.'),
  efficiency: quantity('ratio').describe('Share of the peak that a full wave reaches.'),
  tileRows: quantity('count').describe('Output channels of one thread block.'),
  tilePixels: quantity('count').describe('Output pixels of one thread block.'),
  splitDepth: quantity('count').describe('Largest number of thread blocks that share one output tile.'),
  sparse: z
    .strictObject({
      pattern: z.enum(['2-of-4']).describe('Weights of a row that are kept, of so many neighbours.'),
      rate: quantity('ratio').describe('Peak over the dense one, counting every weight, zero or not.'),
    })
    .optional()
    .describe('Tensor cores skip the zeros of weights in an N:M pattern. Absent: they do not.'),
});

const gpuBlockRuntimeSchema = z.strictObject({
  kernels: kernelsSchema.blocks,
  ...common,
  warpPixels: quantity('count').describe('Output pixels of one warp: one per lane.'),
  warpsPerBlockRow: quantity('count').describe(
    'Warps that share the blocks of one block row and pixel group.',
  ),
  cyclesPerBlock: quantity('cycles-per-block').describe('One block in a warp that waits for its own loads.'),
  instructionsPerBlock: quantity('count').describe(
    'Warp instructions of one block: bounds full multiprocessors.',
  ),
  issuePerCyclePerSm: quantity('count').describe('Warp instructions that a multiprocessor issues per cycle.'),
  denseInstructionsPerBlock: quantity('count').describe(
    'The same without index: own dense kernel at level 0.',
  ),
});

export const gpuRuntimeSchema = z.discriminatedUnion('kernels', [
  gpuDenseRuntimeSchema,
  gpuBlockRuntimeSchema,
]);

/** What only a simulated run needs; `runnableGpu` asks for all of it. */
const forRuns = {
  l2Bandwidth: quantity('bandwidth').optional(),
  hostLinkBandwidth: quantity('bandwidth').optional().describe('Copies between host and device memory.'),
  hostLinkLatency: quantity('time', 'zero').optional().describe('Of each copy.'),
  activePower: quantity('power')
    .optional()
    .describe('Clocks up and kernels running, without what each operation adds.'),
  energyPerByte: quantity('energy-per-byte').optional().describe('Device memory traffic.'),
  powerStates: powerStatesSchema.optional(),
  policyTimePerOperation: quantity('time')
    .optional()
    .describe('One scalar operation of policy code on the host processor.'),
  runtimes: z.record(idSchema, gpuRuntimeSchema).default({}),
};

/** What the data sheet says: enough for `sparsewatt predict`. */
const dataSheet = {
  family: familyIdSchema,
  clock: quantity('frequency').describe('Of the mode that the profile describes.'),
  clocks: clocksSchema.optional(),
  multiprocessors: quantity('count'),
  l2: quantity('bytes'),
  dram: quantity('bytes'),
  dramBandwidth: quantity('bandwidth'),
  peakInt8: quantity('throughput')
    .optional()
    .describe(
      'Dense, on tensor cores, at the highest clock. Without it the chip computes in floating point.',
    ),
  peakFp16: quantity('throughput').optional().describe('The same in half precision.'),
  peakFp32: quantity('throughput')
    .optional()
    .describe('Single precision as engines run it: TF32 where tensor cores have it, else ordinary cores.'),
  acceleratorInt8: quantity('throughput').optional().describe('Fixed-function accelerators beside the GPU.'),
  powerLimit: quantity('power').optional().describe('Of the card or module, as sold.'),
  highest: z
    .strictObject({ clock: quantity('frequency'), dramBandwidth: quantity('bandwidth') })
    .optional()
    .describe('Where `clock` and `dramBandwidth` are of a slower mode: those of the fastest one.'),
};

export const gpuProfileSchema = z.strictObject({
  class: z.enum(['server-gpu', 'edge-gpu']),
  ...profileHead,
  ...dataSheet,
  ...forRuns,
});

export type GpuProfile = z.output<typeof gpuProfileSchema>;
export type GpuRuntime = z.output<typeof gpuRuntimeSchema>;
