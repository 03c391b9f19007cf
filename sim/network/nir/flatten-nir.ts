import { NetworkFileError } from '../hdf5/network-file-error.ts';
import type { NirGraph, NirPrimitive } from './nir-graph.ts';

/** A graph without graphs inside it. */
export interface FlatNir {
  /** Nodes of inner graphs are named 'graph.node'. */
  readonly nodes: ReadonlyMap<string, NirPrimitive>;
  readonly edges: readonly (readonly [from: string, to: string])[];
}

/** Graphs in graphs that are followed; files are held to fewer. */
const deepest = 64;
/** Edges that opening one Input or Output may make. */
const mostEdges = 1_000_000;

/**
 * Puts the nodes of inner graphs in their place. An edge to an inner graph leads to its Input, one from it comes from its
 * Output; these two nodes disappear, for they change nothing.
 * @throws NetworkFileError when an edge meets an inner graph with several Inputs or Outputs, or none
 */
export function flattenNir(graph: NirGraph, place: string): FlatNir {
  const nodes = new Map<string, NirPrimitive>();
  let edges: (readonly [string, string])[] = [];
  const through = new Set<string>();
  const doors = new Map<string, { readonly inputs: string[]; readonly outputs: string[] }>();

  const visit = (inner: NirGraph, prefix: string, depth: number): void => {
    if (depth > deepest)
      throw new NetworkFileError(place, prefix, `more than ${deepest} graphs in one another`);
    for (const [name, node] of inner.nodes) {
      const full = prefix + name;
      if (node.type === 'NIRGraph') {
        visit(node, `${full}.`, depth + 1);
        const of = (type: string) =>
          [...node.nodes].filter(([, n]) => n.type === type).map(([n]) => `${full}.${n}`);
        doors.set(full, { inputs: of('Input'), outputs: of('Output') });
      } else {
        if (nodes.has(full))
          throw new NetworkFileError(place, full, 'two nodes of that name, once inner graphs are opened');
        nodes.set(full, node);
        if (depth > 0 && (node.type === 'Input' || node.type === 'Output')) through.add(full);
      }
    }
    for (const [from, to] of inner.edges) {
      edges.push([door(prefix + from, 'outputs'), door(prefix + to, 'inputs')]);
    }
  };
  const door = (name: string, side: 'inputs' | 'outputs'): string => {
    const of = doors.get(name)?.[side];
    if (!of) return name;
    if (of.length === 1) return of[0]!;
    throw new NetworkFileError(
      place,
      name,
      `an edge meets an inner graph with ${of.length} ${side}; one is needed`,
    );
  };
  visit(graph, '', 0);

  for (const name of through) {
    const before = edges.filter(([, to]) => to === name).map(([from]) => from);
    const after = edges.filter(([from]) => from === name).map(([, to]) => to);
    if (before.length * after.length > mostEdges) {
      throw new NetworkFileError(
        place,
        name,
        `stands for ${before.length * after.length} edges; up to ${mostEdges} are opened`,
      );
    }
    edges = edges.filter(([from, to]) => from !== name && to !== name);
    for (const from of before) for (const to of after) edges.push([from, to]);
    nodes.delete(name);
  }
  return { nodes, edges };
}
