import type { PointFunction, Volume } from '../../../../kernels/index.ts';
import type { Network, NetworkNode } from '../../../network/network.ts';
import { requireWeights } from '../../../network/require-weights.ts';
import { MatrixReader } from '../matrix-reader.ts';
import { UnsupportedNetworkError } from '../unsupported-network-error.ts';
import type { GraphPlan } from './graph-plan.ts';
import type { GraphSymbol } from './graph-symbol.ts';
import { orderSteps } from './order-steps.ts';
import { PlanBuilder } from './plan-builder.ts';
import { SequencePatterns } from './sequence-patterns.ts';

/**
 * Fuses the nodes of a network into steps of the kernels: BatchNormalization, a constant Add and Relu join the matrix
 * before them, Relu joins an addition; attention, embeddings of bytes, masks and means over tokens are recognised as
 * patterns. Branches, several inputs and several outputs are allowed.
 * @throws UnsupportedNetworkError naming the node that cannot be executed
 * @throws ModelError E_MODEL_WEIGHTS for a graph without weights
 */
export function compileGraph(graph: Network): GraphPlan {
  return new GraphCompiler(requireWeights(graph)).compile();
}

const points: Readonly<Partial<Record<string, PointFunction>>> = {
  Relu: 'relu',
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
};

class GraphCompiler {
  readonly #network: Network;
  readonly #reader: MatrixReader;
  readonly #builder: PlanBuilder;
  readonly #patterns: SequencePatterns;
  readonly #symbols = new Map<string, GraphSymbol>();

  constructor(network: Network) {
    this.#network = network;
    this.#reader = new MatrixReader(network);
    this.#builder = new PlanBuilder(network);
    this.#patterns = new SequencePatterns(network, this.#reader, this.#builder);
  }

