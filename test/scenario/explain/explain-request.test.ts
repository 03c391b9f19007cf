import { describe, expect, it } from 'vitest';
import { causes } from '../../../sim/energy/cause.ts';
import { resolvePolicies } from '../../../sim/policies/registry.ts';
import { explainRequest } from '../../../sim/scenario/explain/explain-request.ts';
import { listen } from '../../../sim/scenario/explain/listen.ts';
import { renderExplanation } from '../../../sim/scenario/explain/render-explanation.ts';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import { openPolicyRun } from '../../../sim/scenario/simulate/open-policy-run.ts';
import { governedTarget } from '../simulate/clocks/governed-target.ts';
import { networks, smallCell, smallTarget } from '../simulate/small-target.ts';

const target = smallTarget(['mcu']);
const built = buildOptions(target, networks);

function open(policy: string) {
  const [definition] = resolvePolicies([policy], built.options);
  const opened = openPolicyRun(smallCell, target, target, networks, built, definition!, 0);
  if (!('run' in opened)) throw new Error('refused');
  return opened;
}

describe('an explained request', () => {
  it.each(['budget-controller', 'confidence-refinement', 'ucb-bandit', 'dense'])(
    'is the one of the run, whatever is asked about it: %s',
    (policy) => {
      const handle = open(policy);
      const before = handle.run({});
      for (const request of [0, 7]) {
        const explained = explainRequest(handle, policy, request);
        expect(explained.own.heard.run.eventHash).toBe(before.eventHash);
        expect(explained.own.heard.run.energyJ).toBe(before.energyJ);
        expect(explained.own.joules).toBeGreaterThan(0);
        const text = renderExplanation(explained, handle.optionIds);
        expect(text).toContain(`request ${request} of ${before.requests}`);
        expect(text).toContain('clairvoyant');
      }
      expect(handle.run({}).eventHash).toBe(before.eventHash);
    },
  );

  it('adds up: the work of all requests is what the ledger holds besides rest', () => {
    const handle = open('budget-controller');
    const joules = new Float64Array(handle.trace.timeNs.length);
    const { ledger } = handle.run({
      observer: {
        busy(_activity, _unit, request, _option, _segment, _fromNs, _durationNs, spentJ) {
          joules[request]! += spentJ;
        },
        waiting() {},
        ended() {},
        battery() {},
      },
    });
    const restCauses = ['idle', 'sleep'].map((cause) => causes.indexOf(cause as (typeof causes)[number]));
    const worked = ledger.flatMap((entry) => [...entry.joules].filter((_, c) => !restCauses.includes(c)));
    const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
    expect(sum(joules)).toBeCloseTo(sum(worked), 9);
    for (const request of [0, 5, 30])
      expect(sum(listen(handle, request).work.map((work) => work.joules))).toBeCloseTo(joules[request]!, 12);
  });

  it('asks a policy again with one thing changed', () => {
    const { probes } = explainRequest(open('deadline-controller'), 'deadline-controller', 3);
    expect(probes.map(({ signal }) => signal)).toContain('deadlineLeftNs');
    for (const { option } of probes) expect(option).toBeGreaterThanOrEqual(0);
    expect(explainRequest(open('dense'), 'dense', 3).probes).toEqual([]);
  });

  it('says which requests there are', () => {
    const handle = open('dense');
    expect(() => explainRequest(handle, 'dense', handle.trace.timeNs.length)).toThrow(/there is no request/);
  });
});

describe('an explained request under a governor and of a stream', () => {
  const paced = governedTarget('pace');
  const options = buildOptions(paced, networks);
  const stream = { deadlineTimes: 2, accuracyFloor: 0.5, missBudget: 0.5 };
  const input = {
    ...smallCell,
    streams: {
      of: [
        { ...stream, name: 'alarm', criticality: 'high' as const, share: 0.5 },
        { ...stream, name: 'log', criticality: 'low' as const, share: 0.5, deadlineTimes: 4 },
      ],
      overrun: { budget: 1.5, low: 'drop' as const },
    },
  };
  const [definition] = resolvePolicies(['static-L1'], options.options);
  const opened = openPolicyRun(input, paced, paced, networks, options, definition!, 0);

  it('names the clock of each pass, the stream and its deadline', () => {
    if (!('run' in opened)) return expect.fail('refused');
    const explained = [0, 1, 2, 3, 4, 5].map((request) => explainRequest(opened, 'static-L1', request));
    for (const each of explained) {
      const { stream: of, deadlineNs, own } = each;
      expect(of!.criticality).toBe(of!.number === 0 ? 'high' : 'low');
      expect(deadlineNs).toBe(opened.system.streams!.deadlineNs[of!.number]);
      expect(own.clocksMhz).toHaveLength(1);
      const text = renderExplanation(each, opened.optionIds);
      expect(text).toContain(`stream ${of!.number + 1} (${of!.criticality} criticality)`);
      expect(text).toContain(`L1 at ${own.clocksMhz[0]} MHz`);
    }
    expect(new Set(explained.map(({ stream: of }) => of!.number)).size).toBe(2);
  });
});
