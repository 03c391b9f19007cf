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
import { mcuDataSheetSchema } from './data-sheet-schema.ts';

const common = {
  ...runtimeHead,
  cyclesPerValue: z.strictObject({
    pool: quantity('cycles-per-value'),
    elementwise: quantity('cycles-per-value'),
    softmax: quantity('cycles-per-value'),
  }),
  cyclesPerOperator: quantity('cycles', 'zero').describe('Call, pointers and shapes of one fused operator.'),
  cyclesPerInference: quantity('cycles', 'zero'),
  codeBytes: quantity('bytes').describe('Flash of the runtime and the application.'),
  workBytesPerDepth: quantity('ratio', 'zero').describe('Bytes of work buffer per row of the im2col view.'),
};

/** Cycles per multiply-accumulate by kind of operator. */
const cyclesPerMac = z.strictObject({
  conv: quantity('cycles-per-mac'),
  pointwise: quantity('cycles-per-mac'),
  depthwise: quantity('cycles-per-mac'),
  'fully-connected': quantity('cycles-per-mac'),
});

const mcuDenseRuntimeSchema = z.strictObject({
  kernels: kernelsSchema.dense,
  ...common,
  cyclesPerMac,
  cyclesPerOutput: quantity('cycles-per-value')
    .optional()
    .describe(
      'Requantisation and store of one output value, where the cycles per multiply-accumulate lack it.',
    ),
  cyclesPerWeightByte: quantity('cycles-per-byte')
    .optional()
    .describe('Waiting for one byte of weights that is read the first time, likewise.'),
});

const mcuBlockRuntimeSchema = z.strictObject({
  kernels: kernelsSchema.blocks,
  ...common,
  cyclesPerMac: cyclesPerMac.describe(
    'The dense kernel of the same runtime: level 0 and layers outside the ladder.',
  ),
  cyclesPerBlockPixelPair: quantity('cycles-per-block').describe('One active block on two output pixels.'),
  cyclesPerBlockSinglePixel: quantity('cycles-per-block').describe('One active block on one output pixel.'),
  cyclesPerBlockRow: quantity('cycles-per-block').describe('Set-up of one block row for one pair of pixels.'),
  cyclesPerOutput: quantity('cycles-per-value').describe('Requantisation and store of one output value.'),
  cyclesPerGatedInput: quantity('cycles-per-value').describe(
    'Gate: test, zero and count of one input value.',
  ),
  skip: z
    .strictObject({
      cyclesPerTest: quantity('cycles-per-value').describe('One input element of one output pixel.'),
      cyclesPerMac: quantity('cycles-per-mac').describe(
        'Multiply-accumulates with an input that is not zero.',
      ),
      cyclesPerOutput: quantity('cycles-per-value').describe(
        'Clearing, requantising and storing an output value.',
      ),
    })
    .describe('The column-skipping kernel, taken where the counted non-zero inputs make it cheaper.'),
});

export const mcuRuntimeSchema = z.discriminatedUnion('kernels', [
  mcuDenseRuntimeSchema,
  mcuBlockRuntimeSchema,
]);

/** What is optional here a run needs: the calibrated models fill it in from the data sheet and the core family. */
export const mcuProfileSchema = z.strictObject({
  class: z.literal('mcu'),
  ...profileHead,
  family: familyIdSchema,
  clock: quantity('frequency'),
  clocks: clocksSchema.optional(),
  flash: quantity('bytes').optional(),
  sram: quantity('bytes').optional(),
  stackBytes: quantity('bytes').optional().describe('SRAM kept for stack, camera driver and variables.'),
  supply: quantity('voltage').optional(),
  regulator: z
    .enum(['linear', 'switching'])
    .optional()
    .describe('Linear draws constant current, switching constant power.'),
  dataSheet: mcuDataSheetSchema.optional(),
  activePower: quantity('power').optional().describe('While executing; nearly constant over networks.'),
  powerStates: powerStatesSchema.optional(),
  policyCyclesPerOperation: quantity('cycles').optional().describe('One scalar operation of policy code.'),
  runtimes: z.record(idSchema, mcuRuntimeSchema).default({}),
});

export type McuProfile = z.output<typeof mcuProfileSchema>;
export type McuRuntime = z.output<typeof mcuRuntimeSchema>;
