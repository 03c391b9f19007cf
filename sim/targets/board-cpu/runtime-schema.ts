import { z } from 'zod';
import { kernelsSchema, runtimeHead } from '../profile-parts.ts';
import { quantity } from '../quantity.ts';

/** Cycles are those of the fast cores' clock that pass, however many of them are at work. */
const common = {
  ...runtimeHead,
  bytesPerValue: quantity('bytes').describe('Of a weight, and of a value.'),
  cyclesPerMac: z
    .strictObject({
      conv: quantity('cycles-per-mac'),
      pointwise: quantity('cycles-per-mac'),
      depthwise: quantity('cycles-per-mac'),
      'fully-connected': quantity('cycles-per-mac'),
    })
    .describe('Multiply-accumulates by kind of operator, all weights multiplied.'),
  cyclesPerValue: quantity('cycles-per-value').describe(
    'Read or written by operators with multiply-accumulates, weights that serve several pixels included.',
  ),
  cyclesPerOtherValue: quantity('cycles-per-value').describe('Read by pools, sums, activations, softmax.'),
  cyclesPerDramByte: quantity('cycles-per-byte').describe('That the caches do not hold.'),
  cyclesPerOperator: quantity('cycles', 'zero').describe(
    'Dispatch of one fused operator, threads woken and awaited.',
  ),
  cyclesPerInference: quantity('cycles', 'zero'),
  cyclesPerInputValue: quantity('cycles-per-value').describe(
    'Conversion of the input by the program around.',
  ),
  power: z
    .strictObject({
      compute: quantity('power').describe('While cores multiply.'),
      memory: quantity('power').describe('While they wait for memory.'),
      serial: quantity('power').describe('While one core alone prepares what comes next.'),
    })
    .describe('Above that of the board awake without work.'),
};

const denseSchema = z.strictObject({ kernels: kernelsSchema.dense, ...common });

const blockSchema = z.strictObject({
  kernels: kernelsSchema.blocks,
  ...common,
  panelPixels: quantity('count').describe('Output pixels that one pass over the blocks computes.'),
  cyclesPerBlockPanel: quantity('cycles-per-block').describe('One active block on one panel.'),
  cyclesPerBlockSinglePixel: quantity('cycles-per-block').describe('One active block on one output pixel.'),
});

/** A software stack on the CPU of a single board. */
export const boardRuntimeSchema = z.discriminatedUnion('kernels', [denseSchema, blockSchema]);

export type BoardRuntime = z.output<typeof boardRuntimeSchema>;
