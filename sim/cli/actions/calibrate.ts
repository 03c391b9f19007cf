import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { MeasuredClass } from '../../calibration/measured/measured-row.ts';
import { calibrateHost } from '../../host/calibrate-host.ts';
import { hostProfile } from '../../host/host-profile.ts';
import { anchorReport } from '../../predict/anchor-report.ts';
import { calibrate } from '../../predict/calibrate.ts';
import { renderAnchors, renderCalibration } from '../../report/text/render-calibration.ts';
import { renderHost } from '../../report/text/render-host.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { progressBar } from '../progress-bar.ts';

export interface CalibrateFlags {
  readonly class?: MeasuredClass;
  readonly target?: string;
  readonly measured?: string;
  readonly runtime?: string;
  readonly profile?: string;
  readonly activeW?: number;
  readonly idleW?: number;
  readonly out?: string;
  readonly json: boolean;
}

const usage = (message: string) => new CommandError(exitCode.usage, 'E_USAGE', message);

/** Flags of one way to calibrate that stand beside another one would be ignored without a word. */
function refuseStrayFlags(flags: CalibrateFlags, what: 'host' | undefined): void {
  const { target, measured, runtime, profile, activeW, idleW } = flags;
  const given = (named: Readonly<Record<string, unknown>>) =>
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const board = { '--target': target, '--measured': measured, '--runtime': runtime };
  const machine = { '--profile': profile, '--active-w': activeW, '--idle-w': idleW };
  const stray =
    what === 'host'
      ? given({ '--class': flags.class, ...board })
      : given({
          ...machine,
          ...(target === undefined ? { '--runtime': runtime } : { '--class': flags.class }),
        });
  if (stray.length === 0) return;
  const way =
    what === 'host' ? '"calibrate host"' : target === undefined ? '"calibrate" without --target' : '--target';
  throw usage(`${stray.join(', ')} ${stray.length === 1 ? 'says' : 'say'} nothing beside ${way}`);
}

async function host(context: CliContext, flags: CalibrateFlags) {
  const { activeW, idleW, profile } = flags;
  if ((activeW === undefined) !== (idleW === undefined))
    throw usage('--active-w and --idle-w belong together: a profile needs both');
  if (profile !== undefined && !/^[a-z0-9][a-z0-9.-]*\.yaml$/.test(basename(profile)))
    throw usage(
      `--profile ${profile}: the file is named as the profile, lower case with dashes, and ends in .yaml`,
    );
  const bar = progressBar(context.stderr);
  const found = await calibrateHost({
    report: (done, rounds) => bar.update('timing layers', done, rounds, 'rounds'),
  });
  bar.clear();
  if (profile !== undefined) {
    const power = activeW !== undefined && idleW !== undefined ? { activeW, idleW } : null;
    const text = hostProfile(basename(profile, '.yaml'), found, power);
    await writeFile(resolve(context.cwd, profile), text);
  }
  return { document: { schemaVersion: '1.0', host: found }, lines: renderHost(found) };
}

async function models(context: CliContext, flags: CalibrateFlags) {
  const { target, measured } = flags;
  if (target === undefined && measured === undefined) {
    const document = await calibrate(flags.class ?? null);
    return { document, lines: renderCalibration(document) };
  }
  if (target === undefined || measured === undefined)
    throw usage('--target and --measured belong together: a board, and the file with its measurements');
  const document = await anchorReport({
    target: /[/\\]|\.ya?ml$/.test(target) ? resolve(context.cwd, target) : target,
    measured: resolve(context.cwd, measured),
    ...(flags.runtime ? { runtime: flags.runtime } : {}),
  });
  return { document, lines: renderAnchors(document) };
}

/** Prints how models were calibrated, how measurements of one board sharpen them, or what this machine costs. */
export async function calibrateAction(this: CliContext, flags: CalibrateFlags, what?: 'host'): Promise<void> {
  refuseStrayFlags(flags, what);
  const { document, lines } = await (what === 'host' ? host(this, flags) : models(this, flags));
  if (flags.out) await writeFile(resolve(this.cwd, flags.out), `${JSON.stringify(document, null, 1)}\n`);
  this.stdout.write(flags.json ? `${JSON.stringify(document)}\n` : `${lines.join('\n')}\n`);
}
