import type { DashboardState } from '../../state/state.ts';
import type { Field, Tone } from '../../table/column.ts';
import { middleTruncate } from '../../table/middle-truncate.ts';
import { windowStart } from '../../table/window-start.ts';
import { wrapWithin } from '../../table/wrap-within.ts';
import { matrixWords } from './matrix-words.ts';
import { type MatrixEntry, policyMatrix } from './policy-matrix.ts';
import { measureOf, type PolicyMeasure } from './policy-measures.ts';
import { statusField } from './status-field.ts';
import { within } from './within.ts';

/** Characters of a cell: Pareto mark, status, value of up to 8, rank of up to 2, and a gap. */
const entryWidth = 15;

/** Below this width the two lines in words take two each. */
const narrow = 110;

const pad = (text: string, width: number) => middleTruncate(text, width).padEnd(width);

function entryField({ result, rank }: MatrixEntry, measure: PolicyMeasure): Field {
  if (result === null) return { text: ' '.repeat(entryWidth) };
  const status = statusField(result);
  const mark = status.text[0]!;
  if (!result.fits) return { text: `  ${pad(status.text, entryWidth - 2)}`, tone: 'quiet' };
  const value = measure.text(measure.value(result)).padStart(8);
  const text = ` ${result.pareto ? '◆' : ' '}${mark}${value} ${String(rank ?? '').padStart(2)}`.padEnd(
    entryWidth,
  );
  const keeps: Tone = rank === 1 ? 'good' : 'plain';
  return { text, tone: status.tone === 'good' ? keeps : (status.tone ?? 'plain') };
}

/**
 * The matrix of policies by cells: titles of two lines, then rows, then what is selected in words; at most `height` lines
 * of at most `width` characters. The selected cell is among the columns shown, the selected policy among the rows.
 */
export function matrixLines(
  state: DashboardState,
  width: number,
  height: number,
): readonly (readonly Field[])[] {
  const { cells, column, rows, selected } = policyMatrix(state);
  const measure = measureOf(state.policies.score);
  const nameWidth = Math.min(24, Math.max(14, Math.floor(width / 5)));
  const room = Math.max(1, Math.floor((width - nameWidth - 3) / entryWidth));
  const from = windowStart(cells.length, room, column);
  const shown = cells.slice(from, from + room);
  const title = (text: (at: number) => string): readonly Field[] =>
    shown.map((_, at) => {
      const own = from + at === column;
      return {
        text: ` ${pad(`${own ? '▼' : ' '}${text(from + at)}`, entryWidth - 1)}`,
        tone: own ? 'plain' : 'quiet',
      };
    });
  const more = `${from > 0 ? '‹' : ' '}${from + room < cells.length ? '›' : ' '}`;
  const heads: readonly (readonly Field[])[] = [
    [
      { text: `${more} ${pad(`${measure.title}, rank`, nameWidth)}` },
      ...title((at) => cells[at]!.cell.target),
    ],
    [
      { text: `   ${pad(`${rows.length} policies`, nameWidth)}`, tone: 'quiet' },
      ...title((at) => `${middleTruncate(cells[at]!.cell.runtime, 9)} ${cells[at]!.cell.denseLoad}`),
    ],
  ];
  const legend =
    'number: rank, those that keep limits first; ◆ Pareto set, ✓ keeps, ✗ breaks a limit, ? undecided; * turned';
  // As many for every entry, or the rows would jump.
  const lines = width < narrow ? 4 : 2;
  const said = wrapWithin([[{ text: matrixWords(state) }], [{ text: legend, tone: 'quiet' }]], width, lines);
  const words = [...Array.from({ length: lines - said.length }, (): readonly Field[] => []), ...said];
  const space = Math.max(1, height - heads.length - words.length);
  const start = windowStart(rows.length, space, selected);
  const body = rows.slice(start, start + space).map(({ row, entries }, at): readonly Field[] => {
    const marked = state.policies.marked.includes(row) ? '●' : ' ';
    const own = start + at === selected;
    return [
      {
        text: `${own ? '▶' : ' '}${marked} ${pad(isTurned(entries[column]!, row) ? `${row} *` : row, nameWidth)}`,
        tone: own ? 'good' : 'plain',
      },
      ...entries.slice(from, from + room).map((entry) => entryField(entry, measure)),
    ];
  });
  const blank = Array.from({ length: Math.max(0, space - body.length) }, (): readonly Field[] => []);
  return within([...heads, ...body, ...blank, ...words], width, height);
}

/** Another policy runs in place of the scenario's row. */
const isTurned = ({ result }: MatrixEntry, row: string) => result !== null && result.policy !== row;
