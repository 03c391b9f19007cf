import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import type { Quantity } from '../../quantity.ts';
import type { SpikingChipProfile } from '../chip/spiking-chip-schema.ts';
import { chipForms } from './chip-forms.ts';

/** A way to run converted networks on a chip: its code, and what a frame from a host takes, where one comes. */
export interface ChipRuntime {
  readonly form: SpikingForm;
  /** null: frames lie on the chip. */
  readonly host: Quantity | null;
}

/**
 * The runtimes of a chip by name: `rate`, with the input on the chip, and `rate-from-host`, where the profile knows what a
 * frame from a host takes.
 */
export function chipRuntimes(profile: SpikingChipProfile): Readonly<Record<string, ChipRuntime>> {
  const models = ['input', ...profile.neurons] as const;
  const host = profile.host?.timePerFrame ?? null;
  return Object.fromEntries(
    chipForms({ models, resets: profile.resets }).flatMap((form): [string, ChipRuntime][] => [
      [form, { form, host: null }],
      ...(host ? [[`${form}-from-host`, { form, host }] as [string, ChipRuntime]] : []),
    ]),
  );
}
