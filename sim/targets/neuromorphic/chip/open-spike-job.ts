import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { InputError } from '../../../schema/input-error.ts';
import { readInput, shownName } from '../../read-input.ts';
import { checkNetwork } from '../mapper/check-network.ts';
import { type Mapping, placeOnChip } from '../mapper/place-on-chip.ts';
import { type Quantised, quantiseNetwork } from '../mapper/quantise-network.ts';
import { buildGraph, buildNetwork } from '../sana-fe/build-network.ts';
import { readArchitecture } from '../sana-fe/read-architecture.ts';
import { TrainStimulus } from '../sana-fe/train-stimulus.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipTarget } from './chip-target.ts';
import { loadChipTarget } from './load-chip-target.ts';
import type { ChipPlacement } from './placement.ts';
import { readSpikingNetwork } from './read-spiking-network.ts';

/** A network on a chip, ready to simulate. */
export interface OpenedSpikes {
  readonly graph: SpikingGraph;
  readonly design: ChipDesign;
  readonly placement: ChipPlacement;
  /** What its input neurons send by themselves. */
  readonly stimulus: TrainStimulus;
  /** null on an architecture of SANA-FE, which knows no static power and whose network is placed by its file. */
  readonly target: ChipTarget | null;
  readonly mapping: Mapping | null;
  readonly quantised: readonly Quantised[];
}

export interface OpenOptions {
  /** Whether an embedded processor works between steps. */
  readonly host?: boolean;
  readonly seed?: number;
  /** Whether weights are rounded to what the chip holds. */
  readonly quantise?: boolean;
  /** Share of a core's neurons that the mapper may use. */
  readonly fill?: number;
  /** What one step stands for in a network that is continuous in time, s. */
  readonly stepS?: number;
}

/**
 * Reads a network and a chip and brings them together: by the mapping of the network's file on an architecture of SANA-FE, by
 * the mapper on a profile.
 * @param networkFile SANA-FE YAML or netlist (.net), NIR (.nir), Lava NetX (.net) @param targetName id or file of a profile, or an architecture (YAML)
 * @throws InputError for anything that is unknown, faulty, or does not fit
 */
export async function openSpikeJob(
  networkFile: string,
  targetName: string,
  { host = false, seed = 1, quantise = false, fill = 1, stepS = 1e-3 }: OpenOptions = {},
): Promise<OpenedSpikes> {
  const { raw, graph: alone } = await readSpikingNetwork(networkFile, stepS);
  const isFile = /[/\\]|\.ya?ml$/.test(targetName);
  const text = isFile ? await readInput(targetName) : '';
  if (/^architecture:/m.test(text)) {
    const architecture = readArchitecture(text, shownName(targetName));
    if (!raw)
      throw new InputError([
        {
          file: shownName(networkFile),
          line: 0,
          column: 0,
          code: 'E_UNMAPPED',
          path: '',
          message: 'an architecture of SANA-FE takes networks that say where their neurons lie.',
          hint: 'Take a profile: `sparsewatt profiles list`.',
        },
      ]);
    const built = buildNetwork(raw, architecture, seed);
    return { ...built, design: architecture.design, target: null, mapping: null, quantised: [] };
  }
  const target = await loadChipTarget(targetName, host);
  const built = raw ? buildGraph(raw, undefined, seed) : null;
  const read = built?.graph ?? alone!;
  const fitted = quantise && target.weightBits !== null ? quantiseNetwork(read, target.weightBits) : null;
  const graph = fitted?.graph ?? read;
  checkNetwork(graph, target, shownName(networkFile));
  const mapping = placeOnChip(graph, target, fill);
  const placement = { ...mapping.placement, forced: built?.forced ?? null };
  const stimulus = built?.stimulus ?? new TrainStimulus(seed);
  const quantised = fitted?.quantised ?? [];
  return { graph, design: target.design, placement, stimulus, target, mapping, quantised };
}
