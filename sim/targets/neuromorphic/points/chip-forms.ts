import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import type { ChipTarget } from '../chip/chip-target.ts';

/** Codes that a converted network may have on a chip, best first where several run. */
export const spikingForms: readonly SpikingForm[] = ['sigma-delta', 'rate', 'folded', 'rate-zero', 'latency'];

/** What neurons a code takes: their kind, how a membrane must reset, and whether a current must last. */
export const neuronsOfForm = {
  rate: { kind: 'integrate', reset: 'subtract', lasting: false },
  'rate-zero': { kind: 'integrate', reset: 'to', lasting: false },
  'sigma-delta': { kind: 'sigma-delta', reset: null, lasting: false },
  folded: { kind: 'relay', reset: null, lasting: false },
  latency: { kind: 'integrate', reset: 'to', lasting: true },
} as const satisfies Record<SpikingForm, object>;

type Neurons = Pick<ChipTarget, 'models' | 'resets' | 'lastingCurrent'>;

/** Why a code does not run on a chip without help from a host, in words; null: it does. */
export function whyNotForm(form: SpikingForm, { models, resets, lastingCurrent }: Neurons): string | null {
  const { kind, reset, lasting } = neuronsOfForm[form];
  if (!(models?.includes(kind) ?? true))
    return `${form} takes neurons of kind ${kind}; its profile lists ${models!.filter((model) => model !== 'input').join(', ')}`;
  if (reset !== null && !(resets?.includes(reset) ?? true))
    return `${form} takes neurons that reset with "${reset}"; its profile lists ${resets!.join(', ')}`;
  if (lasting && !lastingCurrent)
    return `${form} takes neurons whose current lasts until spikes take it away; its profile knows of none (lastingCurrent)`;
  return null;
}

/** The codes that run on a chip without help from a host: those whose neurons and resets its profile lists. */
export const chipForms = (target: Neurons): readonly SpikingForm[] =>
  spikingForms.filter((form) => whyNotForm(form, target) === null);
