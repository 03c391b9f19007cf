import { loadGraph } from '../../../network/load-graph.ts';
import { requireWeights } from '../../../network/require-weights.ts';
import { InputError } from '../../../schema/input-error.ts';
import { loadProfile } from '../../load-profile.ts';
import { loadChipTarget } from '../chip/load-chip-target.ts';
import type { OpenedSpikes } from '../chip/open-spike-job.ts';
import type { Stimulus } from '../chip/stimulus.ts';
import { TrainStimulus } from '../sana-fe/train-stimulus.ts';
import { chipRuntimes } from './chip-runtimes.ts';
import { frameStimulus } from './frame-stimulus.ts';
import { openConverted } from './open-converted.ts';

/** A converted network on a chip, ready for `sparsewatt spikes`: one inference of one input. */
export interface OpenedConvertedSpikes {
  readonly opened: OpenedSpikes;
  readonly stimulus: Stimulus;
  readonly steps: number;
  /** What is put in, in words. */
  readonly input: string;
}

/**
 * Converts a network of numbers at one of its points and shows it an image, encoded as the code does.
 * @param asked the code, the chip's best by default; the point, the densest with all its steps by default; the image, from 0 on
 * @throws InputError for an unknown runtime or point, E_MASKED for one whose mask takes cores off power, and where it does not fit
 */
export async function openConvertedSpikes(
  modelFile: string,
  chip: string,
  host: boolean,
  asked: {
    readonly runtime?: string | undefined;
    readonly point?: string | undefined;
    readonly image: number;
  },
): Promise<OpenedConvertedSpikes> {
  const target = await loadChipTarget(chip, host);
  const { profile } = await loadProfile(chip);
  const codes =
    profile.class === 'spiking-chip' || profile.class === 'neuromorphic' ? chipRuntimes(profile) : {};
  const network = requireWeights(await loadGraph(modelFile));
  const runtime = asked.runtime ?? Object.keys(codes)[0] ?? '';
  const { point, request, converted, mapping, images, isDigits } = await openConverted(
    modelFile,
    network,
    chip,
    runtime,
    asked.point,
    asked.image + 1,
  );
  if (point.mask)
    throw new InputError([
      {
        file: '',
        line: 0,
        column: 0,
        code: 'E_MASKED',
        path: '',
        message: `${point.id} switches neurons off, and cores that hold nothing else lose their power; here all cores have it.`,
        hint: '`sparsewatt predict` counts such points; or take the point without its mask.',
      },
    ]);
  const pixels = images.length / (asked.image + 1);
  const image = images.subarray(asked.image * pixels);
  const { graph } = converted;
  return {
    opened: {
      graph: { ...graph, name: `${network.name} ${point.id}, ${request.form}` },
      design: target.design,
      placement: mapping.placement,
      stimulus: new TrainStimulus(),
      target,
      mapping,
      quantised: [],
    },
    stimulus: frameStimulus(converted.input(image, point.steps)),
    steps: point.steps,
    input: isDigits
      ? `validation image ${asked.image} of degraded MNIST, encoded`
      : `random grey values ${asked.image}, encoded`,
  };
}
