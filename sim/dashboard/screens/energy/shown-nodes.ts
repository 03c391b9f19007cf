import { selectedPolicy } from '../../state/selected-policy.ts';
import type { DashboardState } from '../../state/state.ts';
import { type EnergyNode, energyTree, visibleNodes } from './energy-tree.ts';

/** Nodes of the breakdown in the order shown, and which of them is selected. */
export function shownNodes(state: DashboardState): {
  readonly rows: readonly EnergyNode[];
  readonly selected: number;
} {
  const { result } = selectedPolicy(state);
  const tree = result && energyTree(result);
  const rows = tree ? visibleNodes(tree, state.energy.collapsed) : [];
  return {
    rows,
    selected: Math.max(
      0,
      rows.findIndex(({ id }) => id === state.energy.node),
    ),
  };
}
