import { NetworkFileError } from '../hdf5/network-file-error.ts';
import { eachConnection, isLinear, offsetOf, spread } from './apply-linear.ts';
import { flattenNir } from './flatten-nir.ts';
import type { NirGraph, NirPrimitive } from './nir-graph.ts';
import { type NodeShape, resolveShapes } from './resolve-shapes.ts';

/** State of a neuron node: potential, and current where it has one. */
interface State {
  readonly v: Float64Array;
  readonly i: Float64Array;
}

/**
 * A NIR graph in float64, node by node from the equations, with steps of forward Euler: the oracle for networks that were
 * converted. A value stays at its node for the whole step and reaches the next neurons in the next step, which is what
 * lets cycles and feed-forward paths be computed alike. Within a step the current of a Cuba neuron is updated before its
 * potential, as its discrete relatives in snnTorch, Norse and Lava do. Neurons start at rest (0).
 */
export class NirSimulator {
  readonly #nodes: ReadonlyMap<string, NirPrimitive>;
  readonly #shapes: ReadonlyMap<string, NodeShape>;
  readonly #before = new Map<string, string[]>();
  readonly #states = new Map<string, State>();
  readonly #stepS: number;
  /** What each node gives in this step, and gave in the last. */
  #sent = new Map<string, Float64Array>();
  #past: Map<string, Float64Array>[] = [];
  #step = 0;

  /** @throws NetworkFileError as `resolveShapes` */
  constructor(graph: NirGraph, stepS: number, place = 'graph') {
    const flat = flattenNir(graph, place);
    this.#nodes = flat.nodes;
    this.#shapes = resolveShapes(flat, place);
    this.#stepS = stepS;
    for (const name of flat.nodes.keys()) this.#before.set(name, []);
    for (const [from, to] of flat.edges) this.#before.get(to)!.push(from);
    for (const [name, node] of flat.nodes) {
      const size = this.#size(name);
      if (hasState(node)) this.#states.set(name, { v: new Float64Array(size), i: new Float64Array(size) });
      this.#sent.set(name, new Float64Array(size));
    }
  }

  /** One step. @param inputs values of the Input nodes in this step, 1 for a spike; missing ones are 0 */
  step(inputs: ReadonlyMap<string, Float64Array>): void {
    this.#past.push(this.#sent);
    const now = new Map<string, Float64Array>();
    const arriving = new Map<string, Float64Array>();
    for (const [name, node] of this.#nodes) {
      const size = this.#size(name);
      if (node.type === 'Input') now.set(name, inputs.get(name) ?? new Float64Array(size));
      else if (hasState(node) || node.type === 'Threshold') {
        now.set(name, this.#update(name, node, this.#arrived(name, arriving, [])));
      }
    }
    this.#sent = now;
    this.#step++;
  }

  /** Spikes (0 or 1), or the potential of a node that does not fire, in the last step. */
  sent(name: string): Float64Array {
    const values = this.#sent.get(name);
    if (!values) throw new RangeError(`'${name}' is no Input or neuron node`);
    return values;
  }

  #size(name: string): number {
    return this.#shapes.get(name)!.output.reduce((a, b) => a * b, 1);
  }

  /** Sum of what reaches a node from the last step, through linear nodes and delays. */
  #arrived(name: string, known: Map<string, Float64Array>, path: readonly string[]): Float64Array {
    const sum = new Float64Array(this.#shapes.get(name)!.input.reduce((a, b) => a * b, 1));
    for (const from of this.#before.get(name)!) {
      const values = this.#given(from, known, [...path, name]);
      for (let n = 0; n < sum.length; n++) sum[n]! += values[n]!;
    }
    return sum;
  }

  #given(name: string, known: Map<string, Float64Array>, path: readonly string[]): Float64Array {
    const node = this.#nodes.get(name)!;
    if (node.type === 'Input' || node.type === 'Threshold' || hasState(node)) {
      return this.#past[this.#step]!.get(name)!;
    }
    const ready = known.get(name);
    if (ready) return ready;
    if (path.includes(name)) {
      throw new NetworkFileError('graph', name, 'a cycle without a neuron in it has no order of computing');
    }
    const x = this.#arrived(name, known, path);
    let y = x;
    if (isLinear(node)) {
      const shape = this.#shapes.get(name)!;
      y = offsetOf(node, shape) ?? new Float64Array(this.#size(name));
      eachConnection(node, shape, (from, to, weight) => {
        y[to]! += weight * x[from]!;
      });
    } else if (node.type === 'Delay') {
      y = this.#delayed(name, node, path);
    }
    known.set(name, y);
    return y;
  }

  #delayed(name: string, node: NirPrimitive<'Delay'>, path: readonly string[]): Float64Array {
    const delays = spread(node.delay, this.#shapes.get(name)!.output);
    const y = new Float64Array(delays.length);
    const now = this.#step;
    const bySteps = new Map<number, Float64Array>();
    for (let n = 0; n < y.length; n++) {
      const steps = Math.round(delays[n]! / this.#stepS);
      if (steps > now) continue;
      let values = bySteps.get(steps);
      if (!values) {
        // What would have arrived `steps` ago, computed anew from what was sent then.
        this.#step = now - steps;
        values = this.#arrived(name, new Map(), path);
        this.#step = now;
        bySteps.set(steps, values);
      }
      y[n] = values[n]!;
    }
    return y;
  }

  #update(name: string, node: NirPrimitive, x: Float64Array): Float64Array {
    const { output: shape } = this.#shapes.get(name)!;
    if (node.type === 'Threshold') {
      const threshold = spread(node.threshold, shape);
      return x.map((value, n) => (value > threshold[n]! ? 1 : 0));
    }
    const { v, i } = this.#states.get(name)!;
    const dt = this.#stepS;
    const of = (array: Parameters<typeof spread>[0]) => spread(array, shape);
    switch (node.type) {
      case 'I':
      case 'IF': {
        const r = of(node.r);
        for (let n = 0; n < v.length; n++) v[n]! += dt * r[n]! * x[n]!;
        break;
      }
      case 'LI':
      case 'LIF': {
        const [r, tau, rest] = [of(node.r), of(node.tau), of(node.v_leak)];
        for (let n = 0; n < v.length; n++) v[n]! += (dt / tau[n]!) * (rest[n]! - v[n]! + r[n]! * x[n]!);
        break;
      }
      case 'CubaLI':
      case 'CubaLIF': {
        const [r, tauMem, tauSyn] = [of(node.r), of(node.tau_mem), of(node.tau_syn)];
        const [rest, wIn] = [of(node.v_leak), of(node.w_in)];
        for (let n = 0; n < v.length; n++) {
          i[n]! += (dt / tauSyn[n]!) * (wIn[n]! * x[n]! - i[n]!);
          v[n]! += (dt / tauMem[n]!) * (rest[n]! - v[n]! + r[n]! * i[n]!);
        }
        break;
      }
    }
    if (!('v_threshold' in node)) return v.slice();
    const [threshold, reset] = [of(node.v_threshold), of(node.v_reset)];
    return v.map((potential, n) => {
      if (!(potential > threshold[n]!)) return 0;
      v[n] = reset[n]!;
      return 1;
    });
  }
}

/** Neurons with a potential, firing or not. */
function hasState(node: NirPrimitive): boolean {
  return ['I', 'IF', 'LI', 'LIF', 'CubaLI', 'CubaLIF'].includes(node.type);
}
