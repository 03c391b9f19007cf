import { join, resolve } from 'node:path';
import { renderSpikes } from '../../report/spikes/render-spikes.ts';
import { spikeSummary } from '../../report/spikes/spike-summary.ts';
import { type OpenedSpikes, openSpikeJob } from '../../targets/neuromorphic/chip/open-spike-job.ts';
import { RandomStimulus } from '../../targets/neuromorphic/chip/random-stimulus.ts';
import { simulateNetwork } from '../../targets/neuromorphic/chip/simulate-network.ts';
import type { TimingModel } from '../../targets/neuromorphic/chip/timing/timing-models.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { openPieceFile } from '../piece-file.ts';
import { obtainFolder } from '../write-folder.ts';

export interface SpikesFlags {
  readonly target: string;
  readonly steps?: number;
  readonly timing?: TimingModel;
  readonly rate?: number;
  readonly seed?: number;
  readonly host: boolean;
  readonly quantise: boolean;
  readonly fill?: number;
  readonly stepMs?: number;
  readonly out?: string;
  readonly export?: string;
  readonly json: boolean;
}

/** Simulates a spiking network and says what it cost. */
export async function spikes(this: CliContext, flags: SpikesFlags, file: string): Promise<void> {
  const { steps = 100, timing = 'semi-analytic', seed = 1, rate } = flags;
  if (rate !== undefined && rate > 1)
    throw new CommandError(exitCode.usage, 'E_USAGE', `--rate ${rate}: a probability`, 'give 0 to 1');
  if (flags.stepMs === 0)
    throw new CommandError(exitCode.usage, 'E_USAGE', '--step-ms 0: a time', 'give more than 0');
  if (flags.fill !== undefined && !(flags.fill > 0 && flags.fill <= 1))
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--fill ${flags.fill}: a share`,
      'more than 0, at most 1',
    );
  const target = /[/\\]|\.ya?ml$/.test(flags.target) ? resolve(this.cwd, flags.target) : flags.target;
  for (const flag of ['out', 'export'] as const)
    if (flags[flag] !== undefined)
      await obtainFolder(resolve(this.cwd, flags[flag]), flags[flag], `--${flag}`);
  const opened = await openSpikeJob(resolve(this.cwd, file), target, {
    host: flags.host,
    quantise: flags.quantise,
    seed,
    fill: flags.fill ?? 1,
    stepS: (flags.stepMs ?? 1) / 1000,
  });
  if (flags.export !== undefined) await exportForSanaFe(opened, resolve(this.cwd, flags.export));
  const random = rate === undefined ? null : new RandomStimulus(opened.graph, rate, seed);
  if (random?.neurons === 0)
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--rate ${rate}: the network has no input neurons`,
      'leave it out: its neurons fire by their biases, or not at all',
    );
  const outcome = simulateNetwork({
    ...opened,
    steps,
    timing,
    seed,
    stimulus: random ?? opened.stimulus,
    tickS: opened.target?.tickS ?? null,
    power: opened.target?.power ?? null,
  });
  const summary = spikeSummary(opened, outcome, {
    file,
    target: flags.target,
    timing,
    seed,
    input: random ? `random, ${rate} a step` : opened.stimulus.silent ? 'none' : 'of the file',
    host: flags.host,
  });
  this.stdout.write(flags.json ? `${JSON.stringify(summary)}\n` : `${renderSpikes(summary).join('\n')}\n`);
  if (flags.out !== undefined) {
    const { spikeFiles } = await import('../../report/spikes/spike-files.ts');
    await writeFiles(resolve(this.cwd, flags.out), spikeFiles(opened, outcome, summary));
    this.stderr.write(`written: ${flags.out}: raster.svg, cores.svg, trace.json, spikes.csv\n`);
  }
}

type NamedFile = readonly [name: string, write: (write: (piece: string) => void) => void];

async function writeFiles(folder: string, files: readonly NamedFile[]): Promise<void> {
  for (const [name, write] of files) {
    const out = openPieceFile(join(folder, name));
    try {
      write((piece) => out.write(piece));
      out.finish();
    } finally {
      out.discard();
    }
  }
}

/** The chip and the placed network in SANA-FE's own files. */
async function exportForSanaFe(opened: OpenedSpikes, folder: string): Promise<void> {
  const { writeArchitecture } = await import('../../targets/neuromorphic/sana-fe/write-architecture.ts');
  const { writeNetlist } = await import('../../targets/neuromorphic/sana-fe/write-netlist.ts');
  const { graph, design, placement } = opened;
  try {
    await writeFiles(folder, [
      ['architecture.yaml', (write) => write(writeArchitecture(design))],
      ['network.net', (write) => writeNetlist(graph, design, placement, write)],
    ]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(exitCode.invalidInput, 'E_EXPORT', error.message, 'leave out --export');
  }
}
