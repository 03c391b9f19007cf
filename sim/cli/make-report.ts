import { resolve } from 'node:path';
import type { GreenReport } from '../report/green/schema/green-report-schema.ts';
import { commit } from './commit.ts';
import type { CliContext } from './context.ts';
import type { ObtainedRun } from './obtain-run.ts';
import { sourceDateS } from './source-date-s.ts';
import { version } from './version.ts';

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
  context: CliContext,
  obtained: ObtainedRun,
  draft: GreenReport,
): Promise<GreenReport['power']> {
  const claim = draft.headline === null ? undefined : draft.claims[draft.headline];
  const row = draft.rows.find(({ id }) => id === claim?.subject);
  const scenario = row && (await obtained.scenario());
  if (!scenario || !row) return null;
  const { powerWindow } = await import('../scenario/power-window.ts');
  const { arrivalPaces } = await import('../scenario/arrival-paces.ts');
  const { target, runtime, denseLoad, policy } = row;
  // A cell is opened by the pace that its scenario states, which may be a rate: cells come in the order of paces.
  const cells = obtained.run.cells.filter((cell) => cell.target === target && cell.runtime === runtime);
  const load = arrivalPaces(scenario.value.arrivals).values[
    cells.findIndex((cell) => cell.denseLoad === denseLoad)
  ];
  return powerWindow(
    scenario,
    { target, runtime, load, policy, seed: obtained.run.seed },
    {
      onWarning: (message) => context.stderr.write(`warning: ${message}\n`),
    },
  ).catch((error: Error) => {
    context.stderr.write(`warning: no plot of power over time: ${error.message}\n`);
    return null;
  });
}

/**
 * The report of a run with grid data, settings and embodied emissions.
 * @throws InputError on an unknown zone, year or region, or broken settings
 */
export async function makeReport(
  context: CliContext,
  obtained: ObtainedRun,
  choices: ReportChoices,
): Promise<GreenReport> {
  const { buildGreenReport } = await import('../report/green/build-green-report.ts');
  const { checkZones } = await import('../report/green/check-zones.ts');
  const { embodiedOf } = await import('../report/green/embodied-of.ts');
  const { gridIntensity } = await import('../report/green/grid-intensity.ts');
  const { heldOutOf } = await import('../report/green/held-out-of.ts');
  const { loadSettings, noSettings } = await import('../report/green/load-settings.ts');
  const { obtainGrid } = await import('../report/green/obtain-grid.ts');
  const epoch = sourceDateS(context.env);
  const { run } = obtained;
  const file = choices.settings === undefined ? context.cwd : resolve(context.cwd, choices.settings);
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
    createdAt: utc(epoch === null ? new Date() : new Date(epoch * 1000)),
    tool: { name: 'sparsewatt' as const, version: version(), commit: commit() },
    commandLine: choices.commandLine,
    platform: { node: process.versions.node, os: process.platform, arch: process.arch },
    // Of two runs they differ, so what is to be repeated bit for bit does without.
    spent: epoch === null ? obtained.spent : null,
    power: null,
  };
  const draft = buildGreenReport(input);
  const power = choices.power ? await powerOf(context, obtained, draft) : null;
  return power ? { ...draft, power } : draft;
}
