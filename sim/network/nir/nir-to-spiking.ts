import { NetworkFileError } from '../hdf5/network-file-error.ts';
import { mostDelay } from '../spiking/most-delay.ts';
import type { Neuron, PerNeuron, Population, Projection, SpikingGraph } from '../spiking/spiking-graph.ts';
import { isLinear, spread } from './apply-linear.ts';
import { type FlatNir, flattenNir } from './flatten-nir.ts';
import { compose, identityMap, type LinearMap, linearMapOf } from './linear-map.ts';
import type { NirArray, NirGraph, NirPrimitive } from './nir-graph.ts';
import { type NodeShape, resolveShapes } from './resolve-shapes.ts';

/** Linear nodes that are followed from one neuron to the next. */
const longestPath = 256;
/** Paths from one neuron node; linear nodes that fork and join again multiply them. */
const mostPaths = 10_000;

/**
 * A NIR graph in steps, as populations and projections. NIR is continuous in time and leaves step and integrator to the
 * reader: here forward Euler with the step that is given, current before potential (as `NirSimulator`). A decay is
 * 1 - step / tau, and a weight is multiplied by what its neuron multiplies its input by. Delays are rounded to steps. A
 * value under way from neuron to neuron takes one step, as on chips, whatever linear nodes lie between.
 * @param stepS shorter than every time constant
 * @param place named in errors
 * @throws NetworkFileError for graphs without steps' equivalent: a potential that other neurons read, cycles without a
 * neuron, a step that is too long
 */
export function nirToSpiking(graph: NirGraph, stepS: number, place: string): SpikingGraph {
  if (!(stepS > 0)) throw new RangeError(`a step of ${stepS} s; a positive time is needed`);
  return new Conversion(flattenNir(graph, place), stepS, place).run();
}

class Conversion {
  readonly #flat: FlatNir;
  readonly #shapes: ReadonlyMap<string, NodeShape>;
  readonly #stepS: number;
  readonly #place: string;
  readonly #after = new Map<string, string[]>();

  constructor(flat: FlatNir, stepS: number, place: string) {
    this.#flat = flat;
    this.#shapes = resolveShapes(flat, place);
    this.#stepS = stepS;
    this.#place = place;
    for (const name of flat.nodes.keys()) this.#after.set(name, []);
    for (const [from, to] of flat.edges) this.#after.get(from)!.push(to);
  }

