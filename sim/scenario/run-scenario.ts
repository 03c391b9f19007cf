import { conclude } from '../report/conclude.ts';
import { concludeTransfer } from '../report/conclude-transfer.ts';
import type { RunReport } from '../report/run-report.ts';
import { transferScores } from '../score/transfer-scores.ts';
import { openPool, type Pool } from '../sweep/pool.ts';
import { runAll } from '../sweep/run-all.ts';
import { profileHash } from '../targets/profile-hash.ts';
import { cellInputs } from './cell-inputs.ts';
import { type CellAnswer, type CellTask, cellWorker } from './cell-task.ts';
import type { Scenario } from './load-scenario.ts';
import { onlyTargets } from './only-targets.ts';
import type { OwnPolicy } from './own-policy/own-policy.ts';
import { runWatched } from './own-policy/run-watched.ts';
import { type PreparedRun, type PrepareOptions, prepareRun } from './prepare-run.ts';
import { resultHash } from './result-hash.ts';
import { startReport } from './start-report.ts';
import { summariseNetworks } from './summarise-networks.ts';

type CellPool = Pool<CellTask, readonly CellAnswer[]>;

/** How a scenario is run; everything but seed and targets leaves the result as it is. */
export interface RunOptions extends Omit<PrepareOptions, 'seed'> {
  /** Default: the scenario's. */
  readonly seed?: number | undefined;
  /** Policies of the user's own, scored besides those of the scenario. */
  readonly own?: readonly OwnPolicy[] | undefined;
  /** Longest call of one of them, ms; 5000 by default. A policy that takes longer is left out, and its row says so. */
  readonly ownLimitMs?: number | undefined;
  /** Flags that changed the scenario's policies, for the line that reproduces the run. */
  readonly policyFlags?: readonly string[] | undefined;
  /** Only these targets of the scenario. */
  readonly targets?: readonly string[] | undefined;
  /** Called once, when everything is loaded and checked and the simulation begins. */
  readonly onPrepared?: ((prepared: PreparedRun) => void) | undefined;
  /** Called with the cells of a (target, runtime) as they are done; `place` orders them as the document does. */
  readonly onCells?: ((place: number, answers: readonly CellAnswer[]) => void) | undefined;
  /** Threads with `cellWorker` that serve several runs, left open. Default: threads of this run alone. */
  readonly pool?: CellPool | undefined;
  /** Version of the tool, and the commit that it was built of, for the document. */
  readonly version: string;
  readonly commit?: string | undefined;
}

/** The document of a run, and what is needed to simulate a cell of it again. */
export interface ScenarioRun {
  readonly report: RunReport;
  readonly prepared: PreparedRun;
}

/** Adds what the preparation knows of a cell: the size of a spiking sample and what conversion costs. */
function withNotes(answer: CellAnswer, { scenario, spikes }: PreparedRun): CellAnswer {
  const entry = scenario.targets.find(({ id }) => id === answer.cell.target);
  const { runtime: own } = answer.cell;
  const notes =
    spikes.find(({ target, runtime }) => target === entry?.target && (runtime ?? own) === own)?.notes ?? [];
  return { ...answer, cell: { ...answer.cell, notes: [...notes, ...answer.cell.notes] } };
}

/** Simulates every cell of a prepared run on worker threads; answers in the order of the scenario. */
async function simulate(
  prepared: PreparedRun,
  seed: number,
  options: RunOptions,
  pool: CellPool,
): Promise<readonly CellAnswer[]> {
  const tasks: CellTask[] = prepared.scenario.targets.flatMap((entry) =>
    entry.runtimes.map((runtime) => ({
      inputs: cellInputs(prepared, entry, runtime, seed),
      ...(options.own ? { own: options.own } : {}),
    })),
  );
  const total = tasks.reduce((sum, task) => sum + task.inputs.length, 0);
  let done = 0;
  options.onProgress?.('simulating', done, total);
  const limitMs = options.ownLimitMs ?? 5000;
  const watched: CellPool = {
    ...pool,
    run: (task, signal) => runWatched(pool, task, signal, limitMs),
  };
  const answers = await runAll(watched, tasks, {
    signal: options.signal,
    onResult: (answer, place) => {
      done += answer.length;
      options.onCells?.(
        place,
        answer.map((part) => withNotes(part, prepared)),
      );
      options.onProgress?.('simulating', done, total);
    },
  });
  return answers.flat().map((answer) => withNotes(answer, prepared));
}

/** Prepares and simulates; the threads start while tables are read. */
async function prepareAndSimulate(scenario: Scenario, seed: number, options: RunOptions) {
  const pool = options.pool ?? (await openPool<CellTask, readonly CellAnswer[]>(cellWorker, options.threads));
  try {
    const prepared = await prepareRun(scenario, { ...options, seed });
    options.onPrepared?.(prepared);
    return { prepared, answers: await simulate(prepared, seed, options, pool) };
  } finally {
    if (pool !== options.pool) await pool.destroy();
  }
}

function warningsOf(answers: readonly CellAnswer[]): readonly string[] {
  const unsure = new Set(answers.filter(({ cell }) => !cell.validated.energy).map(({ cell }) => cell.target));
  return unsure.size > 0
    ? [`energy is not validated against measurements on: ${[...unsure].join(', ')}`]
    : [];
}

/**
 * Runs a scenario: tables, live check, simulation, score.
 * @throws InputError, ModelError, TableError, or the signal's reason
 */
export async function runScenario(full: Scenario, options: RunOptions): Promise<ScenarioRun> {
  const scenario = onlyTargets(full, options.targets);
  const seed = options.seed ?? scenario.value.seed;
  const { prepared, answers } = await prepareAndSimulate(scenario, seed, options);
  const hashes = new Map<string, string>();
  for (const entry of scenario.targets) hashes.set(entry.id, await profileHash(entry.target));
  const cells = answers.map(({ cell }) => ({ ...cell, profileHash: hashes.get(cell.target) }));
  const results = answers.flatMap((answer) => answer.results);
  const transfers = transferScores(answers);
  const report: RunReport = {
    ...startReport(scenario, options),
    resultHash: resultHash(answers),
    networks: summariseNetworks(prepared.networks),
    liveChecks: prepared.liveChecks,
    backendChecks: prepared.backendChecks,
    conclusions: [...conclude(cells, results), ...concludeTransfer(transfers)],
    cells,
    results,
    transfers,
    warnings: [...prepared.warnings, ...warningsOf(answers)],
  };
  return { report, prepared };
}
