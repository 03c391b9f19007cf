import type { LoadedProfile } from '../../targets/load-profile.ts';
import { loadChipTarget } from '../../targets/neuromorphic/chip/load-chip-target.ts';
import type { ChipPrediction } from './chip-prediction.ts';
import type { ChipQuestion } from './chip-question.ts';
import { isSpikingFile } from './is-spiking-file.ts';
import { overEnds } from './over-ends.ts';
import { predictConverted } from './predict-converted.ts';
import { predictSpiking } from './predict-spiking.ts';

/**
 * Predicts one inference on a neuromorphic chip by simulating its spikes.
 * @throws InputError for an unknown network, runtime or point and for faults in files; ModelError for a network file that cannot
 *   be used; Error naming a node that is not converted
 */
export async function predictChip(
  question: ChipQuestion,
  { profile }: LoadedProfile,
): Promise<ChipPrediction> {
  const target = await loadChipTarget(question.target, false);
  if (profile.class !== 'spiking-chip' && profile.class !== 'neuromorphic')
    throw new RangeError(`${profile.id} is of class ${profile.class}, not a chip for spikes`);
  const predicted = isSpikingFile(question.network)
    ? await predictSpiking(question)
    : await predictConverted(question, profile);
  const about = {
    schemaVersion: '1.0',
    target: { id: profile.id, name: profile.name, class: profile.class },
    boundary: profile.boundary,
    grade: target.grade,
    constants: target.constants,
    unknown: [...(target.timeKnown ? [] : ['time']), ...target.unknown],
  } as const;
  if (!predicted.mapping) {
    const { network, runtime, steps, refusal } = predicted;
    return {
      ...about,
      network: { ...network, neurons: 0, synapses: 0 },
      runtime,
      steps,
      input: 'none',
      inputs: 0,
      placement: null,
      fits: false,
      refusal,
      latencyMs: null,
      energyJ: null,
      energyByCause: null,
      counts: null,
      restPowerW: null,
      meanPowerW: null,
      accuracy: null,
      notes: [],
    };
  }
  const { mapping, costs, ...rest } = predicted;
  const means = overEnds(costs, target);
  const restW = question.everyS === undefined ? null : target.power.baseW;
  const aboveJ =
    restW === null || !means.energyJ || !means.latencyMs
      ? null
      : means.energyJ.central - restW * means.latencyMs.central * 1e-3;
  return {
    ...about,
    ...rest,
    placement: {
      cores: mapping.cores.length,
      ofCores: target.design.coreKind.length,
      synapseBytes: mapping.cores.reduce((sum, core) => sum + core.synapseBytes, 0),
    },
    fits: true,
    refusal: null,
    ...means,
    restPowerW: restW,
    meanPowerW: aboveJ === null ? null : restW! + aboveJ / question.everyS!,
  };
}
