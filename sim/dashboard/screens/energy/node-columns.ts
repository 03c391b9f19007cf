import { formatPercent } from '../../../report/format-quantity.ts';
import { bar } from '../../plot/bar.ts';
import type { PlotKind } from '../../plot/plot-kind.ts';
import type { Column } from '../../table/column.ts';
import type { EnergyUnit } from './energy-state.ts';
import { energyText } from './energy-text.ts';
import type { EnergyNode } from './energy-tree.ts';

const barWidth = 16;

function label(node: EnergyNode, collapsed: readonly string[]): string {
  const mark = node.parts.length === 0 ? ' ' : collapsed.includes(node.id) ? '▸' : '▾';
  return `${'  '.repeat(node.depth)}${mark} ${node.label}`;
}

/** Columns of the breakdown. @param gPerKwh as of `energyText` */
export function nodeColumns(
  unit: EnergyUnit,
  gPerKwh: number | null,
  collapsed: readonly string[],
  plot: PlotKind,
): readonly Column<EnergyNode>[] {
  return [
    {
      id: 'part',
      title: 'part',
      width: 18,
      maxWidth: 36,
      align: 'left',
      pinned: true,
      field: (node) => ({ text: label(node, collapsed) }),
    },
    {
      id: 'inference',
      title: 'per inference',
      width: 13,
      align: 'right',
      field: ({ perInferenceJ }) => ({ text: energyText(perInferenceJ, unit, gPerKwh) }),
    },
    {
      id: 'share',
      title: 'share',
      width: 6,
      align: 'right',
      field: ({ share }) => ({ text: formatPercent(share) }),
    },
    {
      id: 'whole',
      title: 'in all',
      width: 13,
      align: 'right',
      field: ({ joules }) => ({ text: energyText(joules, unit, gPerKwh) }),
    },
    {
      id: 'bar',
      title: '',
      width: barWidth,
      align: 'left',
      field: ({ share, depth }) => ({ text: depth === 0 ? '' : bar(share, barWidth, plot), tone: 'quiet' }),
    },
  ];
}
