import { choicesOf, chooseStatic } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { PolicyDefinition } from './policy.ts';

/**
 * The best gated option: it adapts inside the network, where small activations are skipped sample by sample. The cost
 * of testing them is part of the option's own stages.
 */
export const activationGate: PolicyDefinition = {
  id: 'activation-gate',
  title: 'Activation gate',
  source: 'TEAL (Liu et al., 2024) and CATS (Lee et al., 2024): magnitude threshold on inputs',
  signal: 'activations',
  adaptive: false,
  create(context) {
    const choices = choicesOf(context);
    const gated = choices.filter((option) => option.gated);
    if (gated.length === 0) {
      const { option } = chooseStatic(choices, context);
      return fixedOption(option, `the network has no gated point; acts as best-static (${option.id})`);
    }
    const { option } = chooseStatic(gated, context);
    return fixedOption(option, `keeps to ${option.id}`);
  },
};
