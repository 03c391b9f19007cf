import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readHours } from '../../schema/read-hours.ts';

/**
 * Mean of a CSV of `hour,gCO2ePerKwh` with the 5% and 95% of its hours as interval: a device that runs all day sees the
 * mean, one that runs at a fixed hour may see either end.
 * @param shownAs path for messages
 * @throws InputError with every gap and every value that is negative or no number
 */
export async function readHourly(
  file: string,
  shownAs: string,
): Promise<{
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly table: { readonly file: string; readonly sha256: string };
}> {
  const values = await readHours(file, shownAs);
  const sorted = [...values].sort((a, b) => a - b);
  const value = values.reduce((sum, x) => sum + x, 0) / values.length;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  return {
    table: { file: shownAs, sha256 },
    value,
    low: Math.min(value, at(0.05)),
    high: Math.max(value, at(0.95)),
  };
}
