import { describe, expect, it } from 'vitest';
import { resolvePolicies } from '../../../sim/policies/registry.ts';
import { decisionLog } from '../../../sim/scenario/explain/decision-log.ts';
import { explainRequest, type Outcome } from '../../../sim/scenario/explain/explain-request.ts';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import { openPolicyRun } from '../../../sim/scenario/simulate/open-policy-run.ts';
import { networks, smallCell, smallTarget } from '../simulate/small-target.ts';

const target = smallTarget(['mcu']);
const built = buildOptions(target, networks);

function open(policy: string) {
  const [definition] = resolvePolicies([policy], built.options);
  const opened = openPolicyRun(smallCell, target, target, networks, built, definition!, 0);
  if (!('run' in opened)) throw new Error('refused');
  return opened;
}

describe('a decision log', () => {
  it.each(['budget-controller', 'confidence-refinement', 'dense'])(
    'says of every request what explaining it says: %s',
    (policy) => {
      const handle = open(policy);
      const log = decisionLog(handle);
      const name = (option: number) => (option < 0 ? null : log.optionIds[option]);
      for (const request of [0, 7, log.arrivalNs.length - 1]) {
        const explained = explainRequest(handle, policy, request);
        const same = (outcomes: typeof log.own, outcome: Outcome) => {
          expect(name(outcomes.option[request]!)).toBe(outcome.option);
          expect(outcomes.right[request] === 1).toBe(outcome.right);
          expect(outcomes.inTime[request] === 1).toBe(outcome.inTime);
          expect(outcomes.latencyNs[request]).toBe(outcome.latencyNs ?? Number.NaN);
          expect(outcomes.joules[request]).toBeCloseTo(outcome.joules, 15);
        };
        same(log.own, explained.own);
        same(log.oracle, explained.oracle);
        expect(log.arrivalNs[request]).toBe(explained.arrivalNs);
        expect(log.always).toBe(explained.policy.always);
        const asked = explained.own.heard.answers.find((answer) => answer.kind === 'decide');
        if (asked?.kind === 'decide')
          for (const signal of ['timeNs', 'queueLength', 'deadlineLeftNs', 'lastConfidence'] as const)
            expect(log.saw[signal]![request]).toBe(asked.saw[signal]);
      }
    },
  );

  it('counts what the run counts, and leaves out signals that nothing simulates', () => {
    const handle = open('confidence-refinement');
    const { own, saw } = decisionLog(handle);
    const run = handle.run({});
    const count = (of: (request: number) => boolean) =>
      own.option.reduce((sum, _, request) => sum + Number(of(request)), 0);
    expect(count((r) => own.inTime[r] === 1)).toBe(run.done);
    expect(count((r) => own.inTime[r] === 1 && own.right[r] === 1)).toBe(run.correct);
    expect(count((r) => Number.isNaN(own.latencyNs[r]!))).toBe(run.dropped);
    expect(saw.queueLength).not.toBeNull();
    expect(saw.temperatureC).toBeNull();
    expect(saw.harvestW).toBeNull();
    expect(decisionLog(open('dense')).saw.queueLength).toBeNull();
  });
});
