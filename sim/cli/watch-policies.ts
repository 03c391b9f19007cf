import { dirname, resolve } from 'node:path';
import { compareRuns } from '../report/compare-runs.ts';
import type { RunReport } from '../report/run-report.ts';
import { renderComparison } from '../report/text/render-comparison.ts';
import { renderText } from '../report/text/render-text.ts';
import { isPolicyFile } from '../scenario/own-policy/prepare-own-policy.ts';
import type { RunFlags } from './actions/run.ts';
import { CommandError } from './command-error.ts';
import type { CliContext } from './context.ts';
import { describeFailure } from './describe-failure.ts';
import { exitCode } from './exit-code.ts';
import { fileChanges } from './file-changes.ts';
import { runAndSave } from './run-and-save.ts';
import { about } from './version.ts';

/**
 * `sparsewatt run --watch`: runs, then again after every change of an own policy, and prints what the change did. A file
 * that is broken for now is described, and the next change waited for. Ends with Ctrl-C.
 * @param folder for the JavaScript of own policies
 */
export async function watchPolicies(
  context: CliContext,
  flags: RunFlags,
  name: string | undefined,
  folder: string,
): Promise<void> {
  const files = (flags.policy ?? []).filter(isPolicyFile);
  if (files.length === 0 || flags.json || flags.out !== undefined)
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      files.length === 0
        ? '--watch needs an own policy to watch'
        : '--watch prints again and again: --json and --out are of one run',
      'sparsewatt run --policy ./mine.ts --watch',
    );
  const folders = [...new Set(files.map((file) => dirname(resolve(context.cwd, file))))];
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  let live = true;
  const runNow = async () => {
    const { report } = await runAndSave(context, { ...flags, live }, name, folder);
    live = false;
    return report;
  };
  try {
    await watchRuns({
      run: runNow,
      changes: fileChanges(folders, stop.signal),
      stopped: () => stop.signal.aborted,
      show: (text) => context.stdout.write(`${text}\n`),
      first: (report) =>
        renderText(report, {
          full: flags.full,
          colour: context.stdout.colour,
          next: 'save the policy again: what that changes is printed',
        }),
      waiting: () => context.stderr.write(`watching ${files.join(', ')}; Ctrl-C ends\n`),
    });
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** What a loop of runs needs of the world. */
export interface WatchTools {
  run(): Promise<RunReport>;
  readonly changes: AsyncIterable<void>;
  stopped(): boolean;
  show(text: string): void;
  first(report: RunReport): string;
  waiting(): void;
}

/** Runs once and after every change; compares each run with the last one that succeeded. */
export async function watchRuns(tools: WatchTools): Promise<void> {
  let last: RunReport | null = null;
  const once = async () => {
    try {
      const report = await tools.run();
      tools.show(last === null ? tools.first(report) : changeText(last, report));
      if (last === null || failures(report).length === 0) last = report;
    } catch (error) {
      if (tools.stopped()) return;
      tools.show(describeFailure(error, about()).text);
    }
    tools.waiting();
  };
  await once();
  if (tools.stopped()) return;
  for await (const _ of tools.changes) {
    await once();
    if (tools.stopped()) return;
  }
}

const failures = ({ results }: RunReport): string[] =>
  results.flatMap(({ target, runtime, denseLoad, policy, notRun }) =>
    notRun?.startsWith('failed') ? [`${policy} on ${target}, ${runtime}, load ${denseLoad}: ${notRun}`] : [],
  );

/** What a run says against the last that worked, and which policies failed in it. */
function changeText(before: RunReport, now: RunReport): string {
  const failed = failures(now);
  return [...(failed.length > 0 ? [...failed, ''] : []), renderComparison(compareRuns(before, now))].join(
    '\n',
  );
}
