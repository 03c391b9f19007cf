import { quantitiesIn, si, worstGrade } from '../../quantity.ts';
import { coreLimits, embeddedPowerW, hostTimePerStepS } from '../chip-costs.ts';
import type { NeuromorphicProfile } from '../profile-schema.ts';
import type { CoreKind } from './chip-design.ts';
import type { ChipTarget } from './chip-target.ts';
import { costOfEvent } from './cost-of-event.ts';
import { defaultLinkBuffer } from './default-link-buffer.ts';
import { intervalCounts } from './interval-counts.ts';
import { lastingCurrentOf } from './lasting-current.ts';
import { somaUnits } from './soma-units.ts';
import { uniformDesign } from './uniform-design.ts';

/** Loihi 1's own profile as a chip for any spiking network. @param host whether its embedded processor works between steps */
export function chipFromLoihi(profile: NeuromorphicProfile, host: boolean): ChipTarget {
  const { events: e, mesh, core, barrier } = profile;
  const runtime = Object.values(profile.runtimes)[0];
  const kind: CoreKind = {
    name: 'core',
    buffer: 'soma',
    mostNeurons: core.compartments.value,
    axonIn: costOfEvent(e.axonIn),
    axonOut: costOfEvent(e.axonOut),
    synapses: [
      { name: 'dense', cost: costOfEvent(e.synapseDense) },
      { name: 'sparse', cost: costOfEvent(e.synapseSparse) },
      { name: 'conv', cost: costOfEvent(e.synapseConv) },
    ],
    dendrites: [{ name: 'dendrite', cost: costOfEvent(), delays: true, everyStep: false }],
    somas: somaUnits(costOfEvent(e.somaAccess), costOfEvent(e.somaUpdate), costOfEvent(e.somaSpike)),
  };
  const limits = coreLimits(profile);
  return {
    id: profile.id,
    name: profile.name,
    boundary: profile.boundary,
    design: uniformDesign(
      {
        name: profile.id,
        width: mesh.width.value,
        height: mesh.height.value,
        linkBuffer: defaultLinkBuffer,
        hops: {
          north: costOfEvent(e.hopNorthSouth),
          east: costOfEvent(e.hopEastWest),
          south: costOfEvent(e.hopNorthSouth),
          west: costOfEvent(e.hopEastWest),
        },
        barrier: barrier.map(({ fromTiles, time }) => ({ fromTiles: fromTiles.value, timeS: si(time) })),
      },
      mesh.coresPerTile.value,
      kind,
    ),
    power: {
      baseW: si(profile.static.base),
      perCoreW: si(profile.static.perPoweredCore),
      resetJ: si(profile.resetEnergy),
      host: host && runtime ? { timeS: hostTimePerStepS(runtime), powerW: embeddedPowerW(profile) } : null,
    },
    limits: {
      neurons: limits.compartmentsPerCore,
      synapses: null,
      synapseBytes: limits.synapseMemoryBytesPerCore,
      axonsIn: limits.axonsInPerCore,
      axonsOut: limits.axonsOutPerCore,
      fanOut: null,
      layers: null,
      allSynapseBytes: null,
    },
    weightBits: 9,
    models: ['input', 'integrate'],
    // Subtraction takes two compartments a neuron there (docs/loihi.md), which the graph does not say.
    resets: ['to', 'none'],
    lastingCurrent: lastingCurrentOf(core.lastingCurrent),
    clockless: false,
    tickS: null,
    timeKnown: true,
    unknown: [],
    grade: worstGrade(
      quantitiesIn({ events: e, barrier, static: profile.static.base }).map((q) => q.quantity),
    ),
    constants: intervalCounts({
      events: e,
      barrier: barrier.map(({ time }) => time),
      static: profile.static,
    }),
  };
}
