import type { Hdf5Group, Hdf5Node } from '../hdf5/hdf5-tree.ts';
import { NetworkFileError } from '../hdf5/network-file-error.ts';
import { readHdf5 } from '../hdf5/read-hdf5.ts';
import type { NetxLayer, NetxNetwork, NetxNeuron } from './netx-layers.ts';

/**
 * Reads a NetX file (lava-dl, HDF5 description protocol): layers 0 … n-1 in a row.
 * @param place named in errors
 * @throws NetworkFileError naming the object in the file; for layers of other kinds, naming those that are read
 */
export async function readNetx(bytes: Uint8Array, place: string): Promise<NetxNetwork> {
  return netxFromTree(await readHdf5(bytes, place), place);
}

/** As `readNetx`, of a file that is already in memory as a tree. */
export function netxFromTree(tree: Hdf5Group, place: string): NetxNetwork {
  const group = tree.children.get('layer');
  if (group?.kind !== 'group' || group.children.size === 0) {
    throw new NetworkFileError(place, '/', `no group 'layer' with layers 0 … n-1`);
  }
  const layers: NetxLayer[] = [];
  for (let n = 0; n < group.children.size; n++) {
    const layer = group.children.get(String(n));
    if (layer?.kind !== 'group') {
      throw new NetworkFileError(
        place,
        `${group.path}/${n}`,
        `missing; ${group.children.size} layers are numbered from 0`,
      );
    }
    layers.push(new LayerReader(layer, place).read());
  }
  return { layers };
}

class LayerReader {
  readonly #group: Hdf5Group;
  readonly #place: string;

  constructor(group: Hdf5Group, place: string) {
    this.#group = group;
    this.#place = place;
  }

  read(): NetxLayer {
    const type = this.#text(this.#group, 'type');
    switch (type) {
      case 'input':
        return {
          type,
          shape: this.#shape(),
          neuron: this.#group.children.has('neuron') ? this.#neuron() : null,
        };
      case 'flatten':
        return { type };
      case 'dense': {
        const { values, shape } = this.#numbers('weight');
        const outputs = this.#shape().reduce((a, b) => a * b, 1);
        const inputs = values.length / outputs;
        const isMatrix = shape.length === 1 || shape.slice(2).every((n) => n === 1);
        if (!Number.isInteger(inputs) || !isMatrix || (shape.length > 1 && shape[0] !== outputs)) {
          this.#fail('weight', `shape [${shape.join(', ')}] for ${outputs} neurons; [out, in] is needed`);
        }
        const delay = this.#optional('delay', [1, inputs]);
        return {
          type,
          neuron: this.#neuron(),
          outputs,
          inputs,
          weight: values,
          bias: this.#optional('bias', [outputs]),
          delay,
        };
      }
      case 'conv': {
        const { values, shape } = this.#numbers('weight');
        const kernel = shape.length === 5 && shape[4] === 1 ? shape.slice(0, 4) : shape;
        if (kernel.length !== 4)
          this.#fail('weight', `shape [${shape.join(', ')}]; [out, in, height, width] is needed`);
        if (this.#group.children.has('delay')) this.#fail('delay', 'delays of convolutions are not read');
        const own = this.#shape();
        if (own[0] !== kernel[0])
          this.#fail('weight', `${kernel[0]} output channels, the layer has ${own[0]}`);
        return {
          type,
          neuron: this.#neuron(),
          shape: own,
          weight: values,
          weightShape: kernel as [number, number, number, number],
          stride: this.#pair('stride', 1, 1),
          padding: this.#pair('padding', 0, 0),
          dilation: this.#pair('dilation', 1, 1),
          groups: this.#group.children.has('groups') ? this.#whole(this.#group, 'groups', 1) : 1,
          bias: this.#optional('bias', [own[0]]),
        };
      }
      default:
        return this.#fail('type', `'${type}'; input, flatten, dense and conv are read`);
    }
  }

  /** (x, y, z) in the file. */
  #shape(): readonly [number, number, number] {
    const { values } = this.#numbers('shape');
    const [x, y, z] = values.length === 3 ? values : values.length === 1 ? [1, 1, values[0]!] : [];
    if (![x, y, z].every((n) => Number.isInteger(n) && n! >= 1)) {
      this.#fail('shape', `[${values.join(', ')}]; three positive whole numbers x, y, z are needed`);
    }
    return [z!, y!, x!];
  }

