import { fixedOption } from './fixed-option.ts';
import type { NetworkRole, PolicyDefinition } from './policy.ts';
import { staticName } from './static-name.ts';

/** The policy that keeps to the option of this id: `static-L3`, or `small-dense-0.5` for another network. */
export function staticOption(optionId: string, role: NetworkRole): PolicyDefinition {
  const ofLadder = role === 'ladder' || role === 'ladder-point';
  return {
    id: staticName({ id: optionId, role }),
    title: ofLadder ? `Static ${optionId}` : `Network ${optionId}`,
    source: ofLadder ? 'baseline: one point of the ladder' : 'baseline: a dense network trained on its own',
    signal: 'none',
    adaptive: false,
    optionId,
    create(context) {
      const option = context.options.find((o) => o.id === optionId);
      if (!option) {
        const known = context.options.map((o) => o.id).join(', ');
        throw new RangeError(`no option ${optionId} fits here; there are ${known}`);
      }
      return fixedOption(option);
    },
  };
}
