import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../sim/package-root.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { runScenario } from '../../sim/scenario/run-scenario.ts';
import { shortScenario } from '../session/short-scenario.ts';

/**
 * Runs a short scenario and saves the run: opened from there the dashboard shows what a real run gave, the same on every
 * machine, with nothing to wait for. The tables are not checked against the kernels, which takes longer than all else.
 * @returns file of the run, in the folder
 */
export async function savedRun(
  folder: string,
  options: Omit<NonNullable<Parameters<typeof shortScenario>[1]>, 'network'> = {},
): Promise<string> {
  const network = 'digits-ladder.onnx';
  copyFileSync(join(packageRoot(), 'scenarios', 'models', network), join(folder, network));
  shortScenario(folder, { ...options, network });
  const scenario = await openScenario('short.yaml', folder);
  const { report } = await runScenario(scenario, {
    live: false,
    threads: 1,
    version: '0.0.0',
    commit: 'test',
  });
  const file = join(folder, 'run.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}
