import { eachConnection, type NirLinear, offsetOf } from './apply-linear.ts';
import type { NodeShape } from './resolve-shapes.ts';

/** y = W x + offset with W as lists by input; targets ascend within a list. */
export interface LinearMap {
  readonly inputs: number;
  readonly outputs: number;
  readonly start: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Float64Array;
  readonly offset: Float64Array | null;
}

/** Connections of one path; a file may describe more than fit into memory. */
const mostConnections = 2 ** 27;

/** @throws RangeError when there are too many connections */
export function linearMapOf(node: NirLinear, shape: NodeShape): LinearMap {
  const size = (of: readonly number[]) => of.reduce((a, b) => a * b, 1);
  const inputs = size(shape.input);
  const counts = new Uint32Array(inputs + 1);
  let all = 0;
  eachConnection(node, shape, (from) => {
    counts[from + 1]!++;
    if (++all > mostConnections) throw new RangeError(`more than ${mostConnections} connections`);
  });
  for (let s = 0; s < inputs; s++) counts[s + 1]! += counts[s]!;
  const next = counts.slice();
  const target = new Uint32Array(all);
  const weight = new Float64Array(all);
  // Outputs are visited in ascending order, so that lists come out sorted.
  eachConnection(node, shape, (from, to, w) => {
    const at = next[from]!++;
    target[at] = to;
    weight[at] = w;
  });
  return {
    inputs,
    outputs: size(shape.output),
    start: counts,
    target,
    weight,
    offset: offsetOf(node, shape),
  };
}

/** The map of `count` values to themselves. */
export function identityMap(count: number): LinearMap {
  return {
    inputs: count,
    outputs: count,
    start: Uint32Array.from({ length: count + 1 }, (_, s) => s),
    target: Uint32Array.from({ length: count }, (_, s) => s),
    weight: new Float64Array(count).fill(1),
    offset: null,
  };
}

/** `second` after `first`, as one map. Connections that reach the same output add up. */
export function compose(first: LinearMap, second: LinearMap): LinearMap {
  const start = new Uint32Array(first.inputs + 1);
  const target: number[] = [];
  const weight: number[] = [];
  const row = new Float64Array(second.outputs);
  const seen = new Uint8Array(second.outputs);
  for (let s = 0; s < first.inputs; s++) {
    const touched: number[] = [];
    for (let j = first.start[s]!; j < first.start[s + 1]!; j++) {
      const middle = first.target[j]!;
      for (let k = second.start[middle]!; k < second.start[middle + 1]!; k++) {
        const to = second.target[k]!;
        if (!seen[to]) {
          seen[to] = 1;
          touched.push(to);
        }
        row[to]! += first.weight[j]! * second.weight[k]!;
      }
    }
    if (target.length + touched.length > mostConnections) {
      throw new RangeError(`more than ${mostConnections} connections once layers are joined`);
    }
    for (const to of touched.sort((a, b) => a - b)) {
      target.push(to);
      weight.push(row[to]!);
      row[to] = 0;
      seen[to] = 0;
    }
    start[s + 1] = target.length;
  }
  let { offset } = second;
  if (first.offset) {
    offset = offset ? offset.slice() : new Float64Array(second.outputs);
    for (let m = 0; m < second.inputs; m++) {
      for (let k = second.start[m]!; k < second.start[m + 1]!; k++) {
        offset[second.target[k]!]! += second.weight[k]! * first.offset[m]!;
      }
    }
  }
  return {
    inputs: first.inputs,
    outputs: second.outputs,
    start,
    target: Uint32Array.from(target),
    weight: Float64Array.from(weight),
    offset,
  };
}
