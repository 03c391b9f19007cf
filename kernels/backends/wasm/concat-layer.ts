import type { ActivationLayout } from './activation-layout.ts';
import { copyPlanesCall } from './copy-planes-call.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { RowCall } from './row-call.ts';

/**
 * Joins activations along their channels. A layer that writes straight into its share of the output, at
 * y + first channel * plane, saves the copy, if it runs in rising order (whole blocks of rows reach beyond its share).
 */
export class ConcatLayer {
  readonly #runner: KernelRunner;
  readonly #calls: readonly RowCall[];

  /** @throws RangeError when the activations differ in more than channels, or these do not add up to the output's */
  constructor(runner: KernelRunner, inputs: readonly ActivationLayout[], output: ActivationLayout) {
    const total = inputs.reduce((sum, input) => sum + input.channels, 0);
    if (total !== output.channels) {
      throw new RangeError(`the inputs have ${total} channels in all, the output ${output.channels}`);
    }
    this.#runner = runner;
    let skip = 0;
    this.#calls = inputs.map((input) => {
      const call = copyPlanesCall(input, output, skip, runner.threads);
      skip += input.channels * output.plane;
      return call;
    });
  }

  /** @param inputs addresses of the inputs, in their order @param y address of the output */
  run(inputs: readonly number[], y: number): void {
    this.#calls.forEach((call, i) => {
      this.#runner.run(call, inputs[i]!, y);
    });
  }
}
