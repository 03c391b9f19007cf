import type { KernelBuild } from '../../../../kernels/index.ts';
import type { Network } from '../../../network/network.ts';
import { type MemoryReport, weightBytes } from '../memory-report.ts';
import { withoutWeights } from '../plan.ts';
import { checkIds } from './check-ids.ts';
import { compileGraph } from './compile-graph.ts';
import type { GraphEngine } from './graph-engine.ts';
import type { GraphPlan } from './graph-plan.ts';
import type { Request } from './graph-steps.ts';
import type { Feed } from './load-volumes.ts';
import { PanelEngine } from './panel-engine.ts';
import type { ActivationRanges } from './program/activation-ranges.ts';
import { ProgramEngine } from './program/program-engine.ts';
import { convolves, programSteps } from './program/program-steps.ts';
import { countAllTokens, type TokenCounts } from './token-counts.ts';

export interface GraphExecutorOptions {
  /** Most samples of a request; 1 lays images out for one sample at a time. Default 1. */
  readonly batch?: number;
  /** `reproducible` (default): the same bits on every machine; `fast`: what was measured to pay on this one. */
  readonly mode?: KernelBuild;
  /** Threads that share each kernel call; default 1. With more, `close` ends them. */
  readonly threads?: number;
  /** Load only this level and the sparser ones. Default 0: all. */
  readonly residentLevels?: { readonly densest: number };
  /**
   * Of `calibrateProgram`: convolutions behind a ReLU run in int8, for one sample in fast mode. Default: fp32.
   */
  readonly int8?: ActivationRanges;
}

export interface RequestOptions {
  /** Ladder level of all layers, or of each in the order of `network.ladder.layers`. Default: the densest loaded. */
  readonly levels?: number | readonly number[];
  /** Outputs that may be asked for; steps that only others need are left out. Default: all. */
  readonly outputs?: readonly string[];
}

/** One request under way: steps run when an output that needs them is asked for. The next request ends it. */
export interface GraphRun {
  /**
   * Runs on until the output is there; where samples run one after the other, until all announced ones are. @returns [samples][values], or [samples][T][features] for tokens, where padding
   * reads 0 @throws RangeError for an output that was not announced, or a request that has ended
   */
  until(output: string): Float32Array;
}

/**
 * Runs a network of any shape (branches, tokens, several inputs and outputs) on the WebAssembly kernels with its sparsity
 * ladder, in one memory of its own. Level and length are free to change at each request: nothing is copied.
 *
 *     const executor = await GraphExecutor.open(network, { mode: 'fast' });
 *     const run = executor.begin({ ids }, 1, { levels: 3 });
 *     const early = run.until('logits_exit0');      // stops there
 *     const logits = run.until('logits');           // goes on
 */
export class GraphExecutor {
  /** What is executed; its weights are in the kernels' memory alone. */
  readonly plan: GraphPlan;
  readonly batch: number;
  readonly densest: number;
  readonly #engine: GraphEngine;
  /** Samples of a request run one after the other. */
  readonly #alone: boolean;
  readonly #embeddings: number;
  readonly #needed = new Map<
    string,
    { readonly run: readonly boolean[]; readonly end: ReadonlyMap<string, number> }
  >();
  #requests = 0;

