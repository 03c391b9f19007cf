import { findBenchmark } from '../network/benchmarks/find-benchmark.ts';
import { denseWork } from '../network/dense-work.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import type { OperatorWork } from '../network/operator-work.ts';
import type { MeasuredRow } from './measured/measured-row.ts';

/** What of a row says which network ran. */
export type NetworkRow = Pick<MeasuredRow, 'network' | 'graph'>;

/** Graph of a row: its own, or the built-in one of its id; null where its layers are not published. */
export function networkOf(row: NetworkRow): NetworkGraph | null {
  return row.graph ?? findBenchmark(row.network);
}

const works = new WeakMap<NetworkGraph, readonly OperatorWork[]>();

/** Fused operators of a row's network in execution order, at batch 1 and with all weights; null as for `networkOf`. */
export function layersOf(row: NetworkRow): readonly OperatorWork[] | null {
  const graph = networkOf(row);
  if (!graph) return null;
  const before = works.get(graph);
  if (before) return before;
  const work = denseWork(graph);
  works.set(graph, work);
  return work;
}
