import type { Hdf5Group, Hdf5Node, Hdf5Numbers } from '../hdf5/hdf5-tree.ts';
import { NetworkFileError } from '../hdf5/network-file-error.ts';
import { readHdf5 } from '../hdf5/read-hdf5.ts';
import {
  type NirArray,
  type NirFieldKind,
  type NirGraph,
  type NirMetadata,
  type NirNode,
  type NirPrimitive,
  type NirPrimitiveType,
  nirFields,
} from './nir-graph.ts';

/**
 * Reads a NIR file (HDF5).
 * @param place named in errors
 * @throws NetworkFileError naming the object in the file
 */
export async function readNir(bytes: Uint8Array, place: string): Promise<NirGraph> {
  return nirFromTree(await readHdf5(bytes, place), place);
}

/** As `readNir`, of a file that is already in memory as a tree. */
export function nirFromTree(tree: Hdf5Group, place: string): NirGraph {
  const node = tree.children.get('node');
  if (node?.kind !== 'group') {
    throw new NetworkFileError(
      place,
      '/',
      `no group 'node'; found ${listed(tree.children.keys())}; a NIR file has 'version' and 'node'`,
    );
  }
  const version = tree.children.get('version');
  const text = version?.kind === 'strings' ? version.values[0]! : null;
  if (text !== null && !/^[01]\./.test(text)) {
    throw new NetworkFileError(place, '/version', `'${text}'; versions 0.x and 1.x are read`);
  }
  const graph = nodeOf(node, place);
  if (graph.type === 'NIRGraph') return graph;
  return { type: 'NIRGraph', nodes: new Map([[graph.type.toLowerCase(), graph]]), edges: [] };
}

function nodeOf(group: Hdf5Group, place: string): NirNode {
  const fail = (path: string, message: string): never => {
    throw new NetworkFileError(place, path, message);
  };
  const typeNode = group.children.get('type');
  if (typeNode?.kind !== 'strings' || typeNode.values.length !== 1) {
    return fail(group.path, `no string 'type'; found ${listed(group.children.keys())}`);
  }
  const type = typeNode.values[0]!;
  const metadata = metadataOf(group.children.get('metadata'));
  const rest = metadata.size > 0 ? { metadata } : {};
  if (type === 'NIRGraph') return { ...graphOf(group, place), ...rest };
  if (!Object.hasOwn(nirFields, type)) {
    return fail(typeNode.path, `'${type}'; allowed: ${[...Object.keys(nirFields), 'NIRGraph'].join(', ')}`);
  }
  const fields: Readonly<Record<string, NirFieldKind>> = nirFields[type as NirPrimitiveType];
  const values = Object.entries(fields).map(
    ([name, kind]) => [name, fieldOf(kind, name, group, place)] as const,
  );
  return { type, ...Object.fromEntries(values), ...rest } as unknown as NirPrimitive;
}

function graphOf(group: Hdf5Group, place: string): NirGraph {
  const nodesGroup = group.children.get('nodes');
  if (nodesGroup?.kind !== 'group') throw new NetworkFileError(place, group.path, `no group 'nodes'`);
  const nodes = new Map<string, NirNode>();
  for (const [name, node] of nodesGroup.children) {
    if (node.kind !== 'group') throw new NetworkFileError(place, node.path, 'not a group; every node is one');
    nodes.set(name, nodeOf(node, place));
  }
  const edges: [string, string][] = [];
  const list = group.children.get('edges');
  // An empty list of edges has no type to be written with, and arrives as numbers.
  if (list && list.kind === 'strings') {
    if (list.shape.length !== 2 || list.shape[1] !== 2) {
      throw new NetworkFileError(
        place,
        list.path,
        `shape ${list.shape.join(' x ')}; edges are pairs of names, n x 2`,
      );
    }
    for (let e = 0; e < list.shape[0]!; e++) edges.push([list.values[2 * e]!, list.values[2 * e + 1]!]);
  } else if (!list || list.kind === 'group' || (list.kind === 'numbers' && list.values.length > 0)) {
    throw new NetworkFileError(place, group.path, `no list of names 'edges'`);
  }
  for (const [e, edge] of edges.entries()) {
    for (const name of edge) {
      if (!nodes.has(name)) {
        throw new NetworkFileError(
          place,
          list!.path,
          `edge ${e} ('${edge[0]}' to '${edge[1]}'): no node '${name}'; there are ${listed(nodes.keys())}`,
        );
      }
    }
  }
  return { type: 'NIRGraph', nodes, edges };
}

