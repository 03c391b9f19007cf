import { formatPercent } from '../../../report/format-quantity.ts';
import type { DecisionLog } from './decisions.ts';
import { differs } from './decisions.ts';

const summaries = new WeakMap<DecisionLog, string>();

function summarised(log: DecisionLog): string {
  const requests = log.arrivalNs.length;
  if (requests === 0) return 'no request came';
  let other = 0;
  for (let request = 0; request < requests; request++) if (differs(log, request)) other++;
  const good = ({ right, inTime }: DecisionLog['own']) =>
    right.reduce((sum, answer, request) => sum + (answer & inTime[request]!), 0) / requests;
  return `${requests} requests; the clairvoyant ran ${formatPercent(other / requests)} otherwise; right in time ${formatPercent(good(log.own))}, clairvoyant ${formatPercent(good(log.oracle))}`;
}

/** A log as a whole. Kept with it: logs are long and frames are many. */
export function decisionSummary(log: DecisionLog): string {
  const known = summaries.get(log) ?? summarised(log);
  summaries.set(log, known);
  return known;
}
