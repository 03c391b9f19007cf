import type { RunResult } from '../../../report/run-report.ts';

/** A part of a row's energy: the whole, a unit, or a cause within a unit. */
export interface EnergyNode {
  /** `` for the whole, `unit`, or `unit/cause`. */
  readonly id: string;
  readonly label: string;
  readonly depth: 0 | 1 | 2;
  /** Over the horizons of all seeds, J: the sum of its parts. */
  readonly joules: number;
  /** Of the whole, 0 to 1. */
  readonly share: number;
  readonly perInferenceJ: number;
  readonly parts: readonly EnergyNode[];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Joules by unit and cause; of a run that did not keep units apart, by cause. */
function entriesOf(result: RunResult): NonNullable<RunResult['ledger']> {
  if (result.ledger) return result.ledger;
  return Object.entries(result.energyByCauseJ ?? {}).map(([cause, joules]) => ({
    unit: 'all units',
    cause,
    joules,
  }));
}

/**
 * Where a row's energy went, largest parts first. What spent nothing is left out.
 * @returns null where the row has no energy: it does not fit, or completed nothing
 */
export function energyTree(result: RunResult): EnergyNode | null {
  const { energyPerInferenceJ } = result;
  const entries = entriesOf(result).filter(({ joules }) => joules !== 0);
  if (energyPerInferenceJ === null || entries.length === 0) return null;
  const wholeJ = sum(entries.map(({ joules }) => joules));
  const node = (
    id: string,
    label: string,
    depth: EnergyNode['depth'],
    parts: EnergyNode[],
    joules: number,
  ) => ({
    ...{ id, label, depth, joules },
    share: joules / wholeJ,
    perInferenceJ: (joules / wholeJ) * energyPerInferenceJ,
    parts: parts.sort((a, b) => b.joules - a.joules),
  });
  const units = [...new Set(entries.map(({ unit }) => unit))].map((unit) => {
    const own = entries.filter((entry) => entry.unit === unit);
    const causes = own.map(({ cause, joules }) => node(`${unit}/${cause}`, cause, 2, [], joules));
    return node(unit, unit, 1, causes, sum(own.map(({ joules }) => joules)));
  });
  return node('', 'all of it', 0, units, wholeJ);
}

/** The nodes that are shown, in their order; parts of collapsed nodes are not. */
export function visibleNodes(tree: EnergyNode, collapsed: readonly string[]): readonly EnergyNode[] {
  if (collapsed.includes(tree.id)) return [tree];
  return [tree, ...tree.parts.flatMap((part) => visibleNodes(part, collapsed))];
}
