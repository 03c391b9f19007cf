import { groupBy } from '../group-by.ts';
import { cellKey, rankResults, standing, staticRow } from '../rank-results.ts';
import type { CellSummary, Conclusion, RunReport, RunResult } from '../run-report.ts';
import type { GridIntensity } from './grid-intensity.ts';

const joulesPerKwh = 3_600_000;

/** Energy and carbon of one policy in one cell. Every number is modelled. */
export interface GreenRow {
  readonly target: string;
  readonly runtime: string;
  readonly estimated: boolean;
  readonly energyValidated: boolean;
  readonly denseLoad: number;
  readonly policy: string;
  readonly role: 'best' | 'best-static' | 'dense';
  readonly keepsConstraints: boolean;
  readonly energyPerInferenceJ: number;
  /** The target's interval on energy, applied to the central value. */
  readonly energyPerInferenceModelLowJ: number;
  readonly energyPerInferenceModelHighJ: number;
  readonly marginalEnergyPerInferenceJ: number | null;
  readonly gCO2ePerInference: number;
  readonly gCO2ePerInferenceLow: number;
  readonly gCO2ePerInferenceHigh: number;
  readonly accuracy: number | null;
  /** 95% Wilson interval of the accuracy. */
  readonly accuracyLow: number | null;
  readonly accuracyHigh: number | null;
  /** Numeric form that the accuracy was executed in. */
  readonly accuracyFrom: string | null;
  readonly deadlineMissShare: number | null;
}

/** A target under a runtime, as far as an auditor needs it; sources of every number are in its hardware profile. */
export type GreenTarget = Pick<
  CellSummary,
  'target' | 'targetName' | 'runtime' | 'grade' | 'boundary' | 'validated' | 'energyInterval'
>;

/** report.json */
export interface GreenReport {
  readonly schemaVersion: '1.0';
  readonly tool: RunReport['tool'];
  readonly reproduce: string;
  readonly seed: number;
  readonly resultHash: string;
  readonly scenario: RunReport['scenario'];
  readonly functionalUnit: 'inference';
  readonly method: 'modelled';
  readonly boundary: { readonly included: readonly string[]; readonly excluded: readonly string[] };
  readonly embodied: 'not assessed';
  readonly grid: GridIntensity;
  /** What stands behind the energy of each target and runtime. */
  readonly targets: readonly GreenTarget[];
  readonly rows: readonly GreenRow[];
  readonly conclusions: readonly Conclusion[];
  readonly warnings: readonly string[];
}

function greenRow(
  cell: CellSummary,
  row: RunResult,
  role: GreenRow['role'],
  grid: GridIntensity,
): GreenRow | null {
  const energy = row.energyPerInferenceJ;
  if (energy === null) return null;
  const carbon = (joules: number) => (joules / joulesPerKwh) * grid.gCO2ePerKwh;
  const low = energy * cell.energyInterval.low;
  const high = energy * cell.energyInterval.high;
  return {
    target: row.target,
    runtime: row.runtime,
    estimated: row.estimated,
    energyValidated: cell.validated.energy,
    denseLoad: row.denseLoad,
    policy: row.policy,
    role,
    keepsConstraints: standing(row) === 'keeps',
    energyPerInferenceJ: energy,
    energyPerInferenceModelLowJ: low,
    energyPerInferenceModelHighJ: high,
    marginalEnergyPerInferenceJ: row.marginalEnergyPerInferenceJ,
    gCO2ePerInference: carbon(energy),
    gCO2ePerInferenceLow: carbon(low),
    gCO2ePerInferenceHigh: carbon(high),
    accuracy: row.accuracy,
    accuracyLow: row.accuracyLow,
    accuracyHigh: row.accuracyHigh,
    accuracyFrom: row.accuracyFrom,
    deadlineMissShare: row.deadlineMissShare,
  };
}

function greenTargets(cells: readonly CellSummary[]): readonly GreenTarget[] {
  const groups = groupBy(cells, (cell) => `${cell.target} ${cell.runtime}`);
  return [...groups.values()].map(([cell]) => {
    const { target, targetName, runtime, grade, boundary, validated, energyInterval } = cell!;
    return { target, targetName, runtime, grade, boundary, validated, energyInterval };
  });
}

/** Best, best static and dense of every cell that fits, with carbon at one grid zone and year. */
export function greenReport(run: RunReport, grid: GridIntensity): GreenReport {
  const groups = groupBy(run.results, cellKey);
  const rows: GreenRow[] = [];
  for (const cell of run.cells) {
    const ranked = rankResults(groups.get(cellKey(cell)) ?? []);
    const wanted: readonly (readonly [GreenRow['role'], RunResult | undefined])[] = [
      ['best', ranked.find((row) => row.policy === cell.bestPolicy)],
      ['best-static', staticRow(cell, ranked)],
      ['dense', ranked.find((row) => row.policy === 'dense')],
    ];
    for (const [role, row] of wanted) {
      const green = row && greenRow(cell, row, role, grid);
      if (green) rows.push(green);
    }
  }
  return {
    schemaVersion: '1.0',
    tool: run.tool,
    reproduce: run.reproduce,
    seed: run.seed,
    resultHash: run.resultHash,
    scenario: run.scenario,
    functionalUnit: 'inference',
    method: 'modelled',
    boundary: {
      included: ['the target while it computes, waits, sleeps and wakes, over the whole horizon'],
      excluded: [
        'sensor and network (not modelled)',
        'cooling and power supply of a data centre (chip or board boundary, see each target)',
        'training of the networks (outside the operation of the product)',
        'embodied emissions of the hardware (not assessed)',
      ],
    },
    embodied: 'not assessed',
    grid,
    targets: greenTargets(run.cells),
    rows,
    conclusions: run.conclusions,
    warnings: run.warnings,
  };
}
