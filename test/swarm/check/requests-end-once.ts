import { usedBuckets } from './buckets.ts';
import type { Check } from './check.ts';
import { eachRun } from './each-run.ts';

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

/** Each request ends exactly once: done, missed or dropped; late means later than the deadline; rows count the same. */
export const requestsEndOnce: Check = (outcome) => {
  const wrong: string[] = [];
  for (const { where, cell, trace, seed, policy, run } of eachRun(outcome)) {
    const { input, deadlineNs } = cell.run;
    const expect = (what: string, holds: boolean) => {
      if (!holds) wrong.push(`${where}: ${what}`);
    };
    const { requests, done, missed, dropped, correct } = run;
    const counts = [requests, done, missed, dropped, correct, run.switches, ...run.passes];
    expect(
      'a count is no whole number of 0 or more',
      counts.every((n) => Number.isInteger(n) && n >= 0),
    );
    expect(`${requests} requests, ${trace.timeNs.length} arrived`, requests === trace.timeNs.length);
    expect(
      `${done} done, ${missed} missed and ${dropped} dropped of ${requests}`,
      done + missed + dropped === requests,
    );
    expect(`${correct} right of ${done} in time`, correct <= done);
    expect(`${run.latencies.count} latencies of ${done + missed}`, run.latencies.count === done + missed);
    const buckets = usedBuckets(run.latencies);
    const counted = buckets.reduce((total, { count }) => total + count, 0);
    expect('the latency counts do not add up', counted === done + missed);
    expect(`${sum(run.passes)} passes for ${done + missed} results`, sum(run.passes) >= done + missed);
    const mayDrop =
      input.queueLimit !== undefined ||
      (input.faults?.sensorGaps ?? []).length > 0 ||
      input.streams !== undefined;
    expect(`${dropped} dropped, and nothing drops requests`, mayDrop || dropped === 0);
    let surelyLate = 0;
    let perhapsLate = 0;
    for (const { lowNs, highNs, count } of buckets) {
      if (lowNs > deadlineNs) surelyLate += count;
      if (highNs > deadlineNs) perhapsLate += count;
    }
    if (!input.streams)
      expect(
        `${missed} missed, but ${surelyLate} to ${perhapsLate} are later than the deadline`,
        surelyLate <= missed && missed <= perhapsLate,
      );
    const record = cell.score.records.find(
      (one) => one.policy === policy.policy && one.seed === input.seeds[seed],
    );
    expect(
      'its record counts otherwise',
      record?.requests === requests &&
        record.done === done &&
        record.missed === missed &&
        record.dropped === dropped &&
        record.correct === correct,
    );
  }
  for (const { name, run, score } of outcome.cells) {
    run.policies.forEach(({ policy, runs }, p) => {
      if (runs.length === 0) return;
      const row = score.results[p]!;
      const total = (key: 'requests' | 'missed' | 'dropped' | 'correct') => sum(runs.map((one) => one[key]));
      const requests = total('requests');
      const same = (found: number | null, wanted: number) =>
        requests === 0 ? found === null : found !== null && Math.abs(found - wanted) < 1e-12;
      if (row.requests !== requests) wrong.push(`${name} ${policy}: the row counts ${row.requests} requests`);
      if (!same(row.accuracy, total('correct') / requests))
        wrong.push(`${name} ${policy}: accuracy ${row.accuracy}`);
      if (!same(row.deadlineMissShare, (total('missed') + total('dropped')) / requests))
        wrong.push(`${name} ${policy}: miss share ${row.deadlineMissShare}`);
    });
  }
  return wrong;
};
