import {
  Activation,
  AddLayer,
  type BlockLadder,
  type Border,
  instantiateKernels,
  KernelScratch,
  type LayerEpilogue,
  PoolLayer,
  SessionLayer,
  singleRunner,
  type Volume,
  WasmArena,
} from '../../../kernels/index.ts';
import { inputsOf, type NetworkStep } from './network-step.ts';
import { outputVolume } from './network-steps.ts';

/** Weights of a step that differ from its own: a ladder, and its epilogue [levels][rows] per level. */
export interface StepLadder {
  readonly ladder: BlockLadder;
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

/**
 * Level 0 has every block and runs dense, as in the executors: the same bits as the network without a ladder.
 */
const dispatch = { wide: false, denseFrom: { panels: 1, vector: 1 } };

/**
 * Steps of a network on the reproducible WebAssembly kernels, fp32, `samples` at a time (at least 2), in a
 * memory of their own: all steps, or a few whose inputs are given.
 */
export class StepSession {
  readonly samples: number;
  readonly #activations = new Map<string, Activation>();
  readonly #given: readonly string[];
  readonly #runs: ((level: number) => void)[] = [];

  /**
   * @param volumes of the activations that the steps read and do not write
   * @param ladders by node; other steps have their own weights at every level
   */
  constructor(
    steps: readonly NetworkStep[],
    volumes: ReadonlyMap<string, Volume>,
    ladders: ReadonlyMap<string, StepLadder>,
    samples: number,
  ) {
    this.samples = samples;
    const arena = new WasmArena();
    const kernels = instantiateKernels(arena.memory, 'reproducible');
    const runner = singleRunner(kernels);
    const scratch = new KernelScratch(arena, 1);
    const known = new Map(volumes);
    const written = new Set(steps.map((step) => step.output));
    this.#given = [...new Set(steps.flatMap(inputsOf))].filter((name) => !written.has(name));
    const made = (name: string): Activation => {
      const activation = new Activation(arena, known.get(name)!, samples, borderOf(steps, name));
      this.#activations.set(name, activation);
      return activation;
    };
    for (const name of this.#given) made(name);
    for (const step of steps) {
      known.set(step.output, outputVolume(step, known));
      const [first, second] = inputsOf(step).map((name) => this.#activations.get(name)!);
      const x = first!;
      if (step.kind === 'matrix') {
        const own = ladders.get(step.node);
        const epilogue: LayerEpilogue = { scale: step.scale, bias: step.bias, relu: step.relu };
        const layer = new SessionLayer(
          { arena, kernels, runner, scratch, dispatch },
          {
            weights: own
              ? { format: 'block-ladder', matrix: own.ladder }
              : { format: 'dense', matrix: step.weights },
            input: x,
            shape: step.shape,
            epilogue: own ? { ...epilogue, scale: own.scale, bias: own.bias } : epilogue,
            outputBorder: borderOf(steps, step.output),
          },
        );
        this.#activations.set(step.output, layer.output);
        this.#runs.push((level) => void layer.run(own ? level : 0));
      } else if (step.kind === 'pool') {
        const y = made(step.output);
        const layer = new PoolLayer(kernels, step.shape, step.pool, x.layout, y.layout);
        this.#runs.push(() => layer.run(x.address, y.address));
      } else {
        const y = made(step.output);
        const layer = new AddLayer(runner, x.layout, second!.layout, y.layout, step.relu);
        this.#runs.push(() => layer.run(x.address, second!.address, y.address));
      }
    }
    void scratch.address;
  }

  /**
   * Runs the steps on any number of samples; the last group is filled up with zeros.
   * @param inputs by name, [count][channels][height][width]
   * @param wanted name of the activation to return, [count][channels][height][width]
   */
  run(inputs: ReadonlyMap<string, Float32Array>, count: number, level: number, wanted: string): Float32Array {
    const last = this.#activations.get(wanted)!;
    const size = sizeOf(last.volume);
    const out = new Float32Array(count * size);
    for (let from = 0; from < count; from += this.samples) {
      const samples = Math.min(this.samples, count - from);
      for (const name of this.#given) {
        const activation = this.#activations.get(name)!;
        const values = sizeOf(activation.volume);
        const group = inputs.get(name)!.subarray(from * values, (from + samples) * values);
        if (samples === this.samples) activation.write(group);
        else {
          const padded = new Float32Array(this.samples * values);
          padded.set(group);
          activation.write(padded);
        }
      }
      for (const run of this.#runs) run(level);
      out.set(last.read().subarray(0, samples * size), from * size);
    }
    return out;
  }
}

const sizeOf = ({ channels, height, width }: Volume): number => channels * height * width;

/** The zeros that the readers of an activation ask for around each image. */
function borderOf(steps: readonly NetworkStep[], name: string): Border {
  const border = { top: 0, left: 0, bottom: 0, right: 0 };
  for (const step of steps) {
    if (step.kind !== 'matrix' || step.input !== name) continue;
    border.top = Math.max(border.top, step.shape.padTop);
    border.left = Math.max(border.left, step.shape.padLeft);
    border.bottom = Math.max(border.bottom, step.shape.padBottom);
    border.right = Math.max(border.right, step.shape.padRight);
  }
  return border;
}
