import { instantiateKernels, WasmArena } from '../../../../kernels/index.ts';
import type { DrawnAnswers } from '../../../data/task/drawn-answers.ts';
import type { Network } from '../../../network/network.ts';
import { executedGraph } from '../../executed-graph.ts';
import { withFitted } from '../../fitted/with-fitted.ts';
import type { OperatingPoint } from '../../operating-point.ts';
import { pointOfPart } from '../../point-of-part.ts';
import { ClassRanker, type RankedClasses } from '../class-ranker.ts';
import { GraphExecutor } from './graph-executor.ts';

const groupSize = 16;

/**
 * Answers of a network of any shape to a task's requests, for tables: fp32, its answer or that of an exit, no gates. The
 * bits do not depend on how requests are grouped.
 */
export class TaskExecutor {
  readonly #executor: GraphExecutor;
  readonly #network: Network;
  readonly #changed = new Map<string, { readonly executor: GraphExecutor; readonly network: Network }>();
  readonly #classes: number;
  readonly #ranker: ClassRanker;

  private constructor(executor: GraphExecutor, network: Network) {
    this.#executor = executor;
    this.#network = network;
    this.#classes = classesOf(executor, network.output.name);
    const arena = new WasmArena();
    const kernels = instantiateKernels(arena.memory, 'reproducible');
    this.#ranker = new ClassRanker(arena, kernels, this.#classes, groupSize);
  }

  /** @throws UnsupportedNetworkError, FormatError or RangeError when the network cannot be executed */
  static async open(network: Network): Promise<TaskExecutor> {
    return new TaskExecutor(await GraphExecutor.open(network, { batch: groupSize }), network);
  }

  /** Makes networks ready whose weights or operators differ at a point. @throws as `open`, or as `withFitted` */
  async prepare(points: readonly OperatingPoint[]): Promise<void> {
    for (const point of points) {
      const network = withFitted(this.#network, point);
      const key = keyOf(point);
      if (network === this.#network || this.#changed.has(key)) continue;
      const executor = await GraphExecutor.open(network, { batch: groupSize });
      this.#changed.set(key, { executor, network });
    }
  }

  /** @throws RangeError for a point with gates or levels that do not fit, or requests that the network does not read */
  run(answers: DrawnAnswers, point: OperatingPoint): RankedClasses {
    if (point.gates.some((gate) => gate !== null)) {
      throw new RangeError(`point ${point.id}: gates are not executed on this data; use null here`);
    }
    const { executor, network } = this.#changed.get(keyOf(point)) ?? {
      executor: this.#executor,
      network: this.#network,
    };
    if (network === this.#network && (point.skips || point.pattern))
      throw new RangeError(`point ${point.id}: prepare it first`);
    const { name } = executedGraph(this.#network, point).output;
    const { levels } = pointOfPart(this.#network, network, point);
    const classes = this.#classes;
    if (classesOf(executor, name) !== classes)
      throw new RangeError(`point ${point.id}: ${name} answers with other classes than the network`);
    const { count, requests, places, requestCount } = answers;
    const logits = new Float32Array(count * classes);
    const options = { levels, outputs: [name] };
    let next = 0;
    for (let first = 0; first < requestCount; first += groupSize) {
      const samples = Math.min(groupSize, requestCount - first);
      const feeds = Object.entries(answers.feeds(first, samples)).map(([input, { data }]) => [input, data]);
      const found = executor.run(Object.fromEntries(feeds), samples, options)[name]!;
      const room = found.length / samples;
      for (; next < count && requests[next]! < first + samples; next++) {
        const at = (requests[next]! - first) * room + places[next]! * classes;
        logits.set(found.subarray(at, at + classes), next * classes);
      }
    }
    const ranked = { topClass: new Uint8Array(count), confidence: new Uint16Array(count) };
    for (let first = 0; first < count; first += groupSize) {
      const part = this.#ranker.rank(
        logits.subarray(first * classes, Math.min(count, first + groupSize) * classes),
      );
      ranked.topClass.set(part.topClass, first);
      ranked.confidence.set(part.confidence, first);
    }
    return ranked;
  }
}

function classesOf({ plan }: GraphExecutor, output: string): number {
  const { buffer } = plan.outputs.find(({ name }) => name === output)!;
  const { channels, height, width } = plan.buffers[buffer]!.volume;
  return channels * height * width;
}

const keyOf = ({ skips, pattern, fitted }: OperatingPoint): string =>
  JSON.stringify([skips, pattern, fitted]);
