import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { PartialCalls } from './partial-calls.ts';
import { planeStrips, stripArguments } from './plane-strips.ts';
import { rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';

/** Place of the second address among the arguments: a call has two of its own. */
const secondAt = 10;

/** Sum of two activations of one volume, with ReLU or without: a residual connection. */
export class AddLayer {
  readonly #runner: KernelRunner;
  readonly #calls: PartialCalls;
  readonly #secondOrigin: number;

  /** @throws RangeError when the activations differ */
  constructor(
    runner: KernelRunner,
    first: ActivationLayout,
    second: ActivationLayout,
    output: ActivationLayout,
    relu = false,
  ) {
    const { planes, channels, height, floats } = planeStrips(output, [first, second, output], runner.threads);
    const floor = relu ? 0 : Number.NEGATIVE_INFINITY;
    const head = [floor, 'first row', 'last row', channels, height, floats] as const;
    this.#runner = runner;
    this.#secondOrigin = second.origin;
    const rest = {
      ends: splitRows(planes, null, runner.threads),
      work: planes * height * floats,
      scratchStride: 0,
    };
    const places = [
      ...stripArguments('x', first),
      ...stripArguments(0, second),
      ...stripArguments('y', output),
    ];
    const call = rowCall('addPlanes', [...head, ...places], rest, { x: first.origin, y: output.origin });
    this.#calls = new PartialCalls(call, planes, output.groups);
  }

  /**
   * @param a @param b @param y addresses of the activations; y may be either of the others
   * @param groups the first groups alone; default all
   */
  run(a: number, b: number, y: number, groups?: number): void {
    const call = this.#calls.over(groups);
    call.args[secondAt] = b + this.#secondOrigin;
    this.#runner.run(call, a, y);
  }
}
