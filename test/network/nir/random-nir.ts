import fc from 'fast-check';
import {
  type NirGraph,
  type NirNode,
  type NirPrimitive,
  nirArray,
} from '../../../sim/network/nir/nir-graph.ts';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const arr = (count: number, min: number, max: number) =>
  fc.array(real(min, max), { minLength: count, maxLength: count }).map((values) => nirArray(values));

function neuron(size: number): fc.Arbitrary<NirPrimitive> {
  const tau = arr(size, 2, 20);
  const common = { r: arr(size, 0.5, 2) };
  const leak = { ...common, v_leak: arr(size, -0.2, 0.2) };
  const fires = { v_threshold: arr(size, 0.2, 1), v_reset: arr(size, -0.2, 0.1) };
  const of = <T extends NirPrimitive['type']>(type: T, fields: object) =>
    fc
      .record(fields as Record<string, fc.Arbitrary<unknown>>)
      .map((made) => ({ type, ...made }) as unknown as NirPrimitive);
  return fc.oneof(
    of('IF', { ...common, ...fires }),
    of('LIF', { ...leak, ...fires, tau }),
    of('CubaLIF', { ...leak, ...fires, tau_mem: tau, tau_syn: arr(size, 2, 20), w_in: arr(size, 0.5, 2) }),
    of('Threshold', { threshold: arr(size, 0.2, 1) }),
  );
}

function dense(ins: number, outs: number): fc.Arbitrary<NirPrimitive> {
  return fc
    .record({ weight: arr(ins * outs, -1.5, 1.5), bias: arr(outs, -0.2, 0.4), affine: fc.boolean() })
    .map(({ weight, bias, affine }): NirPrimitive => {
      const matrix = nirArray(weight.values, [outs, ins]);
      return affine ? { type: 'Affine', weight: matrix, bias } : { type: 'Linear', weight: matrix };
    });
}

/**
 * Input, two layers of neurons behind linear nodes (the second behind an inner graph, a delay and a scale), a recurrent
 * connection, Output.
 */
export const randomNir: fc.Arbitrary<NirGraph> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([a, b, c]) =>
    fc
      .record({
        w1: dense(a, b),
        n1: neuron(b),
        rec: dense(b, b),
        scale: arr(b, -2, 2),
        delay: fc.oneof(
          fc.integer({ min: 0, max: 3 }).map((d) => nirArray([d], [])),
          fc.array(fc.integer({ min: 0, max: 3 }), { minLength: b, maxLength: b }).map((d) => nirArray(d)),
        ),
        w2: dense(b, c),
        n2: neuron(c),
      })
      .map(({ w1, n1, rec, scale, delay, w2, n2 }): NirGraph => {
        const inner: NirGraph = {
          type: 'NIRGraph',
          nodes: new Map<string, NirNode>([
            ['input', { type: 'Input', shape: [b] }],
            ['scale', { type: 'Scale', scale }],
            ['w', w2],
            ['output', { type: 'Output', shape: null }],
          ]),
          edges: [
            ['input', 'scale'],
            ['scale', 'w'],
            ['w', 'output'],
          ],
        };
        return {
          type: 'NIRGraph',
          nodes: new Map<string, NirNode>([
            ['input', { type: 'Input', shape: [a] }],
            ['w1', w1],
            ['n1', n1],
            ['rec', rec],
            ['delay', { type: 'Delay', delay }],
            ['inner', inner],
            ['n2', n2],
            ['output', { type: 'Output', shape: [c] }],
          ]),
          edges: [
            ['input', 'w1'],
            ['w1', 'n1'],
            ['n1', 'rec'],
            ['rec', 'n1'],
            ['n1', 'delay'],
            ['delay', 'inner'],
            ['inner', 'n2'],
            ['n2', 'output'],
          ],
        };
      }),
  );
