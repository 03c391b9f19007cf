import type { ActivationLayout, Border } from './activation-layout.ts';
import { copyPlanesCall } from './copy-planes-call.ts';
import type { KernelRunner, RowCall } from './kernel-runner.ts';
import { planeStrips, stripArguments } from './plane-strips.ts';
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
    this.#fill = {
      kernel: 'fillPlanes',
      args: [value, 0, 0, filled.channels, filled.height, filled.floats, ...stripArguments(output)],
      // Nothing is read: the place of the input is that of the output, which is filled in last.
      x: { at: 6, plus: 0 },
      y: { at: 6, plus: output.origin },
      rows: 1,
      ends: splitRows(filled.planes, null, runner.threads),
      scratch: [],
      scratchStride: 0,
      work: filled.planes * filled.height * filled.floats,
    };
    this.#copy = copyPlanesCall(input, inside, skip, runner.threads);
  }

  /** @param x @param y addresses of the activations, which must not overlap */
  run(x: number, y: number): void {
    this.#runner.run(this.#fill, y, y);
    this.#runner.run(this.#copy, x, y);
  }
}