  compile(): GraphPlan {
    const { name, input, output, inputs, outputs = [output], ladder } = this.#network;
    for (const value of inputs ?? [{ ...input, type: 'float32' as const }]) {
      this.#symbols.set(value.name, this.#input(value));
    }
    for (const node of this.#network.nodes) {
      const read = node.inputs.map((value) => this.#symbols.get(value) ?? null);
      const symbol = this.#compile(node, read);
      if (symbol.kind === 'buffer') this.#builder.name(symbol.buffer, node.outputs[0]!);
      this.#symbols.set(node.outputs[0]!, symbol);
    }
    const results = outputs.map((value) => {
      const symbol = this.#symbols.get(value.name);
      if (symbol?.kind === 'buffer' && this.#builder.isWritten(symbol.buffer)) {
        return { name: value.name, buffer: symbol.buffer };
      }
      throw new UnsupportedNetworkError(
        name,
        value.name,
        `an output that no kernel computes (${symbol?.kind})`,
      );
    });
    const steps = this.#builder.finish(this.#reader);
    this.#reader.checkLadder(steps);
    return {
      network: name,
      buffers: this.#builder.buffers,
      values: this.#builder.values(),
      steps: orderSteps(steps, results),
      volumes: this.#builder.volumes,
      sequences: this.#patterns.sequences(),
      outputs: results,
      levels: ladder?.levels.length ?? 0,
      ladderLayers: ladder?.layers.length ?? 0,
    };
  }

  #input(value: {
    readonly name: string;
    readonly shape: readonly number[];
    readonly type: string;
  }): GraphSymbol {
    const { name, shape } = value;
    if (value.type !== 'float32') {
      if (shape.length === 2) return { kind: 'ids', sequence: this.#patterns.addSequence(name, shape[1]!) };
      throw new UnsupportedNetworkError(
        this.#network.name,
        name,
        `an integer input of rank ${shape.length}; ids of tokens are [batch, tokens]`,
      );
    }
    if (shape.length !== 2 && shape.length !== 4) {
      throw new UnsupportedNetworkError(
        this.#network.name,
        name,
        `an input of rank ${shape.length}; images [batch, channels, height, width] and vectors [batch, values] are executed`,
      );
    }
    const [, channels = 1, height = 1, width = 1] = shape;
    const buffer = this.#builder.addInput(name, { channels, height, width });
    return { kind: 'buffer', buffer };
  }

  #compile(node: NetworkNode, read: readonly (GraphSymbol | null)[]): GraphSymbol {
    const matched = this.#patterns.match(node, read);
    if (matched) return matched;
    const buffers = read.map((symbol, i) => {
      if (symbol && symbol.kind !== 'buffer') {
        return this.#reader.refuse(
          node,
          `reads '${node.inputs[i]}' (${symbol.kind}) in no pattern that is recognised: attention, embedding, mask, mean over tokens`,
        );
      }
      return symbol ? symbol.buffer : null;
    });
    const given = buffers.filter((buffer) => buffer !== null);
    return { kind: 'buffer', buffer: this.#operator(node, given) };
  }

  /** Compiles an operator on buffers. @param read those of its inputs that are no constants @returns what it writes */
  #operator(node: NetworkNode, read: readonly number[]): number {
    const builder = this.#builder;
    const [x, other] = read;
    if (x === undefined) return this.#reader.refuse(node, 'reads constants alone; fold it when exporting');
    const { volume, sequence } = builder.buffers[x]!;
    switch (node.type) {
      case 'Conv':
        return this.#matrix(node, x, this.#reader.conv(node, this.#image(node, x)));
      case 'Gemm':
      case 'MatMul':
        if (other !== undefined) return this.#reader.refuse(node, 'of two activations outside attention');
        return this.#matrix(node, x, this.#reader.fullyConnected(node, volume));
      case 'MaxPool':
      case 'AveragePool':
      case 'GlobalAveragePool': {
        const step = this.#reader.pool(node, this.#image(node, x));
        const size = { channels: volume.channels, height: step.outHeight, width: step.outWidth };
        return builder.push(step, [x], { volume: size, sequence: null });
      }
      case 'BatchNormalization':
        this.#reader.batchNormalization(node, builder.openMatrix(node, x) ?? this.#unfused(node));
        return x;
      case 'Add':
        if (other !== undefined) return this.#sum(node, x, other);
        this.#reader.addConstant(node, builder.openMatrix(node, x) ?? this.#unfused(node));
        return x;
      case 'Mul':
      case 'Sub': {
        if (other === undefined) return this.#reader.refuse(node, 'by a constant outside attention');
        this.#alike(node, x, other);
        const kind = node.type === 'Mul' ? 'multiply' : 'subtract';
        return builder.push({ kind, node: node.name }, [x, other], builder.buffers[x]!);
      }
      case 'Relu':
        return builder.fuseRelu(node, x) ? x : this.#point(node, x);
      case 'Gelu':
      case 'Sigmoid':
      case 'Tanh':
        return this.#point(node, x);
      case 'LayerNormalization': {
        const [gamma, beta] = [1, 2].map((i) =>
          node.inputs[i] ? this.#reader.constant(node, i).data : null,
        );
        if (volume.height * volume.width > 1) return this.#reader.refuse(node, 'of images is not executed');
        const step = {
          kind: 'norm' as const,
          node: node.name,
          gamma: Float32Array.from(gamma!),
          beta: beta ? Float32Array.from(beta) : new Float32Array(volume.channels),
          epsilon: Number(node.attributes['epsilon'] ?? 1e-5),
        };
        return builder.push(step, [x], builder.buffers[x]!);
      }
      case 'Softmax':
        if (volume.height * volume.width > 1) return this.#reader.refuse(node, 'of images is not executed');
        this.#lastAxis(node);
        return builder.push({ kind: 'softmax', node: node.name }, [x], builder.buffers[x]!);
      case 'Concat':
        return this.#concat(node, read);
      case 'Flatten':
      case 'Reshape':
        return this.#flatten(node, x);
      case 'Identity':
        return builder.alias(node, x);
      default:
        return this.#reader.refuse(
          node,
          `of ${sequence === null ? 'samples' : 'tokens'} is not executed outside the recognised patterns`,
        );
    }
  }

  #matrix(node: NetworkNode, x: number, step: ReturnType<MatrixReader['conv']>): number {
    const { sequence } = this.#builder.buffers[x]!;
    const volume = { channels: step.weights.rows, height: step.outHeight, width: step.outWidth };
    if (sequence !== null && node.type === 'Gemm') this.#reader.refuse(node, 'of tokens; use MatMul');
    return this.#builder.push(step, [x], { volume, sequence });
  }

  #image(node: NetworkNode, x: number): Volume {
    const { volume, sequence } = this.#builder.buffers[x]!;
    return sequence === null ? volume : this.#reader.refuse(node, 'of tokens is not executed');
  }

  #unfused(node: NetworkNode): never {
    return this.#reader.refuse(
      node,
      'must follow a Conv, Gemm or MatMul whose result nothing else reads, and come before its Relu',
    );
  }

  #sum(node: NetworkNode, x: number, other: number): number {
    const [a, b] = [this.#builder.buffers[x]!, this.#builder.buffers[other]!];
    const tokens = a.sequence !== b.sequence && a.sequence !== null && b.sequence !== null;
    const sequence = tokens ? this.#patterns.join(a.sequence, b.sequence) : a.sequence;
    this.#alike(node, x, other, tokens && sequence !== null);
    const step = { kind: 'add' as const, node: node.name, relu: false };
    return this.#builder.push(step, [x, other], { volume: a.volume, sequence });
  }

  #alike(node: NetworkNode, x: number, other: number, joined = false): void {
    const [a, b] = [this.#builder.buffers[x]!, this.#builder.buffers[other]!];
    const same = (['channels', 'height', 'width'] as const).every((key) => a.volume[key] === b.volume[key]);
    if (!same || (a.sequence !== b.sequence && !joined)) {
      const name = ({ volume: v, sequence }: typeof a) =>
        `${v.channels} x ${v.height} x ${v.width} of ${sequence === null ? 'samples' : `tokens ${sequence}`}`;
      this.#reader.refuse(node, `of ${name(a)} and ${name(b)}; equal shapes are executed`);
    }
  }

  #point(node: NetworkNode, x: number): number {
    const gelu = node.attributes['approximate'] === 'tanh' ? ('gelu-tanh' as const) : ('gelu-erf' as const);
    const point = node.type === 'Gelu' ? gelu : points[node.type]!;
    return this.#builder.push({ kind: 'point', node: node.name, point }, [x], this.#builder.buffers[x]!);
  }

  #lastAxis(node: NetworkNode): void {
    const rank = this.#network.shapes.get(node.inputs[0]!)!.length;
    const axis = Number(node.attributes['axis'] ?? -1);
    if (axis !== -1 && axis !== rank - 1)
      this.#reader.refuse(node, `along axis ${axis}; only the last is executed`);
  }

  #concat(node: NetworkNode, read: readonly number[]): number {
    const buffers = read.map((buffer) => this.#builder.buffers[buffer]!);
    const [first] = buffers;
    const rank = this.#network.shapes.get(node.outputs[0]!)!.length;
    const axis = Number(node.attributes['axis'] ?? 1);
    const channels = first!.sequence === null ? 1 : rank - 1;
    const flat = rank === 2 && buffers.some(({ volume }) => volume.height * volume.width > 1);
    if (read.length !== node.inputs.length || (axis < 0 ? axis + rank : axis) !== channels || flat) {
      this.#reader.refuse(node, `along axis ${axis}; activations are joined along their channels`);
    }
    const total = buffers.reduce((sum, { volume }) => sum + volume.channels, 0);
    const volume = { ...first!.volume, channels: total };
    return this.#builder.push({ kind: 'concat', node: node.name }, read, { ...first!, volume });
  }

  #flatten(node: NetworkNode, x: number): number {
    const { volume, sequence } = this.#builder.buffers[x]!;
    const shape = this.#network.shapes.get(node.outputs[0]!)!;
    const same = shape[1] === volume.channels && shape.length === 4;
    if (sequence !== null || (shape.length !== 2 && !same)) {
      this.#reader.refuse(
        node,
        `to ${shape.join(' x ')}; flattening, and splitting into heads, are executed`,
      );
    }
    return this.#builder.alias(node, x);
  }
}
