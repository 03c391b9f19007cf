import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { TableView } from '../state/state.ts';
import { Tinted } from '../widgets/tinted.tsx';
import type { Column } from './column.ts';
import { type FittedColumns, fitColumns } from './fit-columns.ts';
import { middleTruncate } from './middle-truncate.ts';
import { windowStart } from './window-start.ts';

interface TableProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selected: number;
  readonly view: TableView;
  readonly width: number;
  /** Lines for rows, the line of titles not counted. */
  readonly height: number;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const cut = middleTruncate(text, width);
  const space = ' '.repeat(width - [...cut].length);
  return align === 'left' ? cut + space : space + cut;
}

function titles<Row>({ columns, hiddenLeft, hiddenRight }: FittedColumns<Row>, view: TableView): string {
  const cells = columns.map(({ column, width }) => {
    const arrow = column.id === view.column ? (view.reversed ? '▾' : '▴') : '';
    return pad(column.title + arrow, width, column.align);
  });
  return `${hiddenLeft ? '‹ ' : '  '}${cells.join(' ')}${hiddenRight ? '›' : ''}`;
}

/** A table: titles, then as many rows as there is height for, the selected one among them and marked. */
export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { columns, rows, selected, view, width, height } = props;
  const fitted = fitColumns(columns, rows, width, view.offset);
  const start = windowStart(rows.length, height, selected);
  return (
    <Box flexDirection="column" height={height + 1} flexShrink={0}>
      <Text bold wrap="truncate">
        {titles(fitted, view)}
      </Text>
      {rows.slice(start, start + height).map((row, index) => {
        const isSelected = start + index === selected;
        return (
          <Text key={props.rowKey(row)} inverse={isSelected} wrap="truncate">
            {isSelected ? '▶ ' : '  '}
            {fitted.columns.map(({ column, width: room }, at) => {
              const field = column.field(row);
              return (
                <Tinted key={column.id} tone={field.tone}>
                  {(at > 0 ? ' ' : '') + pad(field.text, room, column.align)}
                </Tinted>
              );
            })}
          </Text>
        );
      })}
    </Box>
  );
}
