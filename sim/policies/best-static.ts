import { choicesOf, chooseStatic } from './choose-static.ts';
import { fixedOption } from './fixed-option.ts';
import type { PolicyDefinition } from './policy.ts';

/** The cheapest single option that keeps floor and miss budget on validation data. */
export const bestStatic: PolicyDefinition = {
  id: 'best-static',
  title: 'Best static',
  source: 'static oracle of ALERT (Wan et al., USENIX ATC 2020), here chosen on validation data',
  signal: 'none',
  adaptive: false,
  create(context) {
    const { option, feasible } = chooseStatic(choicesOf(context), context);
    return fixedOption(
      option,
      feasible
        ? `keeps to ${option.id}`
        : `no single option keeps the floor and the miss budget on validation data; keeps to ${option.id}, the most often right and in time`,
    );
  },
};
