import { chooseStatic } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { PolicyDefinition } from './policy.ts';

/** The dense network for every request; without one, the ladder's densest level. */
export const dense: PolicyDefinition = {
  id: 'dense',
  title: 'Dense',
  source: 'baseline: no sparsity, no adaptation',
  signal: 'none',
  adaptive: false,
  create(context) {
    const trained = context.options.filter((option) => option.role === 'dense');
    const ladder = context.options.filter((option) => option.role === 'ladder' && !option.gated);
    const least = Math.min(...ladder.map((option) => option.sparsity));
    const densest = ladder.filter((option) => option.sparsity === least);
    // A spiking network adapts by its steps and thresholds, too: all steps or times, every change is sent, nothing is switched off.
    const last = Math.max(...densest.map(({ traits }) => traits?.exit ?? 0));
    const finest = Math.max(...densest.map(({ traits }) => traits?.times ?? 0));
    const lowest = Math.min(...densest.map(({ traits }) => traits?.deltaThreshold ?? 0));
    const whole = densest.filter(
      ({ traits }) =>
        traits?.masked === undefined &&
        (traits?.exit ?? 0) === last &&
        (traits?.times ?? 0) === finest &&
        (traits?.deltaThreshold ?? 0) === lowest,
    );
    const candidates = trained.length > 0 ? trained : whole;
    const { option } = chooseStatic(candidates, context);
    return fixedOption(option, candidates.length > 1 ? `runs on ${option.unit}` : undefined);
  },
};
