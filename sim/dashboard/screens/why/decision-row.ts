import type { DecisionLog } from './decisions.ts';

/** How one request ended under the policy, or under the clairvoyant. */
export interface RowOutcome {
  /** null: no answer was given. */
  readonly option: string | null;
  readonly isRight: boolean;
  readonly isInTime: boolean;
  /** ms; null where the request was dropped. */
  readonly latencyMs: number | null;
  readonly joules: number;
}

/** One request of a log. */
export interface DecisionRow {
  readonly request: number;
  readonly arrivalS: number;
  readonly own: RowOutcome;
  readonly oracle: RowOutcome;
  /** What the policy saw; null: it was not asked, or the signal is not simulated. */
  readonly saw: Readonly<Record<keyof DecisionLog['saw'], number | null>>;
}

function outcomeAt(log: DecisionLog, who: 'own' | 'oracle', request: number): RowOutcome {
  const { option, right, inTime, latencyNs, joules } = log[who];
  const latency = latencyNs[request]!;
  return {
    option: log.optionIds[option[request]!] ?? null,
    isRight: right[request] === 1,
    isInTime: inTime[request] === 1,
    latencyMs: Number.isNaN(latency) ? null : latency / 1e6,
    joules: joules[request]!,
  };
}

/** What a log says of one request. */
export function decisionRow(log: DecisionLog, request: number): DecisionRow {
  const seen = Object.entries(log.saw).map(([signal, values]) => {
    const value = values?.[request];
    return [signal, value === undefined || Number.isNaN(value) ? null : value];
  });
  return {
    request,
    arrivalS: log.arrivalNs[request]! / 1e9,
    own: outcomeAt(log, 'own', request),
    oracle: outcomeAt(log, 'oracle', request),
    saw: Object.fromEntries(seen) as DecisionRow['saw'],
  };
}
