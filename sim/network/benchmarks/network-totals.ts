import { denseWork } from '../dense-work.ts';
import { fusedGroups } from '../fused-groups.ts';
import type { NetworkGraph } from '../network-graph.ts';
import type { OperatorKind } from '../operator-work.ts';

/** Counts of one kind of operator. */
export interface KindTotals {
  readonly operators: number;
  /** Multiply-accumulates of one inference, dense. */
  readonly macs: number;
  /** Weights and biases, shared ones counted where they come first. */
  readonly params: number;
}

/** Counts of a network at batch 1, batch norm and activations fused. */
export interface NetworkTotals extends KindTotals {
  readonly byKind: Readonly<Partial<Record<OperatorKind, KindTotals>>>;
}

/** Operators, multiply-accumulates and parameters of a network, in total and by kind of operator. */
export function networkTotals(network: NetworkGraph): NetworkTotals {
  const groups = fusedGroups(network);
  const counted = new Set<string>();
  const byKind: Partial<Record<OperatorKind, KindTotals>> = {};
  let [operators, macs, params] = [0, 0, 0];
  for (const [i, work] of denseWork(network).entries()) {
    let own = 0;
    for (const name of groups[i]!.nodes.flatMap((node) => node.inputs)) {
      const constant = network.initialisers.get(name);
      if (!constant || counted.has(name)) continue;
      counted.add(name);
      own += constant.shape.reduce((all, dim) => all * dim, 1);
    }
    const before = byKind[work.kind] ?? { operators: 0, macs: 0, params: 0 };
    byKind[work.kind] = {
      operators: before.operators + 1,
      macs: before.macs + work.grossMacs,
      params: before.params + own,
    };
    operators += 1;
    macs += work.grossMacs;
    params += own;
  }
  return { operators, macs, params, byKind };
}
