import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../sim/schema/input-error.ts';
import { parseCsv } from '../../sim/schema/parse-csv.ts';

const columns = ['id', 'note', 'watts'];

function issuesOf(text: string) {
  try {
    parseCsv(text, 'in.csv', columns);
  } catch (error) {
    if (error instanceof InputError)
      return error.issues.map(({ line, column, code }) => [line, column, code]);
    throw error;
  }
  throw new Error('accepted');
}

describe('parseCsv', () => {
  it('reads back any text that was quoted', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', 'ü', '#', ';'), maxLength: 8 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = ['id,note', ...rows.map((row) => row.map(quoted).join(','))].join('\n');
        const read = parseCsv(text, 'in.csv', columns).map((row) => row.cells);
        const wanted = rows.map(([id, note]) => ({ ...(id ? { id } : {}), ...(note ? { note } : {}) }));
        expect(read).toEqual(wanted);
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('skips comments and blank lines, trims bare cells and points at cells', () => {
    const [first, second] = parseCsv(
      '# why\r\n\r\nwatts, id\r\n 3 ,a\r\n# more\r\n4,"b, c"\r\n',
      'in.csv',
      columns,
    );
    expect(first!.cells).toEqual({ watts: '3', id: 'a' });
    expect(second!.cells).toEqual({ watts: '4', id: 'b, c' });
    expect(second!.issueAt('id', 'E_X', 'is wrong.')).toMatchObject({
      file: 'in.csv',
      line: 6,
      column: 3,
      path: 'id',
    });
    expect(second!.issueAt('note', 'E_X', 'is missing.')).toMatchObject({ line: 6, column: 1 });
  });

  it.each([
    [
      'id,volts,id\n',
      [
        [1, 4, 'E_UNKNOWN_COLUMN'],
        [1, 10, 'E_COLUMN'],
      ],
    ],
    [
      'id,note\na\nb,c,d\n',
      [
        [2, 1, 'E_CSV'],
        [3, 1, 'E_CSV'],
      ],
    ],
    ['id,note\na,"b\n', [[2, 3, 'E_CSV']]],
    ['id,note\na,"b"c\n', [[2, 3, 'E_CSV']]],
    ['# nothing\n', [[1, 1, 'E_CSV']]],
  ])('refuses %j with line and column', (text, wanted) => {
    expect(issuesOf(text)).toEqual(wanted);
  });
});
