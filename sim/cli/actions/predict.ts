import { resolve } from 'node:path';
import { isSpikingFile } from '../../predict/chip/is-spiking-file.ts';
import { predictChip } from '../../predict/chip/predict-chip.ts';
import { predict } from '../../predict/predict.ts';
import type { PredictOptions } from '../../predict/predict-options.ts';
import { renderChipPrediction } from '../../report/text/render-chip-prediction.ts';
import { renderPrediction } from '../../report/text/render-prediction.ts';
import { type LoadedProfile, loadProfile } from '../../targets/load-profile.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';

export interface PredictFlags extends Omit<PredictOptions, 'anchors'> {
  readonly anchor?: string;
  readonly point?: string;
  readonly steps?: number;
  readonly rate?: number;
  readonly json: boolean;
}

/** Flags that say something of networks on neuromorphic chips: of any, of converted ones, of spiking ones. */
const ofAnyChip = ['network', 'target', 'everyS', 'json'];
const ofConverted = ['runtime', 'point'];
const ofSpiking = ['steps', 'rate'];
const ofChipsAlone = ['point', 'steps', 'rate'];

/** Predicts one inference of a network on a target. That it does not fit is an answer, too. */
export async function predictAction(this: CliContext, flags: PredictFlags): Promise<void> {
  const { json, anchor, point, steps, rate, ...rest } = flags;
  const network = /[/\\]|\.(onnx|nir|net|ya?ml)$/.test(flags.network)
    ? resolve(this.cwd, flags.network)
    : flags.network;
  const target = /[/\\]|\.ya?ml$/.test(flags.target) ? resolve(this.cwd, flags.target) : flags.target;
  const print = (prediction: unknown, lines: () => readonly string[]) =>
    this.stdout.write(json ? `${JSON.stringify(prediction)}\n` : `${lines().join('\n')}\n`);
  const profile = await loadProfile(target);
  if (isChip(profile)) {
    const allowed = [...ofAnyChip, ...(isSpikingFile(network) ? ofSpiking : ofConverted)];
    const what = `${isSpikingFile(network) ? 'spiking networks' : 'converted networks'} on ${profile.profile.id}`;
    refuseFlags(flags, (name) => !allowed.includes(name), what);
    if (rate !== undefined && rate > 1)
      throw new CommandError(exitCode.usage, 'E_USAGE', `--rate ${rate}: a probability`, 'give 0 to 1');
    const { runtime, everyS } = flags;
    const prediction = await predictChip({ network, target, runtime, everyS, point, steps, rate }, profile);
    print(prediction, () => renderChipPrediction(prediction));
    return;
  }
  refuseFlags(flags, (name) => ofChipsAlone.includes(name), profile.profile.id);
  const prediction = await predict({
    ...rest,
    network,
    target,
    ...(anchor ? { anchors: resolve(this.cwd, anchor) } : {}),
  });
  print(prediction, () => renderPrediction(prediction));
}

const isChip = ({ profile }: LoadedProfile): boolean =>
  profile.class === 'spiking-chip' || profile.class === 'neuromorphic';

/** @throws CommandError E_USAGE for a flag that says nothing of the target */
function refuseFlags(flags: PredictFlags, foreign: (name: string) => boolean, what: string): void {
  const name = Object.entries(flags).find(([key, value]) => value !== undefined && foreign(key))?.[0];
  if (name === undefined) return;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new CommandError(
    exitCode.usage,
    'E_USAGE',
    `${flag} says nothing of ${what}`,
    'leave it out; `sparsewatt predict --help` has the flags',
  );
}
