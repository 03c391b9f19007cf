import { basename, extname } from 'node:path';
import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { InputError } from '../../../schema/input-error.ts';
import { readInput, shownName } from '../../read-input.ts';
import { checkNetwork } from '../mapper/check-network.ts';
import { type Mapping, placeOnChip } from '../mapper/place-on-chip.ts';
import { type Quantised, quantiseNetwork } from '../mapper/quantise-network.ts';
import { buildGraph, buildNetwork } from '../sana-fe/build-network.ts';
import type { RawNetwork } from '../sana-fe/raw-network.ts';
import { readArchitecture } from '../sana-fe/read-architecture.ts';
import { readNetlist } from '../sana-fe/read-netlist.ts';
import { readNetworkYaml } from '../sana-fe/read-network-yaml.ts';
import type { TrainStimulus } from '../sana-fe/train-stimulus.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipTarget } from './chip-target.ts';
import { loadChipTarget } from './load-chip-target.ts';
import type { ChipPlacement } from './placement.ts';

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
}

/**
 * Reads a network and a chip and brings them together: by the mapping of the network's file on an architecture of SANA-FE, by
 * the mapper on a profile.
 * @param networkFile SANA-FE YAML or netlist (.net) @param targetName id or file of a profile, or an architecture (YAML)
 * @throws InputError for anything that is unknown, faulty, or does not fit
 */
export async function openSpikeJob(
  networkFile: string,
  targetName: string,
  { host = false, seed = 1, quantise = false, fill = 1 }: OpenOptions = {},
): Promise<OpenedSpikes> {
  const raw = await readNetwork(networkFile);
  const isFile = /[/\\]|\.ya?ml$/.test(targetName);
  const text = isFile ? await readInput(targetName) : '';
  if (/^architecture:/m.test(text)) {
    const architecture = readArchitecture(text, shownName(targetName));
    const built = buildNetwork(raw, architecture, seed);
    return { ...built, design: architecture.design, target: null, mapping: null, quantised: [] };
  }
  const target = await loadChipTarget(targetName, host);
  const { graph: read, stimulus, forced } = buildGraph(raw, undefined, seed);
  const fitted = quantise && target.weightBits !== null ? quantiseNetwork(read, target.weightBits) : null;
  const graph = fitted?.graph ?? read;
  checkNetwork(graph, target, shownName(networkFile));
  const mapping = placeOnChip(graph, target, fill);
  const placement = { ...mapping.placement, forced };
  const quantised = fitted?.quantised ?? [];
  return { graph, design: target.design, placement, stimulus, target, mapping, quantised };
}

async function readNetwork(file: string): Promise<RawNetwork> {
  const kind = extname(file);
  const readers = { '.yaml': readNetworkYaml, '.yml': readNetworkYaml, '.net': readNetlist };
  if (!Object.hasOwn(readers, kind))
    throw new InputError([
      {
        file: shownName(file),
        line: 0,
        column: 0,
        code: 'E_NETWORK_FILE',
        path: '',
        message: `"${basename(file)}": the ending tells what a spiking network is written in.`,
        allowed: ['.yaml (SANA-FE)', '.net (netlist of SANA-FE)'],
      },
    ]);
  return readers[kind as keyof typeof readers](await readInput(file), shownName(file));
}
