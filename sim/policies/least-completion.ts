import { ExpectedBacklog } from './expected-backlog.ts';
import { firstUnit } from './first-unit.ts';
import { optionsByUnit } from './options-by-unit.ts';
import type { PolicyDefinition } from './policy.ts';

/** Sends every request to the unit that is expected to answer it first, the wait of those behind it included. */
export const leastCompletion: PolicyDefinition = {
  id: 'least-completion',
  title: 'Least completion',
  source: 'minimum completion time (MCT) of heterogeneous computing (Maheswaran et al., JPDC 59(2), 1999)',
  signal: 'what it sent to each unit, queue',
  adaptive: true,
  charge: '8 a decision and unit',
  needs: ['several units'],
  create(context) {
    const options = optionsByUnit(context);
    const backlog = new ExpectedBacklog(options, firstUnit(context));
    return {
      decide({ timeNs, queueLength }) {
        const best = backlog.least(timeNs, queueLength);
        backlog.send(best, timeNs);
        return options[best]!.index;
      },
      reset: () => backlog.forget(),
      uses: options.map(({ index }) => index),
      cost: { decideOperations: 8 * options.length, reviewOperations: 0 },
      note: `sends to ${options.map(({ id }) => id).join(', ')}`,
    };
  },
};
