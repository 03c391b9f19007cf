import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellAnswer, type CellTask, cellWorker } from '../../sim/scenario/cell-task.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { runScenario } from '../../sim/scenario/run-scenario.ts';
import { openPool } from '../../sim/sweep/pool.ts';

/** How long a scenario took, beside the one that ran with it, and how much of it was simulated. */
export interface ScenarioTime {
  readonly name: string;
  readonly seconds: number;
  readonly cells: number;
  readonly rows: number;
  /** Requests over all policies and seeds. */
  readonly requests: number;
  readonly resultHash: string;
}

/** All shipped scenarios, and the seconds from the first's beginning to the last's end. */
export interface AllTimes {
  readonly times: readonly ScenarioTime[];
  readonly seconds: number;
  /** Processor time of this process, all threads. */
  readonly processorS: number;
}

/**
 * Runs every shipped scenario on its tables, without executing networks: two at a time on the same worker threads, so
 * that one is simulated while the tables of the other are read.
 */
export async function allScenarios(threads: number, told: (time: ScenarioTime) => void): Promise<AllTimes> {
  const files = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'));
  const cacheFolder = mkdtempSync(join(tmpdir(), 'sparsewatt-bench-'));
  const begun = performance.now();
  const processor = process.cpuUsage();
  const pool = await openPool<CellTask, readonly CellAnswer[]>(cellWorker, threads);
  const times = new Map<string, ScenarioTime>();
  const waiting = files.values();
  const runOne = async (file: string) => {
    const start = performance.now();
    const scenario = await openScenario(join('scenarios', file), process.cwd());
    const settings = { threads, pool, cacheFolder, live: false, version: 'bench' };
    const { report } = await runScenario(scenario, settings);
    const time: ScenarioTime = {
      name: file.slice(0, -5),
      seconds: (performance.now() - start) / 1000,
      cells: report.cells.length,
      rows: report.results.length,
      requests: report.results.reduce((sum, row) => sum + (row.requests ?? 0), 0),
      resultHash: report.resultHash,
    };
    times.set(file, time);
    told(time);
  };
  const lane = async () => {
    for (const file of waiting) await runOne(file);
  };
  await Promise.all([lane(), lane()]);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(processor);
  await pool.destroy();
  rmSync(cacheFolder, { recursive: true, force: true });
  return { times: files.map((file) => times.get(file)!), seconds, processorS: (user + system) * 1e-6 };
}