  private constructor(plan: GraphPlan, batch: number, densest: number, engine: GraphEngine) {
    this.#alone = batch > 1 && engine instanceof ProgramEngine;
    const steps = plan.steps.map((step) =>
      step.kind === 'matrix' ? { ...step, ...withoutWeights(step) } : step,
    );
    this.plan = { ...plan, steps };
    this.batch = batch;
    this.densest = densest;
    this.#engine = engine;
    this.#embeddings = plan.steps.reduce((sum, step) => {
      if (step.kind !== 'embed') return sum;
      const { table, scales, positions } = step;
      return sum + table.values.byteLength + (scales?.byteLength ?? 0) + (positions?.byteLength ?? 0);
    }, 0);
  }

  /**
   * In fast mode, with one sample and thread, networks of images and tokens run as a program of their own kernels; networks of tokens
   * alone with many samples, too, one after the other, in the memory of one. @throws UnsupportedNetworkError, ModelError, FormatError or RangeError when the network cannot be executed,
   * BackendLostError when a thread does not start
   */
  static async open(network: Network, options: GraphExecutorOptions = {}): Promise<GraphExecutor> {
    const { batch = 1, mode = 'reproducible', threads = 1 } = options;
    if (!Number.isSafeInteger(batch) || batch < 1) {
      throw new RangeError(`a batch of ${batch}; a whole number of 1 or more is needed`);
    }
    const plan = compileGraph(network);
    const densest = plan.ladderLayers > 0 ? (options.residentLevels?.densest ?? 0) : 0;
    const fit = batch === 1 || (plan.volumes.length === 0 && !options.int8);
    const program = fit && threads === 1 && mode === 'fast' ? programSteps(plan) : null;
    if (options.int8 && !convolves(program)) {
      throw new RangeError(
        `network ${network.name}: int8 is for networks with convolutions, in fast mode with one sample and one thread; leave it out`,
      );
    }
    const engine = program
      ? new ProgramEngine(plan, program, { mode, densest, int8: options.int8 ?? null })
      : await PanelEngine.open(plan, { batch, mode, threads, densest });
    return new GraphExecutor(plan, batch, densest, engine);
  }

  /**
   * Loads a request; nothing is computed yet.
   * @param feeds by input: float32 [samples][values] or u8 images (divided by 255), and ids [samples][T]
   * @throws RangeError for inputs that are missing or of another size, ids that are not valid, levels that are not loaded
   */
  begin(feeds: Readonly<Record<string, Feed>>, samples: number, options: RequestOptions = {}): GraphRun {
    if (!Number.isSafeInteger(samples) || samples < 1 || samples > this.batch) {
      throw new RangeError(`${samples} samples; this executor was opened for 1 to ${this.batch}`);
    }
    const levels = this.#levels(options.levels ?? this.densest);
    const tokens = countAllTokens(this.plan.sequences, (input) => feedOf(feeds, input), samples);
    const request: Request = { samples, tokens, levels };
    const outputs = options.outputs ?? this.plan.outputs.map(({ name }) => name);
    const { run, end } = this.#neededFor(outputs);
    if (this.#alone && samples > 1) return this.#oneByOne(tokens, { levels, outputs });
    this.#engine.load((input) => feedOf(feeds, input), request);
    const results = new Map<string, Float32Array>();
    const ends = new Set(end.values());
    const id = ++this.#requests;
    let next = 0;
    const until = (output: string): Float32Array => {
      this.#checkAsked(output, outputs, id);
      const last = end.get(output)!;
      while (next <= last) {
        // As many steps at a time as no output ends among.
        let to = next;
        while (to < last && run[to] && !ends.has(to)) to++;
        if (run[to]) this.#engine.run(next, to + 1, request);
        else if (to > next) this.#engine.run(next, to, request);
        for (const [name, step] of end) {
          if (step === to) results.set(name, this.#engine.read(name, request));
        }
        next = to + 1;
      }
      return results.get(output)!;
    };
    return { until };
  }

  /** A request of many whose samples run one after the other, each to its end. */
  #oneByOne(tokens: readonly TokenCounts[], options: Required<RequestOptions>): GraphRun {
    for (const step of this.plan.steps) if (step.kind === 'embed') checkIds(step, tokens[step.sequence]!);
    const samples = tokens[0]!.lengths.length;
    let id = ++this.#requests;
    let results: Record<string, Float32Array> | null = null;
    const runAll = () => {
      const parts = Array.from({ length: samples }, (_, s) => {
        const own = this.plan.sequences.map(({ input }, i) => {
          const { ids, width } = tokens[i]!;
          return [input, ids.subarray(s * width, (s + 1) * width)] as const;
        });
        return this.run(Object.fromEntries(own), 1, options);
      });
      return Object.fromEntries(
        options.outputs.map((name) => [name, joined(parts.map((part) => part[name]!))]),
      );
    };
    const until = (output: string): Float32Array => {
      this.#checkAsked(output, options.outputs, id);
      results ??= runAll();
      id = this.#requests;
      return results[output]!;
    };
    return { until };
  }

  #checkAsked(output: string, announced: readonly string[], id: number): void {
    if (!announced.includes(output)) {
      throw new RangeError(
        `output '${output}' was not announced; this request may be asked for ${announced.join(', ')}`,
      );
    }
    if (id !== this.#requests) throw new RangeError('a later request has begun; this one has ended');
  }

  /** Runs a request to its end. @returns every output that was asked for; as `begin` and `until` */
  run(
    feeds: Readonly<Record<string, Feed>>,
    samples: number,
    options: RequestOptions = {},
  ): Record<string, Float32Array> {
    const begun = this.begin(feeds, samples, options);
    const names = options.outputs ?? this.plan.outputs.map(({ name }) => name);
    return Object.fromEntries(names.map((name) => [name, begun.until(name)]));
  }

  /** The matrix steps: name, inputs of a sample, multiply-accumulates at a level, place in the ladder. */
  get layers() {
    return this.#engine.layers;
  }

  /** Bytes in memory; embeddings, which sparsity does not shrink, apart. @param level of the ladder; ignored without one */
  memoryReport(level = this.densest): MemoryReport & { readonly embeddings: number } {
    const layers = this.#engine.layers.map((layer) => layer.bytes);
    const sparsest = Math.max(0, this.plan.levels - 1);
    return {
      level,
      alone: weightBytes(layers, level, level),
      capped: weightBytes(layers, level, sparsest),
      adaptive: weightBytes(layers, this.densest, sparsest),
      tables: this.#engine.layers.reduce((sum, layer) => sum + layer.tableBytes, this.#engine.tableBytes),
      activations: this.#engine.activationBytes,
      embeddings: this.#embeddings,
    };
  }

  /** Ends the threads, if there are any but the caller's. */
  async close(): Promise<void> {
    await this.#engine.close();
  }

  #levels(wanted: number | readonly number[]): readonly number[] {
    const { ladderLayers, levels } = this.plan;
    const list = typeof wanted === 'number' ? new Array<number>(ladderLayers).fill(wanted) : wanted;
    const wrong = list.find((level) => !Number.isInteger(level) || level < this.densest || level >= levels);
    if (list.length !== ladderLayers || wrong !== undefined) {
      throw new RangeError(
        `levels [${list}]; ${ladderLayers} levels from ${this.densest} to ${levels - 1} are needed, one a ladder layer`,
      );
    }
    return list;
  }

  /** Which steps the outputs need, and after which step each of them is there. */
  #neededFor(outputs: readonly string[]) {
    const key = outputs.join('\n');
    const known = this.#needed.get(key);
    if (known) return known;
    const { steps } = this.#engine;
    const writer = new Map(steps.map((step, i) => [step.output, i]));
    const run = new Array<boolean>(steps.length).fill(false);
    const need = (buffer: number) => {
      const step = writer.get(buffer);
      if (step === undefined || run[step]) return;
      run[step] = true;
      steps[step]!.inputs.forEach(need);
    };
    const end = new Map<string, number>();
    for (const name of outputs) {
      const output = this.plan.outputs.find((candidate) => candidate.name === name);
      if (!output) {
        const all = this.plan.outputs.map((candidate) => candidate.name);
        throw new RangeError(`no output '${name}'; the network has ${all.join(', ')}`);
      }
      need(output.buffer);
      end.set(name, writer.get(output.buffer)!);
    }
    const found = { run, end };
    this.#needed.set(key, found);
    return found;
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.length * parts[0]!.length);
  parts.forEach((part, i) => {
    all.set(part, i * part.length);
  });
  return all;
}

function feedOf(feeds: Readonly<Record<string, Feed>>, input: string): Feed {
  const feed = Object.hasOwn(feeds, input) ? feeds[input] : undefined;
  if (!feed)
    throw new RangeError(`input '${input}' is missing; found ${Object.keys(feeds).join(', ') || 'none'}`);
  return feed;
}
