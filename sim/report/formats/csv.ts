import { countryOf } from '../green/iso-countries.ts';
import type { GreenReport } from '../green/schema/green-report-schema.ts';
import type { GreenRow } from '../green/schema/green-row-schema.ts';
import { csvText } from './csv-text.ts';
import { flatRow } from './flat-row.ts';
import type { ReportFormat } from './report-format.ts';

/** Columns of CodeCarbon's emissions.csv, in its order. kg, kWh, W and s. */
export const codecarbonColumns =
  'timestamp project_name run_id experiment_id duration emissions emissions_rate cpu_power gpu_power ram_power cpu_energy gpu_energy ram_energy energy_consumed water_consumed country_name country_iso_code region cloud_provider cloud_region os python_version codecarbon_version cpu_count cpu_model gpu_count gpu_model longitude latitude ram_total_size tracking_mode cpu_utilization_percent gpu_utilization_percent ram_utilization_percent ram_used_gb on_cloud pue wue'.split(
    ' ',
  );

/** One row a policy. What does not exist in a simulation (a Python version, an operating system) stays empty. */
function codecarbonRow(report: GreenReport, row: GreenRow): Record<string, unknown> {
  const gpu = row.targetClass === 'server-gpu' || row.targetClass === 'edge-gpu';
  const emissionsKg = (row.operational.value * row.inferences) / 1000;
  const own = gpu ? 'gpu' : 'cpu';
  const iso = countryOf(report.grid.zone);
  const onSite = report.coefficients.find(({ name }) => name === 'WUE on site')?.value ?? null;
  return {
    timestamp: report.createdAt.slice(0, 19),
    project_name: report.scenario.name,
    run_id: report.reportId,
    experiment_id: row.id,
    duration: row.durationS,
    emissions: emissionsKg,
    emissions_rate: row.durationS > 0 ? emissionsKg / row.durationS : null,
    // With PUE, like the energy beside it: power times duration is the energy.
    [`${own}_power`]: row.meanPowerW * report.pue.value,
    [`${own}_energy`]: row.energyFacilityKwh,
    energy_consumed: row.energyFacilityKwh,
    water_consumed: row.waterPerInference ? row.waterPerInference.value * row.inferences : null,
    country_name: report.grid.zoneName,
    country_iso_code: iso,
    region: iso === undefined ? null : report.grid.zone.split('-').slice(1).join('-'),
    [`${own}_count`]: 1,
    [`${own}_model`]: row.targetName,
    tracking_mode: 'simulated',
    on_cloud: 'N',
    pue: report.pue.value,
    wue: onSite,
  };
}

/** `emissions.csv` (CodeCarbon's columns), `runs.csv` (every row, every number) and `ledger.csv` (every joule). */
export const csv: ReportFormat = (report) => {
  const flat = report.rows.map(flatRow);
  return [
    {
      name: 'emissions.csv',
      content: csvText(
        codecarbonColumns,
        report.rows.map((row) => {
          const cells = codecarbonRow(report, row);
          return codecarbonColumns.map((column) => cells[column]);
        }),
      ),
    },
    {
      name: 'runs.csv',
      content: csvText(
        Object.keys(flat[0] ?? {}),
        flat.map((row) => Object.values(row)),
      ),
    },
    {
      name: 'ledger.csv',
      content: csvText(
        [
          'row',
          'component',
          'cause',
          'energy_J',
          'inferences',
          'pue',
          'intensity_gCO2e_per_kWh',
          'embodied_g_per_inference',
        ],
        report.rows.flatMap((row) =>
          row.components.map(({ component, cause, energyJ }) => [
            row.id,
            component,
            cause,
            energyJ,
            row.inferences,
            report.pue.value,
            row.gCO2ePerKwh,
            row.embodied?.value ?? 'not assessed',
          ]),
        ),
      ),
    },
  ];
};
