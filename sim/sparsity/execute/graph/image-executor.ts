import { instantiateKernels, WasmArena } from '../../../../kernels/index.ts';
import type { Network } from '../../../network/network.ts';
import type { BatchOutcome, NetworkExecutor } from '../../executor.ts';
import type { OperatingPoint } from '../../operating-point.ts';
import { checkPoint } from '../check-point.ts';
import { ClassRanker } from '../class-ranker.ts';
import type { ExecutorOptions } from '../executor-options.ts';
import { emptyOutcome } from '../outcome-arrays.ts';
import { GraphExecutor } from './graph-executor.ts';
import { imagePlan } from './image-plan.ts';

const groupSize = 16;

/**
 * Outcomes of a network with branches, for tables: one input of images, one output of classes, fp32, no gates. The bits
 * do not depend on how samples are grouped.
 */
export class ImageExecutor implements NetworkExecutor {
  readonly backend = 'wasm';
  readonly layers: readonly string[];
  readonly #executor: GraphExecutor;
  readonly #input: { readonly name: string; readonly bytes: number };
  readonly #output: { readonly name: string; readonly classes: number };
  readonly #ranker: ClassRanker;

  private constructor(executor: GraphExecutor, mode: ExecutorOptions['mode']) {
    const { plan } = executor;
    const [volume] = plan.volumes;
    const [output] = plan.outputs;
    const result = plan.buffers[output!.buffer]!;
    const size = ({ channels, height, width }: typeof result.volume) => channels * height * width;
    this.#executor = executor;
    this.#input = { name: volume!.input, bytes: size(plan.buffers[volume!.buffer]!.volume) };
    this.#output = { name: output!.name, classes: size(result.volume) };
    this.layers = executor.layers.map(({ node }) => node);
    const arena = new WasmArena();
    const kernels = instantiateKernels(arena.memory, mode);
    this.#ranker = new ClassRanker(arena, kernels, this.#output.classes, executor.batch);
  }

  /** @throws UnsupportedNetworkError, FormatError or RangeError when the network cannot be executed */
  static async open(network: Network, options: ExecutorOptions = {}): Promise<ImageExecutor> {
    const { mode, residentLevels } = options;
    imagePlan(network);
    const executor = await GraphExecutor.open(network, {
      batch: (options.batch ?? 8) >= 8 ? groupSize : 1,
      ...(mode ? { mode } : {}),
      ...(residentLevels ? { residentLevels } : {}),
    });
    return new ImageExecutor(executor, mode);
  }

  run(images: Uint8Array, count: number, point: OperatingPoint): BatchOutcome {
    const { plan, batch, densest, layers } = this.#executor;
    const { name, bytes } = this.#input;
    const { classes } = this.#output;
    checkPoint(plan, point, densest);
    if (point.gates.some((gate) => gate !== null)) {
      throw new RangeError(
        `point ${point.id}: gates are executed in networks that are one chain of layers; use null here`,
      );
    }
    const steps = plan.steps.filter((step) => step.kind === 'matrix');
    const outcome = emptyOutcome({ steps, classes }, images, count, bytes);
    for (let first = 0; first < count; first += batch) {
      const samples = Math.min(batch, count - first);
      const group = images.subarray(first * bytes, (first + samples) * bytes);
      const found = this.#executor.run({ [name]: group }, samples, { levels: point.levels })[
        this.#output.name
      ]!;
      outcome.logits.set(found, first * classes);
      const { topClass, confidence } = this.#ranker.rank(found);
      outcome.topClass.set(topClass, first);
      outcome.confidence.set(confidence, first);
    }
    for (let i = 0; i < count * layers.length; i++) {
      const layer = layers[i % layers.length]!;
      outcome.activeInputs[i] = layer.inputs;
      outcome.effectiveMacs[i] = layer.activeMacs(layer.ladder === null ? 0 : point.levels[layer.ladder]!);
    }
    return outcome;
  }
}
