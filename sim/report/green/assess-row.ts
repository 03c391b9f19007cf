import { centralRange } from '../../energy/uncertainty/central-range.ts';
import type { CommonDraws } from '../../energy/uncertainty/common-draws.ts';
import { standing } from '../rank-results.ts';
import type { CellSummary, RunResult } from '../run-report.ts';
import type { Embodied, Sourced } from './embodied-of.ts';
import type { GreenRow } from './schema/green-row-schema.ts';
import type { TaggedQuantity } from './schema/tagged-quantity-schema.ts';
import {
  asFactor,
  operationalPerInference,
  type Propagated,
  type SciInput,
  type SciParts,
  sciOf,
} from './sci-of.ts';

/** What all rows of a report share. */
export interface Assumptions {
  readonly pue: Sourced;
  readonly grid: Sourced;
  /** Each joule counts at the intensity of its hour. */
  readonly hourly: boolean;
  readonly embodied: ReadonlyMap<string, Embodied>;
  /** L per kWh of the equipment, and of the facility; null without factors. */
  readonly water: { readonly onSite: Sourced; readonly offSite: Sourced } | null;
  /** Weight sparsity by ladder level (its operating point); 0 for dense. */
  readonly sparsityOf: ReadonlyMap<string, number>;
}

/** A row of the report with its draws, for differences between rows. */
export interface AssessedRow {
  readonly row: GreenRow;
  readonly input: SciInput;
  readonly parts: SciParts;
}

const method = 'discrete-event simulation, docs/reports.md';
const kwh = (joules: number) => joules / 3_600_000;

const modelled = ({ value, range }: Propagated, unit: string): TaggedQuantity => ({
  value,
  low: range.low,
  high: range.high,
  unit,
  tag: 'modelled',
  source: method,
});

