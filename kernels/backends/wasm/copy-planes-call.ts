import type { ActivationLayout } from './activation-layout.ts';
import { planeStrips, stripArguments } from './plane-strips.ts';
import { type RowCall, rowCall } from './row-call.ts';
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
  const places = [...stripArguments('x', input), ...stripArguments('y', output)];
  return rowCall(
    'copyPlanes',
    ['first row', 'last row', channels, height, floats, ...places],
    { ends: splitRows(planes, null, threads), work: planes * height * floats, scratchStride: 0 },
    { x: input.origin, y: output.origin + skip },
  );
}
