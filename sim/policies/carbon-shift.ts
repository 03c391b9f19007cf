import { choicesOf, chooseStatic } from './choose-static.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const hourNs = 3.6e12;

const parameters = {
  windowH: {
    unit: 'h',
    low: 1,
    high: 168,
    default: 24,
    meaning: 'How far it plans ahead; never further than the slack of a request.',
  },
  reserve: {
    unit: '1',
    low: 0,
    high: 0.5,
    default: 0.02,
    meaning: 'Share of the slack that is left when a request is served in whatever hour it is.',
  },
} as const;

/**
 * Waits for clean hours: of the hours ahead it takes the cleanest that together hold the work at hand and expected, and
 * holds the queue back in all others, unless the oldest request is about to be due. That is CarbonScaler's plan with a
 * server that is either on or released, whose greedy order by carbon per unit of work then is the order of intensities.
 */
export const carbonShift: PolicyDefinition = {
  id: 'carbon-shift',
  title: 'Carbon shift',
  source:
    'CarbonScaler (Hanafy et al., SIGMETRICS 2023), suspend and resume of one server with its greedy plan',
  signal: 'grid intensity and its forecast, queue, deadline',
  adaptive: false,
  charge: '10 + 8 a decision and hour of the plan',
  needs: ['hourly intensity', 'slack'],
  parameters,
  create(context, given) {
    const { windowH, reserve } = valuesOf(parameters, given);
    const { surroundings, deadlineNs, meanInterarrivalNs } = context;
    const forecast = surroundings.intensityForecast!;
    const { option, feasible } = chooseStatic(choicesOf(context), context);
    const hours = Math.max(1, Math.floor(Math.min(windowH, deadlineNs / hourNs)));
    const marginNs = reserve * deadlineNs + 10 * option.meanServiceNs;
    let plannedUntilNs = -1;
    let dirtiest = 0;
    /** Highest intensity at which the work of the hours ahead still has to be done. */
    const plan = (timeNs: number, queueLength: number) => {
      const ahead = Array.from({ length: hours }, (_, h) => forecast(timeNs + h * hourNs)).sort(
        (a, b) => a - b,
      );
      const requests = queueLength + 1 + (hours * hourNs) / meanInterarrivalNs;
      const needed = Math.ceil((requests * option.meanServiceNs) / hourNs);
      return ahead[Math.min(needed, hours) - 1]!;
    };
    return {
      hold({ timeNs, queueLength, deadlineLeftNs, gridIntensityGPerKwh }) {
        if (deadlineLeftNs <= marginNs) return 0;
        if (timeNs >= plannedUntilNs) {
          plannedUntilNs = (Math.floor(timeNs / hourNs) + 1) * hourNs;
          dirtiest = plan(timeNs, queueLength);
        }
        if (gridIntensityGPerKwh <= dirtiest) return 0;
        return Math.min(plannedUntilNs - timeNs, deadlineLeftNs - marginNs);
      },
      decide: () => option.index,
      reset() {
        plannedUntilNs = -1;
      },
      uses: [option.index],
      cost: { decideOperations: 10 + 8 * hours, reviewOperations: 0 },
      note: feasible
        ? `keeps to ${option.id}`
        : `no single option keeps the floor and the miss budget on validation data; keeps to ${option.id}`,
    };
  },
};
