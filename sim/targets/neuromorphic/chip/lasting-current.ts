import { z } from 'zod';
import { quantity, si } from '../../quantity.ts';

/**
 * What neurons hold whose current stays until spikes take it away, which a code by times of spikes needs. Potentials and weights are
 * in the smallest unit of a weight.
 */
export const lastingCurrentSchema = z
  .strictObject({
    potentialBits: quantity('count').describe('Of a potential and of a current, its sign among them.'),
    inputBits: quantity('count').optional().describe('Of what arrives in one step, its sign among them.'),
    weightShift: quantity('count')
      .optional()
      .describe('Powers of two that a weight may be multiplied by, beyond its own bits.'),
    refractorySteps: quantity('count').optional().describe('Longest rest of a neuron after a spike.'),
  })
  .describe('Integrating neurons may keep a current for ever; left out: not known of the chip.');

type LastingCurrentPart = z.output<typeof lastingCurrentSchema>;

/** The same as numbers; null where nothing was published. */
export interface LastingCurrent {
  readonly potentialBits: number;
  readonly inputBits: number | null;
  readonly weightShift: number | null;
  readonly refractorySteps: number | null;
}

export function lastingCurrentOf(part: LastingCurrentPart | undefined): LastingCurrent | null {
  if (!part) return null;
  const { potentialBits, inputBits, weightShift, refractorySteps } = part;
  return {
    potentialBits: si(potentialBits),
    inputBits: inputBits ? si(inputBits) : null,
    weightShift: weightShift ? si(weightShift) : null,
    refractorySteps: refractorySteps ? si(refractorySteps) : null,
  };
}
