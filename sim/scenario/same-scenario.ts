import type { RunReport } from '../report/run-report.ts';
import type { Scenario } from './load-scenario.ts';
import { openScenario } from './open-scenario.ts';

/** The scenario of a run, where its file is at hand and has not changed since. @param cwd what its path is relative to */
export async function sameScenario(run: RunReport, cwd: string): Promise<Scenario | null> {
  const found = await openScenario(run.scenario.file, cwd).catch(() => null);
  return found?.hash === run.scenario.hash ? found : null;
}
