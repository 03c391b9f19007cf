import { z } from 'zod';
import { quantity } from '../quantity.ts';

/** What the data sheet of a chip says of its power. Currents are at the supply and through the regulator beside them. */
export const mcuDataSheetSchema = z
  .strictObject({
    maxClock: quantity('frequency').optional().describe('Where the profile runs the chip below it.'),
    coreVoltage: quantity('voltage').optional().describe('Behind the regulator, at the highest clock.'),
    supply: quantity('voltage').optional(),
    regulator: z.enum(['linear', 'switching']).optional(),
    runCurrent: quantity('current-per-clock').optional().describe('Run mode, from flash.'),
    sleepCurrent: quantity('current-per-clock').optional().describe('Core asleep, clocks on.'),
    stopCurrent: quantity('current').optional().describe('Clocks stopped, SRAM kept.'),
  })
  .refine(
    (sheet) =>
      (!sheet.runCurrent && !sheet.sleepCurrent && !sheet.stopCurrent) || (sheet.supply && sheet.regulator),
    {
      path: ['runCurrent'],
      params: { code: 'E_DATA_SHEET' },
      message: 'needs supply and regulator beside it: a current says nothing without them',
    },
  )
  .refine((sheet) => sheet.regulator !== 'linear' || sheet.coreVoltage, {
    path: ['regulator'],
    params: { code: 'E_CORE_VOLTAGE' },
    message: 'is linear: coreVoltage must say what is left behind it',
  })
  .describe('What the calibrated power model starts from.');

export type McuDataSheet = z.output<typeof mcuDataSheetSchema>;
