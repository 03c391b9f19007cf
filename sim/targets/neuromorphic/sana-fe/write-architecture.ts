import type { ChipDesign } from '../chip/chip-design.ts';
import type { EventCost } from '../chip/event-cost.ts';

/**
 * A chip as an architecture that SANA-FE reads. Static power and hosts have no place there. SANA-FE cuts potentials to 1/64
 * in its integrating somas.
 * @throws RangeError for chips whose cores are of several kinds or whose tiles hold different numbers of them
 */
export function writeArchitecture(design: ChipDesign): string {
  const { width, height, linkBuffer, hops, barrier, kinds, coreTile, name } = design;
  const [kind] = kinds;
  const tiles = coreTile.length === 0 ? 0 : coreTile[coreTile.length - 1]! + 1;
  const perTile = coreTile.length / tiles;
  const uniform = coreTile.every((tile, core) => tile === Math.floor(core / perTile));
  if (kinds.length !== 1 || !kind || !uniform)
    throw new RangeError(
      `${name} has cores of ${kinds.length} kinds, or tiles that differ; one kind is written`,
    );
  const cost = (prefix: string, what: string, { energyJ, timeS }: EventCost) =>
    `energy_${prefix}${what}: ${number(energyJ)}, latency_${prefix}${what}: ${number(timeS)}`;
  const unit = (named: string, attributes: string) =>
    `            - { name: ${quoted(asRange(named))}, attributes: { ${attributes} } }`;
  return [
    'architecture:',
    `  name: ${quoted(name)}`,
    '  attributes:',
    '    topology: mesh',
    `    width: ${width}`,
    `    height: ${height}`,
    `    link_buffer_size: ${linkBuffer}`,
    `    sync_model: ${barrier.length > 1 ? 'table' : 'fixed'}`,
    barrier.length > 1
      ? `    latency_sync: { ${barrier.map(({ fromTiles, timeS }) => `${fromTiles}: ${number(timeS)}`).join(', ')} }`
      : `    latency_sync: ${number(barrier[0]?.timeS ?? 0)}`,
    '  tile:',
    `    - name: ${quoted(`tile[0..${tiles - 1}]`)}`,
    '      attributes:',
    ...(['north', 'east', 'south', 'west'] as const).flatMap((d) => [
      `        energy_${d}_hop: ${number(hops[d].energyJ)}`,
      `        latency_${d}_hop: ${number(hops[d].timeS)}`,
    ]),
    '      core:',
    `        - name: ${quoted(`core[0..${perTile - 1}]`)}`,
    '          attributes:',
    `            buffer_position: ${kind.buffer}`,
    '            buffer_inside_unit: false',
    ...(Number.isFinite(kind.mostNeurons) ? [`            max_neurons_supported: ${kind.mostNeurons}`] : []),
    '          axon_in:',
    unit('axon_in', cost('message_', 'in', kind.axonIn)),
    '          synapse:',
    ...kind.synapses.map((s) => unit(s.name, `model: current_based, ${cost('process_', 'spike', s.cost)}`)),
    '          dendrite:',
    ...kind.dendrites.map((d) =>
      unit(
        d.name,
        `model: ${d.delays ? 'accumulator_with_delay' : 'accumulator'}, ${cost('', 'update', d.cost)}${d.everyStep ? ', update_every_timestep: true' : ''}`,
      ),
    ),
    '          soma:',
    ...kind.somas.map((s) =>
      unit(
        s.name,
        `model: ${s.model === 'input' ? 'input' : 'leaky_integrate_fire'}, ${cost('access_', 'neuron', s.access)}, ${cost('update_', 'neuron', s.update)}, ${cost('spike_', 'out', s.spike)}`,
      ),
    ),
    '          axon_out:',
    unit('axon_out', cost('message_', 'out', kind.axonOut)),
    '',
  ].join('\n');
}

/** A number that YAML takes for one: with a point and an exponent. */
const number = (x: number): string => (x === 0 ? '0.0' : x.toExponential().replace(/^(-?\d)e/, '$1.0e'));

/** Brackets in a name are a range to its readers: one unit of several, `in[3]`, is written `in[3..3]`. */
const asRange = (name: string): string => name.replace(/\[(\d+)\]$/, '[$1..$1]');

const quoted = (text: string): string => JSON.stringify(text);
