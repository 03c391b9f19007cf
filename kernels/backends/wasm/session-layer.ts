import { activeBlocks, type BlockLadder, blockHeight } from '../../formats/block-ladder.ts';
import type { ColumnBlockLadder } from '../../formats/column-block-ladder.ts';
import { convertMatrix } from '../../formats/convert-matrix.ts';
import type { SparseMatrix } from '../../formats/sparse-matrix.ts';
import { unpackBlockLadder } from '../../formats/unpack-block-ladder.ts';
import { validateMatrix } from '../../formats/validate-matrix.ts';
import { type Conv2dShape, conv2dOutput, vectorShape } from '../../ops/conv2d/conv2d-shape.ts';
import { Activation } from './activation.ts';
import type { Border } from './activation-layout.ts';
import type { Dispatch } from './dispatch.ts';
import { GatedLayer } from './gated-layer.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { KernelScratch } from './kernel-scratch.ts';
import { type LayerEpilogue, type LayerWeights, MatrixLayer } from './matrix-layer.ts';
import type { WasmArena } from './wasm-arena.ts';
import type { WasmExports } from './wasm-module.ts';

/** A layer to be loaded. */
export interface LayerSpec {
  /** fp32 formats; an N:M matrix runs as compressed rows, and weights by column take one sample and have a gate. */
  readonly weights: SparseMatrix;
  readonly input: Activation;
  /** Window over the input; default: the whole of each sample (a fully connected layer). */
  readonly shape?: Conv2dShape;
  readonly epilogue?: LayerEpilogue;
  /** Zeros around the output that its reader asks for. */
  readonly outputBorder?: Border;
}

/** What the layers of a session are built from; another memory brings others. */
export interface SessionParts {
  readonly arena: WasmArena;
  readonly kernels: WasmExports;
  readonly runner: KernelRunner;
  readonly scratch: KernelScratch;
  readonly dispatch: Dispatch;
}

/** The forms of a layer's weights. */
type Forms = LayerWeights & { readonly gated?: ColumnBlockLadder };

/** A matrix product or convolution of a session, with its output. Made by `KernelSession.layer`. */
export class SessionLayer {
  readonly input: Activation;
  readonly output: Activation;
  readonly rows: number;
  readonly cols: number;
  /** 1 without a ladder. */
  readonly levels: number;
  readonly #shape: Conv2dShape;
  readonly #epilogue: LayerEpilogue;
  #kernels: WasmExports;
  #layer: MatrixLayer | GatedLayer;
  /** The level that also has a dense copy, because that is faster; -1: none. */
  #denseLevel = -1;

