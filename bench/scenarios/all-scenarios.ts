import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { runScenario } from '../../sim/scenario/run-scenario.ts';

/** How long a scenario took, and how much of it was simulated. */
export interface ScenarioTime {
  readonly name: string;
  readonly seconds: number;
  readonly cells: number;
  readonly rows: number;
  /** Requests over all policies and seeds. */
  readonly requests: number;
}

/** Runs every shipped scenario on its tables, without executing networks. */
export async function allScenarios(
  threads: number,
  told: (time: ScenarioTime) => void,
): Promise<readonly ScenarioTime[]> {
  const times: ScenarioTime[] = [];
  const files = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'));
  const cacheFolder = mkdtempSync(join(tmpdir(), 'sparsewatt-bench-'));
  for (const file of files) {
    const start = performance.now();
    const scenario = await openScenario(join('scenarios', file), process.cwd());
    const { report } = await runScenario(scenario, { threads, cacheFolder, live: false, version: 'bench' });
    const time: ScenarioTime = {
      name: file.slice(0, -5),
      seconds: (performance.now() - start) / 1000,
      cells: report.cells.length,
      rows: report.results.length,
      requests: report.results.reduce((sum, row) => sum + (row.requests ?? 0), 0),
    };
    times.push(time);
    told(time);
  }
  rmSync(cacheFolder, { recursive: true, force: true });
  return times;
}