function metadataOf(group: Hdf5Node | undefined): NirMetadata {
  const metadata = new Map<string, string | NirArray>();
  if (group?.kind !== 'group') return metadata;
  for (const [name, node] of group.children) {
    if (node.kind === 'strings' && node.values.length === 1) metadata.set(name, node.values[0]!);
    else if (node.kind === 'numbers') metadata.set(name, arrayOf(node));
  }
  return metadata;
}

function fieldOf(kind: NirFieldKind, name: string, group: Hdf5Group, place: string): unknown {
  const node = group.children.get(name);
  const path = node?.path ?? `${group.path}/${name}`;
  const fail = (found: string, allowed: string): never => {
    throw new NetworkFileError(place, path, `${found}; ${allowed}`);
  };
  if (node === undefined || node.kind === 'other') {
    if (kind === 'arrayOr0' || kind === 'arrayOr1') {
      return { shape: [], values: Float64Array.of(kind === 'arrayOr0' ? 0 : 1) } satisfies NirArray;
    }
    if (kind === 'shape' || kind === 'length' || kind === 'pairOrNone') return null;
    return fail(node ? node.what : 'missing', `needed; the node has ${listed(group.children.keys())}`);
  }
  if (node.kind === 'strings' && (kind === 'padding1' || kind === 'padding2')) {
    const [text] = node.values;
    return text === 'same' || text === 'valid'
      ? text
      : fail(`'${text}'`, `'same', 'valid' or numbers are allowed`);
  }
  if (node.kind !== 'numbers') return fail(node.kind === 'group' ? 'a group' : 'text', 'numbers are needed');
  if (kind === 'array' || kind === 'arrayOr0' || kind === 'arrayOr1') {
    const at = node.values.findIndex((value) => !Number.isFinite(value));
    return at < 0 ? arrayOf(node) : fail(`${node.values[at]} at index ${at}`, 'finite numbers are needed');
  }
  const values = [...node.values.subarray(0, 16)];
  const least = name === 'padding' || name === 'start_dim' || name === 'end_dim' ? -64 : 1;
  const whole = (count: readonly number[]) =>
    count.includes(node.values.length) && values.every((value) => Number.isInteger(value) && value >= least);
  const both = (): readonly [number, number] => [values[0]!, values[1] ?? values[0]!];
  switch (kind) {
    case 'shape':
      if (node.values.length === 0) return null;
      return values.length === node.values.length && whole([values.length])
        ? values
        : fail(`[${values.join(', ')}]`, 'a shape is a list of up to 16 positive whole numbers');
    case 'pair':
    case 'padding2':
      return whole([1, 2]) ? both() : fail(`[${values.join(', ')}]`, 'one or two whole numbers are needed');
    case 'pairOrNone':
      if (node.values.length === 0) return null;
      return whole([1, 2]) ? both() : fail(`[${values.join(', ')}]`, 'height and width are needed');
    case 'length':
      if (node.values.length === 0) return null;
      return whole([1]) ? values[0] : fail(`[${values.join(', ')}]`, 'one positive whole number is needed');
    default:
      return whole([1]) ? values[0] : fail(`[${values.join(', ')}]`, 'one whole number is needed');
  }
}

function arrayOf({ shape, values }: Hdf5Numbers): NirArray {
  const kept = values instanceof Float32Array || values instanceof Float64Array;
  return { shape, values: kept ? values : Float64Array.from(values) };
}

function listed(names: Iterable<string>): string {
  const all = [...names];
  const shown = all.slice(0, 12).map((name) => `'${name}'`);
  return all.length === 0
    ? 'nothing'
    : `${shown.join(', ')}${all.length > 12 ? ` and ${all.length - 12} more` : ''}`;
}
