import { readFile } from 'node:fs/promises';
import { InputError, type InputIssue } from '../../schema/input-error.ts';
import { parseCsv } from '../../schema/parse-csv.ts';

const columns = ['hour', 'gCO2ePerKwh'] as const;

/**
 * Mean of a CSV of `hour,gCO2ePerKwh` with the 5% and 95% of its hours as interval: a device that runs all day sees the
 * mean, one that runs at a fixed hour may see either end.
 * @param shownAs path for messages
 * @throws InputError with every gap and every value that is negative or no number
 */
export async function readHourly(
  file: string,
  shownAs: string,
): Promise<{ readonly value: number; readonly low: number; readonly high: number }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const message = error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`;
    throw new InputError([
      {
        file: shownAs,
        line: 0,
        column: 0,
        code: 'E_INTENSITY',
        path: '',
        message,
        hint: 'write a CSV of hour,gCO2ePerKwh',
      },
    ]);
  });
  const rows = parseCsv(text, shownAs, columns);
  const issues: InputIssue[] = [];
  const values = rows.map(({ cells, issueAt }, i) => {
    if (Number(cells['hour'] ?? Number.NaN) !== i)
      issues.push(
        issueAt('hour', 'E_INTENSITY', `hour ${i} is due here; hours rise by one from 0 on, without gaps`),
      );
    const value = Number(cells['gCO2ePerKwh'] ?? Number.NaN);
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      issues.push(issueAt('gCO2ePerKwh', 'E_INTENSITY', 'a number of grams from 0 on is needed'));
    return value;
  });
  if (rows.length === 0)
    issues.push({
      file: shownAs,
      line: 0,
      column: 0,
      code: 'E_INTENSITY',
      path: '',
      message: 'there are no rows',
      hint: 'give one for every hour',
    });
  if (issues.length > 0) throw new InputError(issues);
  const sorted = [...values].sort((a, b) => a - b);
  const value = values.reduce((sum, x) => sum + x, 0) / values.length;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return { value, low: Math.min(value, at(0.05)), high: Math.max(value, at(0.95)) };
}
