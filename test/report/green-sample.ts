import { buildGreenReport, type GreenInput } from '../../sim/report/green/build-green-report.ts';
import { embodiedOf } from '../../sim/report/green/embodied-of.ts';
import { heldOutOf } from '../../sim/report/green/held-out-of.ts';
import { noSettings } from '../../sim/report/green/load-settings.ts';
import { obtainGrid } from '../../sim/report/green/obtain-grid.ts';
import type { GreenReport } from '../../sim/report/green/schema/green-report-schema.ts';
import type { ReportSettings } from '../../sim/report/green/settings-schema.ts';
import type { RunReport, RunResult } from '../../sim/report/run-report.ts';
import { sampleReport } from './sample-report.ts';

/** A row with the parts that an audit needs, consistent with its energy per inference. */
function withParts(row: RunResult): RunResult {
  if (row.energyPerInferenceJ === null) return row;
  const completed = [400, 410, 390];
  const share = [0.98, 1.01, 1.0102564102564102];
  const bySeed = completed.map((ended, i) => ({
    seed: i + 1,
    requests: ended,
    ended,
    correct: ended - 10,
    lost: 1,
    switches: 0,
    energyJ: row.energyPerInferenceJ! * ended * share[i]!,
    latencyP95Ms: row.latencyP95Ms,
    regretJ: 0.1,
  }));
  const totalJ = bySeed.reduce((sum, seed) => sum + seed.energyJ, 0);
  const parts: readonly (readonly [string, number])[] = [
    ['compute', 0.55],
    ['memory', 0.2],
    ['idle', 0.15],
    ['sleep', 0.1],
  ];
  return {
    ...row,
    energyPerInferenceJ: totalJ / 1200,
    marginalEnergyPerInferenceJ: (0.75 * totalJ) / 1200,
    ledger: parts.map(([cause, part]) => ({ unit: 'core', cause, joules: part * totalJ })),
    bySeed,
    grossMacs: 6_141_536,
    effectiveMacs: row.policy === 'dense' ? 6_141_536 : 871_712,
    meanPowerW: totalJ / 10_800,
    peakPowerW: 0.0214,
  };
}

/** The run of `sampleReport` with ledgers, seeds and multiply-accumulates. */
export function greenRun(): RunReport {
  const run = sampleReport();
  return {
    ...run,
    tool: { ...run.tool, commit: 'c0ffee'.repeat(7).slice(0, 40) },
    cells: run.cells.map((cell) => ({ ...cell, profileHash: '12'.repeat(32) })),
    results: run.results.map(withParts),
  };
}

/** What `greenSample` is made of: no clock and no machine in it. */
export async function greenInput(settings: ReportSettings = noSettings): Promise<GreenInput> {
  const run = greenRun();
  const { grid, alternatives } = await obtainGrid({}, settings, { zone: 'DE', year: 2025 }, 'report.yaml');
  return {
    run,
    grid,
    alternatives,
    settings,
    // A few of them: the rest would only make the stored files long.
    heldOut: (await heldOutOf(['nucleo-u575zi-q'])).filter((_, i) => i % 8 === 0),
    embodied: await embodiedOf(['nucleo-u575zi-q'], settings),
    regions: [],
    equivalences: true,
    createdAt: '2026-01-02T03:04:05Z',
    commandLine: 'sparsewatt report latest --format all',
    platform: { node: '20.19.0', os: 'linux', arch: 'x64' },
    tool: { name: 'sparsewatt', version: run.tool.version, commit: 'c0ffee'.repeat(7).slice(0, 40) },
    spent: { cpuS: 12.5, wallS: 7.25 },
    power: {
      title: 'nucleo-u575zi-q, sparsewatt-4x1, load 0.8, confidence-refinement',
      steps: [
        { timeS: 0, powerW: 0.001 },
        { timeS: 0.1, powerW: 0.02 },
        { timeS: 0.13, powerW: 0.001 },
        { timeS: 0.2, powerW: 0 },
      ],
    },
  };
}

/** Settings with everything that can be set. */
export const fullSettings: ReportSettings = {
  ...noSettings,
  accountable: { organisation: 'Example Ltd', person: 'A. Auditor', contact: 'audit@example.org' },
  pue: { value: 1.2, low: 1.1, high: 1.5, source: 'contract of the site' },
  water: {
    onSite: { value: 0.2, source: 'meter of the site' },
    offSite: { value: 1.8, low: 1, high: 3, source: 'regional statistics' },
  },
  embodied: {
    'nucleo-u575zi-q': {
      totalKgCO2e: { value: 2, low: 1, high: 4, source: 'assessment of the maker' },
      lifetimeYears: { value: 5, low: 3, high: 8, source: 'plan of the product' },
      resourceShare: 1,
    },
  },
  unit: { name: 'frame', perInference: 4, source: 'frames that the product joins' },
  fleet: {
    devices: 1000,
    inferencesPerDeviceDay: 5000,
    years: 4,
    battery: { capacityWh: 5, embodiedKgCO2e: 0.1, source: 'data sheet of the cell' },
  },
  simulator: { powerW: 8, source: 'TDP over cores' },
};

/** A small report: one target that fits, one that does not. */
export async function greenSample(settings: ReportSettings = noSettings): Promise<GreenReport> {
  return buildGreenReport(await greenInput(settings));
}
