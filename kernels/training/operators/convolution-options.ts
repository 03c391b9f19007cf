import type { ConvolutionWindow } from '../convolution-geometry.ts';
import type { LevelPattern } from '../level-pattern.ts';
import type { MatrixParameter } from '../matrix-parameter.ts';
import type { Parameter } from '../parameter.ts';

/** What a `ConvolutionOperator` is made of. */
export interface ConvolutionOptions extends ConvolutionWindow {
  readonly name: string;
  /** [output channels][input channels * kernel * kernel] */
  readonly weights: MatrixParameter;
  readonly shard: number;
  /** [output channels] */
  readonly bias?: Parameter;
  /** By level; none, or null, is dense. Shared by all shards. */
  readonly patterns?: readonly (LevelPattern | null)[];
}
