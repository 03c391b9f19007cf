import { chosenBeforeTest } from '../score/chosen-before-test.ts';
import { governedRuntime } from '../targets/clocks/governed-runtime.ts';
import { groupBy } from './group-by.ts';
import { cellKey, standing, staticRow } from './rank-results.ts';
import type { CellSummary, Conclusion, RunResult } from './run-report.ts';

/** Under this share a difference is not worth a policy: the cell says that adaptation does not pay (design, section 7). */
export const worthwhile = 0.03;

/** Whether a policy is a baseline: the sceptic's alternative, or chance, not a sparse policy. */
export function isBaseline(policy: string): boolean {
  return policy.startsWith('dense') || policy.startsWith('small-dense') || policy === 'random';
}

/** A sparse policy that could have been chosen without looking at test data. */
const isSparse = (row: RunResult, cell: CellSummary) =>
  !isBaseline(row.policy) && chosenBeforeTest(row.policy, cell.bestStatic);

interface Entry {
  readonly cell: CellSummary;
  readonly rows: readonly RunResult[];
}

/** A change of energy in words: `41% less`, `3% more`, `no less`. */
function inWords(ratio: number): string {
  const percent = Math.round(Math.abs(1 - ratio) * 100);
  if (percent === 0) return 'no less';
  return `${percent}% ${ratio < 1 ? 'less' : 'more'}`;
}

/**
 * Energy per inference with the target's interval on the part above idle. The chip rests in the same states whatever
 * the runtime, so the error of its rest power is common to both sides of a comparison and left at its central value.
 */
function atEnd(entry: Entry, row: RunResult, end: 'low' | 'high'): number {
  const marginalJ = row.marginalEnergyPerInferenceJ ?? 0;
  return (row.energyPerInferenceJ ?? 0) + marginalJ * (entry.cell.energyInterval[end] - 1);
}

const governorOf = (cell: CellSummary) => governedRuntime(cell.runtime).governor;
const named = (cell: CellSummary) => `${cell.runtime}${cell.estimated ? ' (est.)' : ''}`;
const energyOf = (row: RunResult | undefined) => row?.energyPerInferenceJ ?? null;

/** The entries of one target at its highest load, in the order of the scenario: the published dense runtime first. */
function atHighestLoad(entries: readonly Entry[]): readonly Entry[] {
  const highest = Math.max(...entries.map((entry) => entry.cell.denseLoad));
  return entries.filter((entry) => entry.cell.denseLoad === highest);
}

interface Found extends Entry {
  readonly row: RunResult;
  readonly energyJ: number;
}

/**
 * The cheapest row that keeps its constraints among those that `wanted` admits; one whose accuracy is undecided only
 * where none is known to keep the floor.
 */
function cheapest(
  entries: readonly Entry[],
  wanted: (row: RunResult, cell: CellSummary) => boolean,
): Found | null {
  const found = entries.flatMap(({ cell, rows }) =>
    rows.flatMap((row): Found[] => {
      const energyJ = energyOf(row);
      return energyJ !== null && standing(row) === 'keeps' && wanted(row, cell)
        ? [{ cell, rows, row, energyJ }]
        : [];
    }),
  );
  const sure = found.filter(({ row }) => row.floorMet === 'met');
  return (sure.length > 0 ? sure : found).sort((a, b) => a.energyJ - b.energyJ)[0] ?? null;
}

/** A policy as a reader knows it: the best static one with the option it keeps to. */
const nameOf = ({ cell, row }: Found) =>
  row.policy === 'best-static' && cell.bestStatic !== null ? `best-static (${cell.bestStatic})` : row.policy;
const doubt = (row: RunResult) => (row.floorMet === 'undecided' ? ', accuracy undecided' : '');

/** Sparse against dense on one target: the best sparse policy, and dense under the first runtime at the same governor. */
function sparseAgainstDense(target: string, entries: readonly Entry[]): Conclusion | null {
  const shown = atHighestLoad(entries);
  const [first] = shown;
  const best = cheapest(shown, isSparse);
  // What a governor saves it saves of a dense network too: sparsity is told from it at the same governor.
  const reference = (best && shown.find(({ cell }) => governorOf(cell) === governorOf(best.cell))) ?? first;
  if (!reference?.cell.fits && !shown.some((entry) => entry.cell.fits))
    return {
      text: `${target}: no network of the scenario fits.`,
      holdsCentrally: false,
      survivesLowEnd: false,
    };
  const dense = reference?.rows.find((row) => row.policy === 'dense');
  const denseJ = energyOf(dense);
  if (!reference || !dense || denseJ === null) return null;
  const against = `dense under ${named(reference.cell)}`;
  if (!best)
    return {
      text: `${target}: no sparse policy keeps the accuracy floor and the miss budget.`,
      holdsCentrally: false,
      survivesLowEnd: false,
    };
  const ratio = best.energyJ / denseJ;
  // Under one runtime both energies share their error; under two the unfavourable ends are taken against each other.
  const same = best.cell.runtime === reference.cell.runtime;
  const at = (end: 'low' | 'high', denseEnd: 'low' | 'high') =>
    atEnd(best, best.row, end) / atEnd(reference, dense, denseEnd);
  const span = same ? [at('low', 'low'), at('high', 'high')] : [at('low', 'high'), at('high', 'low')];
  const low = Math.min(...span);
  const high = Math.max(...span);
  const ends =
    inWords(low) === inWords(high) ? '' : `; over the intervals ${inWords(low)} to ${inWords(high)}`;
  const marginal = (best.row.marginalEnergyPerInferenceJ ?? 0) / (dense.marginalEnergyPerInferenceJ || 1);
  const aboveIdle = inWords(marginal) === inWords(ratio) ? '' : ` (above idle: ${inWords(marginal)})`;
  const firstJ = energyOf(first?.rows.find((row) => row.policy === 'dense'));
  const governed =
    first && first !== reference && firstJ !== null
      ? `; ${inWords(best.energyJ / firstJ)} than dense under ${named(first.cell)}, where the governor alone needs ${inWords(denseJ / firstJ)}`
      : '';
  return {
    text: `${target}: ${nameOf(best)}${doubt(best.row)}${doubt(best.row) && ','} under ${named(best.cell)} needs ${inWords(ratio)} energy than ${against}${aboveIdle}${ends}${governed}.`,
    holdsCentrally: ratio < 1 - 0.005,
    // Less energy at an accuracy that may be below the floor is no saving to rely on.
    survivesLowEnd: high < 1 - 0.005 && best.row.floorMet === 'met',
  };
}

