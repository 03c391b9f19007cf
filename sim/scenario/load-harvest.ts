import { readFile } from 'node:fs/promises';
import { InputError, type InputIssue } from '../schema/input-error.ts';
import { parseCsv } from '../schema/parse-csv.ts';

const columns = ['timeS', 'powerW'] as const;

/**
 * Reads a CSV of `timeS,powerW`: seconds from 0 on, rising, and the power from then to the next; the last one stays.
 * @param shownAs path for messages
 * @throws InputError with every fault: a time that goes back, a power below 0, no row, no file
 */
export async function loadHarvest(
  file: string,
  shownAs: string,
): Promise<{ readonly timeS: readonly number[]; readonly watts: readonly number[] }> {
  const whole = (message: string, hint: string): InputIssue => ({
    file: shownAs,
    line: 0,
    column: 0,
    code: 'E_HARVEST',
    path: '',
    message,
    hint,
  });
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const what = error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`;
    throw new InputError([whole(what, 'write a CSV of timeS,powerW')]);
  });
  const rows = parseCsv(text, shownAs, columns);
  const issues: InputIssue[] = [];
  let before = Number.NEGATIVE_INFINITY;
  const timeS = rows.map(({ cells, issueAt }, i) => {
    const time = Number(cells['timeS'] ?? Number.NaN);
    if (!(time >= 0 && time < Number.POSITIVE_INFINITY))
      issues.push(issueAt('timeS', 'E_HARVEST', 'a number of seconds from 0 on is needed'));
    else if (i === 0 && time !== 0) issues.push(issueAt('timeS', 'E_HARVEST', 'the first time must be 0'));
    else if (time <= before)
      issues.push(issueAt('timeS', 'E_HARVEST', `time goes from ${before} s to ${time} s; it must rise`));
    before = time;
    return time;
  });
  const watts = rows.map(({ cells, issueAt }) => {
    const watt = Number(cells['powerW'] ?? Number.NaN);
    if (!(watt >= 0 && watt < Number.POSITIVE_INFINITY))
      issues.push(issueAt('powerW', 'E_HARVEST', 'a number of watts from 0 on is needed'));
    return watt;
  });
  if (rows.length === 0) issues.push(whole('there are no rows', 'give at least one, at time 0'));
  if (issues.length > 0) throw new InputError(issues);
  return { timeS, watts };
}
