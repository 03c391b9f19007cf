import { openedOrRefused } from '../opened-or-refused.ts';
import { policyNamed } from '../policy-named.ts';
import { openPolicyRun, type PolicyRunHandle } from '../simulate/open-policy-run.ts';
import { openWarmTarget } from '../warm/warm-target.ts';
import { decisionLog } from './decision-log.ts';
import { explainRequest } from './explain-request.ts';
import type { ExplainAnswer, ExplainTask } from './explain-task.ts';
import { renderExplanation } from './render-explanation.ts';

/** One request after another of the same run is asked about: opening it makes the pilot runs by which policies choose. */
let last: { readonly key: string; readonly handle: PolicyRunHandle } | null = null;

async function open({ input, policy, repetition, file, key }: ExplainTask): Promise<PolicyRunHandle> {
  if (last?.key === key) return last.handle;
  const { target, reference, networks, built } = await openWarmTarget(input);
  const definition = policyNamed(file, policy, built.options);
  const opened = openPolicyRun(input, target, reference, networks, built, definition, repetition);
  const names = { target: target.id, runtime: input.runtime, policy };
  const handle = openedOrRefused(file, names, opened);
  last = { key, handle };
  return handle;
}

/**
 * Simulates one run of a cell again, in the calling thread, and tells what was asked about it.
 * @throws InputError where the policy is unknown or does not run there, RangeError where there is no such request
 */
export async function answerExplain(task: ExplainTask): Promise<ExplainAnswer> {
  const handle = await open(task);
  const { request } = task;
  if (request === null) return { kind: 'log', log: decisionLog(handle) };
  const explained = explainRequest(handle, task.policy, request);
  return { kind: 'text', text: renderExplanation(explained, handle.optionIds) };
}
