import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import type { Quantity } from '../../quantity.ts';
import { type ChipProfile, chipOf } from '../chip/chip-of.ts';
import { chipForms, spikingForms, whyNotForm } from './chip-forms.ts';

/** A way to run converted networks on a chip: its code, and what a frame from a host takes, where one comes. */
export interface ChipRuntime {
  readonly form: SpikingForm;
  /** null: frames lie on the chip. */
  readonly host: Quantity | null;
}

const fromHost = '-from-host';

/**
 * The runtimes of a chip by name: `rate`, with the input on the chip, and `rate-from-host`, where the profile knows what a
 * frame from a host takes. Those of Loihi 1's own model (`nxsdk-rate16`) are not among them.
 */
export function chipRuntimes(profile: ChipProfile): Readonly<Record<string, ChipRuntime>> {
  const host = profile.class === 'spiking-chip' ? (profile.host?.timePerFrame ?? null) : null;
  return Object.fromEntries(
    chipForms(chipOf(profile)).flatMap((form): [string, ChipRuntime][] => [
      [form, { form, host: null }],
      ...(host ? [[`${form}${fromHost}`, { form, host }] as [string, ChipRuntime]] : []),
    ]),
  );
}

/** Why a chip has no runtime of a name, where that is a code it does not run or a host it does not know; else undefined. */
export function whyNoRuntime(profile: ChipProfile, name: string): string | undefined {
  const form = spikingForms.find((each) => each === name || `${each}${fromHost}` === name);
  if (!form) return undefined;
  return (
    whyNotForm(form, chipOf(profile)) ??
    (name === form ? undefined : 'its profile does not know what a frame from a host takes (host)')
  );
}
