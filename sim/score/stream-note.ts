import type { RunResult } from './run-result.ts';

const percent = (share: number | null) => (share === null ? 'none' : `${(100 * share).toFixed(2)}%`);

/** What each policy lost of every stream; null where all requests are alike. */
export function streamNote(results: readonly RunResult[]): string | null {
  const rows = results.flatMap(({ policy, streams, overruns }) =>
    streams ? [{ policy, streams, overruns }] : [],
  );
  if (rows.length === 0) return null;
  const names = rows[0]!.streams.map(
    ({ name, criticality, deadlineMs }) =>
      `${name} (${criticality}, ${Number(deadlineMs.toPrecision(3))} ms)`,
  );
  const each = rows.map(({ policy, streams, overruns }) => {
    const shares = streams.map(({ missShare }) => percent(missShare)).join(' / ');
    return `${policy} ${shares}${overruns === undefined ? '' : ` (${overruns})`}`;
  });
  const mixed = rows.some(({ overruns }) => overruns !== undefined);
  return `late or dropped of ${names.join(', ')}${mixed ? ' (overruns)' : ''}: ${each.join(', ')}`;
}
