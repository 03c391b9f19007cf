import { compareResults, type ResultDifference } from '../score/compare-results.ts';
import type { CellSummary, RunReport, RunResult } from './run-report.ts';

/** Two rows of one (target, runtime, load). */
export interface ComparedRow {
  readonly policyA: string;
  readonly policyB: string;
  readonly difference: ResultDifference;
}

/** One (target, runtime, load) of both runs. */
export interface ComparedCell {
  readonly target: string;
  readonly runtime: string;
  readonly denseLoad: number;
  readonly rows: readonly ComparedRow[];
  /** Why its rows are not compared; null where they are. */
  readonly refused: string | null;
}

/** What two runs say against each other. */
export interface RunComparison {
  readonly schemaVersion: '1.0';
  readonly a: RunName;
  readonly b: RunName;
  /** Why the runs cannot be compared at all; empty where they can. */
  readonly refused: readonly string[];
  /** What differs and may, because it is what one compares. */
  readonly differs: readonly string[];
  readonly cells: readonly ComparedCell[];
  /** Cells and policies that only one of the runs has. */
  readonly onlyOne: readonly string[];
}

interface RunName {
  readonly scenario: string;
  readonly seed: number;
  readonly resultHash: string;
}

/** Policies to compare: one of the first run with one of the second. */
export interface PolicyPair {
  readonly a: string;
  readonly b: string;
}

/**
 * Compares runs that saw the same requests on the same data, with the same method: what differs is then the policies'
 * (or networks', or limits') doing. Everything else is refused, and why is said.
 * @param pair without it every policy that both have is compared with itself
 */
export function compareRuns(a: RunReport, b: RunReport, pair?: PolicyPair): RunComparison {
  const refused = mustAgree(a, b);
  const name = ({ scenario, seed, resultHash }: RunReport) => ({ scenario: scenario.file, seed, resultHash });
  const onlyOne: string[] = [];
  const cells: ComparedCell[] = [];
  if (refused.length === 0) {
    for (const cell of a.cells) {
      const other = b.cells.find((o) => sameCell(cell, o));
      if (!other) onlyOne.push(`${cellName(cell)}: only in the first`);
      else cells.push(compareCell(a, b, cell, other, pair, onlyOne));
    }
    for (const cell of b.cells)
      if (!a.cells.some((o) => sameCell(cell, o))) onlyOne.push(`${cellName(cell)}: only in the second`);
  }
  return {
    schemaVersion: '1.0',
    a: name(a),
    b: name(b),
    refused,
    differs: mayDiffer(a, b),
    cells,
    onlyOne,
  };
}

const cellName = ({ target, runtime, denseLoad }: CellSummary) => `${target}, ${runtime}, load ${denseLoad}`;
const sameCell = (a: CellSummary, b: CellSummary) => cellName(a) === cellName(b);

function mustAgree(a: RunReport, b: RunReport): string[] {
  const facts = ({ tool, seed, scenario }: RunReport) => ({
    'version of the program (its methods)': tool.version,
    data: scenario.data,
    seed,
    'repetitions (paired seeds)': scenario.pairedSeeds,
    'simulated time, s': scenario.horizonS,
    'grid zone and year': `${scenario.gridZone} ${scenario.gridYear}`,
  });
  return differing(facts(a), facts(b));
}

function mayDiffer(a: RunReport, b: RunReport): string[] {
  const facts = ({ scenario, networks }: RunReport) => ({
    'accuracy floor': scenario.accuracyFloor,
    'miss budget': scenario.missBudget,
    networks: [...new Set(networks.map(({ networkHash }) => networkHash.slice(0, 12)))].join(' '),
  });
  return differing(facts(a), facts(b));
}

function differing<T extends Record<string, unknown>>(a: T, b: T): string[] {
  return Object.entries(a).flatMap(([what, value]) =>
    value === b[what] ? [] : [`${what}: ${value} in the first, ${b[what]} in the second`],
  );
}

function compareCell(
  a: RunReport,
  b: RunReport,
  cell: CellSummary,
  other: CellSummary,
  pair: PolicyPair | undefined,
  onlyOne: string[],
): ComparedCell {
  const { target, runtime, denseLoad } = cell;
  const facts = (c: CellSummary) => ({
    'dense service time, ms (the profile)': c.denseServiceMs,
    'deadline, ms': c.deadlineMs,
    'rate, 1/s': c.requestsPerSecond,
    'active share': c.activeShare,
    'where energy is measured': c.boundary,
  });
  const differs = differing(facts(cell), facts(other));
  const head = { target, runtime, denseLoad };
  if (differs.length > 0) return { ...head, rows: [], refused: differs.join('; ') };
  const rowsOf = (report: RunReport) =>
    report.results.filter(
      (row) => row.target === target && row.runtime === runtime && row.denseLoad === denseLoad,
    );
  const [first, second] = [rowsOf(a), rowsOf(b)];
  const pairs = pair
    ? [pair]
    : first.filter((row) => named(second, row.policy)).map(({ policy }) => ({ a: policy, b: policy }));
  if (!pair)
    for (const [rows, others, which] of [
      [first, second, 'first'],
      [second, first, 'second'],
    ] as const)
      for (const { policy } of rows)
        if (!named(others, policy)) onlyOne.push(`${cellName(cell)}, ${policy}: only in the ${which}`);
  const rows: ComparedRow[] = [];
  const reasons: string[] = [];
  for (const { a: policyA, b: policyB } of pairs) {
    const [rowA, rowB] = [named(first, policyA), named(second, policyB)];
    const found = rowA && rowB ? compared(rowA, rowB) : `${rowA ? policyB : policyA} is not in the run`;
    if (typeof found === 'string') reasons.push(found);
    else rows.push({ policyA, policyB, difference: found });
  }
  return { ...head, rows, refused: rows.length === 0 ? [...new Set(reasons)].join('; ') : null };
}

const named = (rows: readonly RunResult[], policy: string) => rows.find((row) => row.policy === policy);

function compared(a: RunResult, b: RunResult): ResultDifference | string {
  const idle = [a, b].find((row) => row.energyPerInferenceJ === null);
  if (idle) return `${idle.policy} did not run there`;
  if (!a.bySeed || !b.bySeed) return 'a run of an earlier version, which did not keep its seeds apart';
  try {
    return compareResults(a, b) ?? 'nothing ran';
  } catch (error) {
    return (error as Error).message;
  }
}
