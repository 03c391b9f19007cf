import type { GreenRow } from '../green/schema/green-row-schema.ts';
import type { TaggedQuantity } from '../green/schema/tagged-quantity-schema.ts';

/** A row of a table that analysts read: one number a column, the unit in its name. */
export type FlatRow = Readonly<Record<string, string | number | boolean | null>>;

const spread = (name: string, unit: string, q: TaggedQuantity | null): FlatRow => ({
  [`${name}_${unit}`]: q?.value ?? null,
  [`${name}_low_${unit}`]: q?.low ?? null,
  [`${name}_high_${unit}`]: q?.high ?? null,
});

/** Everything of a row but its parts, as columns. */
export function flatRow(row: GreenRow): FlatRow {
  return {
    id: row.id,
    target: row.target,
    target_class: row.targetClass,
    runtime: row.runtime,
    load: row.denseLoad,
    policy: row.policy,
    role: row.role,
    keeps_constraints: row.keepsConstraints,
    pareto: row.pareto,
    speed_estimated: row.speedEstimated,
    energy_validated: row.energyValidated,
    energy_boundary: row.energyBoundary,
    inferences: row.inferences,
    duration_s: row.durationS,
    energy_it_kWh: row.energyItKwh,
    energy_facility_kWh: row.energyFacilityKwh,
    throughput_per_s: row.throughputPerS,
    mean_power_W: row.meanPowerW,
    peak_power_W: row.peakPowerW,
    intensity_gCO2e_per_kWh: row.gCO2ePerKwh,
    ...spread('energy_per_inference', 'J', row.energyPerInference),
    marginal_energy_per_inference_J: row.marginalEnergyPerInferenceJ,
    energy_per_1000_inferences_Wh: row.whPer1000Inferences,
    ...spread('operational_per_inference', 'gCO2e', row.operational),
    ...spread('embodied_per_inference', 'gCO2e', row.embodied),
    embodied_time_share: row.embodiedShare?.timeShare ?? null,
    embodied_resource_share: row.embodiedShare?.resourceShare ?? null,
    ...spread('sci_per_inference', 'gCO2e', row.sci),
    sci_per_gross_GMAC_gCO2e: row.sciPerGrossGmac,
    sci_per_effective_GMAC_gCO2e: row.sciPerEffectiveGmac,
    gross_MACs: row.grossMacs,
    effective_MACs: row.effectiveMacs,
    effective_share: row.achievedSparsity === null ? null : 1 - row.achievedSparsity,
    achieved_sparsity: row.achievedSparsity,
    requested_sparsity: row.requestedSparsity,
    ...spread('water_per_inference', 'L', row.waterPerInference),
    accuracy: row.accuracy,
    accuracy_low: row.accuracyLow,
    accuracy_high: row.accuracyHigh,
    latency_p50_ms: row.latencyP50Ms,
    latency_p95_ms: row.latencyP95Ms,
    latency_p99_ms: row.latencyP99Ms,
    deadline_ms: row.deadlineMs,
    deadline_miss_share: row.deadlineMissShare,
    peak_memory_bytes: row.peakMemoryBytes,
  };
}
