import { createHash } from 'node:crypto';
import { usedBuckets } from '../check/buckets.ts';
import type { SwarmCell, SwarmOutcome } from './swarm-outcome.ts';

/** SHA-256 over everything that a scenario gave, to the last bit: report, scores, and every run with its latencies. */
export function digest(outcome: SwarmOutcome): string {
  const hash = createHash('sha256').update(JSON.stringify(outcome.report));
  for (const cell of outcome.cells) hash.update(cellText(cell));
  return hash.digest('hex');
}

function cellText({ score, watched }: SwarmCell): string {
  const runs = watched.map(({ run: { latencies, ...run }, witness }) => [
    { ...run, passes: [...run.passes] },
    usedBuckets(latencies).map(({ lowNs, count }) => [lowNs, count]),
    witness.decisions.length,
    witness.seen.length,
  ]);
  return JSON.stringify([score, runs]);
}