  run(): SpikingGraph {
    // Outputs that read a neuron as it is need no population of their own.
    const direct = new Set(this.#flat.edges.filter(([from]) => this.#isNeuron(from)).map(([, to]) => to));
    const names = [...this.#flat.nodes]
      .filter(([name, { type }]) => this.#isNeuron(name) || (type === 'Output' && !direct.has(name)))
      .map(([name]) => name);
    const index = new Map(names.map((name, p) => [name, p]));
    const gains = names.map((name) => this.#gain(name));
    const offsets = names.map((name) => new Float64Array(this.#size(name)));
    const projections: Projection[] = [];
    for (const name of names) {
      for (const path of this.#paths(name)) {
        const to = index.get(path.to);
        if (to === undefined) continue;
        const type = this.#flat.nodes.get(name)!.type;
        if (type === 'I' || type === 'LI' || type === 'CubaLI') {
          this.#fail(
            name,
            `${type} gives its potential to '${path.to}'; between neurons only spikes are sent`,
          );
        }
        const gain = gains[to]!;
        const offset = path.map?.offset;
        if (offset) for (let n = 0; n < gain.length; n++) offsets[to]![n]! += offset[n]!;
        projections.push(...this.#projections(name, path, index.get(name)!, to, gain));
      }
    }
    const populations = names.map((name, p) => this.#population(name, offsets[p]!, gains[p]!));
    return { name: this.#place, stepS: this.#stepS, populations, projections };
  }

  #isNeuron(name: string): boolean {
    const node = this.#flat.nodes.get(name)!;
    return !isLinear(node) && node.type !== 'Output' && node.type !== 'Delay';
  }

  #size(name: string): number {
    return this.#shapes.get(name)!.output.reduce((a, b) => a * b, 1);
  }

  /** Every way from a neuron through linear nodes and delays to the next one. */
  #paths(from: string): readonly Path[] {
    const found: Path[] = [];
    const follow = (at: string, path: Omit<Path, 'to'>, depth: number): void => {
      if (depth > longestPath)
        this.#fail(at, `a cycle without a neuron, or more than ${longestPath} linear nodes in a row`);
      if (found.length > mostPaths) this.#fail(from, `more than ${mostPaths} paths to other neurons`);
      for (const to of this.#after.get(at)!) {
        const node = this.#flat.nodes.get(to)!;
        if (isLinear(node)) {
          if (path.targetSteps) {
            this.#fail(
              to,
              'a linear node behind a Delay that differs by neuron; put such a Delay right before or after neurons',
            );
          }
          const own = this.#guard(to, () => linearMapOf(node, this.#shapes.get(to)!));
          const map = path.map ? this.#guard(to, () => compose(path.map!, own)) : own;
          follow(to, { ...path, map }, depth + 1);
        } else if (node.type === 'Delay') follow(to, this.#later(to, node, path), depth + 1);
        else found.push({ to, ...path });
      }
    };
    follow(from, { map: null, steps: 0, sourceSteps: null, targetSteps: null }, 0);
    return found;
  }

  #later(name: string, node: NirPrimitive<'Delay'>, path: Omit<Path, 'to'>): Omit<Path, 'to'> {
    const steps = this.#spread(name, node.delay).map((d) => Math.round(d / this.#stepS));
    if (steps.some((s) => s < 0)) this.#fail(name, 'a delay is negative');
    const late = steps.find((s) => s + path.steps > mostDelay);
    if (late !== undefined)
      this.#fail(
        name,
        `a delay of ${late + path.steps} steps of ${this.#stepS} s; at most ${mostDelay} steps are simulated, longer steps make it fewer`,
      );
    if (steps.every((s) => s === steps[0])) return { ...path, steps: path.steps + (steps[0] ?? 0) };
    const side = path.map ? 'targetSteps' : 'sourceSteps';
    return { ...path, [side]: path[side]?.map((s, n) => s + steps[n]!) ?? steps };
  }

  #projections(name: string, path: Path, from: number, to: number, gain: Float64Array): Projection[] {
    const map = path.map ?? identityMap(this.#size(name));
    const stepsOf = (s: number, t: number) =>
      path.steps + (path.sourceSteps?.[s] ?? 0) + (path.targetSteps?.[t] ?? 0);
    const groups = new Map<number, { start: Uint32Array; target: number[]; weight: number[] }>();
    for (let s = 0; s < map.inputs; s++) {
      for (let j = map.start[s]!; j < map.start[s + 1]!; j++) {
        const t = map.target[j]!;
        // A zero in a weight array is no synapse: NIR knows no other way to leave one out.
        if (map.weight[j] === 0) continue;
        const steps = stepsOf(s, t);
        let group = groups.get(steps);
        if (!group) {
          group = { start: new Uint32Array(map.inputs + 1), target: [], weight: [] };
          groups.set(steps, group);
        }
        group.target.push(t);
        group.weight.push(map.weight[j]! * gain[t]!);
        group.start[s + 1]!++;
      }
    }
    return [...groups].map(([delaySteps, { start, target, weight }]) => {
      for (let s = 0; s < map.inputs; s++) start[s + 1]! += start[s]!;
      const synapses = {
        kind: 'lists',
        start,
        target: Uint32Array.from(target),
        weight: Float64Array.from(weight),
      } as const;
      return { name: `${name} to ${path.to}`, from, to, delaySteps, synapses };
    });
  }

  /** What a neuron's potential moves by, in the end, for an input of 1 in one step. */
  #gain(name: string): Float64Array {
    const node = this.#flat.nodes.get(name)!;
    const dt = this.#stepS;
    const of = (array: NirArray) => this.#spread(name, array);
    const over = (array: NirArray, field: string) =>
      of(array).map((tau) => {
        if (tau >= dt) return dt / tau;
        if (!(tau > 0)) return this.#fail(name, `${field} is ${tau} s; a time constant is above 0`);
        return this.#fail(
          name,
          `${field} is ${tau} s, shorter than the step of ${dt} s; take a step of at most ${tau} s`,
        );
      });
    const times = (a: Float64Array, b: Float64Array) => a.map((x, n) => x * b[n]!);
    switch (node.type) {
      case 'I':
      case 'IF':
        return of(node.r).map((r) => r * dt);
      case 'LI':
      case 'LIF':
        return times(of(node.r), over(node.tau, 'tau'));
      case 'CubaLI':
      case 'CubaLIF':
        return times(
          times(of(node.r), over(node.tau_mem, 'tau_mem')),
          times(of(node.w_in), over(node.tau_syn, 'tau_syn')),
        );
      default:
        return new Float64Array(this.#size(name)).fill(1);
    }
  }

  #population(name: string, offset: Float64Array, gain: Float64Array): Population {
    const node = this.#flat.nodes.get(name)!;
    const { output: shape } = this.#shapes.get(name)!;
    return { name, shape, size: this.#size(name), neuron: this.#neuron(name, node, offset, gain) };
  }

  #neuron(name: string, node: NirPrimitive, offset: Float64Array, gain: Float64Array): Neuron {
    const dt = this.#stepS;
    const of = (array: NirArray) => this.#spread(name, array);
    if (node.type === 'Input') return { kind: 'input' };
    if (node.type === 'Threshold') {
      const threshold = of(node.threshold);
      return relay(
        'step',
        offset.map((b, n) => b - threshold[n]!),
      );
    }
    if (node.type === 'Output') return relay('identity', offset);
    const decay = (tau: NirArray) => narrow(of(tau).map((t) => 1 - dt / t));
    const isCuba = node.type === 'CubaLI' || node.type === 'CubaLIF';
    const leaks = isCuba || node.type === 'LI' || node.type === 'LIF';
    const tau = isCuba ? node.tau_mem : leaks ? node.tau : null;
    const input = offset.map((b, n) => b * gain[n]!);
    const bias = isCuba ? new Float64Array(input.length) : input;
    if (tau && leaks && 'v_leak' in node) {
      const [rest, taus] = [of(node.v_leak), of(tau)];
      for (let n = 0; n < bias.length; n++) bias[n]! += (dt / taus[n]!) * rest[n]!;
    }
    const fires = 'v_threshold' in node;
    return {
      kind: 'integrate',
      currentDecay: isCuba ? decay(node.tau_syn) : 0,
      potentialDecay: tau ? decay(tau) : 1,
      ...(isCuba && input.some((b) => b !== 0) ? { currentBias: narrow(input) } : {}),
      bias: narrow(bias),
      threshold: fires ? narrow(of(node.v_threshold)) : Number.POSITIVE_INFINITY,
      reset: fires ? 'to' : 'none',
      resetPotential: fires ? narrow(of(node.v_reset)) : 0,
      initialPotential: 0,
      refractorySteps: 0,
      lowestPotential: Number.NEGATIVE_INFINITY,
      thresholdNoise: 0,
    };
  }

  #spread(name: string, array: NirArray): Float64Array {
    return this.#guard(name, () => spread(array, this.#shapes.get(name)!.output));
  }

  #guard<T>(name: string, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof RangeError) this.#fail(name, error.message);
      throw error;
    }
  }

  #fail(name: string, message: string): never {
    throw new NetworkFileError(this.#place, name, message);
  }
}

interface Path {
  readonly to: string;
  /** Null is the identity. */
  readonly map: LinearMap | null;
  /** Delay of all connections, and by source and target neuron on top, in steps. */
  readonly steps: number;
  readonly sourceSteps: Float64Array | null;
  readonly targetSteps: Float64Array | null;
}

function relay(activation: 'identity' | 'step', bias: Float64Array): Neuron {
  return { kind: 'relay', activation, bias: narrow(bias), quantum: 0, largest: Number.POSITIVE_INFINITY };
}

/** One number where all are equal. */
function narrow(values: Float64Array): PerNeuron {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : values;
}
