import type { Questions } from '../../../session/questions.ts';
import { clamp } from '../../state/clamp.ts';
import { selectedPolicy } from '../../state/selected-policy.ts';
import { type DashboardState, knownKey } from '../../state/state.ts';
import { answerOf, type Want } from '../../state/wants.ts';

export type DecisionLog = Questions['decisions']['answer']['log'];

/** Holding a key to go from one target to the next simulates none of those passed over. */
const settleMs = 150;

/** The question for what happened to every request of the selected run; null where the policy did not run. */
export function decisionsWant(state: DashboardState): Extract<Want, { slot: 'decisions' }> | null {
  const { cell, result } = selectedPolicy(state);
  if (!result || result.energyPerInferenceJ === null) return null;
  const { repetition } = state;
  return {
    slot: 'decisions',
    key: `${state.runs} ${knownKey(cell.id, cell.settings)} ${result.policy} ${repetition}`,
    question: { cell: cell.ref, change: cell.settings, policy: result.policy, repetition },
    settleMs,
  };
}

/** What happened to every request; null until it is there. */
export function decisionsOf(state: DashboardState): Questions['decisions']['answer'] | null {
  const want = decisionsWant(state);
  return (want && answerOf(state.answers, 'decisions', want.key)?.answer) ?? null;
}

/** The selected request of a log. */
export function selectedRequest({ why }: DashboardState, log: DecisionLog): number {
  const last = log.arrivalNs.length - 1;
  return clamp(why.request ?? last, 0, Math.max(0, last));
}

/** The question for the whole explanation of the selected request; null while none is open. */
export function explanationWant(state: DashboardState): Extract<Want, { slot: 'explanation' }> | null {
  const want = decisionsWant(state);
  const log = decisionsOf(state)?.log;
  if (!want || !log || log.arrivalNs.length === 0 || !state.why.isOpen) return null;
  const request = selectedRequest(state, log);
  return {
    slot: 'explanation',
    key: `${want.key} ${request}`,
    question: { ...want.question, request },
  };
}

/** Whether the clairvoyant gave another option's answer, or none where the policy gave one. */
export function differs({ own, oracle }: DecisionLog, request: number): boolean {
  return own.option[request] !== oracle.option[request];
}

/** The next request in a direction on which the two differ; null: there is none. */
export function nextDifference(log: DecisionLog, from: number, by: 1 | -1): number | null {
  for (let request = from + by; request >= 0 && request < log.arrivalNs.length; request += by)
    if (differs(log, request)) return request;
  return null;
}
