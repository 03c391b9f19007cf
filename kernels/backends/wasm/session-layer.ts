import { activeBlocks, type BlockLadder, blockHeight } from '../../formats/block-ladder.ts';
import { convertMatrix } from '../../formats/convert-matrix.ts';
import type { SparseMatrix } from '../../formats/sparse-matrix.ts';
import { unpackBlockLadder } from '../../formats/unpack-block-ladder.ts';
import { validateMatrix } from '../../formats/validate-matrix.ts';
import { type Conv2dShape, conv2dOutput, vectorShape } from '../../ops/conv2d/conv2d-shape.ts';
import { Activation } from './activation.ts';
import type { Border } from './activation-layout.ts';
import type { Dispatch } from './dispatch.ts';
import type { KernelRunner } from './kernel-runner.ts';
import type { KernelScratch } from './kernel-scratch.ts';
import { type LayerEpilogue, type LayerWeights, MatrixLayer } from './matrix-layer.ts';
import type { WasmArena } from './wasm-arena.ts';
import type { WasmExports } from './wasm-module.ts';

/** A layer to be loaded. */
export interface LayerSpec {
  /** fp32 formats with rows; an N:M matrix runs as compressed rows. */
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
  #layer: MatrixLayer;
  /** The level that also has a dense copy, because that is faster; -1: none. */
  #denseLevel = -1;

  constructor(parts: SessionParts, spec: LayerSpec) {
    const { volume, samples, layout } = spec.input;
    const whole = { ...vectorShape(volume.channels), ...volume };
    this.#shape = spec.shape ?? { ...whole, kernelH: volume.height, kernelW: volume.width };
    validateMatrix(spec.weights);
    const weights = this.#formsOf(spec.weights, samples === 1, parts.dispatch);
    const some = (weights.ladder ?? weights.dense ?? weights.csr ?? weights.tall)!;
    this.input = spec.input;
    this.rows = some.rows;
    this.cols = some.cols;
    this.levels = weights.ladder?.levels ?? 1;
    this.#epilogue = { firstLevel: weights.ladder?.densest ?? 0, ...spec.epilogue };
    // With its input's pitch, the output of a window that walks pixel by pixel is written in place.
    const walks = samples === 1 && this.#shape.strideH === 1 && this.#shape.strideW === 1;
    const out = { channels: some.rows, ...conv2dOutput(this.#shape) };
    this.output = new Activation(parts.arena, out, samples, spec.outputBorder, walks ? layout.pitch : 0);
    this.#kernels = parts.kernels;
    this.#layer = this.#load(parts, weights);
  }

  /** The densest level that is loaded; 0 without a ladder. */
  get densest(): number {
    return this.#layer.resident?.densest ?? 0;
  }

  /** Bytes of weights, their indices and row pointers; address tables and activations are not counted. */
  get weightBytes(): number {
    return this.#layer.weightBytes;
  }

  /**
   * Computes the output. A change of level costs no more than reading other segments.
   * @param level of the ladder; left out: the densest that is loaded
   * @throws RangeError when the level is not loaded, BackendLostError when a thread was lost
   */
  run(level = this.densest): void {
    const layer = this.#layer;
    const [x, y] = [this.input.address, this.output.address];
    if (layer.resident) {
      if (level === this.#denseLevel) layer.dense(x, y);
      else layer.ladder(x, y, level);
    } else {
      if (level !== 0)
        throw new RangeError(`level ${level} of a layer without a ladder; it has level 0 only`);
      if (layer.holds.dense) layer.dense(x, y);
      else if (layer.holds.csr) layer.csr(x, y);
      else layer.tall(x, y);
    }
    this.#clearBorder();
  }

  /** Loads denser levels. @throws RangeError or FormatError when it is another ladder, or the layer has none */
  admit(ladder: BlockLadder): void {
    if (!this.#layer.resident) throw new RangeError('this layer has no ladder that levels could be added to');
    validateMatrix({ format: 'block-ladder', matrix: ladder });
    this.#layer.resident.admit(ladder);
  }

  /** Moves the layer and its output to another memory, without the levels denser than `densest`. */
  moveTo(parts: SessionParts, densest: number): void {
    const weights = this.#layer.weights(densest);
    const { dense, ...sparse } = weights;
    const keepsDense = !weights.ladder || weights.ladder.densest <= this.#denseLevel;
    if (!keepsDense) this.#denseLevel = -1;
    this.output.moveTo(parts.arena);
    this.#kernels = parts.kernels;
    this.#layer = this.#load(parts, keepsDense ? weights : sparse);
  }

  #load({ arena, runner, scratch, dispatch }: SessionParts, weights: LayerWeights): MatrixLayer {
    const [input, output] = [this.input.layout, this.output.layout];
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

  #formsOf(weights: SparseMatrix, single: boolean, { denseFrom }: Dispatch): LayerWeights {
    switch (weights.format) {
      case 'dense':
        return { dense: weights.matrix };
      case 'csr':
        return { csr: weights.matrix };
      case 'nm':
        return { csr: convertMatrix(weights, 'csr').matrix };
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
          `weights in format ${weights.format}; a layer takes dense, csr, nm, block-ladder or tall-block: convert them`,
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
