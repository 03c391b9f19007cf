import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareRuns, type PolicyPair } from '../../report/compare-runs.ts';
import type { RunReport } from '../../report/run-report.ts';
import { renderComparison } from '../../report/text/render-comparison.ts';
import { cacheFolder } from '../cache-folder.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { runAndSave } from '../run-and-save.ts';
import { findRun, readRun } from '../saved-runs.ts';

export interface CompareFlags {
  readonly policies?: readonly string[];
  readonly target?: readonly string[];
  readonly threads?: number;
  readonly json: boolean;
  readonly cache?: string;
}

/** Compares two runs, or two policies of one run, by differences that are paired by seed. */
export async function compare(this: CliContext, flags: CompareFlags, a: string, b?: string): Promise<void> {
  const pair = policyPair(flags.policies, b);
  const first = await obtain(this, flags, a);
  const second = b === undefined ? first : await obtain(this, flags, b);
  refuseUnknown('target', flags.target ?? [], first.cells, second.cells);
  if (pair) {
    refuseUnknown('policy', [pair.a], first.results);
    refuseUnknown('policy', [pair.b], second.results);
  }
  const comparison = compareRuns(onlyTargets(first, flags), onlyTargets(second, flags), pair);
  const { refused, cells, onlyOne } = comparison;
  if (refused.length > 0)
    throw new CommandError(
      exitCode.invalidInput,
      'E_NOT_COMPARABLE',
      `the runs cannot be compared: ${refused.join('; ')}`,
      'run both with the same version, data, seed, repetitions and simulated time',
    );
  if (cells.every((cell) => cell.refused !== null)) {
    const reasons = [...cells.map((cell) => `${cell.target}, ${cell.runtime}: ${cell.refused}`), ...onlyOne];
    throw new CommandError(
      exitCode.invalidInput,
      'E_NOT_COMPARABLE',
      `the runs have nothing that can be compared: ${reasons.slice(0, 5).join(' | ') || 'no target is in both'}`,
      'sparsewatt run makes both anew: same targets, runtimes, loads and profiles',
    );
  }
  this.stdout.write(`${flags.json ? JSON.stringify(comparison) : renderComparison(comparison)}\n`);
}

/** Names that none of the rows has are typing errors, not reasons why runs cannot be compared. */
function refuseUnknown<K extends string>(
  kind: K,
  asked: readonly string[],
  ...rows: readonly (readonly Readonly<Record<K, string>>[])[]
): void {
  const known = [...new Set(rows.flat().map((row) => row[kind]))];
  for (const name of asked)
    if (!known.includes(name))
      throw new CommandError(
        exitCode.invalidInput,
        `E_UNKNOWN_${kind.toUpperCase()}`,
        `the runs have no ${kind} "${name}"`,
        `allowed: ${known.join(', ')}`,
      );
}

function policyPair(policies: readonly string[] | undefined, b: string | undefined): PolicyPair | undefined {
  if (policies?.length === 2) return { a: policies[0]!, b: policies[1]! };
  const found = policies === undefined ? 'one run and no policies' : `${policies.length} policies`;
  if (policies === undefined && b !== undefined) return undefined;
  throw new CommandError(
    exitCode.usage,
    'E_USAGE',
    `${found}: two runs are compared, or two policies`,
    'sparsewatt compare RUN RUN, or sparsewatt compare RUN --policies best-static,budget-controller',
  );
}

/** A saved run, or a scenario that is run now and saved. */
async function obtain(context: CliContext, flags: CompareFlags, name: string): Promise<RunReport> {
  if (!/\.ya?ml$/.test(name))
    return readRun(await findRun(name, cacheFolder(flags.cache, context.cwd), context.cwd));
  const folder = await mkdtemp(join(tmpdir(), 'sparsewatt-policy-'));
  try {
    return (await runAndSave(context, flags, name, folder)).report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function onlyTargets(report: RunReport, { target }: CompareFlags): RunReport {
  if (!target) return report;
  const kept = (row: { readonly target: string }) => target.includes(row.target);
  return { ...report, cells: report.cells.filter(kept), results: report.results.filter(kept) };
}