/** The sceptic's question: would a small dense network do on the published runtime? */
function smallDense(byTarget: ReadonlyMap<string, readonly Entry[]>): Conclusion | null {
  const wins: string[] = [];
  const even: string[] = [];
  const loses: string[] = [];
  for (const [target, entries] of byTarget) {
    const shown = atHighestLoad(entries);
    const small = cheapest(shown, (row) => row.policy.startsWith('small-dense'));
    const sparse = cheapest(shown, isSparse);
    if (!small) continue;
    if (!sparse) {
      wins.push(`${target} (only it keeps the limits)`);
      continue;
    }
    const ratio = small.energyJ / sparse.energyJ;
    if (Math.abs(1 - ratio) < 0.005) even.push(target);
    else if (ratio < 1) wins.push(`${target} (${inWords(ratio)} energy)`);
    else loses.push(target);
  }
  const parts = [
    ...(loses.length > 0
      ? [
          `the best sparse policy needs less energy than any small dense network that keeps the limits on ${loses.join(', ')}`,
        ]
      : []),
    ...(wins.length > 0 ? [`a small dense network beats every sparse policy on ${wins.join(', ')}`] : []),
    ...(even.length > 0 ? [`within 0.5% of each other over the whole hour on ${even.join(', ')}`] : []),
  ];
  if (parts.length === 0) return null;
  return {
    text: `Sparse or small dense: ${parts.join('; ')}.`,
    holdsCentrally: loses.length > 0,
    survivesLowEnd: false,
  };
}

/** Whether choosing per request pays, and where. */
function adaptation(entries: readonly Entry[]): Conclusion {
  const open = entries.filter(({ cell }) => (cell.priceOfStatic ?? 0) >= worthwhile);
  const gains = entries.flatMap(({ cell, rows }) => {
    const fixed = energyOf(staticRow(cell, rows));
    if (fixed === null || !cell.staticFeasible) return [];
    const saves = (row: RunResult) =>
      !isBaseline(row.policy) &&
      !row.policy.startsWith('static-') &&
      row.policy !== 'best-static' &&
      (energyOf(row) ?? Number.POSITIVE_INFINITY) <= fixed * (1 - worthwhile);
    const best = cheapest([{ cell, rows }], saves);
    if (!best) return [];
    // Seeds are paired, and both energies share the error of the target: only the spread over seeds remains.
    const sure =
      best.row.floorMet === 'met' && (best.row.energyPerInferenceHighJ ?? Number.POSITIVE_INFINITY) < fixed;
    return [
      {
        text: `${cell.target} ${named(cell)} at load ${cell.denseLoad} (${best.row.policy}${doubt(best.row)}, ${inWords(best.energyJ / fixed)})`,
        sure,
      },
    ];
  });
  const priced = entries.filter(({ cell, rows }) => cell.fits && !rows.some((row) => row.supply)).length;
  return {
    text:
      (priced > 0
        ? `Adaptation could save 3% or more in ${open.length} of ${priced} cells (price of static); `
        : 'What adaptation could save is not bounded where a supply may end; ') +
      (gains.length === 0
        ? 'no policy saves that much over the best static point in any.'
        : `a policy does in ${gains.length}: ${gains.map((gain) => gain.text).join(', ')}.`),
    holdsCentrally: gains.length > 0,
    survivesLowEnd: gains.some((gain) => gain.sure),
  };
}

/** What the run says as a whole, one sentence a target and two over all. */
export function conclude(
  cells: readonly CellSummary[],
  results: readonly RunResult[],
): readonly Conclusion[] {
  const rows = groupBy(results, cellKey);
  const entries = cells.map((cell) => ({ cell, rows: rows.get(cellKey(cell)) ?? [] }));
  const byTarget = groupBy(entries, (entry) => entry.cell.target);
  return [
    ...[...byTarget].map(([target, group]) => sparseAgainstDense(target, group)),
    smallDense(byTarget),
    adaptation(entries),
  ].filter((conclusion) => conclusion !== null);
}
