import { flatRow } from './flat-row.ts';
import type { ReportFormat } from './report-format.ts';

/** `runs.parquet`: the rows of `runs.csv` with their types, for DuckDB, pandas and their kind. */
export const parquet: ReportFormat = async (report) => {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const rows = report.rows.map(flatRow);
  const columns = Object.keys(rows[0] ?? { id: '' });
  const typeOf = (column: string) => {
    const value = rows.map((row) => row[column]).find((cell) => cell !== null && cell !== undefined);
    return typeof value === 'boolean' ? 'BOOLEAN' : typeof value === 'string' ? 'STRING' : 'DOUBLE';
  };
  const buffer = parquetWriteBuffer({
    columnData: columns.map((name) => ({
      name,
      data: rows.map((row) => row[name] ?? null),
      type: typeOf(name),
      nullable: true,
    })),
    kvMetadata: [
      { key: 'reportId', value: report.reportId },
      { key: 'schemaVersion', value: report.schemaVersion },
    ],
  });
  return [{ name: 'runs.parquet', content: new Uint8Array(buffer) }];
};
