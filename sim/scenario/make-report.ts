import { resolve } from 'node:path';
import type { GreenReport } from '../report/green/schema/green-report-schema.ts';
import type { RunReport } from '../report/run-report.ts';
import type { Scenario } from './load-scenario.ts';

/** A run, and what is at hand beside it. */
export interface ReportableRun {
  readonly run: RunReport;
  /** Its scenario where that is at hand and unchanged; reads every profile, so only where it is needed. */
  readonly scenario: () => Promise<Scenario | null>;
  /** Processor time of all threads and time on the clock that making it took, s; null where it was read. */
  readonly spent: { readonly cpuS: number; readonly wallS: number } | null;
}

/** Where a report is made. */
export interface ReportSurroundings {
  /** Paths are relative to it. */
  readonly cwd: string;
  /** Program that makes it. */
  readonly tool: GreenReport['tool'];
  /** Seconds since 1970 in place of now, so that reports can be repeated bit for bit; null: now. */
  readonly sourceDateS: number | null;
  readonly onWarning: (message: string) => void;
}

/** How a report is made of a run. */
export interface ReportChoices {
  readonly zone?: string | undefined;
  readonly year?: number | undefined;
  readonly settings?: string | undefined;
  readonly equivalences: boolean;
  readonly commandLine: string;
  /** Simulate the headline again for its power over time, where its scenario is at hand. */
  readonly power: boolean;
}

const utc = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

async function powerOf(
  { onWarning }: ReportSurroundings,
  obtained: ReportableRun,
  draft: GreenReport,
): Promise<GreenReport['power']> {
  const claim = draft.headline === null ? undefined : draft.claims[draft.headline];
  const row = draft.rows.find(({ id }) => id === claim?.subject);
  const scenario = row && (await obtained.scenario());
  if (!scenario || !row) return null;
  const { powerWindow } = await import('./power-window.ts');
  const { arrivalPaces } = await import('./arrival-paces.ts');
  const { target, runtime, denseLoad, policy } = row;
  // A cell is opened by the pace that its scenario states, which may be a rate: cells come in the order of paces.
  const cells = obtained.run.cells.filter((cell) => cell.target === target && cell.runtime === runtime);
  const load = arrivalPaces(scenario.value.arrivals).values[
    cells.findIndex((cell) => cell.denseLoad === denseLoad)
  ];
  return powerWindow(
    scenario,
    { target, runtime, load, policy, seed: obtained.run.seed },
    { onWarning },
  ).catch((error: Error) => {
    onWarning(`no plot of power over time: ${error.message}`);
    return null;
  });
}

/**
 * The report of a run with grid data, settings and embodied emissions.
 * @throws InputError on an unknown zone, year or region, or broken settings
 */
export async function makeReport(
  surroundings: ReportSurroundings,
  obtained: ReportableRun,
  choices: ReportChoices,
): Promise<GreenReport> {
  const { buildGreenReport } = await import('../report/green/build-green-report.ts');
  const { checkZones } = await import('../report/green/check-zones.ts');
  const { embodiedOf } = await import('../report/green/embodied-of.ts');
  const { gridIntensity } = await import('../report/green/grid-intensity.ts');
  const { heldOutOf } = await import('../report/green/held-out-of.ts');
  const { loadSettings, noSettings } = await import('../report/green/load-settings.ts');
  const { obtainGrid } = await import('../report/green/obtain-grid.ts');
  const { run } = obtained;
  const { cwd, tool, sourceDateS } = surroundings;
  const file = choices.settings === undefined ? cwd : resolve(cwd, choices.settings);
  const { gridZone: zone, gridYear: year, gridHourly: hourly } = run.scenario;
  const read = choices.settings === undefined ? null : await loadSettings(file, choices.settings);
  if (read) await checkZones(read, choices.year, year);
  const settings = read?.value ?? noSettings;
  const { grid, alternatives } = await obtainGrid(choices, settings, { zone, year, hourly }, file);
  // Of an intensity of the user's own the year need not be in the tables: those of the run's are taken, as `checkZones` did.
  const own = settings.grid && 'zone' in settings.grid ? settings.grid.year : undefined;
  const tableYear = choices.year ?? own ?? year;
  const regions = await Promise.all(
    Object.entries(settings.fleet?.regions ?? {}).map(async ([region, share]) => ({
      zone: region,
      share,
      gCO2ePerKwh: (await gridIntensity(region, tableYear)).gCO2ePerKwh,
    })),
  );
  const targets = [...new Set(run.cells.map((cell) => cell.target))];
  const input = {
    run,
    grid,
    alternatives,
    settings,
    regions,
    embodied: await embodiedOf(targets, settings),
    heldOut: await heldOutOf(targets),
    equivalences: choices.equivalences,
    createdAt: utc(sourceDateS === null ? new Date() : new Date(sourceDateS * 1000)),
    tool,
    commandLine: choices.commandLine,
    platform: { node: process.versions.node, os: process.platform, arch: process.arch },
    // Of two runs they differ, so what is to be repeated bit for bit does without.
    spent: sourceDateS === null ? obtained.spent : null,
    power: null,
  };
  const draft = buildGreenReport(input);
  const power = choices.power ? await powerOf(surroundings, obtained, draft) : null;
  return power ? { ...draft, power } : draft;
}
