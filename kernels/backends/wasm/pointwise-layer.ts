import { type PointFunction, pointFunctions } from '../../ops/pointwise/point-function.ts';
import type { ActivationLayout } from './activation-layout.ts';
import type { KernelRunner } from './kernel-runner.ts';
import { PartialCalls } from './partial-calls.ts';
import { planeStrips, stripArguments } from './plane-strips.ts';
import { rowCall } from './row-call.ts';
import { splitRows } from './split-rows.ts';

/** Multiply-accumulates of a dense kernel that take about as long as one value of the dearer functions. */
const workPerValue = 16;

/** A function of each element of an activation; ReLU costs nothing in the epilogue of the layer before instead. */
export class PointwiseLayer {
  readonly #runner: KernelRunner;
  readonly #calls: PartialCalls;

  /** @param slope of `leaky-relu` below 0 @throws RangeError when the activations differ */
  constructor(
    runner: KernelRunner,
    name: PointFunction,
    input: ActivationLayout,
    output: ActivationLayout,
    slope = 0.01,
  ) {
    const { planes, channels, height, floats } = planeStrips(input, [input, output], runner.threads);
    const head = [
      pointFunctions.indexOf(name),
      slope,
      'first row',
      'last row',
      channels,
      height,
      floats,
    ] as const;
    this.#runner = runner;
    const rest = {
      ends: splitRows(planes, null, runner.threads),
      work: planes * height * floats * workPerValue,
      scratchStride: 0,
    };
    const places = [...stripArguments('x', input), ...stripArguments('y', output)];
    const call = rowCall('pointwise', [...head, ...places], rest, { x: input.origin, y: output.origin });
    this.#calls = new PartialCalls(call, planes, input.groups);
  }

  /**
   * @param x @param y addresses of the activations; they may be the same where the layouts are
   * @param groups the first groups alone; default all
   */
  run(x: number, y: number, groups?: number): void {
    this.#runner.run(this.#calls.over(groups), x, y);
  }
}
