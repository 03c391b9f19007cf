import { ExpectedBacklog } from './expected-backlog.ts';
import { firstUnit } from './first-unit.ts';
import { optionsByUnit } from './options-by-unit.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  margin: {
    unit: '1',
    low: 1,
    high: 10,
    default: 1.2,
    meaning: 'The expected time to the result times this must be within the deadline.',
  },
} as const;

/** Sends a request to the unit of least energy that is expected to answer in time; where none is, to the first done. */
export const energyFirst: PolicyDefinition = {
  id: 'energy-first',
  title: 'Energy first',
  source: 'least energy within the deadline, as the scheduler of AutoScale (Kim and Wu, MICRO 2020) aims at',
  signal: 'what it sent to each unit, queue, deadline',
  adaptive: true,
  charge: '6 + 10 a decision and unit',
  needs: ['several units'],
  parameters,
  create(context, given) {
    const { margin } = valuesOf(parameters, given);
    const options = [...optionsByUnit(context)].sort((a, b) => a.meanMarginalEnergyJ - b.meanMarginalEnergyJ);
    const backlog = new ExpectedBacklog(options, firstUnit(context));
    return {
      decide({ timeNs, deadlineLeftNs, queueLength }) {
        const inTime = (unit: number) =>
          margin * backlog.burdenNs(unit, timeNs, queueLength) <= deadlineLeftNs;
        const cheapest = options.findIndex((_, unit) => inTime(unit));
        const best = cheapest >= 0 ? cheapest : backlog.least(timeNs, queueLength);
        backlog.send(best, timeNs);
        return options[best]!.index;
      },
      reset: () => backlog.forget(),
      uses: options.map(({ index }) => index),
      cost: { decideOperations: 6 + 10 * options.length, reviewOperations: 0 },
      note: `sends to ${options.map(({ id }) => id).join(', ')}, in this order`,
    };
  },
};
