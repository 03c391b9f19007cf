import type { Network, NetworkNode, Tensor } from '../../../network/network.ts';
import type { MatrixReader } from '../matrix-reader.ts';
import type { GraphSequence, TokenPoolStep } from './graph-plan.ts';
import type { GraphSymbol, Heads, Scores } from './graph-symbol.ts';
import type { PlanBuilder } from './plan-builder.ts';

type Read = readonly (GraphSymbol | null)[];

/** Added to a score, this or less leaves nothing of its share in float32. */
const masksBelow = -1e4;

/**
 * Recognises what exporters write out in small operators: attention, embeddings of bytes with a scale a row, masks made
 * of ids that are 0, positions, means over tokens. Each node turns symbols into another; the one that completes a
 * pattern pushes its step.
 */
export class SequencePatterns {
  readonly #network: Network;
  readonly #reader: MatrixReader;
  readonly #builder: PlanBuilder;
  readonly #sequences: {
    input: string;
    most: number;
    masked: string | null;
    whole: string | null;
    like: number | null;
  }[] = [];

  constructor(network: Network, reader: MatrixReader, builder: PlanBuilder) {
    this.#network = network;
    this.#reader = reader;
    this.#builder = builder;
  }

  /** @returns its place among the sequences */
  addSequence(input: string, most: number): number {
    return this.#sequences.push({ input, most, masked: null, whole: null, like: null }) - 1;
  }

  sequences(): GraphSequence[] {
    return this.#sequences.map(({ input, most, masked, like }) => ({
      ...{ input, most, like },
      padded: (like === null ? masked : this.#sequences[like]!.masked) !== null,
    }));
  }

  /**
   * Tokens of two sequences are added, as those of a word and of its ending: the second ones are then as many as the
   * first. @returns the sequence of the sum; null where the second ones have a length or a mask of their own
   */
  join(first: number, second: number): number | null {
    const of = (sequence: number) => this.#sequences[sequence]!.like ?? sequence;
    const [leader, follower] = [of(first), of(second)];
    const { most, masked, whole } = this.#sequences[follower]!;
    if (leader === follower) return leader;
    if (most !== this.#sequences[leader]!.most || masked !== null || whole !== null) return null;
    this.#sequences.forEach((sequence, i) => {
      if (of(i) === follower) sequence.like = leader;
    });
    return leader;
  }

  /** What the node makes, or null where it is an operator on buffers. @param read symbols of its inputs; null: constant */
  match(node: NetworkNode, read: Read): GraphSymbol | null {
    const [x, y] = read;
    switch (node.type) {
      case 'Gather':
        return this.#gather(node, y);
      case 'Cast':
        return this.#cast(node, x);
      case 'Equal':
        return this.#equal(node, read);
      case 'Not':
        return x?.kind === 'choice' ? { ...x, pad: x.pad === 0 ? 1 : 0, real: x.real === 0 ? 1 : 0 } : null;
      case 'Where': {
        const [yes, no] = [this.#scalar(node, 1), this.#scalar(node, 2)];
        if (x?.kind !== 'choice' || yes === null || no === null) return null;
        return { ...x, pad: x.pad === 0 ? no : yes, real: x.real === 0 ? no : yes };
      }
      case 'Unsqueeze':
        return x?.kind === 'choice' ? x : null;
      case 'Shape': {
        const { start = 0, end = 2 } = node.attributes;
        return x?.kind === 'ids' && start === 1 && end === 2 ? { ...x, kind: 'length' } : null;
      }
      case 'Slice': {
        const end = read[2];
        if (end?.kind !== 'length') return null;
        return { kind: 'positions', sequence: end.sequence, table: this.#reader.constant(node, 0) };
      }
      case 'Reshape':
        return this.#reshape(node, x);
      case 'Transpose':
        return this.#transpose(node, x);
      case 'MatMul':
        return this.#product(node, x, y);
      case 'Softmax': {
        const axis = Number(node.attributes['axis'] ?? -1);
        if (x?.kind !== 'scores' || x.scores.shares || (axis !== -1 && axis !== 3)) return null;
        return { kind: 'scores', scores: { ...x.scores, shares: true } };
      }
      case 'Add':
        return this.#add(node, read);
      case 'Sub': {
        const [a, b] = [this.#scalar(node, 0), this.#scalar(node, 1)];
        if (y?.kind === 'choice' && a !== null) return { ...y, pad: a - y.pad, real: a - y.real };
        return x?.kind === 'choice' && b !== null ? { ...x, pad: x.pad - b, real: x.real - b } : null;
      }
      case 'Mul':
        return this.#multiply(node, read);
      case 'Div': {
        if (x?.kind === 'sum' && y?.kind === 'count') return this.#pool(node, x.buffer, 'mean', true);
        const by = this.#scalar(node, 1);
        return by !== null && x ? this.#scaled(x, 1 / by) : null;
      }
      case 'ReduceSum':
        if (this.#axisOf(node) !== 1) return null;
        if (x?.kind === 'kept') return { kind: 'sum', buffer: x.buffer };
        return x?.kind === 'choice' && this.#counts(node, x) ? { kind: 'count', sequence: x.sequence } : null;
      case 'ReduceMean':
        return this.#poolWhole(node, x, 'mean');
      case 'ReduceMax':
        if (x?.kind === 'lowered' && this.#axisOf(node) === 1)
          return this.#pool(node, x.buffer, 'largest', true);
        return this.#poolWhole(node, x, 'largest');
      default:
        return null;
    }
  }

  /** A constant of one value; null where the input is none. */
  #scalar(node: NetworkNode, input: number): number | null {
    const tensor = this.#network.initialisers.get(node.inputs[input] ?? '');
    return tensor?.data.length === 1 ? tensor.data[0]! : null;
  }

  #rank(node: NetworkNode): number {
    return this.#network.shapes.get(node.outputs[0]!)!.length;
  }

  /** [N, T, 1] */
  #perToken(value: string): boolean {
    const shape = this.#network.shapes.get(value)!;
    return shape.length === 3 && shape[2] === 1;
  }

  #axisOf(node: NetworkNode): number {
    const listed = node.attributes['axes'];
    const axis = this.#scalar(node, 1) ?? (Array.isArray(listed) ? Number(listed[0]) : Number.NaN);
    return axis < 0 ? axis + this.#network.shapes.get(node.inputs[0]!)!.length : axis;
  }

  #gather(node: NetworkNode, ids: GraphSymbol | null | undefined): GraphSymbol | null {
    if (ids?.kind !== 'ids') return null;
    const table = this.#reader.constant(node, 0);
    const { sequence } = ids;
    if (table.data instanceof Int8Array) return { kind: 'rows', sequence, table, floats: false };
    if (!(table.data instanceof Float32Array)) return this.#reader.refuse(node, 'of a table of integers');
    if (table.shape[1] === 1) return { kind: 'row-scales', sequence, table };
    return this.#embed(node, sequence, table, null);
  }

  #embed(node: NetworkNode, sequence: number, table: Tensor, scales: Float32Array | null): GraphSymbol {
    const [rows = 0, cols = 0] = table.shape;
    const values = table.data as Float32Array | Int8Array;
    const step = {
      kind: 'embed' as const,
      node: node.name,
      sequence,
      table: { rows, cols, values },
      scales,
      positions: null,
    };
    const buffer = this.#builder.push(step, [], {
      volume: { channels: cols, height: 1, width: 1 },
      sequence,
    });
    return { kind: 'buffer', buffer };
  }

  #cast(node: NetworkNode, x: GraphSymbol | null | undefined): GraphSymbol | null {
    if (x?.kind === 'rows' && node.attributes['to'] === 1) return { ...x, floats: true };
    return x?.kind === 'choice' || x?.kind === 'ids' ? x : null;
  }

  #equal(node: NetworkNode, read: Read): GraphSymbol | null {
    const at = read.findIndex((symbol) => symbol?.kind === 'ids');
    const ids = read[at];
    if (ids?.kind !== 'ids' || this.#scalar(node, 1 - at) !== 0) return null;
    return { kind: 'choice', sequence: ids.sequence, pad: 1, real: 0 };
  }

  #keeps(choice: GraphSymbol & { kind: 'choice' }): boolean {
    return choice.pad === 0 && choice.real === 1;
  }

  /** A 1 for each real token, summed over the tokens, to [N, 1]. */
  #counts(node: NetworkNode, x: GraphSymbol & { kind: 'choice' }): boolean {
    const [, tokens, width = 1] = this.#network.shapes.get(node.inputs[0]!)!;
    return (
      this.#keeps(x) && tokens === this.#sequences[x.sequence]!.most && width === 1 && this.#rank(node) === 2
    );
  }

  #reshape(node: NetworkNode, x: GraphSymbol | null | undefined): GraphSymbol | null {
    const shape = this.#network.shapes.get(node.outputs[0]!)!;
    if (x?.kind === 'buffer' && shape.length === 4) {
      const { volume, sequence } = this.#builder.buffers[x.buffer]!;
      const [, , heads = 0, features = 0] = shape;
      if (sequence === null || heads * features !== volume.channels) return null;
      return { kind: 'heads', heads: { buffer: x.buffer, heads, features, order: 'THD', scale: 1 } };
    }
    if (x?.kind !== 'context' || !x.split || shape[2] !== x.v.heads * x.v.features) return null;
    const { scores, v } = x;
    const step = {
      kind: 'attention' as const,
      node: node.name,
      heads: v.heads,
      features: scores.q.features,
      valueFeatures: v.features,
      scale: scores.scale,
    };
    const { sequence } = this.#builder.buffers[scores.q.buffer]!;
    this.#use(node, sequence!, scores.masked);
    const volume = { channels: v.heads * v.features, height: 1, width: 1 };
    const read = [scores.q.buffer, scores.k.buffer, v.buffer];
    return { kind: 'buffer', buffer: this.#builder.push(step, read, { volume, sequence }) };
  }

  #transpose(node: NetworkNode, x: GraphSymbol | null | undefined): GraphSymbol | null {
    const perm = String(node.attributes['perm']);
    if (x?.kind === 'context') return perm === '0,2,1,3' && !x.split ? { ...x, split: true } : null;
    if (x?.kind !== 'heads') return null;
    const { heads } = x;
    const turned = {
      THD: { '0,2,1,3': 'HTD', '0,2,3,1': 'HDT' },
      HTD: { '0,1,3,2': 'HDT' },
      HDT: {},
    } as const;
    const order = (turned[heads.order] as Record<string, Heads['order'] | undefined>)[perm];
    return order ? { kind: 'heads', heads: { ...heads, order } } : null;
  }

  #product(
    node: NetworkNode,
    x: GraphSymbol | null | undefined,
    y: GraphSymbol | null | undefined,
  ): GraphSymbol | null {
    if (!x || !y) return null;
    const sequenceOf = (heads: Heads) => this.#builder.buffers[heads.buffer]!.sequence;
    if (x.kind === 'heads' && y.kind === 'heads' && x.heads.order === 'HTD' && y.heads.order === 'HDT') {
      const [q, k] = [x.heads, y.heads];
      if (q.heads !== k.heads || sequenceOf(q) !== sequenceOf(k)) return null;
      return { kind: 'scores', scores: { q, k, scale: q.scale * k.scale, masked: false, shares: false } };
    }
    if (x.kind === 'scores' && x.scores.shares && y.kind === 'heads' && y.heads.order === 'HTD') {
      const v = y.heads;
      if (v.heads !== x.scores.q.heads || v.scale !== 1 || sequenceOf(v) !== sequenceOf(x.scores.q))
        return null;
      return { kind: 'context', scores: x.scores, v, split: false };
    }
    return x.kind === 'buffer' && y.kind === 'buffer'
      ? this.#reader.refuse(node, 'of two activations outside attention')
      : null;
  }

  #add(node: NetworkNode, read: Read): GraphSymbol | null {
    for (const [a, b, at] of [
      [read[0], read[1], 0],
      [read[1], read[0], 1],
    ] as const) {
      if (a?.kind === 'scores' && b?.kind === 'choice')
        return this.#masked(node, a.scores, b, node.inputs[1 - at]!);
      if (a?.kind === 'buffer' && b?.kind === 'choice') {
        const own = this.#builder.buffers[a.buffer]!.sequence === b.sequence;
        if (own && b.real === 0 && b.pad <= masksBelow && this.#perToken(node.inputs[1 - at]!))
          return { kind: 'lowered', buffer: a.buffer };
      }
      if (a?.kind === 'buffer' && b?.kind === 'positions') {
        return this.#positions(node, node.inputs[at]!, a.buffer, b);
      }
      const by = this.#scalar(node, 1 - at);
      if (a?.kind === 'choice' && by !== null) return { ...a, pad: a.pad + by, real: a.real + by };
    }
    return null;
  }

  #masked(
    node: NetworkNode,
    scores: Scores,
    mask: GraphSymbol & { kind: 'choice' },
    value: string,
  ): GraphSymbol | null {
    const shape = this.#network.shapes.get(value);
    const alongKeys = shape?.length === 4 && shape[1] === 1 && shape[2] === 1;
    const own = this.#builder.buffers[scores.k.buffer]!.sequence === mask.sequence;
    if (scores.shares || mask.real !== 0 || mask.pad > masksBelow || !alongKeys || !own) {
      return this.#reader.refuse(
        node,
        `of a mask that adds ${mask.real} to real tokens and ${mask.pad} to padded ones; 0 and ${masksBelow} or less, of the shape [batch, 1, 1, tokens] and before Softmax, are executed`,
      );
    }
    return { kind: 'scores', scores: { ...scores, masked: true } };
  }

  #positions(
    node: NetworkNode,
    value: string,
    buffer: number,
    { table, sequence }: GraphSymbol & { kind: 'positions' },
  ): GraphSymbol | null {
    const step = this.#builder.openEmbedding(value, buffer, sequence);
    const [, cols] = table.shape;
    if (!step || cols !== step.table.cols || !(table.data instanceof Float32Array)) {
      return this.#reader.refuse(
        node,
        'of positions must follow the embedding of the same ids, whose rows it has',
      );
    }
    step.positions = table.data;
    return { kind: 'buffer', buffer };
  }

  #multiply(node: NetworkNode, read: Read): GraphSymbol | null {
    for (const [a, b, at] of [
      [read[0], read[1], 0],
      [read[1], read[0], 1],
    ] as const) {
      if (a?.kind === 'rows' && b?.kind === 'row-scales') {
        const fits = a.floats && a.sequence === b.sequence && a.table.shape[0] === b.table.shape[0];
        return fits ? this.#embed(node, a.sequence, a.table, b.table.data as Float32Array) : null;
      }
      if (a?.kind === 'buffer' && b?.kind === 'choice') {
        const own = this.#builder.buffers[a.buffer]!.sequence === b.sequence;
        const perToken = this.#perToken(node.inputs[1 - at]!);
        return own && this.#keeps(b) && perToken ? { kind: 'kept', buffer: a.buffer } : null;
      }
      const by = this.#scalar(node, 1 - at);
      if (a && by !== null) return this.#scaled(a, by);
    }
    return null;
  }

  #scaled(x: GraphSymbol, by: number): GraphSymbol | null {
    if (x.kind === 'choice') return { ...x, pad: x.pad * by, real: x.real * by };
    if (x.kind === 'heads') return { kind: 'heads', heads: { ...x.heads, scale: x.heads.scale * by } };
    if (x.kind !== 'scores' || x.scores.shares || x.scores.masked) return null;
    return { kind: 'scores', scores: { ...x.scores, scale: x.scores.scale * by } };
  }

  #poolWhole(
    node: NetworkNode,
    x: GraphSymbol | null | undefined,
    kind: TokenPoolStep['kind'],
  ): GraphSymbol | null {
    const tokens = x?.kind === 'buffer' && this.#builder.buffers[x.buffer]!.sequence !== null;
    if (!tokens || this.#axisOf(node) !== 1) return null;
    return this.#pool(node, x.buffer, kind, false);
  }

  #pool(node: NetworkNode, buffer: number, kind: TokenPoolStep['kind'], masked: boolean): GraphSymbol {
    const { volume, sequence } = this.#builder.buffers[buffer]!;
    if (this.#rank(node) !== 2) this.#reader.refuse(node, 'of tokens must drop their axis (keepdims 0)');
    this.#use(node, sequence!, masked);
    const output = this.#builder.push({ kind, node: node.name }, [buffer], {
      volume,
      sequence: null,
    });
    return { kind: 'buffer', buffer: output };
  }

  /** Tokens either end where padding begins, or at T: one network may not do both with the same ids. */
  #use(node: NetworkNode, sequence: number, masked: boolean): void {
    const found = this.#sequences[sequence]!;
    if (found.like !== null) {
      const { input } = this.#sequences[found.like]!;
      this.#reader.refuse(
        node,
        `of tokens of '${found.input}', which are added to those of '${input}', on their own`,
      );
    }
    if (masked) found.masked ??= node.name;
    else found.whole ??= node.name;
    if (found.masked !== null && found.whole !== null) {
      this.#reader.refuse(
        node,
        `${masked ? 'leaves out' : 'takes in'} padded tokens of '${found.input}', unlike node '${masked ? found.whole : found.masked}'`,
      );
    }
  }
}
