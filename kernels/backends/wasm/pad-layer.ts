import type { ActivationLayout, Border } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { type PlaneStrips, planeStrips, stripsAt } from './plane-strips.ts';
import { splitRows } from './split-rows.ts';

/**
 * Puts a value around the images: the output is a larger image. Zeros that only the next window needs are a border of
 * its input's layout instead, which costs no copy.
 */
export class PadLayer {
  readonly #runner: KernelRunner;
  readonly #input: ActivationLayout;
  readonly #output: ActivationLayout;
  readonly #value: number;
  readonly #skip: number;
  readonly #copy: PlaneStrips;
  readonly #fill: PlaneStrips;
  readonly #ends: { copy: number[]; fill: number[] };

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
    this.#runner = runner;
    this.#input = input;
    this.#output = output;
    this.#value = value;
    this.#skip = border.top * output.pitch + border.left * output.element;
    const inside = { ...output, height: input.height, width: input.width };
    this.#copy = planeStrips(input, [input, inside], runner.threads);
    this.#fill = planeStrips(output, [output], runner.threads);
    const split = (n: number) => splitRows(n, null, runner.threads);
    this.#ends = { copy: split(this.#copy.planes), fill: split(this.#fill.planes) };
  }

  /** @param x @param y addresses of the activations, which must not overlap */
  run(x: number, y: number): void {
    const fill = this.#fill;
    const filled = [this.#value, 0, 0, fill.channels, fill.height, fill.floats, ...stripsAt(this.#output, y)];
    this.#runner.run({ kernel: 'fillPlanes', args: filled, at: 1, scratch: [] }, this.#ends.fill, 0);
    const { channels, height, floats } = this.#copy;
    const places = [...stripsAt(this.#input, x), ...stripsAt(this.#output, y + this.#skip)];
    const args = [0, 0, channels, height, floats, ...places];
    this.#runner.run({ kernel: 'copyPlanes', args, at: 0, scratch: [] }, this.#ends.copy, 0);
  }
}
