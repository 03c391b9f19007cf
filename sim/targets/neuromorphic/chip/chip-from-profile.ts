import { type Quantity, quantitiesIn, si, worstGrade } from '../../quantity.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipTarget } from './chip-target.ts';
import { costOfEvent } from './cost-of-event.ts';
import { defaultLinkBuffer } from './default-link-buffer.ts';
import { intervalCounts } from './interval-counts.ts';
import { lastingCurrentOf } from './lasting-current.ts';
import { somaUnits } from './soma-units.ts';
import type { SpikingChipProfile } from './spiking-chip-schema.ts';
import { uniformDesign } from './uniform-design.ts';

const count = (q?: Quantity): number | null => (q ? si(q) : null);

/** A chip as its published numbers describe it. */
export function chipFromProfile(profile: SpikingChipProfile): ChipTarget {
  const { events: e, mesh, core, step, weightBits } = profile;
  const design: ChipDesign = uniformDesign(
    {
      name: profile.id,
      width: mesh.width.value,
      height: mesh.height.value,
      linkBuffer: mesh.linkBuffer?.value ?? defaultLinkBuffer,
      hops: {
        north: costOfEvent(e.hop),
        east: costOfEvent(e.hop),
        south: costOfEvent(e.hop),
        west: costOfEvent(e.hop),
      },
      barrier: step.barrier ? [{ fromTiles: 0, timeS: si(step.barrier) }] : [],
    },
    mesh.coresPerTile.value,
    {
      name: 'core',
      buffer: 'soma',
      mostNeurons: core.neurons?.value ?? Number.POSITIVE_INFINITY,
      axonIn: costOfEvent(e.axonIn),
      axonOut: costOfEvent(e.axonOut),
      synapses: [{ name: 'synapse', cost: costOfEvent(e.synapse) }],
      dendrites: [{ name: 'dendrite', cost: costOfEvent(), delays: true, everyStep: false }],
      somas: somaUnits(costOfEvent(e.somaAccess), costOfEvent(e.somaUpdate), costOfEvent(e.somaSpike)),
    },
  );
  const used = quantitiesIn({ events: e, step, static: profile.static }).map(({ quantity }) => quantity);
  const named: readonly (readonly [name: string, known: unknown])[] = [
    ['synaptic events', e.synapse?.energy],
    ['neuron updates', e.somaUpdate?.energy ?? e.somaAccess?.energy],
    ['messages', e.axonOut?.energy ?? e.hop?.energy],
    ['static power', profile.static.base ?? profile.static.perPoweredCore],
  ];
  return {
    id: profile.id,
    name: profile.name,
    boundary: profile.boundary,
    design,
    power: {
      baseW: count(profile.static.base),
      perCoreW: count(profile.static.perPoweredCore),
      host: null,
    },
    limits: {
      neurons: count(core.neurons),
      synapses: count(core.synapses),
      synapseBytes: count(core.synapseMemory),
      axonsIn: count(core.axonsIn),
      axonsOut: count(core.axonsOut),
      fanOut: count(core.fanOut),
      layers: count(core.layers),
      allSynapseBytes: count(profile.synapseMemory),
    },
    weightBits: weightBits?.value ?? null,
    models: ['input', ...profile.neurons],
    resets: profile.resets,
    lastingCurrent: lastingCurrentOf(profile.lastingCurrent),
    clockless: step.kind === 'clockless',
    tickS: count(step.period),
    timeKnown: step.period !== undefined || e.synapse?.time !== undefined || e.somaUpdate?.time !== undefined,
    unknown: named.filter(([, known]) => known === undefined).map(([name]) => name),
    grade: worstGrade(used),
    constants: intervalCounts({ events: e, step, static: profile.static }),
  };
}
