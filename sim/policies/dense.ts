import { chooseStatic } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { Option, PolicyDefinition } from './policy.ts';

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
    // A network adapts by exits, steps and thresholds, too: nothing is switched off, thresholds are as balanced, all steps or
    // times, every change is sent.
    const whole = [
      ({ sparsity }: Option) => sparsity,
      ({ traits }: Option) => (traits?.masked === undefined ? 0 : 1),
      ({ traits }: Option) => Math.abs((traits?.thresholdFactor ?? 1) - 1),
      ({ traits }: Option) => -(traits?.exit ?? 0),
      ({ traits }: Option) => -(traits?.times ?? 0),
      ({ traits }: Option) => traits?.deltaThreshold ?? 0,
    ].reduce(leastBy, ladder);
    const candidates = trained.length > 0 ? trained : whole;
    const { option } = chooseStatic(candidates, context);
    return fixedOption(option, candidates.length > 1 ? `runs on ${option.unit}` : undefined);
  },
};

function leastBy(options: readonly Option[], of: (option: Option) => number): readonly Option[] {
  const least = Math.min(...options.map(of));
  return options.filter((option) => of(option) === least);
}
