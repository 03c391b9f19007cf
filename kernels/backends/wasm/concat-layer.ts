import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { type PlaneStrips, planeStrips, stripsAt } from './plane-strips.ts';
import { splitRows } from './split-rows.ts';

/**
 * Joins activations along their channels. A layer that writes straight into its share of the output, at
 * y + first channel * plane, saves the copy, if it runs in rising order (whole blocks of rows reach beyond its share).
 */
export class ConcatLayer {
  readonly #runner: KernelRunner;
  readonly #output: ActivationLayout;
  readonly #parts: readonly {
    readonly layout: ActivationLayout;
    readonly strips: PlaneStrips;
    readonly ends: number[];
    readonly skip: number;
  }[];

  /** @throws RangeError when the activations differ in more than channels, or these do not add up to the output's */
  constructor(runner: KernelRunner, inputs: readonly ActivationLayout[], output: ActivationLayout) {
    const total = inputs.reduce((sum, input) => sum + input.channels, 0);
    if (total !== output.channels) {
      throw new RangeError(`the inputs have ${total} channels in all, the output ${output.channels}`);
    }
    this.#runner = runner;
    this.#output = output;
    let channel = 0;
    this.#parts = inputs.map((layout) => {
      const strips = planeStrips(layout, [layout, output], runner.threads);
      const skip = channel * output.plane;
      channel += layout.channels;
      return { layout, strips, ends: splitRows(strips.planes, null, runner.threads), skip };
    });
  }

  /** @param inputs addresses of the inputs, in their order @param y address of the output */
  run(inputs: readonly number[], y: number): void {
    this.#parts.forEach(({ layout, strips, ends, skip }, i) => {
      const { channels, height, floats } = strips;
      const places = [...stripsAt(layout, inputs[i]!), ...stripsAt(this.#output, y + skip)];
      const args = [0, 0, channels, height, floats, ...places];
      this.#runner.run({ kernel: 'copyPlanes', args, at: 0, scratch: [] }, ends, 0);
    });
  }
}
