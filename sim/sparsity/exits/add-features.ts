import type { OnnxBuilder } from '../../network/onnx/onnx-builder.ts';
import type { OnnxSpec } from '../../network/onnx/write-onnx.ts';
import type { ExitPlace } from './exit-place.ts';

/** Adds what a head reads at a place. @returns the name of the features: [N, features], or [N, T, features] of tokens */
export function addFeatures(builder: OnnxBuilder, { value, pooling, ids }: ExitPlace, name: string): string {
  if (pooling === 'pixels') {
    const pooled = builder.add('GlobalAveragePool', `${name}.pool`, [value]);
    return builder.add('Flatten', `${name}.features`, [pooled], { axis: 1 });
  }
  if (pooling === null || ids === null) return value;
  // Not `tokenMean`: the network's own mask may have its names.
  const number = (of: string, values: number) =>
    builder.constant(`${name}.${of}`, [], Float32Array.of(values));
  const integers = (of: string, shape: number[], values: number) =>
    builder.constant(`${name}.${of}`, shape, Int32Array.of(values));
  const pad = builder.add('Equal', `${name}.pad`, [ids, integers('padding', [], 0)]);
  const flat = builder.add('Where', `${name}.flat`, [pad, number('zero', 0), number('one', 1)]);
  const keep = builder.add('Unsqueeze', `${name}.keep`, [flat, integers('last', [1], 2)]);
  const axis = integers('axis', [1], 1);
  const kept = builder.add('Mul', `${name}.kept`, [value, keep]);
  const sum = builder.add('ReduceSum', `${name}.sum`, [kept, axis], { keepdims: 0 });
  const count = builder.add('ReduceSum', `${name}.count`, [keep, axis], { keepdims: 0 });
  return builder.add('Div', `${name}.features`, [sum, count]);
}

/** A network with what was built behind it. */
export function append(network: OnnxSpec, builder: OnnxBuilder): OnnxSpec {
  const { outputs, nodes, initialisers } = builder.spec();
  return {
    ...network,
    outputs: [...network.outputs, ...outputs],
    nodes: [...network.nodes, ...nodes],
    initialisers: new Map([...network.initialisers, ...initialisers]),
  };
}
