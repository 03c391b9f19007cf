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
  timePerOperator: quantity('time', 'zero').describe('Dispatch of one fused operator.'),
  timePerInference: quantity('time', 'zero').describe('Request, input copy, output copy.'),
  valuesPerCycle: quantity('values-per-cycle').describe('Pooling, elementwise operators and im2col copies.'),
};

const cpuDenseRuntimeSchema = z.strictObject({
  kernels: kernelsSchema.dense,
  ...common,
  macsPerCycle: quantity('macs-per-cycle').describe('Achieved by one core on convolutions.'),
});

const cpuBlockRuntimeSchema = z.strictObject({
  kernels: kernelsSchema.blocks,
  ...common,
  panelPixels: quantity('count').describe('Output pixels of one panel: lanes of a vector.'),
  cyclesPerBlockPanelPair: quantity('cycles-per-block').describe('One active block on one or two panels.'),
  denseMacsPerCycle: quantity('macs-per-cycle').describe('Own dense kernel on full panels: level 0.'),
  efficiency: quantity('ratio').describe('Achieved share of the counted rate.'),
});

export const cpuRuntimeSchema = z.discriminatedUnion('kernels', [
  cpuDenseRuntimeSchema,
  cpuBlockRuntimeSchema,
]);

export const cpuProfileSchema = z.strictObject({
  class: z.literal('server-cpu'),
  ...profileHead,
  family: familyIdSchema,
  clock: quantity('frequency'),
  clocks: clocksSchema.optional(),
  cores: quantity('count').describe(
    'Cores of the socket; the network runs on one, and one share of the power is its own.',
  ),
  l2: quantity('bytes').describe('Per core.'),
  l2Bandwidth: quantity('bytes-per-cycle').describe('Per core.'),
  dram: quantity('bytes'),
  dramBandwidth: quantity('bandwidth').describe('Of the socket.'),
  activePower: quantity('power').describe('Share of one core while executing.'),
  powerStates: powerStatesSchema,
  policyCyclesPerOperation: quantity('cycles').optional(),
  runtimes: z.record(idSchema, cpuRuntimeSchema).default({}),
});

export type CpuProfile = z.output<typeof cpuProfileSchema>;
export type CpuRuntime = z.output<typeof cpuRuntimeSchema>;
