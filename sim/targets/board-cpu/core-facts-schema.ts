import { z } from 'zod';
import { quantity } from '../quantity.ts';

/** What an architecture manual says of one core: the facts that carry a prediction to a core without measured rows. */
export const coreFactsSchema = z.strictObject({
  fp32Macs: quantity('macs-per-cycle').describe(
    '32-bit floating-point multiply-accumulates a cycle, at most.',
  ),
  int8Macs: quantity('macs-per-cycle').describe(
    '8-bit multiply-accumulates a cycle with the instructions that general runtimes use, at most.',
  ),
  issueWidth: quantity('count').describe('Instructions decoded a cycle.'),
  outOfOrder: z.boolean().describe('Whether a load that waits lets later instructions pass.'),
});

export type CoreFacts = z.output<typeof coreFactsSchema>;
