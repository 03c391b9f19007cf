import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import type { CliContext } from '../context.ts';
import { findRun, readRun, writeWhole } from '../saved-runs.ts';

export interface ReportFlags {
  readonly out?: string;
  readonly zone?: string;
  readonly year?: number;
  readonly cache?: string;
}

/** Writes report.json and report.md of a saved run. */
export async function report(this: CliContext, flags: ReportFlags, name = 'latest'): Promise<void> {
  const file = await findRun(name, cacheFolder(flags.cache, this.cwd), this.cwd);
  const run = await readRun(file);
  const { gridIntensity } = await import('../../report/green/grid-intensity.ts');
  const { greenReport } = await import('../../report/green/green-report.ts');
  const { greenMarkdown } = await import('../../report/green/green-markdown.ts');
  const grid = await gridIntensity(flags.zone ?? run.scenario.gridZone, flags.year ?? run.scenario.gridYear);
  const green = greenReport(run, grid);
  const folder = resolve(this.cwd, flags.out ?? '.');
  await mkdir(folder, { recursive: true });
  const written = [join(folder, 'report.json'), join(folder, 'report.md')] as const;
  await writeWhole(written[0], `${JSON.stringify(green, null, 2)}\n`);
  await writeWhole(written[1], greenMarkdown(green));
  this.stdout.write(`${written.join('\n')}\n`);
  this.stderr.write(
    `${grid.zone} ${grid.year}: ${grid.gCO2ePerKwh} gCO2e/kWh. ${grid.attribution}.\nnext: sparsewatt dash ${name}\n`,
  );
}
