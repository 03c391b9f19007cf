import { InputError, type InputIssue } from '../../../schema/input-error.ts';
import { type ParsedYaml, parseYamlDocument } from '../../../schema/parse-yaml.ts';
import type { ChipDesign, CoreKind, SomaUnit } from '../chip/chip-design.ts';
import { type ArchitectureFile, architectureSchema, type CoreFile } from './architecture-schema.ts';
import { repeatedNames } from './repeated-name.ts';

/** What a soma unit of such a file computes with; the design itself knows neurons and inputs alone. */
export type SomaModel = 'leaky_integrate_fire' | 'truenorth' | 'input';

export interface SanaFeArchitecture {
  readonly design: ChipDesign;
  /** By kind of core the models of its soma units. */
  readonly somaModels: readonly (readonly SomaModel[])[];
  /** By tile its first core. */
  readonly firstCore: readonly number[];
}

const potentialQuantum = 1 / 64;
const hopNames = ['north', 'east', 'south', 'west'] as const;

/**
 * Reads an architecture of SANA-FE (YAML).
 * @throws InputError with every fault: unknown keys and models, numbers of tiles that do not fit the mesh, tiles whose hops differ
 */
export function readArchitecture(text: string, fileName: string): SanaFeArchitecture {
  const parsed = parseYamlDocument(architectureSchema, text, fileName);
  const { architecture } = parsed.value;
  const issues: InputIssue[] = [];
  const kinds: CoreKind[] = [];
  const somaModels: SomaModel[][] = [];
  const coreKind: number[] = [];
  const coreTile: number[] = [];
  const coreSlot: number[] = [];
  const firstCore: number[] = [];
  architecture.tile.forEach((tile, t) => {
    const tiles = names(parsed, issues, ['architecture', 'tile', t, 'name'], tile.name);
    const local = tile.core.flatMap((core, c) => {
      const path = ['architecture', 'tile', t, 'core', c];
      const kind = kinds.push(kindOf(parsed, issues, path, core)) - 1;
      somaModels.push(somaUnits(parsed, issues, path, core).map(({ model }) => model));
      return names(parsed, issues, [...path, 'name'], core.name).map(() => kind);
    });
    if (hopNames.some((d) => !sameHop(tile, architecture.tile[0]!, d)))
      issues.push(
        parsed.issueAt(
          ['architecture', 'tile', t, 'attributes'],
          'E_TILES_DIFFER',
          'has other costs of hops than the first tile; one cost for all tiles is simulated.',
        ),
      );
    for (const _ of tiles) {
      firstCore.push(coreKind.length);
      local.forEach((kind, slot) => {
        coreTile.push(firstCore.length - 1);
        coreSlot.push(slot);
        coreKind.push(kind);
      });
    }
  });
  const { width, height } = architecture.attributes;
  if (firstCore.length > width * height)
    issues.push(
      parsed.issueAt(
        ['architecture', 'attributes', 'width'],
        'E_MESH',
        `a mesh of ${width} x ${height} has ${width * height} places; the file describes ${firstCore.length} tiles.`,
      ),
    );
  if (issues.length > 0) throw new InputError(issues);
  return {
    design: {
      name: architecture.name,
      width,
      height,
      linkBuffer: architecture.attributes.link_buffer_size,
      hops: hopsOf(architecture.tile[0]!),
      barrier: barrierOf(architecture.attributes),
      kinds,
      coreKind: Uint8Array.from(coreKind),
      coreTile: Uint16Array.from(coreTile),
      coreSlot: Uint8Array.from(coreSlot),
    },
    somaModels,
    firstCore,
  };
}

type Tile = ArchitectureFile['architecture']['tile'][number];
type Path = readonly PropertyKey[];

