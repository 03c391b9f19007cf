import { OnnxBuilder } from '../../network/onnx/onnx-builder.ts';
import type { OnnxSpec } from '../../network/onnx/write-onnx.ts';
import { addFeatures, append } from './add-features.ts';
import { exitName } from './exit-names.ts';
import type { ExitPlace } from './exit-place.ts';
import type { LinearHead } from './fit-linear-head.ts';

/** Heads at one place. */
export interface FittedExit {
  readonly place: ExitPlace;
  /** One for all levels, or one a level. */
  readonly heads: readonly LinearHead[];
}

/** A network without exits, with these. Every head is an output of its own; what they read is computed once. */
export function withExits(network: OnnxSpec, exits: readonly FittedExit[]): OnnxSpec {
  const builder = new OnnxBuilder(network.name);
  exits.forEach(({ place, heads }, exit) => {
    const features = addFeatures(builder, place, `exit${exit}`);
    heads.forEach(({ weight, bias }, level) => {
      const name = exitName(exit, heads.length === 1 ? null : level);
      const classes = bias.length;
      addHead(builder, name, features, place, weight, bias);
      builder.output(name, place.perToken ? ['N', 'T', classes] : ['N', classes]);
    });
  });
  return append(network, builder);
}

function addHead(
  builder: OnnxBuilder,
  name: string,
  read: string,
  { features, perToken }: ExitPlace,
  weight: Float32Array,
  bias: Float32Array,
): void {
  const classes = bias.length;
  if (!perToken) {
    builder.gemm(name, read, { shape: [classes, features], data: weight }, bias);
    return;
  }
  const inputsFirst = Float32Array.from(
    { length: weight.length },
    (_, i) => weight[(i % classes) * features + Math.floor(i / classes)]!,
  );
  const matrix = builder.constant(`${name}.weight`, [features, classes], inputsFirst);
  const product = builder.add('MatMul', `${name}.product`, [read, matrix]);
  builder.add('Add', name, [product, builder.constant(`${name}.bias`, [classes], bias)]);
}
