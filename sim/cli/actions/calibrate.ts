import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { MeasuredClass } from '../../calibration/measured/measured-row.ts';
import { anchorReport } from '../../predict/anchor-report.ts';
import { calibrate } from '../../predict/calibrate.ts';
import { renderAnchors, renderCalibration } from '../../report/text/render-calibration.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';

export interface CalibrateFlags {
  readonly class?: MeasuredClass;
  readonly target?: string;
  readonly measured?: string;
  readonly runtime?: string;
  readonly out?: string;
  readonly json: boolean;
}

/** Prints how models were calibrated, or how measurements of one board sharpen them. */
export async function calibrateAction(this: CliContext, flags: CalibrateFlags): Promise<void> {
  const { target, measured } = flags;
  if ((target === undefined) !== (measured === undefined))
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--${target === undefined ? 'measured' : 'target'} needs --${target === undefined ? 'target' : 'measured'} beside it`,
    );
  const report =
    target !== undefined && measured !== undefined
      ? await anchorReport({
          target: /[/\\]|\.ya?ml$/.test(target) ? resolve(this.cwd, target) : target,
          measured: resolve(this.cwd, measured),
          ...(flags.runtime ? { runtime: flags.runtime } : {}),
        })
      : await calibrate(flags.class ?? null);
  if (flags.out) await writeFile(resolve(this.cwd, flags.out), `${JSON.stringify(report, null, 1)}\n`);
  const lines = 'models' in report ? renderCalibration(report) : renderAnchors(report);
  this.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : `${lines.join('\n')}\n`);
}