function names(
  parsed: ParsedYaml<ArchitectureFile>,
  issues: InputIssue[],
  path: Path,
  name: string,
): string[] {
  const repeated = repeatedNames(name);
  if (!repeated)
    issues.push(
      parsed.issueAt(path, 'E_RANGE', `"${name}" is no range.`, {
        hint: 'Write name[0..31] for 32 of them.',
      }),
    );
  return repeated ?? [];
}

const sameHop = (a: Tile, b: Tile, d: (typeof hopNames)[number]): boolean =>
  a.attributes[`energy_${d}_hop`] === b.attributes[`energy_${d}_hop`] &&
  a.attributes[`latency_${d}_hop`] === b.attributes[`latency_${d}_hop`];

const hopsOf = ({ attributes: a }: Tile): ChipDesign['hops'] => ({
  north: { energyJ: a.energy_north_hop, timeS: a.latency_north_hop },
  east: { energyJ: a.energy_east_hop, timeS: a.latency_east_hop },
  south: { energyJ: a.energy_south_hop, timeS: a.latency_south_hop },
  west: { energyJ: a.energy_west_hop, timeS: a.latency_west_hop },
});

function barrierOf({
  latency_sync: sync,
}: ArchitectureFile['architecture']['attributes']): ChipDesign['barrier'] {
  if (sync === undefined) return [];
  if (typeof sync === 'number') return [{ fromTiles: 0, timeS: sync }];
  return Object.entries(sync)
    .map(([tiles, timeS]) => ({ fromTiles: Number(tiles), timeS }))
    .sort((a, b) => a.fromTiles - b.fromTiles);
}

function somaUnits(parsed: ParsedYaml<ArchitectureFile>, issues: InputIssue[], path: Path, core: CoreFile) {
  return core.soma.flatMap(({ name, attributes: a }, s) =>
    names(parsed, issues, [...path, 'soma', s, 'name'], name).map((unit) => ({
      model: a.model,
      unit: {
        name: unit,
        model: a.model === 'input' ? 'input' : 'neuron',
        access: { energyJ: a.energy_access_neuron, timeS: a.latency_access_neuron },
        update: { energyJ: a.energy_update_neuron, timeS: a.latency_update_neuron },
        spike: { energyJ: a.energy_spike_out, timeS: a.latency_spike_out },
        potentialQuantum: a.model === 'leaky_integrate_fire' ? potentialQuantum : 0,
      } satisfies SomaUnit,
    })),
  );
}

function kindOf(
  parsed: ParsedYaml<ArchitectureFile>,
  issues: InputIssue[],
  path: Path,
  core: CoreFile,
): CoreKind {
  const listed = <T extends { name: string }, U>(
    part: 'synapse' | 'dendrite',
    units: readonly T[],
    make: (unit: T, name: string) => U,
  ): U[] =>
    units.flatMap((unit, i) =>
      names(parsed, issues, [...path, part, i, 'name'], unit.name).map((name) => make(unit, name)),
    );
  return {
    name: core.name,
    buffer: core.attributes.buffer_position,
    mostNeurons: core.attributes.max_neurons_supported ?? Number.POSITIVE_INFINITY,
    axonIn: {
      energyJ: core.axon_in[0]!.attributes.energy_message_in,
      timeS: core.axon_in[0]!.attributes.latency_message_in,
    },
    axonOut: {
      energyJ: core.axon_out[0]!.attributes.energy_message_out,
      timeS: core.axon_out[0]!.attributes.latency_message_out,
    },
    synapses: listed('synapse', core.synapse, ({ attributes: a }, name) => ({
      name,
      cost: { energyJ: a.energy_process_spike, timeS: a.latency_process_spike },
    })),
    dendrites: listed('dendrite', core.dendrite, ({ attributes: a }, name) => ({
      name,
      cost: { energyJ: a.energy_update, timeS: a.latency_update },
      delays: a.model === 'accumulator_with_delay',
      everyStep: a.update_every_timestep ?? a.force_update ?? false,
    })),
    somas: somaUnits(parsed, [], path, core).map(({ unit }) => unit),
  };
}
