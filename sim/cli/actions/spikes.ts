import { join, resolve } from 'node:path';
import type { SensorSize } from '../../data/events/event-batch.ts';
import { DataFormatError } from '../../data/source/data-format-error.ts';
import { renderSpikes } from '../../report/spikes/render-spikes.ts';
import { spikeInterval } from '../../report/spikes/spike-interval.ts';
import { type SpikeQuestion, spikeSummary } from '../../report/spikes/spike-summary.ts';
import { openPieceFile } from '../../report/trace/piece-file.ts';
import { EventStimulus } from '../../targets/neuromorphic/chip/event-stimulus.ts';
import { loadChipTarget } from '../../targets/neuromorphic/chip/load-chip-target.ts';
import { measureNeuroBench } from '../../targets/neuromorphic/chip/measure-neurobench.ts';
import { type OpenedSpikes, openSpikeJob } from '../../targets/neuromorphic/chip/open-spike-job.ts';
import { RandomStimulus } from '../../targets/neuromorphic/chip/random-stimulus.ts';
import { simulateClockless } from '../../targets/neuromorphic/chip/simulate-clockless.ts';
import { simulateNetwork } from '../../targets/neuromorphic/chip/simulate-network.ts';
import type { TimingModel } from '../../targets/neuromorphic/chip/timing/timing-models.ts';
import { openConvertedSpikes } from '../../targets/neuromorphic/points/open-converted-spikes.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { obtainFolder } from '../obtain-folder.ts';

export interface SpikesFlags {
  readonly target: string;
  /** Of networks of numbers: the code, the operating point, and which image is shown. */
  readonly runtime?: string;
  readonly point?: string;
  readonly image?: number;
  readonly steps?: number;
  readonly timing?: TimingModel | 'clockless';
  readonly rate?: number;
  readonly input?: string;
  readonly sensor?: SensorSize;
  readonly seed?: number;
  readonly host: boolean;
  readonly quantise: boolean;
  readonly fill?: number;
  readonly stepMs?: number;
  readonly out?: string;
  readonly export?: string;
  readonly interval: boolean;
  readonly neurobench: boolean;
  readonly json: boolean;
}

