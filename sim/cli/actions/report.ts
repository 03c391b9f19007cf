import { resolve } from 'node:path';
import { type FormatName, formatNames, usualFormats } from '../../report/formats/format-names.ts';
import { numberText } from '../../report/formats/number-text.ts';
import { writeFiles } from '../../report/formats/write-files.ts';
import { gridPeriod } from '../../report/green/grid-period.ts';
import { makeReport } from '../../scenario/make-report.ts';
import type { CliContext } from '../context.ts';
import { obtainFolder } from '../obtain-folder.ts';
import { obtainRun } from '../obtain-run.ts';
import { reportSurroundings } from '../report-surroundings.ts';
import { shellWord } from '../shell-word.ts';
import { sourceDateS } from '../source-date-s.ts';

export interface ReportFlags {
  readonly out?: string;
  readonly format?: readonly (FormatName | 'all')[];
  readonly zone?: string;
  readonly year?: number;
  readonly settings?: string;
  readonly equivalences: boolean;
  readonly threads?: number;
  readonly cache?: string;
}

function commandLine(name: string, flags: ReportFlags): string {
  const words = [
    `sparsewatt report ${shellWord(name)}`,
    ...(flags.format ? [`--format ${flags.format.join(',')}`] : []),
    ...(flags.zone === undefined ? [] : [`--zone ${shellWord(flags.zone)}`]),
    ...(flags.year === undefined ? [] : [`--year ${flags.year}`]),
    ...(flags.settings === undefined ? [] : [`--settings ${shellWord(flags.settings)}`]),
    ...(flags.equivalences ? ['--equivalences'] : []),
  ];
  return words.join(' ');
}

/** Writes the report of a saved run, or of a scenario that it runs, in every format that was asked for. */
export async function report(this: CliContext, flags: ReportFlags, name = 'latest'): Promise<void> {
  // Refused before a long run is spent on it.
  sourceDateS(this.env);
  const folder = resolve(this.cwd, flags.out ?? '.');
  const giveBack = await obtainFolder(folder, flags.out ?? '.');
  try {
    await reportInto(this, folder, flags, name);
  } catch (error) {
    await giveBack();
    throw error;
  }
}

async function reportInto(
  context: CliContext,
  folder: string,
  flags: ReportFlags,
  name: string,
): Promise<void> {
  const asked = flags.format ?? usualFormats;
  const formats = asked.includes('all')
    ? formatNames
    : formatNames.filter((format) => asked.includes(format));
  const obtained = await obtainRun(context, name, flags.cache, flags.threads);
  const made = await makeReport(reportSurroundings(context), obtained, {
    ...{ zone: flags.zone, year: flags.year, settings: flags.settings, equivalences: flags.equivalences },
    commandLine: commandLine(name, flags),
    power: formats.includes('html') || formats.includes('json'),
  });
  const { loadFormat } = await import('../../report/formats/load-format.ts');
  const files = [];
  for (const format of formats) files.push(...(await (await loadFormat(format))(made)));
  const written = await writeFiles(folder, files);
  context.stdout.write(`${written.join('\n')}\n`);
  const { grid } = made;
  context.stderr.write(
    `${grid.zone} ${gridPeriod(grid)}: ${numberText(grid.gCO2ePerKwh)} gCO2e/kWh. ${grid.attribution}.\n`,
  );
  for (const { item, holds, found } of made.checklist)
    if (!holds) context.stderr.write(`checklist: ${item}: ${found}\n`);
  context.stderr.write(`next: sparsewatt dash ${obtained.run.resultHash.slice(0, 12)}\n`);
}
