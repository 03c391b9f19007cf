import { matrixIndex } from '../../../kernels/training/matrix-parameter.ts';
import type { Ladder, LadderLayer } from '../../network/ladder.ts';
import { OnnxBuilder } from '../../network/onnx/onnx-builder.ts';
import { actualSparsities } from '../method/actual-sparsities.ts';
import { inactive } from '../method/set-levels.ts';
import type { SparsityMethod } from '../method/sparsity-method.ts';
import type { TrainingModel } from '../model/training-model.ts';
import type { LayerPlan } from '../plan/network-plan.ts';
import { valueShapes } from '../plan/value-shapes.ts';
import { batchNormAfter, epilogues } from './epilogues.ts';
import { int8Rows } from './int8-rows.ts';

/** Added to the variance by batch norms; the default of `BatchNormOperator`. */
const epsilon = 1e-5;

/**
 * The trained network as an ONNX file: the graph is that of level 0, the ladder rides along. Rows of embeddings are int8 with
 * a scale each; ids are those of the data set, 0 is padding, which has no row while training.
 * @param images how pixels are standardised; then the file takes bytes / 255, else what the network was trained on
 */
export function exportNetwork(
  name: string,
  model: TrainingModel,
  method: SparsityMethod,
  images?: { readonly mean: number; readonly deviation: number },
): Uint8Array {
  const { memory, plan, parameters } = model;
  const builder = new OnnxBuilder(name);
  const shapes = valueShapes(plan);
  const vector = (of: string, length: number, level = 0) =>
    memory.view(parameters.vectors.get(of)!.values).slice(level * length, (level + 1) * length);
  const weight = (layer: string): Float32Array => {
    const matrix = parameters.matrices.get(layer)!;
    const values = memory.view(matrix.values);
    return Float32Array.from({ length: matrix.rows * matrix.columns }, (_, i) => {
      return values[matrixIndex(matrix, Math.floor(i / matrix.columns), i % matrix.columns)]!;
    });
  };
  const firstIds = plan.inputs.find(({ kind }) => kind === 'tokens')?.name ?? null;
  const names = new Map<string, string>();
  for (const input of plan.inputs) {
    if (input.kind === 'image') {
      builder.input(input.name, ['N', 1, input.height, input.width]);
      if (images) names.set(input.name, standardised(builder, input.name, images));
    }
    if (input.kind === 'features') builder.input(input.name, ['N', input.features]);
    if (input.kind === 'tokens') builder.input(input.name, ['N', 'T'], 'int64');
  }
  const read = (of: string) => names.get(of) ?? of;
  const write = (layer: LayerPlan): string => {
    const { channels, perToken } = shapes.get(layer.name)!;
    switch (layer.kind) {
      case 'convolution': {
        const inputs = shapes.get(layer.input)!.channels;
        const shape = [channels, inputs, layer.kernel, layer.kernel];
        const data = { shape, data: weight(layer.name) };
        return builder.conv(layer.name, read(layer.input), data, layer.stride, layer.kernel >> 1);
      }
      case 'linear': {
        const data = { shape: [channels, shapes.get(layer.input)!.channels], data: weight(layer.name) };
        const bias = layer.bias ? vector(`${layer.name}.bias`, channels) : null;
        return builder[perToken ? 'linear' : 'gemm'](layer.name, read(layer.input), data, bias);
      }
      case 'batch-norm': {
        const { mean, variance } = parameters.statistics.get(layer.name)!;
        const normed = builder.batchNorm(
          layer.name,
          read(layer.input),
          {
            scale: vector(`${layer.name}.scale`, channels),
            bias: vector(`${layer.name}.bias`, channels),
            mean: memory.view(mean).slice(0, channels),
            var: memory.view(variance).slice(0, channels),
          },
          epsilon,
        );
        const sum = layer.residual
          ? builder.add('Add', `${layer.name}.sum`, [normed, read(layer.residual)])
          : normed;
        return layer.relu ? builder.add('Relu', `${layer.name}.relu`, [sum]) : sum;
      }
      case 'layer-norm':
        return builder.layerNorm(
          layer.name,
          read(layer.input),
          vector(`${layer.name}.scale`, channels),
          vector(`${layer.name}.bias`, channels),
          epsilon,
        );
      case 'attention':
        return builder.attention(
          layer.name,
          ...([read(layer.query), read(layer.key), read(layer.value)] as const),
          ...([layer.heads, channels / layer.heads, firstIds] as const),
        );
      case 'embedding': {
        const rows = layer.tables.map(({ name: table, ids, rows: count }) => {
          const values = memory.view(parameters.tables.get(table)!.values);
          return builder.embedding(table, ids, int8Rows(values, count, channels));
        });
        const sum = rows.reduce((a, b, i) => builder.add('Add', `${layer.name}.sum${i}`, [a, b]));
        if (!layer.positions) return sum;
        const positions = parameters.vectors.get(`${layer.name}.positions`)!;
        const table = { shape: positions.shape, data: memory.view(positions.values).slice() };
        return builder.positions(layer.name, sum, firstIds!, table);
      }
      case 'dropout':
        return read(layer.input);
      case 'relu':
        return builder.add('Relu', layer.name, [read(layer.inputs[0]!)]);
      case 'gelu-tanh':
        return builder.add('Gelu', layer.name, [read(layer.inputs[0]!)], { approximate: 'tanh' });
      case 'add':
        return builder.add('Add', layer.name, layer.inputs.map(read));
      case 'add-relu':
        return builder.add('Relu', `${layer.name}.relu`, [
          builder.add('Add', layer.name, layer.inputs.map(read)),
        ]);
      case 'global-mean': {
        const pooled = builder.add('GlobalAveragePool', layer.name, [read(layer.inputs[0]!)]);
        return builder.add('Flatten', `${layer.name}.flat`, [pooled], { axis: 1 });
      }
      case 'mean-tokens':
        return builder.tokenMean(layer.name, read(layer.inputs[0]!), firstIds!);
      case 'max-tokens':
        return builder.tokenMaximum(layer.name, read(layer.inputs[0]!), firstIds!);
      case 'fusion': {
        const [a, b] = layer.inputs.map(read) as [string, string];
        const part = (type: 'Mul' | 'Sub' | 'Add' | 'Relu', of: string, inputs: string[]) =>
          builder.add(type, `${layer.name}.${of}`, inputs);
        // |a - b| of operators that every runtime here has.
        const more = part('Relu', 'more', [part('Sub', 'above', [a, b])]);
        const less = part('Relu', 'less', [part('Sub', 'below', [b, a])]);
        const parts = [a, b, part('Mul', 'product', [a, b]), part('Add', 'distance', [more, less])];
        return builder.add('Concat', layer.name, parts, { axis: 1 });
      }
    }
  };
  for (const layer of plan.layers) names.set(layer.name, write(layer));
  const perToken = shapes.get(plan.logits)!.perToken;
  builder.output(read(plan.logits), perToken ? ['N', 'T', plan.classes] : ['N', plan.classes]);
  const tokens = plan.inputs.find((input) => input.kind === 'tokens');
  return builder.write({
    ladder: exportLadder(model, method),
    ...(tokens?.kind === 'tokens' ? { dims: { T: tokens.tokens } } : {}),
  });
}

