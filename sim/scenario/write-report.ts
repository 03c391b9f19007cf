import { usualFormats } from '../report/formats/format-names.ts';
import { loadFormat } from '../report/formats/load-format.ts';
import { writeNewFolder } from '../report/formats/write-new-folder.ts';
import { makeReport } from './make-report.ts';
import type { ReportTask, WrittenReport } from './report-task.ts';
import { sameScenario } from './same-scenario.ts';

/**
 * Writes what `sparsewatt report` writes into a folder of its own, named after the run.
 * @throws InputError on an unknown zone or year, Error where the folder cannot be made
 */
export async function writeReport({ run, grid, cwd, tool }: ReportTask): Promise<WrittenReport> {
  const warnings: string[] = [];
  const hash = run.resultHash.slice(0, 12);
  const made = await makeReport(
    { cwd, tool, sourceDateS: null, onWarning: (message) => warnings.push(message) },
    { run, scenario: () => sameScenario(run, cwd), spent: null },
    {
      ...grid,
      equivalences: false,
      commandLine: `sparsewatt report ${hash}${grid ? ` --zone ${grid.zone} --year ${grid.year}` : ''}`,
      power: true,
    },
  );
  const files = [];
  for (const format of usualFormats) files.push(...(await (await loadFormat(format))(made)));
  const folder = await writeNewFolder(cwd, `report-${run.scenario.name}-${hash}`, files);
  return { folder, files: files.map(({ name }) => name), warnings };
}
