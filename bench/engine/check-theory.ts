import { type BatchMeans, batchMeans } from './batch-means.ts';
import { Checksum } from './checksum.ts';
import type { Contestant } from './contestants.ts';
import { delays } from './delay-tables.ts';
import { secondNs } from './model.ts';
import { runChild } from './run-child.ts';
import { writeTables } from './run-rounds.ts';
import { typedModel } from './typed.ts';

export interface TheoryCheck extends BatchMeans {
  readonly customers: number;
  /** 1 / (mu - lambda), s. */
  readonly theoryS: number;
  readonly inside: boolean;
  /** Whether a C++ loop has the same checksum and the same sum of times; null without C++. */
  readonly sameAsCpp: boolean | null;
}

const wanted = 1e6;
const warmUp = 10_000;

/**
 * M/M/1 at a load of 0.8 over a million customers, whose delays are all drawn for themselves: the tables of the timed
 * runs repeat, and a repeated sample has no confidence interval.
 */
export function checkTheory(cpp: Contestant): TheoryCheck {
  const table = delays.queueing(2 ** 21, 31);
  const endNs = wanted * 1.25 * secondNs;
  const check = new Checksum();
  const times: number[] = [];
  const model = typedModel({
    kind: 'mm1',
    n: 0,
    periods: 1,
    delays: table,
    initial: new Float64Array(0),
    check,
    served: (sojournNs) => times.push(sojournNs / secondNs),
  });
  model.runUntil(endNs);
  const means = batchMeans(Float64Array.from(times.slice(warmUp)));
  const theoryS = 1 / (1 - 0.8);
  return {
    ...means,
    customers: times.length,
    theoryS,
    inside: Math.abs(means.mean - theoryS) <= means.halfWidth,
    sameAsCpp: 'missing' in cpp.program ? null : sameIn(cpp, table, endNs, check, model.sojournNs!()),
  };
}

function sameIn(cpp: Contestant, table: Float64Array, endNs: number, check: Checksum, sojournNs: number) {
  const workload = { id: 'theory', delays: () => table, initial: () => new Float64Array(0) };
  const [delaysFile, initialFile] = writeTables(workload);
  const files = { delaysFile, initialFile };
  const times = { checkUntilNs: endNs, timeFromNs: endNs, timeUntilNs: endNs };
  const run = runChild(cpp, 'time', { kind: 'mm1', n: 0, periods: 1, ...files, ...times });
  return run.sum === check.sum && run.fold === check.fold && run.sojournNs === sojournNs;
}
