import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import type { ChipTarget } from '../chip/chip-target.ts';

/** Codes that a converted network may have on a chip, best first where several run. */
const forms: readonly SpikingForm[] = ['sigma-delta', 'rate', 'folded', 'rate-zero'];

/** What neurons a code takes: their kind, and how a membrane must reset. */
export const neuronsOfForm = {
  rate: { kind: 'integrate', reset: 'subtract' },
  'rate-zero': { kind: 'integrate', reset: 'to' },
  'sigma-delta': { kind: 'sigma-delta', reset: null },
  folded: { kind: 'relay', reset: null },
} as const satisfies Record<SpikingForm, object>;

/** The codes that run on a chip without help from a host: those whose neurons and resets its profile lists. */
export function chipForms({ models, resets }: Pick<ChipTarget, 'models' | 'resets'>): readonly SpikingForm[] {
  return forms.filter((form) => {
    const { kind, reset } = neuronsOfForm[form];
    return (models?.includes(kind) ?? true) && (reset === null || (resets?.includes(reset) ?? true));
  });
}
