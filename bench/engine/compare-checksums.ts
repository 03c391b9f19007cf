import type { Timed } from './outcome.ts';
import type { Rounds } from './run-rounds.ts';

export interface Comparison {
  readonly workload: string;
  readonly checkedEvents: number;
  /** "sum fold" in hexadecimal. */
  readonly checksum: string;
  /** Contestants that disagree with the first one, or with themselves from round to round. */
  readonly disagree: readonly string[];
}

const hex = (value: number) => value.toString(16).padStart(8, '0');
const checksumOf = ({ sum, fold, checkedEvents, sojournNs }: Timed) =>
  `${hex(sum)} ${hex(fold)} ${checkedEvents} ${sojournNs}`;

/** Every run of every engine must have handled the same events in the same order. */
export function compareChecksums({ workload, timed }: Rounds): Comparison {
  const first = [...timed.values()].flat()[0]!;
  const disagree = [...timed].filter(
    ([, runs]) =>
      runs.some((run) => checksumOf(run) !== checksumOf(first)) ||
      new Set(runs.map(({ events, digest }) => `${events} ${digest}`)).size > 1,
  );
  return {
    workload: workload.id,
    checkedEvents: first.checkedEvents,
    checksum: `${hex(first.sum)} ${hex(first.fold)}`,
    disagree: disagree.map(([id]) => id),
  };
}
