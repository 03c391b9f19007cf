import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCell } from '../../scenario/open-cell.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { isPolicyFile, prepareOwnPolicy } from '../../scenario/own-policy/prepare-own-policy.ts';
import { policyNamed } from '../../scenario/policy-named.ts';
import { renderTunedPolicy } from '../../scenario/tune-policy/render-tuned-policy.ts';
import { tunePolicy } from '../../scenario/tune-policy/tune-policy.ts';
import { cacheFolder } from '../cache-folder.ts';
import type { CliContext } from '../context.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';

export interface TunePolicyFlags {
  readonly target: string;
  readonly runtime?: string;
  readonly load?: number;
  readonly seed?: number;
  readonly budget: number;
  readonly searchSeed: number;
  readonly threads?: number;
  readonly json: boolean;
  readonly cache?: string;
}

/** Finds parameters of a policy on validation data and scores them on test data. */
export async function tunePolicyAction(
  this: CliContext,
  flags: TunePolicyFlags,
  policy: string,
  name?: string,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sparsewatt-policy-'));
  const bar = progressBar(this.stderr);
  try {
    const own = isPolicyFile(policy) ? (await prepareOwnPolicy(policy, this.cwd, folder)).definition : null;
    const scenario = await openScenario(name, this.cwd);
    const cell = await untilInterrupted(this.stderr, bar, `sparsewatt tune-policy ${policy}`, (signal) =>
      openCell(scenario, flags, {
        signal,
        threads: flags.threads,
        cacheFolder: flags.cache === undefined ? undefined : cacheFolder(flags.cache, this.cwd),
        onWarning: (message) => this.stderr.write(`warning: ${message}\n`),
        onProgress: (label, done, total) => bar.update(label, done, total, 'evaluations'),
      }),
    );
    const definition = own ?? policyNamed(scenario.file, policy, cell.built.options);
    const found = tunePolicy(cell, definition, flags.budget, flags.searchSeed, (tried) =>
      bar.update('tuning on validation data', tried, flags.budget, 'settings'),
    );
    bar.clear();
    if (flags.json) {
      this.stdout.write(`${JSON.stringify({ schemaVersion: '1.0', cell: cell.name, ...found })}\n`);
      return;
    }
    const { target, runtime, load, seed } = cell.name;
    this.stdout.write(
      `${definition.id} on ${target} · ${runtime} · load ${load} · seed ${seed}\n${renderTunedPolicy(found)}\n`,
    );
  } finally {
    bar.clear();
    await rm(folder, { recursive: true, force: true });
  }
}
