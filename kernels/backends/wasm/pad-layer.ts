import type { ActivationLayout, Border } from './activation-layout.ts';
import { copyPlanesCall } from './copy-planes-call.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { planeStrips, stripArguments } from './plane-strips.ts';
import { type RowCall, rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';

/**
 * Puts a value around the images: the output is a larger image. Zeros that only the next window needs are a border of
 * its input's layout instead, which costs no copy.
 */
export class PadLayer {
  readonly #runner: KernelRunner;
  readonly #fill: RowCall;
  readonly #copy: RowCall;

  /** @throws RangeError when the output is not the input with that border */
  constructor(
    runner: KernelRunner,
    input: ActivationLayout,
    output: ActivationLayout,
    border: Border,
    value = 0,
  ) {
    const height = border.top + input.height + border.bottom;
    const width = border.left + input.width + border.right;
    if (input.channels !== output.channels || output.height !== height || output.width !== width) {
      throw new RangeError(
        `the output holds ${output.channels} x ${output.height} x ${output.width}; the padded input is ${input.channels} x ${height} x ${width}`,
      );
    }
    const filled = planeStrips(output, [output], runner.threads);
    const inside = { ...output, height: input.height, width: input.width };
    const skip = border.top * output.pitch + border.left * output.element;
    this.#runner = runner;
    const rest = {
      ends: splitRows(filled.planes, null, runner.threads),
      work: filled.planes * filled.height * filled.floats,
      scratchStride: 0,
    };
    const size = [filled.channels, filled.height, filled.floats];
    const args = [value, 'first row', 'last row', ...size, ...stripArguments('x', output)] as const;
    // The kernel only writes: the output's address stands at x, and what stands behind is not taken.
    this.#fill = rowCall('fillPlanes', [...args, 'y'], rest, { x: output.origin, y: 0 });
    this.#copy = copyPlanesCall(input, inside, skip, runner.threads);
  }

  /** @param x @param y addresses of the activations, which must not overlap */
  run(x: number, y: number): void {
    this.#runner.run(this.#fill, y, y);
    this.#runner.run(this.#copy, x, y);
  }
}
