import type { ActivationLayout } from './activation-layout.ts';
import { pixelOffsets } from './pixel-offsets.ts';

/**
 * Byte offsets of the pixels (eight lanes: panels) of two activations of one volume, for kernels that run down the
 * features of each. @throws RangeError when the activations differ
 */
export function featurePixels(
  input: ActivationLayout,
  output: ActivationLayout,
): { readonly input: Uint32Array; readonly output: Uint32Array } {
  const same = (['channels', 'height', 'width', 'groups', 'lanes'] as const).every(
    (key) => input[key] === output[key],
  );
  if (!same || input.channels < 1) {
    const name = (a: ActivationLayout) =>
      `${a.groups} groups of ${a.channels} x ${a.height} x ${a.width} in ${a.lanes} lanes`;
    throw new RangeError(
      `the input is ${name(input)}, the output ${name(output)}; they must be alike, with a channel at least`,
    );
  }
  const offsets = (layout: ActivationLayout) =>
    pixelOffsets(layout, layout.height, layout.width, 1, 1, layout.origin);
  return { input: offsets(input), output: offsets(output) };
}
