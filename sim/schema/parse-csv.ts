import { InputError, type InputIssue } from './input-error.ts';

/** One data row of a CSV text. */
export interface CsvRow {
  /** Cells that are not empty, by column. */
  readonly cells: Readonly<Record<string, string>>;
  /** The issue at a cell of this row, or at its beginning where there is no such cell. */
  issueAt(
    column: string,
    code: string,
    message: string,
    more?: Pick<InputIssue, 'allowed' | 'didYouMean' | 'hint'>,
  ): InputIssue;
}

interface Cell {
  readonly text: string;
  /** Counted from 1. */
  readonly column: number;
}

/** Cells of one line (RFC 4180, without line breaks inside quotes), or the column of the quote that does not end. */
function splitLine(line: string): readonly Cell[] | number {
  const cells: Cell[] = [];
  let at = 0;
  for (;;) {
    const column = at + 1;
    if (line[at] === '"') {
      let text = '';
      for (at++; ; at++) {
        if (at >= line.length) return column;
        if (line[at] !== '"') text += line[at];
        else if (line[at + 1] === '"') text += line[at++];
        else break;
      }
      cells.push({ text, column });
      at++;
      if (at < line.length && line[at] !== ',') return column;
    } else {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      cells.push({ text: line.slice(at, end).trim(), column });
      at = end;
    }
    if (at >= line.length) return cells;
    at++;
  }
}

/**
 * Reads a CSV text with a header line. Blank lines and lines that begin with `#` are skipped.
 * @param columns names that the header may hold, in any order
 * @throws InputError with every fault: columns that are unknown or twice there, rows of another length, open quotes
 */
export function parseCsv(text: string, fileName: string, columns: readonly string[]): CsvRow[] {
  const issues: InputIssue[] = [];
  const rows: CsvRow[] = [];
  let header: readonly Cell[] | null = null;
  for (const [index, sourceLine] of text.split(/\r?\n/).entries()) {
    if (sourceLine.trim() === '' || sourceLine.startsWith('#')) continue;
    const issue = (column: number, code: string, message: string, more = {}): InputIssue => ({
      file: fileName,
      line: index + 1,
      column,
      code,
      path: '',
      message,
      sourceLine,
      ...more,
    });
    const cells = splitLine(sourceLine);
    if (typeof cells === 'number') {
      issues.push(
        issue(cells, 'E_CSV', 'A quote does not end, or is followed by something else than a comma.', {
          hint: 'Double a quote that belongs to the text.',
        }),
      );
      continue;
    }
    if (!header) {
      header = cells;
      for (const [i, { text: name, column }] of cells.entries()) {
        if (!columns.includes(name))
          issues.push(
            issue(column, 'E_UNKNOWN_COLUMN', `There is no column "${name}".`, { allowed: columns }),
          );
        if (cells.findIndex((other) => other.text === name) < i)
          issues.push(issue(column, 'E_COLUMN', `The column "${name}" is there twice.`));
      }
      continue;
    }
    if (cells.length !== header.length) {
      issues.push(
        issue(
          1,
          'E_CSV',
          `The row has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}; the header has ${header.length}.`,
        ),
      );
      continue;
    }
    const names = header.map((cell) => cell.text);
    rows.push({
      cells: Object.fromEntries(
        cells.flatMap((cell, i) => (cell.text === '' ? [] : [[names[i]!, cell.text]])),
      ),
      issueAt: (name, code, message, more) => ({
        ...issue(cells[names.indexOf(name)]?.column ?? 1, code, message, more),
        path: name,
      }),
    });
  }
  if (!header)
    issues.push({
      file: fileName,
      line: 1,
      column: 1,
      code: 'E_CSV',
      path: '',
      message: 'There is no header line.',
      allowed: columns,
    });
  if (issues.length > 0) throw new InputError(issues);
  return rows;
}
