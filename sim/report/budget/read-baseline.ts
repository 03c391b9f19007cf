import { readFile } from 'node:fs/promises';
import { InputError } from '../../schema/input-error.ts';
import { type GreenReport, greenReportSchema } from '../green/schema/green-report-schema.ts';

/** Reads a `report.json`. @param shownAs path for messages @throws InputError where it is none of this version */
export async function readBaseline(file: string, shownAs: string): Promise<GreenReport> {
  const refuse = (message: string): InputError =>
    new InputError([
      {
        ...{ file: shownAs, line: 0, column: 0, code: 'E_BASELINE', path: '' },
        message,
        hint: 'make it again: sparsewatt report RUN --format json --out DIR',
      },
    ]);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw refuse(error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`);
  });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw refuse(`is no JSON document (${(error as Error).message})`);
  }
  const read = greenReportSchema.safeParse(document);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  throw refuse(`is no report of this version: ${issue.path.join('.') || 'the document'}: ${issue.message}`);
}
