import { choicesOf, isFeasible } from './choose-static.ts';
import { savingSteps } from './energy-ladder.ts';
import { fixedOption } from './fixed-option.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  marginK: {
    unit: 'K',
    low: 0.1,
    high: 60,
    default: 10,
    meaning: 'How far below the throttling temperature it begins to shift to cheaper options.',
  },
} as const;

/**
 * Shifts to cheaper options before the device slows itself down: at the throttling temperature it runs the cheapest,
 * a margin below it the most accurate that keeps the constraints, and in between in proportion.
 */
export const thermalShift: PolicyDefinition = {
  id: 'thermal-shift',
  title: 'Thermal shift before throttling',
  source: 'Play It Cool (Zhou et al., 2022): smaller networks instead of lower clocks',
  signal: 'temperature',
  adaptive: true,
  charge: '8 a decision',
  needs: ['temperature'],
  parameters,
  create(context, given) {
    const { marginK } = valuesOf(parameters, given);
    const choices = choicesOf(context);
    const steps = savingSteps(
      choices,
      choices.filter((option) => isFeasible(option, context)),
    );
    if (steps.length === 1)
      return fixedOption(steps[0]!, `no option is cheaper than ${steps[0]!.id}; keeps to it`);
    const { throttleC } = context.surroundings.thermal!;
    const last = steps.length - 1;
    return {
      decide({ temperatureC }) {
        const heat = ((temperatureC ?? throttleC) - (throttleC - marginK)) / marginK;
        return steps[Math.min(last, Math.max(0, Math.ceil(heat * last)))]!.index;
      },
      uses: steps.map((option) => option.index),
      cost: { decideOperations: 8, reviewOperations: 0 },
      note: `${steps[0]!.id} when cool, down to ${steps[last]!.id} at ${throttleC} degrees`,
    };
  },
};
