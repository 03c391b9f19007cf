import type { KernelProgram } from './kernel-program.ts';
import { OptimiserPieces } from './optimiser-pieces.ts';
import type { Parameter } from './parameter.ts';
import type { FloatArray, TrainingMemory } from './training-memory.ts';

interface CommonOptions {
  /** Default 0; on parameters with `decay` only. */
  readonly weightDecay?: number;
  /**
   * `coupled` adds decay * w to the gradient, `decoupled` takes rate * decay * w off the weight (Loshchilov and Hutter
   * 2019). Default: coupled for sgd, decoupled for adam.
   */
  readonly decayKind?: 'coupled' | 'decoupled';
  /** Keeps an exponential moving average of the values: average += (1 - d) (values - average) with this d. */
  readonly averageDecay?: number;
  /**
   * Address of float32 of a parameter's length and layout, 0 where a weight is pruned: values and state are +0 there
   * after each update.
   */
  readonly masks?: ReadonlyMap<Parameter, number>;
}

export interface SgdOptions extends CommonOptions {
  readonly kind: 'sgd';
  /** Default 0.9. */
  readonly momentum?: number;
  /** Default true. */
  readonly nesterov?: boolean;
}

export interface AdamOptions extends CommonOptions {
  readonly kind: 'adam';
  /** Default 0.9. */
  readonly beta1?: number;
  /** Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
}

export type OptimiserOptions = SgdOptions | AdamOptions;

/** State of one parameter: momentum, or first and second moments, and the average of the values. */
interface ParameterState {
  readonly moments: readonly FloatArray[];
  readonly average: FloatArray | undefined;
}

/**
 * Turns gradients of all shards into new values: SGD with momentum or AdamW. One step is `setRate`, then the programs of
 * all parts, in any order on any threads; with clipping the programs of `appendReduce`, then `clip`, then those of
 * `appendUpdate`. Results do not depend on the number of parts.
 */
export class Optimiser {
  readonly parameters: readonly Parameter[];
  /** Address of the nine float32 that the kernels read: see assembly/training/optimise.ts. */
  readonly hyperAt: number;
  readonly #options: OptimiserOptions;
  readonly #memory: TrainingMemory;
  readonly #states: readonly ParameterState[];
  readonly #pieces: OptimiserPieces;
  /** A parameter's addresses of shard gradients. */
  readonly #tables: readonly number[];

