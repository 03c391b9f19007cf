import { standing } from '../report/rank-results.ts';
import type { RunResult } from '../report/run-report.ts';
import type { CellRun } from './simulate/cell-run.ts';

/** What a reader must know of a cell beyond its score. */
export function cellNotes(
  { target, built, policies, input }: CellRun,
  results: readonly RunResult[],
): readonly string[] {
  const foreign = built.filter(
    ({ plan, accuracyFrom }) => !target.capabilities(plan.unit).numericForms.includes(accuracyFrom),
  );
  const own = foreign.flatMap(({ plan }) => target.capabilities(plan.unit).numericForms);
  const fits = results.some((row) => row.fits);
  return [
    ...(fits && !results.some((row) => standing(row) === 'keeps')
      ? ['no policy keeps the accuracy floor and the miss budget']
      : []),
    ...(foreign.length > 0
      ? [
          `accuracy is of ${foreign[0]!.accuracyFrom}: this runtime computes in ${[...new Set(own)].join(', ')}, of which there is no table`,
        ]
      : []),
    ...(input.batching
      ? [`a pass takes up to ${input.batching.most} samples; a batch waits up to ${input.batching.waitUs} us`]
      : []),
    ...policies.flatMap(({ policy, runs }) => {
      const each = runs.flatMap(({ replicas }) => (replicas ? [replicas] : []));
      if (each.length === 0) return [];
      const mean = each.reduce((sum, one) => sum + one.mean, 0) / each.length;
      const most = Math.max(...each.map((one) => one.most));
      const boots = each.reduce((sum, one) => sum + one.boots, 0) / each.length;
      return [
        `${policy}: ${mean.toFixed(2)} replicas on average, ${most} at most, ${boots.toFixed(1)} started a run`,
      ];
    }),
  ];
}
