import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { renderText } from '../../report/text/render-text.ts';
import { choosePolicies } from '../../scenario/choose-policies.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { isPolicyFile, prepareOwnPolicy } from '../../scenario/own-policy/prepare-own-policy.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import { cacheFolder } from '../cache-folder.ts';
import type { CliContext } from '../context.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';
import { checkOutFile, saveRun, writeWhole } from '../saved-runs.ts';
import { version } from '../version.ts';

export interface RunFlags {
  readonly seed?: number;
  readonly threads?: number;
  readonly target?: readonly string[];
  readonly policy?: readonly string[];
  readonly set?: readonly string[];
  readonly measure: boolean;
  readonly backend?: 'gpujs';
  readonly full: boolean;
  readonly json: boolean;
  readonly cache?: string;
  readonly out?: string;
}

/** Runs a scenario, prints its table (or its document) and saves it for `dash` and `report`. */
export async function run(this: CliContext, flags: RunFlags, name?: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sparsewatt-policy-'));
  try {
    await runIn.call(this, flags, name, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param folder for the JavaScript of own policies */
async function runIn(
  this: CliContext,
  flags: RunFlags,
  name: string | undefined,
  folder: string,
): Promise<void> {
  const startedMs = performance.now();
  const { policy = [], set = [] } = flags;
  const prepared = await Promise.all(
    policy.filter(isPolicyFile).map((file) => prepareOwnPolicy(file, this.cwd, folder)),
  );
  const add = policy.filter((word) => !isPolicyFile(word));
  const opened = await openScenario(name, this.cwd);
  const { scenario, own } = choosePolicies(opened, { add, set, own: prepared });
  if (flags.out !== undefined) await checkOutFile(resolve(this.cwd, flags.out));
  const bar = progressBar(this.stderr);
  const warn = (message: string) => {
    bar.clear();
    this.stderr.write(`warning: ${message}\n`);
  };
  const { report } = await untilInterrupted(this.stderr, bar, `sparsewatt run ${scenario.file}`, (signal) =>
    runScenario(scenario, {
      signal,
      version: version(),
      seed: flags.seed,
      targets: flags.target,
      ...(own.length > 0 ? { own } : {}),
      policyFlags: [...policy.map((word) => `--policy ${word}`), ...set.map((word) => `--set ${word}`)],
      threads: flags.threads,
      cacheFolder: flags.cache === undefined ? undefined : cacheFolder(flags.cache, this.cwd),
      force: flags.measure,
      gpujs: flags.backend === 'gpujs',
      onWarning: warn,
      onProgress: (label, done, total) =>
        bar.update(label, done, total, label === 'simulating' ? 'cells' : 'evaluations'),
    }),
  );
  bar.clear();
  if (flags.out !== undefined) await writeWhole(resolve(this.cwd, flags.out), `${JSON.stringify(report)}\n`);
  const saved = await saveRun(cacheFolder(flags.cache, this.cwd), report).catch((error: Error) => {
    warn(`the run could not be saved for dash and report: ${error.message}`);
    return null;
  });
  if (flags.json) {
    this.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  const next =
    this.interactive && saved
      ? 'sparsewatt dash    opens this run in the dashboard'
      : `sparsewatt report ${saved ? report.resultHash.slice(0, 12) : 'RUN'} --out report/    energy and carbon per inference`;
  this.stdout.write(`${renderText(report, { full: flags.full, colour: this.stdout.colour, next })}\n`);
  this.stderr.write(`done in ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
}