  constructor(memory: TrainingMemory, parameters: readonly Parameter[], options: OptimiserOptions) {
    this.parameters = parameters;
    this.#options = options;
    this.#memory = memory;
    const moments = options.kind === 'adam' ? 2 : 1;
    this.#states = parameters.map(({ values }) => ({
      moments: Array.from({ length: moments }, () => memory.floats(values.length)),
      average: options.averageDecay === undefined ? undefined : memory.floats(values.length),
    }));
    this.#pieces = new OptimiserPieces(
      memory,
      parameters.map(({ values }) => values.length),
    );
    this.#tables = parameters.map(({ gradients }) => memory.integers(gradients.map(({ at }) => at)));
    const hyper = memory.floats(9);
    this.hyperAt = hyper.at;
    const { weightDecay = 0, averageDecay = 0 } = options;
    const [first, second, epsilon] =
      options.kind === 'adam'
        ? [options.beta1 ?? 0.9, options.beta2 ?? 0.999, options.epsilon ?? 1e-8]
        : [options.momentum ?? 0.9, 0, 0];
    memory.view(hyper).set([0, first, second, epsilon, weightDecay, 1, 1, 1, 1 - averageDecay]);
    this.resetAverages();
  }

  /**
   * @param rate learning rate of the next step
   * @param step 1 for the first one; Adam's bias corrections depend on it
   */
  setRate(rate: number, step: number): void {
    const hyper = this.#memory.arena.floats(this.hyperAt, 9);
    hyper[0] = rate;
    if (this.#options.kind !== 'adam') return;
    hyper[6] = 1 - (this.#options.beta1 ?? 0.9) ** step;
    hyper[7] = 1 - (this.#options.beta2 ?? 0.999) ** step;
  }

  /** Factor on the summed gradients; 1 before the first call. `clip` sets it, too. */
  setGradientScale(scale: number): void {
    this.#memory.arena.floats(this.hyperAt, 9)[5] = scale;
  }

  /** Sums shards, updates, and clears the gradients, for part `part` of `parts` equal shares of all elements. */
  append(program: KernelProgram, part: number, parts: number): void {
    this.appendReduce(program, part, parts, false);
    this.appendUpdate(program, part, parts);
  }

  /** Sums the shards' gradients into the first one's. @param squares also sums their squares, for `clip` */
  appendReduce(program: KernelProgram, part: number, parts: number, squares = true): void {
    for (const { parameter, from, end, squaresAt } of this.#pieces.ranges(part, parts)) {
      const { gradients } = this.parameters[parameter]!;
      if (gradients.length > 1)
        program.call('sumArrays', this.#tables[parameter]!, gradients.length, from, end);
      if (squares) program.call('squareSums', gradients[0]!.at, from, end, this.#pieces.size, squaresAt);
    }
  }

  /** After `appendReduce` of all parts, or of this one where nothing is clipped. */
  appendUpdate(program: KernelProgram, part: number, parts: number): void {
    const options = this.#options;
    for (const { parameter, from, end } of this.#pieces.ranges(part, parts)) {
      const { values, gradients, decay } = this.parameters[parameter]!;
      const { moments, average } = this.#states[parameter]!;
      const kind = options.decayKind ?? (options.kind === 'sgd' ? 'coupled' : 'decoupled');
      const decayCode = !decay || !options.weightDecay ? 0 : kind === 'coupled' ? 1 : 2;
      const mask = options.masks?.get(this.parameters[parameter]!) ?? 0;
      const arrays = [values.at, gradients[0]!.at, ...moments.map(({ at }) => at), mask];
      if (options.kind === 'adam') program.call('adam', ...arrays, from, end, this.hyperAt, decayCode);
      else {
        const nesterov = (options.nesterov ?? true) ? 1 : 0;
        program.call('sgd', ...arrays, from, end, this.hyperAt, nesterov, decayCode);
      }
      if (average) program.call('followAverage', average.at, values.at, from, end, this.hyperAt);
      for (const { at } of gradients) program.call('fill', at + from * 4, end - from, 0);
    }
  }

  /**
   * Between `appendReduce` and `appendUpdate`: scales gradients down to the norm `most`.
   * @param scale factor that is applied in any case @returns the norm found, after `scale`
   */
  clip(most: number, scale = 1): number {
    const norm = Math.sqrt(this.#pieces.squares()) * scale;
    this.setGradientScale(norm > most ? (scale * most) / norm : scale);
    return norm;
  }

  /** The average of a parameter's values. @throws RangeError without `averageDecay` */
  average(parameter: Parameter): FloatArray {
    const found = this.#states[this.parameters.indexOf(parameter)]?.average;
    if (found) return found;
    throw new RangeError(
      `no average of ${parameter.name} is kept; give the optimiser the parameter and an averageDecay`,
    );
  }

  /** Averages start again at the values as they are, e.g. once these are initialised. */
  resetAverages(): void {
    this.#states.forEach(({ average }, i) => {
      if (average) this.#memory.view(average).set(this.#memory.view(this.parameters[i]!.values));
    });
  }

  /** Views of all state by name, valid until the next allocation: read for a checkpoint, or set to go on from one. */
  state(): Record<string, Float32Array> {
    const named: Record<string, Float32Array> = {};
    const names = this.#options.kind === 'adam' ? ['first', 'second'] : ['momentum'];
    this.#states.forEach(({ moments, average }, i) => {
      const { name } = this.parameters[i]!;
      moments.forEach((array, m) => {
        named[`${name}.${names[m]}`] = this.#memory.view(array);
      });
      if (average) named[`${name}.average`] = this.#memory.view(average);
    });
    return named;
  }
}
