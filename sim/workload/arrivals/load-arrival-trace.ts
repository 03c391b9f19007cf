import { readFile } from 'node:fs/promises';
import { InputError, type InputIssue } from '../../schema/input-error.ts';
import { parseCsv } from '../../schema/parse-csv.ts';
import type { RecordedArrivals } from './arrival-shape.ts';

const nsOf = { timeS: 1e9, timeMs: 1e6, timeNs: 1 } as const;
const timeColumns = Object.keys(nsOf) as (keyof typeof nsOf)[];
/** A year. */
const mostNs = 3.2e16;

/**
 * Reads recorded requests from a CSV: a column `timeS`, `timeMs` or `timeNs` with times from the beginning of the
 * recording, ascending, and optionally `sample`, the index of the sample in the outcome table.
 * @param shownAs path for messages
 * @throws InputError with every fault: no or two time columns, times that are no numbers, negative or before the one
 *   above, samples that are no whole numbers from 0 on, no rows
 */
export async function loadArrivalTrace(file: string, shownAs: string): Promise<RecordedArrivals> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const what = error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`;
    throw new InputError([fault(shownAs, what, 'write a CSV with a column timeS, timeMs or timeNs')]);
  });
  const rows = parseCsv(text, shownAs, [...timeColumns, 'sample']);
  if (rows.length === 0) throw new InputError([fault(shownAs, 'there are no rows', 'give one a request')]);
  const given = timeColumns.filter((column) => rows.some(({ cells }) => cells[column] !== undefined));
  if (given.length !== 1) {
    const what = given.length === 0 ? 'there is no time column' : `there are ${given.join(' and ')}`;
    throw new InputError([fault(shownAs, what, `give one of ${timeColumns.join(', ')}`)]);
  }
  const column = given[0]!;
  const withSamples = rows.some(({ cells }) => cells['sample'] !== undefined);
  const timeNs = new Float64Array(rows.length);
  const sample = new Uint32Array(withSamples ? rows.length : 0);
  const issues: InputIssue[] = [];
  let last = 0;
  for (const [i, { cells, issueAt }] of rows.entries()) {
    const issue = (at: string, message: string, hint: string) =>
      issues.push(issueAt(at, 'E_ARRIVALS', message, { hint }));
    const at = Math.floor(Number(cells[column] ?? Number.NaN) * nsOf[column]);
    if (!(Math.abs(at) <= mostNs))
      issue(column, `${cells[column] ?? 'nothing'} is no time`, 'a number, up to a year');
    else if (at < 0) issue(column, `${cells[column]} is before the beginning`, 'times count from 0 on');
    else if (at < last) issue(column, `${cells[column]} is before the row above`, 'sort the rows by time');
    else last = at;
    timeNs[i] = at;
    if (!withSamples) continue;
    const index = Number(cells['sample'] ?? Number.NaN);
    if (!(Number.isInteger(index) && index >= 0 && index < 2 ** 32))
      issue(
        'sample',
        `${cells['sample'] ?? 'nothing'} is no sample`,
        'a whole number from 0 on in every row',
      );
    sample[i] = index;
  }
  if (issues.length > 0) throw new InputError(issues);
  return { kind: 'trace', timeNs, ...(withSamples ? { sample } : {}) };
}

const fault = (file: string, message: string, hint: string): InputIssue => ({
  file,
  line: 0,
  column: 0,
  code: 'E_ARRIVALS',
  path: '',
  message,
  hint,
});
