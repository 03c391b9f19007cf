import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cascadeCandidates } from '../../sim/policies/cascade-candidates.ts';
import { wilson } from '../../sim/statistics/wilson.ts';
import { made, passResult, threeLevels } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const option = fc.record({
  id: fc.uuid(),
  wrong: fc.double({ min: 0, max: 0.9, noNaN: true }),
  serviceNs: fc.integer({ min: 1, max: 2000 }),
  energyJ: fc.integer({ min: 1, max: 9 }),
});
const someOptions = fc.array(option, { minLength: 1, maxLength: 6 });

describe('candidates of cascades', () => {
  it('are right as often and cost as much as their passes on every sample say', () => {
    fc.assert(
      fc.property(someOptions, (small) => {
        const context = contextOf(small, { deadlineNs: 3000 });
        const { sampleCount, correct, confidence } = context.validation;
        const candidates = cascadeCandidates(context.options, context);
        expect(candidates.length).toBeGreaterThan(0);
        for (const { steps, thresholds, safe, energyJ, mostNs } of candidates) {
          let right = 0;
          let joules = 0;
          for (let sample = 0; sample < sampleCount; sample++) {
            let at = 0;
            const cell = () => steps[at]!.index * sampleCount + sample;
            joules += steps[0]!.meanMarginalEnergyJ;
            while (at < thresholds.length && confidence[cell()]! < thresholds[at]!) {
              at++;
              joules += steps[at]!.meanMarginalEnergyJ;
            }
            right += correct[cell()]!;
          }
          expect(safe).toBeCloseTo(wilson(right / sampleCount, sampleCount).low, 12);
          expect(energyJ).toBeCloseTo(joules / sampleCount, 9);
          expect(mostNs).toBe(steps.reduce((sum, step) => sum + step.meanServiceNs, 0));
        }
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it('hold for every time the surest that ends in it', () => {
    fc.assert(
      fc.property(someOptions, (small) => {
        const context = contextOf(small, { deadlineNs: 2000 });
        const inTime = context.options.filter(({ meanServiceNs }) => meanServiceNs <= 2000);
        if (inTime.length === 0) return;
        const best = Math.max(...inTime.map(({ validationAccuracy }) => validationAccuracy));
        const safe = Math.max(...cascadeCandidates(context.options, context).map((each) => each.safe));
        expect(safe).toBeGreaterThanOrEqual(wilson(best, context.validation.sampleCount).low - 1e-12);
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe('the budget controller over cascades', () => {
  it('never begins what is predicted late, all passes counted, while one pass in time is left', () => {
    fc.assert(
      fc.property(
        someOptions,
        fc.integer({ min: -500, max: 4000 }),
        fc.integer({ min: 0, max: 3 }),
        (small, deadlineLeftNs, queueLength) => {
          const own = contextOf(small, { deadlineNs: 4000 });
          const policy = made('budget-cascade', own, { quantile: 0.5 });
          const first = own.options[policy.decide(observation({ deadlineLeftNs, queueLength }))]!;
          const fastestNs = Math.min(...small.map((o) => o.serviceNs));
          const budgetNs = deadlineLeftNs - queueLength * fastestNs;
          if (fastestNs > budgetNs) expect(first.meanServiceNs).toBe(fastestNs);
          let spentNs = first.meanServiceNs;
          let last = first.index;
          for (let pass = 0; pass < 3; pass++) {
            const next = policy.review!(
              passResult({
                option: last,
                pass,
                confidence: 0,
                serviceNs: own.options[last]!.meanServiceNs,
                deadlineLeftNs: deadlineLeftNs - spentNs,
              }),
            );
            if (next < 0) break;
            last = next;
            spentNs += own.options[next]!.meanServiceNs;
          }
          if (fastestNs <= budgetNs) expect(spentNs).toBeLessThanOrEqual(deadlineLeftNs);
        },
      ),
      { seed: 2, numRuns: 500 },
    );
  });

  it('keeps the floor with less energy than the budget controller, by its own confidences', () => {
    const context = contextOf(threeLevels, { accuracyFloor: 0.9, deadlineNs: 5000 });
    const { sampleCount, correct, confidence } = context.validation;
    const spent = (id: string) => {
      const policy = made(id, context);
      let right = 0;
      let joules = 0;
      for (let request = 0; request < sampleCount; request++) {
        const at = (index: number) => index * sampleCount + request;
        let last = policy.decide(observation({ request, deadlineLeftNs: 5000 }));
        for (let pass = 0; ; pass++) {
          joules += context.options[last]!.meanMarginalEnergyJ;
          const { meanServiceNs: serviceNs } = context.options[last]!;
          const sure = confidence[at(last)]! / 65535;
          const next = policy.review!(
            passResult({ request, option: last, pass, confidence: sure, serviceNs, deadlineLeftNs: 3000 }),
          );
          if (next < 0) break;
          last = next;
        }
        right += correct[at(last)]!;
      }
      return { right: right / sampleCount, joules };
    };
    const [plain, cascade] = [spent('budget-controller'), spent('budget-cascade')];
    expect(cascade.right).toBeGreaterThanOrEqual(0.9);
    expect(cascade.joules).toBeLessThan(plain.joules);
  });
});
