import { z } from 'zod';
import { idSchema } from '../../targets/profile-parts.ts';
import { quantity } from '../../targets/quantity.ts';

/** `hardware-profiles/measured/mcu-facts.yaml`: what manuals say of cores and data sheets of chips. */
export const mcuFactsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  cores: z.record(
    idSchema,
    z.strictObject({
      int8Macs: quantity('macs-per-cycle').describe(
        '8-bit multiply-accumulates a cycle, operands in registers.',
      ),
      coreMark: quantity('score-per-clock').describe('Scalar throughput of the core.'),
    }),
  ),
  switchingEfficiency: quantity('ratio'),
  chips: z.record(
    idSchema,
    z
      .strictObject({
        maxClock: quantity('frequency'),
        coreVoltage: quantity('voltage').optional().describe('Behind the regulator, at the highest clock.'),
        dataSheetCurrent: quantity('current-per-clock').optional(),
        dataSheetSupply: quantity('voltage').optional(),
        dataSheetRegulator: z.enum(['linear', 'switching']).optional(),
      })
      .refine((chip) => !chip.dataSheetCurrent || (chip.dataSheetSupply && chip.dataSheetRegulator), {
        path: ['dataSheetCurrent'],
        params: { code: 'E_DATA_SHEET' },
        message:
          'needs dataSheetSupply and dataSheetRegulator beside it: a current says nothing without them',
      })
      .refine((chip) => chip.dataSheetRegulator !== 'linear' || chip.coreVoltage, {
        path: ['dataSheetRegulator'],
        params: { code: 'E_CORE_VOLTAGE' },
        message: 'is linear: coreVoltage must say what is left behind it',
      }),
  ),
});

export type McuFacts = z.output<typeof mcuFactsSchema>;