/** Intensity of a row: over its own joules where the grid changes while it runs. */
function intensityOf(result: RunResult, energyJ: number, { grid, hourly }: Assumptions): Sourced {
  const grams = result.emissionsPerInferenceG;
  if (!hourly || grams == null) return grid;
  const value = grams / kwh(energyJ);
  return { ...grid, value, low: value, high: value };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Water per inference on the draws of its energy and of the PUE, which both of its parts share, L. */
function waterOf(
  energyJ: Propagated,
  pue: Sourced,
  { onSite, offSite }: NonNullable<Assumptions['water']>,
  draws: CommonDraws,
): Propagated {
  const on = draws.of(asFactor('wue on site', onSite));
  const off = draws.of(asFactor('wue off site', offSite));
  const facility = draws.of(asFactor('pue', pue));
  const litres = (joules: number, i?: number) => {
    const [a, b, c] = i === undefined ? [1, 1, 1] : [on[i]!, off[i]!, facility[i]!];
    return kwh(joules) * (onSite.value * a + pue.value * c * offSite.value * b);
  };
  const value = litres(energyJ.value);
  const each = energyJ.draws.map(litres);
  return { value, range: centralRange(each, value), draws: each };
}

/** Joules by unit and cause; of runs that did not keep units apart, by cause. */
function ledgerOf(result: RunResult): NonNullable<RunResult['ledger']> {
  if (result.ledger) return result.ledger;
  return Object.entries(result.energyByCauseJ ?? {}).map(([cause, joules]) => ({
    unit: 'all units',
    cause,
    joules,
  }));
}

/** The interval of the mean over seeds, as factors; the value itself where the run has no interval. */
function spreadOf(result: RunResult, energyJ: number, id: string): SciInput['spread'] {
  const low = (result.energyPerInferenceLowJ ?? energyJ) / energyJ;
  const high = (result.energyPerInferenceHighJ ?? energyJ) / energyJ;
  return { id: `seeds ${id}`, low: Math.min(1, low), high: Math.max(1, high) };
}

/**
 * @param rest interval of the target's power at rest: that of its published runtime
 * @returns null where the policy has no energy: it does not fit, or completed nothing
 */
export function assessRow(
  cell: CellSummary,
  result: RunResult,
  role: GreenRow['role'],
  rest: CellSummary['energyInterval'],
  assumptions: Assumptions,
  draws: CommonDraws,
): AssessedRow | null {
  const energyJ = result.energyPerInferenceJ;
  if (energyJ === null || !(energyJ > 0)) return null;
  const { pue, water } = assumptions;
  const grid = intensityOf(result, energyJ, assumptions);
  const ledger = ledgerOf(result);
  const totalJ = sum(ledger.map((entry) => entry.joules));
  const inferences = result.bySeed ? sum(result.bySeed.map((s) => s.ended)) : Math.round(totalJ / energyJ);
  const durationS = totalJ / (result.meanPowerW || Number.POSITIVE_INFINITY);
  const id = `${cell.target}/${cell.runtime}/${cell.denseLoad}/${result.policy}`;
  const input: SciInput = {
    energyJ,
    restJ: Math.min(energyJ, Math.max(0, energyJ - (result.marginalEnergyPerInferenceJ ?? energyJ))),
    rest: { id: `rest ${cell.target}`, low: rest.low, high: rest.high },
    model: {
      id: `model ${cell.target}/${cell.runtime}`,
      low: cell.energyInterval.low,
      high: cell.energyInterval.high,
    },
    bySeed: result.bySeed ?? [],
    spread: spreadOf(result, energyJ, id),
    pue,
    grid,
    embodied: assumptions.embodied.get(cell.target) ?? null,
    reservedS: inferences > 0 ? durationS / inferences : 0,
  };
  const parts = sciOf(input, draws);
  const perGmac = (macs: number | null | undefined) => (macs ? (parts.sciG.value / macs) * 1e9 : null);
  const row: GreenRow = {
    id,
    target: cell.target,
    targetName: cell.targetName,
    targetClass: cell.targetClass,
    runtime: cell.runtime,
    denseLoad: cell.denseLoad,
    policy: result.policy,
    role,
    keepsConstraints: standing(result) === 'keeps',
    pareto: result.pareto === true,
    speedEstimated: cell.estimated,
    energyValidated: cell.validated.energy && !cell.estimated,
    energyBoundary: cell.boundary,
    inferences,
    durationS,
    energyItKwh: kwh(totalJ),
    energyFacilityKwh: kwh(totalJ) * pue.value,
    throughputPerS: durationS > 0 ? inferences / durationS : 0,
    meanPowerW: result.meanPowerW ?? 0,
    peakPowerW: result.peakPowerW ?? null,
    gCO2ePerKwh: grid.value,
    energyPerInference: modelled(parts.energyJ, 'J'),
    marginalEnergyPerInferenceJ: result.marginalEnergyPerInferenceJ,
    whPer1000Inferences: (energyJ / 3600) * 1000,
    operational: modelled(parts.operationalG, 'gCO2e'),
    embodied: parts.embodiedG ? modelled(parts.embodiedG, 'gCO2e') : null,
    embodiedShare: input.embodied
      ? {
          totalG: input.embodied.totalG.value,
          lifetimeS: input.embodied.lifetimeS.value,
          timeShare: input.reservedS / input.embodied.lifetimeS.value,
          resourceShare: input.embodied.resourceShare,
          source: [...new Set([input.embodied.totalG.source, input.embodied.lifetimeS.source])].join('; '),
        }
      : null,
    sci: modelled(parts.sciG, 'gCO2e'),
    sciBounds: parts.boundsG,
    components: ledger.map(({ unit, cause, joules }) => ({
      component: unit,
      cause,
      energyJ: joules,
      perInferenceG: operationalPerInference(joules / inferences, pue.value, grid.value),
    })),
    grossMacs: result.grossMacs ?? null,
    effectiveMacs: result.effectiveMacs ?? null,
    achievedSparsity:
      result.grossMacs && result.effectiveMacs != null ? 1 - result.effectiveMacs / result.grossMacs : null,
    requestedSparsity: assumptions.sparsityOf.get(result.policy) ?? null,
    sciPerGrossGmac: perGmac(result.grossMacs),
    sciPerEffectiveGmac: perGmac(result.effectiveMacs),
    waterPerInference: water
      ? {
          ...modelled(waterOf(parts.energyJ, pue, water, draws), 'L'),
          source: `E (WUE on site + PUE WUE off site): ${water.onSite.source}; ${water.offSite.source}`,
        }
      : null,
    accuracy: result.accuracy,
    accuracyLow: result.accuracyLow,
    accuracyHigh: result.accuracyHigh,
    numericForm: result.accuracyFrom,
    latencyP50Ms: result.latencyP50Ms,
    latencyP95Ms: result.latencyP95Ms,
    latencyP99Ms: result.latencyP99Ms,
    deadlineMs: result.deadlineMs,
    deadlineMissShare: result.deadlineMissShare,
    peakMemoryBytes: result.peakMemoryBytes,
  };
  return { row, input, parts };
}
