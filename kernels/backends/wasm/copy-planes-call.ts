import type { ActivationLayout } from './activation-layout.ts';
import type { RowCall } from './kernel-runner.ts';
import { planeStrips, stripArguments } from './plane-strips.ts';
import { splitRows } from './split-rows.ts';

/**
 * The call that copies all channels of one activation into another of the same pixels.
 * @param skip bytes from the first pixel of `output` to where they go @throws RangeError when the activations differ
 */
export function copyPlanesCall(
  input: ActivationLayout,
  output: ActivationLayout,
  skip: number,
  threads: number,
): RowCall {
  const { planes, channels, height, floats } = planeStrips(input, [input, output], threads);
  return {
    kernel: 'copyPlanes',
    args: [0, 0, channels, height, floats, ...stripArguments(input), ...stripArguments(output)],
    x: { at: 5, plus: input.origin },
    y: { at: 9, plus: output.origin + skip },
    rows: 0,
    ends: splitRows(planes, null, threads),
    scratch: [],
    scratchStride: 0,
    work: planes * height * floats,
  };
}