  #neuron(): NetxNeuron {
    const group = this.#group.children.get('neuron');
    if (group?.kind !== 'group') return this.#fail('neuron', 'missing');
    const type = this.#text(group, 'type');
    const scalar = (name: string, least: number, fallback?: number) =>
      !group.children.has(name) && fallback !== undefined ? fallback : this.#whole(group, name, least);
    switch (type) {
      case 'LOIHI':
      case 'CUBA':
      case 'CUBA-LIF':
        return {
          kind: 'cuba',
          iDecay: scalar('iDecay', 0),
          vDecay: scalar('vDecay', 0),
          vThMant: scalar('vThMant', 0),
          refDelay: scalar('refDelay', 0, 1),
        };
      case 'SDNN':
        return {
          kind: 'sdnn',
          vThMant: scalar('vThMant', 0, 0),
          sigmaOutput: group.children.has('sigma_output'),
        };
      default:
        return this.#fail('neuron/type', `'${type}'; LOIHI, CUBA, CUBA-LIF and SDNN are read`);
    }
  }

  #numbers(name: string): { readonly values: Float64Array; readonly shape: readonly number[] } {
    const node = this.#group.children.get(name);
    if (node?.kind !== 'numbers') return this.#fail(name, node ? 'no numbers' : 'missing');
    const at = node.values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) this.#fail(name, `${node.values[at]} at index ${at}; finite numbers are needed`);
    return { values: Float64Array.from(node.values), shape: node.shape };
  }

  /** @param lengths that are allowed; a single number is spread */
  #optional(name: string, lengths: readonly number[]): Float64Array | null {
    if (!this.#group.children.has(name)) return null;
    const { values } = this.#numbers(name);
    const most = Math.max(...lengths);
    if (values.length === 1) return new Float64Array(most).fill(values[0]!);
    return lengths.includes(values.length)
      ? values
      : this.#fail(name, `${values.length} numbers; ${lengths.join(' or ')} are needed`);
  }

  /** (x, y) in the file. */
  #pair(name: string, fallback: number, least: number): readonly [number, number] {
    if (!this.#group.children.has(name)) return [fallback, fallback];
    const { values } = this.#numbers(name);
    const [x, y = x] = values;
    if (values.length > 2 || ![x, y].every((n) => Number.isInteger(n) && n! >= least)) {
      this.#fail(name, `[${values.join(', ')}]; one or two whole numbers of at least ${least} are needed`);
    }
    return [y!, x!];
  }

  #whole(group: Hdf5Group, name: string, least: number): number {
    const node = group.children.get(name);
    const value = node?.kind === 'numbers' && node.values.length === 1 ? node.values[0]! : Number.NaN;
    if (Number.isInteger(value) && value >= least) return value;
    return this.#failAt(node, `${group.path}/${name}`, `one whole number of at least ${least} is needed`);
  }

  #text(group: Hdf5Group, name: string): string {
    const node = group.children.get(name);
    if (node?.kind === 'strings' && node.values.length === 1) return node.values[0]!;
    return this.#failAt(node, `${group.path}/${name}`, 'a name is needed');
  }

  #failAt(node: Hdf5Node | undefined, path: string, message: string): never {
    throw new NetworkFileError(
      this.#place,
      node?.path ?? path,
      `${node ? 'not that' : 'missing'}; ${message}`,
    );
  }

  #fail(name: string, message: string): never {
    throw new NetworkFileError(this.#place, `${this.#group.path}/${name}`, message);
  }
}
