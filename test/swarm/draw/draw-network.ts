import { activeWeights } from '../../../sim/network/active-weights.ts';
import { inferShapes } from '../../../sim/network/infer-shapes.ts';
import type { Network, NetworkNode, Tensor } from '../../../sim/network/network.ts';
import type { OperatorType } from '../../../sim/network/network-graph.ts';
import type { Dice } from './dice.ts';
import { type DrawnLadderLayer, drawLadderLayer } from './draw-ladder-layer.ts';

/** Which operators a network may hold: a rate code maps plain chains only. */
export type NetworkStyle = 'plain chain' | 'any operator';

export interface DrawnNetwork {
  readonly network: Network;
  /** Of the layers of its ladder, in order; empty without one. */
  readonly ladder: readonly DrawnLadderLayer[];
}

interface Building {
  readonly nodes: NetworkNode[];
  readonly initialisers: Map<string, Tensor>;
  readonly ladder: DrawnLadderLayer[];
  /** Where exits could answer. */
  readonly places: { readonly value: string; readonly channels: number }[];
  value: string;
  channels: number;
  side: number;
}

const classes = 10;

/**
 * A small image classifier: convolutions (some in a ladder, some with an odd number of rows), batch norms, pools, at
 * the end a mean and a fully connected layer.
 * @param levels of the ladder; 0 for none
 */
export function drawNetwork(
  dice: Dice,
  name: string,
  style: NetworkStyle,
  levels: number,
  width: number,
): DrawnNetwork {
  const side = dice.whole(4, 10);
  const input = { name: 'image', shape: [1, dice.one([1, 1, 3]), side, side] };
  const b: Building = {
    nodes: [],
    initialisers: new Map(),
    ladder: [],
    places: [],
    value: input.name,
    channels: input.shape[1]!,
    side,
  };
  const layers = dice.whole(1, 4);
  const inLadder = levels === 0 ? -1 : dice.below(layers);
  for (let i = 0; i < layers; i++) {
    if (i > 0) b.places.push({ value: b.value, channels: b.channels });
    const chosen = levels > 0 && (i === inLadder || dice.chance(0.5));
    addConvolution(dice, b, `conv${i}`, style, chosen ? levels : 0, width);
    if (style === 'any operator' && b.side >= 4 && dice.chance(0.15)) {
      add(b, 'MaxPool', `pool${i}`, [], { kernel_shape: [2, 2], strides: [2, 2] });
      b.side = Math.floor(b.side / 2);
    }
  }
  add(b, 'GlobalAveragePool', 'mean', []);
  add(b, 'Flatten', 'flat', [], { axis: 1 });
  const weight = constant(dice, b, 'fc.weight', [classes, b.channels]);
  add(b, 'Gemm', 'fc', ['fc.weight', constant(dice, b, 'fc.bias', [classes]).name], { transB: 1 });
  if (levels > 0 && dice.chance(0.2)) {
    b.ladder.push(drawLadderLayer(dice, 'fc', weight.data, classes, levels));
  }
  if (style === 'any operator' && dice.chance(0.2)) add(b, 'Softmax', 'softmax', []);
  const output = b.value;
  const aside = dice.aside(`exits of ${name}`);
  const withExits = style === 'any operator' && levels > 0 && aside.chance(0.4);
  const exits = withExits ? b.places.map((place, exit) => addExit(aside, b, place, exit)) : [];
  return { network: finished(name, input, b, levels, output, exits), ladder: b.ladder };
}

/** A linear head on the mean over the pixels. @returns its name */
function addExit(dice: Dice, b: Building, { value, channels }: Building['places'][number], exit: number) {
  const name = `logits_exit${exit}`;
  b.value = value;
  add(b, 'GlobalAveragePool', `exit${exit}.mean`, []);
  add(b, 'Flatten', `exit${exit}.flat`, [], { axis: 1 });
  const constants = [[classes, channels], [classes]].map(
    (shape, i) => constant(dice, b, `${name}.${i}`, shape).name,
  );
  add(b, 'Gemm', name, constants, { transB: 1 });
  return name;
}

function addConvolution(
  dice: Dice,
  b: Building,
  name: string,
  style: NetworkStyle,
  levels: number,
  width: number,
): void {
  const depthwise = style === 'any operator' && levels === 0 && b.channels > 1 && dice.chance(0.15);
  const before = b.value;
  const kernel = dice.one([1, 3, 3, 5]);
  const stride = b.side >= 4 ? dice.one([1, 1, 2]) : 1;
  const pad = kernel >> 1;
  const drawn = Math.max(2, Math.round(dice.one([4, 6, 8, 12, 16]) * width));
  const channels = depthwise ? b.channels : drawn;
  const residual = style === 'any operator' && levels > 0 && stride === 1 && channels === b.channels;
  const group = depthwise ? b.channels : 1;
  const depth = b.channels / group;
  const weight = constant(dice, b, `${name}.weight`, [channels, depth, kernel, kernel]);
  add(b, 'Conv', name, [`${name}.weight`], {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [pad, pad, pad, pad],
    group,
  });
  if (levels > 0) b.ladder.push(drawLadderLayer(dice, name, weight.data, channels, levels));
  if (dice.chance(0.7)) {
    const parts = ['scale', 'offset', 'mean', 'var'].map(
      (part) => constant(dice, b, `${name}.${part}`, [channels], part === 'mean' ? -0.1 : 0.2).name,
    );
    add(b, 'BatchNormalization', `${name}.bn`, parts, { epsilon: 1e-5 });
  }
  if (residual && before !== 'image') add(b, 'Add', `${name}.sum`, [before]);
  add(b, 'Relu', `${name}.relu`, []);
  b.channels = channels;
  b.side = Math.ceil(b.side / stride);
}

function constant(
  dice: Dice,
  b: Building,
  name: string,
  shape: readonly number[],
  low = -0.5,
): { name: string; data: Float32Array } {
  const size = shape.reduce((product, dim) => product * dim, 1);
  const data = Float32Array.from({ length: size }, () => dice.between(low, low + 1));
  b.initialisers.set(name, { shape, data });
  return { name, data };
}

function add(
  b: Building,
  type: OperatorType,
  name: string,
  constants: readonly string[],
  attributes: NetworkNode['attributes'] = {},
): void {
  b.nodes.push({ name, type, inputs: [b.value, ...constants], outputs: [name], attributes });
  b.value = name;
}

function finished(
  name: string,
  input: Network['input'],
  b: Building,
  levels: number,
  answer: string,
  exits: readonly string[],
): Network {
  const output = { name: answer, shape: [1, classes] };
  const outputs = [answer, ...exits].map((each) => ({
    ...{ ...output, name: each },
    ...{ type: 'float32' as const, dims: ['N', classes] },
  }));
  const layers = b.ladder.map((drawn) => drawn.layer);
  const weights = layers.reduce((sum, layer) => sum + layer.rows * layer.cols, 0);
  const sparsityAt = (level: number) =>
    1 - layers.reduce((sum, layer) => sum + activeWeights(layer, level), 0) / weights;
  return {
    name,
    hash: name,
    nodes: b.nodes,
    initialisers: b.initialisers,
    input,
    output,
    ...(exits.length > 0 ? { outputs } : {}),
    shapes: inferShapes(b.nodes, [input], b.initialisers, (code, message) => {
      throw new Error(`${code}: ${message}`);
    }),
    ladder:
      levels === 0
        ? null
        : {
            version: 1,
            blockRows: 4,
            levels: Array.from({ length: levels }, (_, level) => ({ sparsity: sparsityAt(level) })),
            layers,
          },
  };
}
