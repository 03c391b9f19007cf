import { choicesOf, chooseStatic, isFeasible } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { Option, PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';

const parameters = {
  accuracyLoss: {
    unit: '1',
    low: 0,
    high: 0.2,
    default: 0.01,
    meaning: 'Most accuracy that skipping may cost against the same level without gates, on validation data.',
  },
} as const;

/**
 * Compares before it multiplies: the threshold that makes inference fastest among those that lose little accuracy
 * against the same weights without gates. A comparison is charged in the point's own stages, so on a chip that
 * multiplies in one cycle the policy may well be slower than not skipping; the note says so.
 */
export const skipMultiply: PolicyDefinition = {
  id: 'skip-multiply',
  title: 'Multiply-skipping threshold (needs gated points)',
  source: 'UnIT: inference-time thresholds in place of multiplications on MSP430',
  signal: 'activations',
  adaptive: false,
  needs: ['gated points'],
  parameters,
  create(context, given) {
    const { accuracyLoss } = valuesOf(parameters, given);
    const choices = choicesOf(context);
    const plainOf = (gated: Option) =>
      choices.find(
        (o) => !o.gated && o.unit === gated.unit && o.levels.every((level, i) => level === gated.levels[i]),
      );
    const tolerable = choices.filter((option) => {
      const plain = option.gated ? plainOf(option) : undefined;
      return plain && option.validationAccuracy >= plain.validationAccuracy - accuracyLoss;
    });
    const feasible = tolerable.filter((option) => isFeasible(option, context));
    const candidates = feasible.length > 0 ? feasible : tolerable;
    if (candidates.length === 0) {
      const { option } = chooseStatic(choices, context);
      const why = `every threshold loses more than ${100 * accuracyLoss} points`;
      return fixedOption(option, `${why}; acts as best-static (${option.id})`);
    }
    const fastest = candidates.reduce((a, b) => (b.meanServiceNs < a.meanServiceNs ? b : a));
    const plain = plainOf(fastest)!;
    const factor = fastest.meanServiceNs > 0 ? plain.meanServiceNs / fastest.meanServiceNs : 1;
    return fixedOption(fastest, `keeps to ${fastest.id}: ${factor.toFixed(2)} times as fast as ${plain.id}`);
  },
};
