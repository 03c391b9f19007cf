import { z } from 'zod';

/** A published measurement of hardware of the report, and what the calibrated models say of it without having seen its chip. */
export const heldOutSchema = z
  .strictObject({
    targets: z.array(z.string()).describe('Targets of the report that the chip is in.'),
    device: z.string().describe('Device that was measured.'),
    runtime: z.string().describe('Runtime that was measured.'),
    network: z.string().describe('Network that was measured.'),
    precision: z.string().describe('Number format that was measured.'),
    quantity: z.enum(['latency', 'throughput', 'power', 'energy']).describe('What was measured.'),
    unit: z.enum(['s', '1/s', 'W', 'J']).describe('Unit of the four numbers.'),
    measured: z.number().describe('As published.'),
    predicted: z.number().describe('By a calibration that had seen no row of the chip.'),
    low: z.number().describe('Low end of its 90% interval.'),
    high: z.number().describe('High end of it.'),
    group: z
      .enum(['family-known', 'runtime-unknown', 'novel'])
      .describe('What else was unseen: nothing but the chip, its runtime too, its whole core family.'),
    row: z.string().describe('Id of the row in hardware-profiles/measured, which names its source.'),
  })
  .describe('One published measurement, predicted.');

export type HeldOut = z.output<typeof heldOutSchema>;
