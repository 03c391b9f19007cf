import { z } from 'zod';
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

const gpuRuntimeSchema = z.discriminatedUnion('kernels', [gpuDenseRuntimeSchema, gpuBlockRuntimeSchema]);

export const gpuProfileSchema = z.strictObject({
  class: z.enum(['server-gpu', 'edge-gpu']),
  ...profileHead,
  family: familyIdSchema,
  clock: quantity('frequency'),
  multiprocessors: quantity('count'),
  l2: quantity('bytes'),
  l2Bandwidth: quantity('bandwidth'),
  dram: quantity('bytes'),
  dramBandwidth: quantity('bandwidth'),
  hostLinkBandwidth: quantity('bandwidth').describe('Copies between host and device memory.'),
  hostLinkLatency: quantity('time', 'zero').describe('Of each copy.'),
  activePower: quantity('power').describe('Clocks up and kernels running, without what each operation adds.'),
  energyPerByte: quantity('energy-per-byte').describe('Device memory traffic.'),
  powerStates: powerStatesSchema,
  policyTimePerOperation: quantity('time').describe(
    'One scalar operation of policy code on the host processor.',
  ),
  runtimes: z.record(idSchema, gpuRuntimeSchema).default({}),
});

export type GpuProfile = z.output<typeof gpuProfileSchema>;
export type GpuRuntime = z.output<typeof gpuRuntimeSchema>;