/** Grey values in [0, 1], bytes / 255, to what the network was trained on; a convolution of one pixel, as borders stay 0. */
function standardised(
  builder: OnnxBuilder,
  image: string,
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): string {
  const name = `${image}.standard`;
  const weight = builder.constant(`${name}.weight`, [1, 1, 1, 1], Float32Array.of(255 / deviation));
  const bias = builder.constant(`${name}.bias`, [1], Float32Array.of(-mean / deviation));
  return builder.add('Conv', name, [image, weight, bias], { kernel_shape: [1, 1] });
}

/** The ladder of a model, or one level of pruned blocks; null where nothing was pruned. */
function exportLadder(model: TrainingModel, method: SparsityMethod): Ladder | null {
  const levels = method.blockLevels();
  if (!levels) return null;
  const sparsities = actualSparsities(method);
  const layers = model.prunable.map((layer, i): LadderLayer => {
    const { rows, columns } = layer.weights;
    const at = (level: number) =>
      Int32Array.from(levels[i]!.keys()).filter((id) => levels[i]![id] === level && level !== inactive);
    const segments = [...sparsities.keys()].reverse().map(at);
    const order = new Int32Array(segments.reduce((sum, segment) => sum + segment.length, 0));
    let end = 0;
    const levelEnds = segments.map((segment) => {
      order.set(segment, end);
      end += segment.length;
      return end;
    });
    return {
      node: layer.name,
      ...{ rows, cols: columns, order, levelEnds: levelEnds.reverse() },
      ...epilogues(model, layer.name, sparsities.length, epsilon, batchNormAfter(model.plan, layer.name)),
    };
  });
  return { version: 1, blockRows: 4, levels: sparsities.map((sparsity) => ({ sparsity })), layers };
}
