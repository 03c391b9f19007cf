import { markdownText } from './markdown-text.ts';

const cellText = (cell: string): string => markdownText(cell).replaceAll('|', '\\|');

/** Lines of a Markdown table. @param align one `l` or `r` a column */
export function markdownTable(
  titles: readonly string[],
  align: string,
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(titles), line([...align].map((side) => (side === 'r' ? '---:' : '---'))), ...rows.map(line)];
}
