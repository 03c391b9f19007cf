import { readFile } from 'node:fs/promises';
import { InputError, type InputIssue } from './input-error.ts';
import { parseCsv } from './parse-csv.ts';

const columns = ['hour', 'gCO2ePerKwh'] as const;

/**
 * Reads a CSV of `hour,gCO2ePerKwh`: whole hours from 0 on, one row each.
 * @param shownAs path for messages @param startHour an hour that must be there
 * @returns gCO2e/kWh by hour, at least one
 * @throws InputError with every gap and every value that is negative or no number
 */
export async function readHours(file: string, shownAs: string, startHour = 0): Promise<readonly number[]> {
  const fault = (message: string, hint: string): InputIssue => ({
    ...{ file: shownAs, line: 0, column: 0, code: 'E_INTENSITY', path: '' },
    message,
    hint,
  });
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const what = error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`;
    throw new InputError([fault(what, 'write a CSV of hour,gCO2ePerKwh')]);
  });
  const rows = parseCsv(text, shownAs, columns);
  const issues: InputIssue[] = [];
  const values = rows.map(({ cells, issueAt }, i) => {
    const { hour = 'nothing', gCO2ePerKwh: grams = 'nothing' } = cells;
    if (Number(hour) !== i)
      issues.push(
        issueAt(
          'hour',
          'E_INTENSITY',
          `is ${hour} where ${i} is due: hours rise by one from 0 on, without gaps`,
        ),
      );
    const value = Number(grams);
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      issues.push(
        issueAt('gCO2ePerKwh', 'E_INTENSITY', `is ${grams}; a number of grams from 0 on is needed`),
      );
    return value;
  });
  if (rows.length === 0) issues.push(fault('there are no rows', 'give one for every hour'));
  else if (startHour >= rows.length)
    issues.push(fault(`there is no hour ${startHour}`, `startHour may be 0 to ${rows.length - 1}`));
  if (issues.length > 0) throw new InputError(issues);
  return values;
}
