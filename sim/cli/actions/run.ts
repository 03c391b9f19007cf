import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { renderText } from '../../report/text/render-text.ts';
import type { CliContext } from '../context.ts';
import { runAndSave } from '../run-and-save.ts';
import { checkOutFile, writeWhole } from '../saved-runs.ts';

export interface RunFlags {
  readonly seed?: number;
  readonly threads?: number;
  readonly target?: readonly string[];
  readonly policy?: readonly string[];
  readonly set?: readonly string[];
  readonly measure: boolean;
  readonly backend?: 'gpujs';
  readonly full: boolean;
  readonly watch: boolean;
  readonly json: boolean;
  readonly cache?: string;
  readonly out?: string;
}

/** Runs a scenario, prints its table (or its document) and saves it for `dash` and `report`. */
export async function run(this: CliContext, flags: RunFlags, name?: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sparsewatt-policy-'));
  try {
    if (flags.watch) {
      const { watchPolicies } = await import('../watch-policies.ts');
      await watchPolicies(this, flags, name, folder);
    } else await runOnce.call(this, flags, name, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param folder for the JavaScript of own policies */
async function runOnce(
  this: CliContext,
  flags: RunFlags,
  name: string | undefined,
  folder: string,
): Promise<void> {
  const startedMs = performance.now();
  if (flags.out !== undefined) await checkOutFile(resolve(this.cwd, flags.out));
  const { report, saved } = await runAndSave(this, flags, name, folder);
  if (flags.out !== undefined) await writeWhole(resolve(this.cwd, flags.out), `${JSON.stringify(report)}\n`);
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
