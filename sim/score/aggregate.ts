import type { RequestRun } from '../scenario/simulate/request-run.ts';

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** Requests that ended with a result, in time or late. */
export const completed = (run: RequestRun): number => run.done + run.missed;
/** Joules of several runs per completed request; null where none was. */
export const perInference = (joules: number, runs: readonly RequestRun[]): number | null => {
  const count = sum(runs.map(completed));
  return count > 0 ? joules / count : null;
};
