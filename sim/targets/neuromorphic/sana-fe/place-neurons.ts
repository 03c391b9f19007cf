import { didYouMean } from '../../../schema/did-you-mean.ts';
import type { InputIssue } from '../../../schema/input-error.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import type { At, RawNetwork } from './raw-network.ts';
import type { SanaFeArchitecture, SomaModel } from './read-architecture.ts';

interface Placed {
  readonly core: number;
  readonly order: number;
  readonly soma: number;
  readonly dendrite: number;
  readonly synapse: number;
}

/** Cores and units of all neurons, by group and neuron. */
export interface PlacedNeurons {
  model(group: number, neuron: number): SomaModel;
  /** @param members the neurons of the graph in order, as group and neuron */
  placement(members: readonly (readonly [group: number, neuron: number])[]): Omit<ChipPlacement, 'forced'>;
}

/** Follows the mappings of a network; what is wrong goes to `issues`. */
export function placeNeurons(
  raw: RawNetwork,
  { design, somaModels, firstCore }: SanaFeArchitecture,
  issues: InputIssue[],
): PlacedNeurons {
  const placed: (Placed | undefined)[][] = raw.groups.map(({ neurons }) => new Array(neurons.length));
  const perCore = new Uint32Array(design.coreKind.length);
  let order = 0;
  for (const mapping of raw.mappings) {
    const core = coreOf(mapping.tile, mapping.core);
    if (core === null) {
      issues.push(
        mapping.at('E_CORE', `the core ${mapping.tile}.${mapping.core} does not exist.`, {
          hint: `The chip has ${firstCore.length} tiles of ${coresOf(0)} cores, numbered from 0.`,
        }),
      );
      continue;
    }
    const kind = design.kinds[design.coreKind[core]!]!;
    for (let n = mapping.from; n <= mapping.to; n++) {
      const own = raw.groups[mapping.group]!.neurons[n]!;
      if (placed[mapping.group]![n])
        issues.push(mapping.at('E_DUPLICATE', `${nameOf(mapping.group, n)} is mapped twice.`));
      placed[mapping.group]![n] = {
        core,
        order: order++,
        soma: unit(kind.somas, mapping.soma ?? own['soma_hw_name'], 'soma', mapping.at),
        dendrite: unit(kind.dendrites, mapping.dendrite ?? own['dendrite_hw_name'], 'dendrite', mapping.at),
        synapse: unit(kind.synapses, mapping.synapse ?? own['synapse_hw_name'], 'synapse', mapping.at),
      };
      if (++perCore[core]! === kind.mostNeurons + 1)
        issues.push(
          mapping.at(
            'E_CORE_FULL',
            `the core ${mapping.tile}.${mapping.core} holds ${kind.mostNeurons} neurons; ${nameOf(mapping.group, n)} is one too many.`,
          ),
        );
    }
  }
  raw.groups.forEach(({ at, neurons }, g) => {
    const missing = Array.from(neurons.keys()).filter((n) => !placed[g]![n]);
    if (missing.length > 0)
      issues.push(
        at(
          'E_UNMAPPED',
          `${missing.length} of its ${neurons.length} neurons have no core, ${nameOf(g, missing[0]!)} first.`,
        ),
      );
  });
  return {
    model: (group, neuron) => {
      const { core, soma } = placed[group]![neuron]!;
      return somaModels[design.coreKind[core]!]![soma]!;
    },
    placement: (members) => {
      const all = members.map(([group, neuron]) => placed[group]![neuron]!);
      const neurons = Uint32Array.from(all.keys());
      neurons.sort((a, b) => all[a]!.core - all[b]!.core || all[a]!.order - all[b]!.order);
      return {
        core: Uint32Array.from(all, ({ core }) => core),
        order: neurons,
        soma: Uint16Array.from(all, ({ soma }) => soma),
        dendrite: Uint16Array.from(all, ({ dendrite }) => dendrite),
        synapse: Uint16Array.from(all, ({ synapse }) => synapse),
      };
    },
  };

  function coresOf(tile: number): number {
    return (firstCore[tile + 1] ?? design.coreKind.length) - firstCore[tile]!;
  }

  function coreOf(tile: number, core: number): number | null {
    return tile < firstCore.length && core < coresOf(tile) ? firstCore[tile]! + core : null;
  }

  function nameOf(group: number, neuron: number): string {
    return `${raw.groups[group]!.name}.${neuron}`;
  }

  function unit(units: readonly { readonly name: string }[], name: unknown, what: string, at: At): number {
    if (name === undefined || name === null) return 0;
    const found = units.findIndex((one) => one.name === name);
    if (found !== -1) return found;
    const allowed = units.map((one) => one.name);
    const guess = didYouMean(String(name), allowed);
    issues.push(
      at('E_UNKNOWN_UNIT', `"${name}" is no ${what} unit of that core.`, {
        allowed,
        ...(guess ? { didYouMean: guess } : {}),
      }),
    );
    return 0;
  }
}