/** Simulates a spiking network and says what it cost. */
export async function spikes(this: CliContext, flags: SpikesFlags, file: string): Promise<void> {
  const { timing = 'semi-analytic', seed = 1, rate } = flags;
  const isNumbers = file.endsWith('.onnx');
  refuseForeign(flags, isNumbers);
  if (rate !== undefined && rate > 1)
    throw new CommandError(exitCode.usage, 'E_USAGE', `--rate ${rate}: a probability`, 'give 0 to 1');
  if (rate !== undefined && flags.input !== undefined)
    throw new CommandError(exitCode.usage, 'E_USAGE', '--rate and --input: one input', 'leave one out');
  if (flags.sensor !== undefined && flags.input === undefined)
    throw new CommandError(exitCode.usage, 'E_USAGE', '--sensor without --input', 'name the events: --input');
  if (flags.stepMs === 0)
    throw new CommandError(exitCode.usage, 'E_USAGE', '--step-ms 0: a time', 'give more than 0');
  if (flags.fill !== undefined && !(flags.fill > 0 && flags.fill <= 1))
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--fill ${flags.fill}: a share`,
      'more than 0, at most 1',
    );
  if (flags.neurobench && timing === 'clockless')
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      '--neurobench: its metrics are of steps, and --timing clockless has none',
      'leave one out',
    );
  const target = /[/\\]|\.ya?ml$/.test(flags.target) ? resolve(this.cwd, flags.target) : flags.target;
  for (const flag of ['out', 'export'] as const)
    if (flags[flag] !== undefined)
      await obtainFolder(resolve(this.cwd, flags[flag]), flags[flag], `--${flag}`);
  const numbers = isNumbers
    ? await openConvertedSpikes(resolve(this.cwd, file), target, flags.host, {
        runtime: flags.runtime,
        point: flags.point,
        image: flags.image ?? 0,
      })
    : null;
  const opened =
    numbers?.opened ??
    (await openSpikeJob(resolve(this.cwd, file), target, {
      host: flags.host,
      quantise: flags.quantise,
      seed,
      fill: flags.fill ?? 1,
      stepS: (flags.stepMs ?? 1) / 1000,
    }));
  const steps = numbers?.steps ?? flags.steps ?? 100;
  if (flags.interval && !opened.target)
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      '--interval: an architecture of SANA-FE has no intervals',
      'take a profile: `sparsewatt profiles list`',
    );
  if (flags.export !== undefined) await exportForSanaFe(opened, resolve(this.cwd, flags.export));
  const random = rate === undefined ? null : new RandomStimulus(opened.graph, rate, seed);
  if (random?.neurons === 0)
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `--rate ${rate}: the network has no input neurons`,
      'leave it out: its neurons fire by their biases, or not at all',
    );
  const events = flags.input === undefined ? null : await readEventInput(this.cwd, opened, flags, steps);
  const stimulus = numbers?.stimulus ?? random ?? events ?? opened.stimulus;
  const question: SpikeQuestion = {
    file,
    target: flags.target,
    timing,
    seed,
    input:
      numbers?.input ??
      (events
        ? `events of ${flags.input} (${events.steps} steps)`
        : random
          ? `random, ${rate} a step`
          : opened.stimulus.silent
            ? 'none'
            : 'of the file'),
    host: flags.host,
  };
  const run = (on: OpenedSpikes) => {
    const { tickS = null, power = null } = on.target ?? {};
    const outcome =
      timing === 'clockless'
        ? simulateClockless({ ...on, steps, stimulus, power, stepS: stepOf(opened, flags) })
        : simulateNetwork({ ...on, steps, timing, seed, stimulus, tickS, power });
    return { outcome, summary: spikeSummary(on, outcome, question) };
  };
  const { outcome, summary: central } = run(opened);
  let summary = central;
  if (flags.neurobench)
    summary = { ...summary, neuroBench: measureNeuroBench({ ...opened, steps, stimulus, seed }) };
  if (flags.interval && opened.target) {
    const at = async (end: 'low' | 'high') => {
      const chip = await loadChipTarget(target, flags.host, end);
      return run({ ...opened, design: chip.design, target: chip }).summary;
    };
    const { constants } = opened.target;
    summary = { ...summary, interval: spikeInterval(await at('low'), central, await at('high'), constants) };
  }
  this.stdout.write(flags.json ? `${JSON.stringify(summary)}\n` : `${renderSpikes(summary).join('\n')}\n`);
  if (flags.out !== undefined) {
    const { spikeFiles } = await import('../../report/spikes/spike-files.ts');
    await writeFiles(resolve(this.cwd, flags.out), spikeFiles(opened, outcome, summary));
    this.stderr.write(`written: ${flags.out}: raster.svg, cores.svg, trace.json, spikes.csv\n`);
  }
}

/** What one step of the input stands for, s. */
const stepOf = ({ graph }: OpenedSpikes, { stepMs }: SpikesFlags): number =>
  stepMs === undefined ? (graph.stepS ?? 1e-3) : stepMs / 1000;

async function readEventInput(
  cwd: string,
  { graph }: OpenedSpikes,
  { input = '', sensor, stepMs }: SpikesFlags,
  steps: number,
): Promise<EventStimulus> {
  const stepUs = 1000 * (stepMs ?? (graph.stepS ?? 1e-3) * 1000);
  const file = resolve(cwd, input);
  try {
    return await EventStimulus.read(graph, { file, place: input, sensor, stepUs, steps });
  } catch (error) {
    const unread = (error as NodeJS.ErrnoException).syscall !== undefined;
    if (!unread && !(error instanceof DataFormatError)) throw error;
    throw new CommandError(
      exitCode.invalidInput,
      unread ? 'E_FILE' : 'E_EVENTS',
      unread ? `${input}: the file cannot be read (${(error as Error).message})` : (error as Error).message,
      'docs/neuromorphic.md says what events are read and where they go',
    );
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

/** Flags that say something of spiking networks alone, and of networks of numbers alone. */
const ofSpiking = ['steps', 'rate', 'input', 'sensor', 'stepMs', 'quantise', 'fill'] as const;
const ofNumbers = ['runtime', 'point', 'image'] as const;

/** @throws CommandError E_USAGE for a flag that says nothing of the network */
function refuseForeign(flags: SpikesFlags, isNumbers: boolean): void {
  const name = (isNumbers ? ofSpiking : ofNumbers).find(
    (flag) => flags[flag] !== undefined && flags[flag] !== false,
  );
  if (name === undefined) return;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new CommandError(
    exitCode.usage,
    'E_USAGE',
    isNumbers
      ? `${flag} says nothing of a network of numbers: its code and its point (--runtime, --point) do`
      : `${flag} is for networks of numbers (.onnx), which are converted`,
    'leave it out',
  );
}

/** The chip and the placed network in SANA-FE's own files. */
async function exportForSanaFe(opened: OpenedSpikes, folder: string): Promise<void> {
  const { writeArchitecture } = await import('../../targets/neuromorphic/sana-fe/write-architecture.ts');
  const { writeNetlist } = await import('../../targets/neuromorphic/sana-fe/write-netlist.ts');
  const { writeNetworkYaml } = await import('../../targets/neuromorphic/sana-fe/write-network-yaml.ts');
  const { graph, design, placement } = opened;
  try {
    await writeFiles(folder, [
      ['architecture.yaml', (write) => write(writeArchitecture(design))],
      ['network.yaml', (write) => writeNetworkYaml(opened, write)],
      ['network.net', (write) => writeNetlist(graph, design, placement, write)],
    ]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(exitCode.invalidInput, 'E_EXPORT', error.message, 'leave out --export');
  }
}
