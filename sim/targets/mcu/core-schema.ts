import { z } from 'zod';
import { quantity } from '../quantity.ts';

/** What manuals say of a core: the facts that carry a prediction to a core without rows of its own. */
export const mcuCoreSchema = z.strictObject({
  int8Macs: quantity('macs-per-cycle').describe(
    '8-bit multiply-accumulates that the widest instruction does in a cycle, on operands in registers; half where multiplying and adding are two instructions.',
  ),
  coreMark: quantity('score-per-clock').describe('Scalar throughput of the core.'),
});

export type McuCore = z.output<typeof mcuCoreSchema>;
