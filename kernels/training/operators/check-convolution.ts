import type { LevelPattern } from '../level-pattern.ts';
import type { TrainingValue } from '../training-value.ts';
import type { ConvolutionOptions } from './convolution-options.ts';

/**
 * @param columns that the window asks of the weights
 * @throws RangeError when weights, bias, shard or patterns do not fit the window
 */
export function checkConvolution(options: ConvolutionOptions, columns: number): void {
  checkParts(options, columns);
  for (const pattern of options.patterns ?? []) checkPattern(options, pattern);
}

function checkParts(options: ConvolutionOptions, columns: number): void {
  const { name, output, weights, bias, shard } = options;
  if (weights.rows !== output.channels || weights.columns !== columns) {
    throw new RangeError(
      `${name}: the weights are ${weights.rows} x ${weights.columns}; ${output.channels} x ${columns} are needed (output channels x input channels x elements of the window)`,
    );
  }
  if (bias && bias.shape.reduce((a, b) => a * b, 1) !== weights.rows) {
    throw new RangeError(
      `${name}: a bias of shape [${bias.shape}]; ${weights.rows} values are needed, one a row`,
    );
  }
  if (!weights.gradients[shard] || (bias && !bias.gradients[shard])) {
    throw new RangeError(
      `${name}: shard ${shard}; the parameters have gradients for ${weights.gradients.length} shards, from 0`,
    );
  }
  if (!output.gradientAt) {
    throw new RangeError(`${name}: the output has no gradient; allocate it with gradient: true`);
  }
}

function checkPattern(options: ConvolutionOptions, pattern: LevelPattern | null): void {
  if (!pattern) return;
  const { name, weights, input, output, kernel, stride, padding } = options;
  const other = pattern.geometry.window;
  const layout = (value: TrainingValue) => [value.rowBytes, value.planeBytes, value.originBytes];
  const same = (a: readonly number[], b: readonly number[]) => a.every((x, i) => x === b[i]);
  if (
    pattern.weights === weights &&
    same([kernel, stride, padding], [other.kernel, other.stride, other.padding]) &&
    same(layout(input), layout(other.input)) &&
    same(layout(output), layout(other.output)) &&
    (!input.gradientAt || other.input.gradientAt)
  ) {
    return;
  }
  throw new RangeError(
    `${name}: a pattern made for ${pattern.weights.name}, ${other.input.name} -> ${other.output.name}; make one for ${weights.name} and a window as that of this operator`,
  );
}
