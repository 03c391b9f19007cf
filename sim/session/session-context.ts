import type { Scenario } from '../scenario/load-scenario.ts';
import { onlyTargets } from '../scenario/only-targets.ts';
import { openScenario } from '../scenario/open-scenario.ts';
import { type PreparedRun, prepareRun } from '../scenario/prepare-run.ts';
import {
  type RecordingAnswer,
  type RecordingTask,
  recordingWorker,
} from '../scenario/record/recording-task.ts';
import { type WarmAnswer, type WarmTask, warmWorker } from '../scenario/warm/warm-task.ts';
import { InputError } from '../schema/input-error.ts';
import { type KeptThreads, keepThreads } from '../sweep/keep-threads.ts';
import { defaultThreads, type Pool } from '../sweep/pool.ts';

/** What a session is of; plain data, because it travels to another process. */
export interface SessionSettings {
  readonly cwd: string;
  /** Scenario, as for `openScenario`. */
  readonly scenario: string | undefined;
  /** SHA-256 that the scenario's text must have: that of a saved run. Null: any. */
  readonly scenarioHash: string | null;
  readonly seed?: number | undefined;
  readonly targets?: readonly string[] | undefined;
  readonly threads?: number | undefined;
  readonly cacheFolder?: string | undefined;
  readonly version: string;
  readonly commit?: string | undefined;
}

/** What the answers of a session share. Nothing is read before it is needed: a saved run is shown without its tables. */
export interface SessionContext {
  readonly settings: SessionSettings;
  scenario(): Promise<Scenario>;
  seed(): Promise<number>;
  /** The tables; obtained once, without the live check unless a run was asked for. */
  prepared(): Promise<PreparedRun>;
  /** Forgets the scenario and its tables: what is asked next reads the file anew, whatever text it has. */
  forget(): void;
  /** Takes over the tables of a run. */
  keepPrepared(prepared: PreparedRun): void;
  /** Threads for what takes many: runs of the scenario and the tables they need. */
  readonly threads: KeptThreads;
  /** One thread for single cells, which keeps what it made of them. */
  readonly warm: Pool<WarmTask, WarmAnswer>;
  /** One thread for single runs, over time and request by request, which keeps those it opened. */
  readonly recording: Pool<RecordingTask, RecordingAnswer>;
  close(): Promise<void>;
}

/** The scenario as its file is now. @throws InputError */
export async function readScenario({ scenario, cwd, targets }: SessionSettings): Promise<Scenario> {
  return onlyTargets(await openScenario(scenario, cwd), targets);
}

async function openUnchanged(settings: SessionSettings): Promise<Scenario> {
  const scenario = await readScenario(settings);
  if (settings.scenarioHash !== null && scenario.hash !== settings.scenarioHash)
    throw new InputError([
      {
        file: scenario.file,
        line: 0,
        column: 0,
        code: 'E_SCENARIO_CHANGED',
        path: '',
        message: 'has changed since this run was saved',
        hint: `run it again: sparsewatt dash ${scenario.file}`,
      },
    ]);
  return scenario;
}

/** @throws nothing itself; what it gives throws InputError, ModelError and TableError */
export function openSessionContext(settings: SessionSettings): SessionContext {
  let scenario: Promise<Scenario> | null = null;
  let prepared: Promise<PreparedRun> | null = null;
  // Threads last as long as the session: what comes and goes leaves memory behind that nobody gives back.
  const threads = keepThreads(settings.threads ?? defaultThreads());
  const [warmThread, recordingThread] = [keepThreads(1), keepThreads(1)];
  const context: SessionContext = {
    settings,
    threads,
    warm: warmThread.open(warmWorker),
    recording: recordingThread.open(recordingWorker),
    scenario: () => {
      if (scenario) return scenario;
      const opened = openUnchanged(settings);
      scenario = opened;
      // What failed is tried again: the file may have been mended.
      opened.catch(() => {
        if (scenario === opened) scenario = null;
      });
      return opened;
    },
    seed: async () => settings.seed ?? (await context.scenario()).value.seed,
    prepared: () => {
      if (prepared) return prepared;
      const made = (async () =>
        prepareRun(await context.scenario(), {
          seed: await context.seed(),
          threads,
          cacheFolder: settings.cacheFolder,
          live: false,
        }))();
      prepared = made;
      made.catch(() => {
        if (prepared === made) prepared = null;
      });
      return made;
    },
    forget: () => {
      scenario = readScenario(settings);
      // Whoever waits for it hears of its failure.
      scenario.catch(() => {});
      prepared = null;
    },
    keepPrepared: (given) => {
      prepared = Promise.resolve(given);
    },
    close: async () => {
      await Promise.all([threads, warmThread, recordingThread].map((kept) => kept.destroy()));
    },
  };
  return context;
}
