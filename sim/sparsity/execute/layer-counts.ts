import { type ActivationLayout, activeRowsPerColumn, type BlockLadder } from '../../../kernels/index.ts';
import { type MatrixStep, withoutWeights } from './plan.ts';

/** Multiply-accumulates of a layer at its levels, as all executors count them. */
export class LayerCounts {
  readonly #step: MatrixStep;
  #ladder: BlockLadder | null;
  readonly #rowsPerColumn: (Uint32Array | undefined)[] = [];
  readonly #activeMacs: number[] = [];

  constructor(step: MatrixStep, ladder: BlockLadder | null) {
    this.#step = withoutWeights(step);
    this.#ladder = ladder;
  }

  /** Of the active blocks over all output pixels. */
  activeMacs(level: number): number {
    const { outHeight, outWidth } = this.#step;
    const rows = () => this.#activeRows(level).reduce((sum, count) => sum + count, 0);
    this.#activeMacs[level] ??= rows() * outHeight * outWidth;
    return this.#activeMacs[level]!;
  }

  /** Counts every level now, so that the ladder need not be kept. */
  forgetLadder(): void {
    const ladder = this.#ladder;
    for (let level = ladder?.densest ?? 0; level < (ladder?.levels ?? 1); level++) this.activeMacs(level);
    this.#ladder = null;
  }

  /** For each input element, padding included: the multiply-accumulates at this level that read it. */
  fanout(level: number, { channels, plane, element, pitch }: ActivationLayout): Uint32Array {
    const { shape, outHeight, outWidth } = this.#step;
    const fanout = new Uint32Array((channels * plane) / element);
    const rows = this.#activeRows(level);
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        let column = 0;
        for (let c = 0; c < shape.channels; c++) {
          for (let ky = 0; ky < shape.kernelH; ky++) {
            for (let kx = 0; kx < shape.kernelW; kx++) {
              const y = oy * shape.strideH + ky * shape.dilationH;
              const x = ox * shape.strideW + kx * shape.dilationW;
              fanout[(c * plane + y * pitch) / element + x]! += rows[column++]!;
            }
          }
        }
      }
    }
    return fanout;
  }

  #activeRows(level: number): Uint32Array {
    const { rows, cols } = this.#step.weights;
    this.#rowsPerColumn[level] ??= this.#ladder
      ? activeRowsPerColumn(this.#ladder, level)
      : new Uint32Array(cols).fill(rows);
    return this.#rowsPerColumn[level]!;
  }
}
