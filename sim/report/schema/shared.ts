import { z } from 'zod';

/** Target classes, as in sim/targets/target.ts. */
export const targetClassSchema = () =>
  z
    .enum([
      'server-cpu',
      'server-gpu',
      'edge-gpu',
      'sbc-cpu',
      'phone',
      'mcu',
      'neuromorphic',
      'spiking-chip',
      'system',
    ])
    .describe('Class of the target.');

/** A value with its 95% interval. */
export const estimateSchema = () =>
  z.strictObject({
    value: z.number().describe('Central value.'),
    low: z.number().describe('Low end of the 95% interval.'),
    high: z.number().describe('High end of the 95% interval.'),
  });

/** Factors on a central value. */
export const intervalSchema = () =>
  z.strictObject({
    low: z.number().describe('Factor at the low end.'),
    central: z.number().describe('Central factor, 1.'),
    high: z.number().describe('Factor at the high end.'),
  });

/** Why a network does not fit. */
export const refusalSchema = () =>
  z
    .strictObject({
      layer: z.string().describe('First layer that does not fit.'),
      memory: z.string().describe('Memory it does not fit into.'),
      neededBytes: z.number().describe('Bytes it needs.'),
      availableBytes: z.number().describe('Bytes there are.'),
    })
    .nullable();
