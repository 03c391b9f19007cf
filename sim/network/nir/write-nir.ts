import { type Hdf5Group, type Hdf5Node, hdf5Group, hdf5Numbers, hdf5Text } from '../hdf5/hdf5-tree.ts';
import { writeHdf5 } from '../hdf5/write-hdf5.ts';
import { type NirArray, type NirFieldKind, type NirGraph, type NirNode, nirFields } from './nir-graph.ts';

/** Version of the format that is written. */
const version = '1.0';

/** A NIR file (HDF5) that other frameworks read; what `readNir` reads from it equals the graph. */
export async function writeNir(graph: NirGraph): Promise<Uint8Array> {
  return writeHdf5(nirToTree(graph));
}

/** The groups and datasets of a NIR file. */
export function nirToTree(graph: NirGraph): Hdf5Group {
  return hdf5Group([
    ['version', hdf5Text(version)],
    ['node', nodeTree(graph)],
  ]);
}

function nodeTree(node: NirNode): Hdf5Group {
  const children: [string, Hdf5Node][] = [['type', hdf5Text(node.type)]];
  if (node.type === 'NIRGraph') {
    const names = node.edges.flat();
    const edges: Hdf5Node =
      names.length > 0
        ? { kind: 'strings', path: '', shape: [node.edges.length, 2], values: names }
        : hdf5Numbers(new Float64Array(0), [0, 2]);
    children.push(['nodes', hdf5Group([...node.nodes].map(([name, inner]) => [name, nodeTree(inner)]))]);
    children.push(['edges', edges]);
  } else {
    const fields: Readonly<Record<string, NirFieldKind>> = nirFields[node.type];
    const values = node as unknown as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(fields)) {
      const field = fieldTree(values[name]);
      if (field) children.push([name, field]);
    }
  }
  if (node.metadata && node.metadata.size > 0) {
    const entries = [...node.metadata].map(([name, value]) => [name, fieldTree(value)!] as const);
    children.push(['metadata', hdf5Group(entries)]);
  }
  return hdf5Group(children);
}

/** Null where the field is left out. */
function fieldTree(value: unknown): Hdf5Node | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return hdf5Text(value);
  if (typeof value === 'number') return hdf5Numbers(Int32Array.of(value), []);
  if (Array.isArray(value)) return hdf5Numbers(Int32Array.from(value as number[]));
  const { shape, values } = value as NirArray;
  return hdf5Numbers(values, shape);
}
