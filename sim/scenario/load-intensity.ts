import { readFile } from 'node:fs/promises';
import { InputError, type InputIssue } from '../schema/input-error.ts';
import { parseCsv } from '../schema/parse-csv.ts';
import type { IntensityProfile } from './simulate/intensity-profile.ts';

const columns = ['hour', 'gCO2ePerKwh'] as const;
const hourNs = 3.6e12;

/**
 * Reads a CSV of `hour,gCO2ePerKwh`: whole hours from 0 on, one row each. After the last hour the first comes again.
 * @param shownAs path for messages @param startHour hour of the file at which a run begins
 * @throws InputError with every fault
 */
export async function loadIntensity(
  file: string,
  shownAs: string,
  startHour: number,
): Promise<IntensityProfile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const what = error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`;
    throw new InputError([fault(shownAs, 'E_INTENSITY', what, 'write a CSV of hour,gCO2ePerKwh')]);
  });
  const rows = parseCsv(text, shownAs, columns);
  const issues: InputIssue[] = [];
  const gPerKwh = rows.map(({ cells, issueAt }, i) => {
    const hour = Number(cells['hour'] ?? Number.NaN);
    if (hour !== i)
      issues.push(issueAt('hour', 'E_INTENSITY', `hour ${i} is due here; hours rise by one from 0 on`));
    const value = Number(cells['gCO2ePerKwh'] ?? Number.NaN);
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      issues.push(issueAt('gCO2ePerKwh', 'E_INTENSITY', 'a number of grams from 0 on is needed'));
    return value;
  });
  if (rows.length === 0)
    issues.push(fault(shownAs, 'E_INTENSITY', 'there are no rows', 'give one for every hour'));
  if (rows.length > 0 && startHour >= rows.length)
    issues.push(
      fault(
        shownAs,
        'E_INTENSITY',
        `there is no hour ${startHour}`,
        `startHour may be 0 to ${rows.length - 1}`,
      ),
    );
  if (issues.length > 0) throw new InputError(issues);
  return { stepNs: hourNs, gPerKwh, startNs: startHour * hourNs };
}

const fault = (file: string, code: string, message: string, hint: string): InputIssue => ({
  file,
  line: 0,
  column: 0,
  code,
  path: '',
  message,
  hint,
});
