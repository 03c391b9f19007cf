import { withCell, withRow, withRun, withWatched } from './corrupt.ts';
import type { Corruption } from './corruption.ts';

/** What is wrong with counts and inputs. */
export const requestsCorruptions: readonly Corruption[] = [
  [
    'requests end once',
    'a request that ended twice',
    (outcome) => withRun(outcome, (run) => ({ ...run, done: run.done + 1 })),
  ],
  [
    'requests end once',
    'a late result that counts as in time',
    (outcome) =>
      withRun(outcome, (run) =>
        run.missed > 0 ? { ...run, missed: run.missed - 1, done: run.done + 1 } : undefined,
      ),
  ],
  [
    'requests end once',
    'a drop where nothing drops',
    (outcome) =>
      withRun(outcome, (run, { run: { input } }) =>
        input.queueLimit === undefined && !input.faults && run.done > 0
          ? { ...run, done: run.done - 1, dropped: 1 }
          : undefined,
      ),
  ],
  [
    'requests end once',
    'more right answers than results',
    (outcome) => withRun(outcome, (run) => ({ ...run, correct: run.done + 1 })),
  ],
  [
    'requests end once',
    'a record of another run',
    (outcome) =>
      withCell(outcome, (cell) => {
        const [record] = cell.score.records;
        if (!record) return undefined;
        const records = cell.score.records.with(0, { ...record, missed: record.missed + 1 });
        return { ...cell, score: { ...cell.score, records } };
      }),
  ],
  [
    'requests end once',
    'an accuracy over completed requests only',
    (outcome) =>
      withRow(outcome, (row) =>
        row.accuracy && row.deadlineMissShare! > 0 && row.deadlineMissShare! < 1
          ? { ...row, accuracy: row.accuracy / (1 - row.deadlineMissShare!) }
          : undefined,
      ),
  ],
  [
    'same inputs',
    'an option that the policy may not use',
    (outcome) =>
      withRun(outcome, (run, _cell, { mayUse }) => {
        const other = run.passes.findIndex((_, option) => !mayUse.includes(option));
        return other < 0 ? undefined : { ...run, passes: run.passes.with(other, 1) };
      }),
  ],
  [
    'same inputs',
    'a trace of its own',
    (outcome) => withWatched(outcome, (watched) => ({ ...watched, trace: { ...watched.trace } })),
  ],
];