  constructor(parts: SessionParts, spec: LayerSpec) {
    const { volume, samples, layout } = spec.input;
    const whole = { ...vectorShape(volume.channels), ...volume };
    this.#shape = spec.shape ?? { ...whole, kernelH: volume.height, kernelW: volume.width };
    validateMatrix(spec.weights);
    const weights = this.#formsOf(spec.weights, samples === 1, parts.dispatch);
    const some = (weights.gated ?? weights.ladder ?? weights.dense ?? weights.csr ?? weights.tall)!;
    const ladder = weights.gated ?? weights.ladder;
    this.input = spec.input;
    this.rows = some.rows;
    this.cols = some.cols;
    this.levels = ladder?.levels ?? 1;
    this.#epilogue = { firstLevel: ladder?.densest ?? 0, ...spec.epilogue };
    // With its input's pitch, the output of a window that walks pixel by pixel is written in place.
    const walks = samples === 1 && this.#shape.strideH === 1 && this.#shape.strideW === 1;
    const out = { channels: some.rows, ...conv2dOutput(this.#shape) };
    this.output = new Activation(parts.arena, out, samples, spec.outputBorder, walks ? layout.pitch : 0);
    this.#kernels = parts.kernels;
    this.#layer = this.#load(parts, weights);
  }

  /** The densest level that is loaded; 0 without a ladder. */
  get densest(): number {
    return this.#layer instanceof GatedLayer ? this.#layer.densest : (this.#layer.resident?.densest ?? 0);
  }

  /** Bytes of weights, their indices and row pointers; address tables and activations are not counted. */
  get weightBytes(): number {
    return this.#layer.weightBytes;
  }

  /**
   * Computes the output. Level and threshold are free to change at each call: other segments are read, nothing is copied.
   * @param level of the ladder; left out: the densest that is loaded
   * @param threshold of the gate, for weights by column: inputs with |x| below it count as 0 and cost nothing
   * @returns inputs that were not gated; all of them without a gate
   * @throws RangeError when the level is not loaded or there is no gate, BackendLostError when a thread was lost
   */
  run(level = this.densest, threshold = 0): number {
    const layer = this.#layer;
    const [x, y] = [this.input.address, this.output.address];
    const { channels, height, width } = this.input.volume;
    let active = this.input.samples * channels * height * width;
    if (layer instanceof GatedLayer) {
      active = layer.run(x, y, level, threshold);
    } else {
      if (threshold !== 0) {
        throw new RangeError(
          `threshold ${threshold} for weights that have no gate; load them as column-block-ladder`,
        );
      }
      this.#multiply(layer, x, y, level);
    }
    this.#clearBorder();
    return active;
  }

  /** Loads denser levels. @throws RangeError or FormatError when it is another ladder, or the layer has none */
  admit(ladder: BlockLadder): void {
    if (this.#layer instanceof GatedLayer || !this.#layer.resident) {
      throw new RangeError('this layer has no block ladder that levels could be added to');
    }
    validateMatrix({ format: 'block-ladder', matrix: ladder });
    this.#layer.resident.admit(ladder);
  }

  /** Moves the layer and its output to another memory, without the levels denser than `densest`. */
  moveTo(parts: SessionParts, densest: number): void {
    const weights: Forms =
      this.#layer instanceof GatedLayer
        ? { gated: this.#layer.weights(Math.max(densest, this.#layer.densest)) }
        : this.#layer.weights(densest);
    const { dense, ...sparse } = weights;
    const keepsDense = !weights.ladder || weights.ladder.densest <= this.#denseLevel;
    if (!keepsDense) this.#denseLevel = -1;
    this.output.moveTo(parts.arena);
    this.#kernels = parts.kernels;
    this.#layer = this.#load(parts, keepsDense ? weights : sparse);
  }

  #multiply(layer: MatrixLayer, x: number, y: number, level: number): void {
    if (layer.resident) {
      if (level === this.#denseLevel) layer.dense(x, y);
      else layer.ladder(x, y, level);
      return;
    }
    if (level !== 0) throw new RangeError(`level ${level} of a layer without a ladder; it has level 0 only`);
    if (layer.holds.dense) layer.dense(x, y);
    else if (layer.holds.csr) layer.csr(x, y);
    else layer.tall(x, y);
  }

  #load(
    { arena, kernels, runner, scratch, dispatch }: SessionParts,
    weights: Forms,
  ): MatrixLayer | GatedLayer {
    const [input, output] = [this.input.layout, this.output.layout];
    if (weights.gated) {
      return new GatedLayer(arena, kernels, weights.gated, this.#shape, this.#epilogue, input, output);
    }
    const options = { wide: dispatch.wide, vectors: true };
    return new MatrixLayer(
      arena,
      runner,
      scratch,
      weights,
      this.#shape,
      this.#epilogue,
      input,
      output,
      options,
    );
  }

  #formsOf(weights: SparseMatrix, single: boolean, { denseFrom }: Dispatch): Forms {
    switch (weights.format) {
      case 'dense':
        return { dense: weights.matrix };
      case 'csr':
        return { csr: weights.matrix };
      case 'nm':
        return { csr: convertMatrix(weights, 'csr').matrix };
      case 'column-block-ladder':
        return { gated: weights.matrix };
      case 'tall-block':
        return { tall: weights.matrix };
      case 'block-ladder': {
        const ladder = weights.matrix;
        const share = (activeBlocks(ladder, ladder.densest) * blockHeight) / (ladder.rows * ladder.cols);
        if (share < (single ? denseFrom.vector : denseFrom.panels)) return { ladder };
        this.#denseLevel = ladder.densest;
        return { ladder, dense: unpackBlockLadder(ladder, ladder.densest) };
      }
      default:
        throw new RangeError(
          `weights in format ${weights.format}; a layer takes dense, csr, nm, block-ladder, tall-block or column-block-ladder: convert them`,
        );
    }
  }

  /** Flattened pixels are written with what lies between the rows of an image. */
  #clearBorder(): void {
    const { channels, height, width, lanes, plane, pitch, padTop, padLeft, element } = this.output.layout;
    if (lanes === 8 || height * width === 1 || plane === height * width * element) return;
    this.#kernels.clearBorder(
      ...[this.output.address, channels, plane, pitch, padTop, padLeft * element, height, width * element],
    );
  }
}
