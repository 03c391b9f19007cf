import { InputError } from '../../../schema/input-error.ts';
import { loadProfile } from '../../load-profile.ts';
import { type Quantity, quantitiesIn, si, worstGrade } from '../../quantity.ts';
import { shownName } from '../../read-input.ts';
import { coreLimits, embeddedPowerW, hostTimePerStepS } from '../chip-costs.ts';
import type { NeuromorphicProfile } from '../profile-schema.ts';
import { atIntervalEnd, type IntervalEnd } from './at-interval-end.ts';
import type { ChipDesign, CoreKind } from './chip-design.ts';
import type { ChipTarget } from './chip-target.ts';
import type { SpikingChipProfile } from './spiking-chip-schema.ts';
import { uniformDesign } from './uniform-design.ts';

interface Event {
  readonly energy?: Quantity | undefined;
  readonly time?: Quantity | undefined;
}

const cost = (event?: Event) => ({
  energyJ: event?.energy ? si(event.energy) : 0,
  timeS: event?.time ? si(event.time) : 0,
});

/**
 * Messages that a link's buffer holds where a profile does not say: Loihi's in SANA-FE's description (commit 8951ab0). It matters
 * to the semi-analytic and the event-by-event model of chips with several tiles alone.
 */
const defaultLinkBuffer = 16;

const count = (q?: Quantity): number | null => (q ? si(q) : null);

/**
 * Reads a profile as a chip for spikes.
 * @param host whether an embedded processor works between steps, where the profile knows of one
 * @param end of the interval of every energy, time and power; what the chip can hold stays
 * @throws InputError for a profile that is unknown, faulty, or of another class
 */
export async function loadChipTarget(
  idOrFile: string,
  host: boolean,
  end: IntervalEnd = 'central',
): Promise<ChipTarget> {
  const { profile, file } = await loadProfile(idOrFile);
  if (profile.class === 'neuromorphic') {
    const { events, barrier, embeddedProcessor, runtimes } = profile;
    const costs = atIntervalEnd(
      { events, barrier, static: profile.static, embeddedProcessor, runtimes },
      end,
    );
    return fromLoihi({ ...profile, ...costs }, host);
  }
  if (profile.class === 'spiking-chip') {
    const { events, step } = profile;
    return fromFacts({ ...profile, ...atIntervalEnd({ events, step, static: profile.static }, end) });
  }
  throw new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_NO_SPIKES',
      path: 'class',
      message: `${profile.id} is of class ${profile.class}; spikes are simulated on neuromorphic chips.`,
      hint: '`sparsewatt profiles list` names them: the classes neuromorphic and spiking-chip.',
    },
  ]);
}

function fromLoihi(profile: NeuromorphicProfile, host: boolean): ChipTarget {
  const { events: e, mesh, core, barrier } = profile;
  const runtime = Object.values(profile.runtimes)[0];
  const kind: CoreKind = {
    name: 'core',
    buffer: 'soma',
    mostNeurons: core.compartments.value,
    axonIn: cost(e.axonIn),
    axonOut: cost(e.axonOut),
    synapses: [
      { name: 'dense', cost: cost(e.synapseDense) },
      { name: 'sparse', cost: cost(e.synapseSparse) },
      { name: 'conv', cost: cost(e.synapseConv) },
    ],
    dendrites: [{ name: 'dendrite', cost: cost(), delays: true, everyStep: false }],
    somas: somas(cost(e.somaAccess), cost(e.somaUpdate), cost(e.somaSpike)),
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
          north: cost(e.hopNorthSouth),
          east: cost(e.hopEastWest),
          south: cost(e.hopNorthSouth),
          west: cost(e.hopEastWest),
        },
        barrier: barrier.map(({ fromTiles, time }) => ({ fromTiles: fromTiles.value, timeS: si(time) })),
      },
      mesh.coresPerTile.value,
      kind,
    ),
    power: {
      baseW: si(profile.static.base),
      perCoreW: si(profile.static.perPoweredCore),
      host: host && runtime ? { timeS: hostTimePerStepS(runtime), powerW: embeddedPowerW(profile) } : null,
    },
    limits: {
      neurons: limits.compartmentsPerCore,
      synapses: null,
      synapseBytes: limits.synapseMemoryBytesPerCore,
      axonsIn: limits.axonsInPerCore,
      axonsOut: limits.axonsOutPerCore,
      fanOut: null,
    },
    weightBits: 9,
    models: ['input', 'integrate'],
    // Subtraction takes two compartments a neuron there (docs/loihi.md), which the graph does not say.
    resets: ['to', 'none'],
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

/** How many numbers there are, and how many of them have an interval. */
function intervalCounts(part: unknown): ChipTarget['constants'] {
  const all = quantitiesIn(part).filter(({ quantity: { unit } }) => unit !== '1');
  const wide = all.filter(({ quantity: { low, high } }) => low !== undefined || high !== undefined);
  return { all: all.length, withInterval: wide.length };
}

const somas = (
  access: ReturnType<typeof cost>,
  update: ReturnType<typeof cost>,
  spike: ReturnType<typeof cost>,
): CoreKind['somas'] => [
  { name: 'neuron', model: 'neuron', access, update, spike, potentialQuantum: 0 },
  // Spikes from outside cost what sending them costs; nothing is computed for them.
  { name: 'input', model: 'input', access: cost(), update: cost(), spike: cost(), potentialQuantum: 0 },
];

function fromFacts(profile: SpikingChipProfile): ChipTarget {
  const { events: e, mesh, core, step, weightBits } = profile;
  const design: ChipDesign = uniformDesign(
    {
      name: profile.id,
      width: mesh.width.value,
      height: mesh.height.value,
      linkBuffer: mesh.linkBuffer?.value ?? defaultLinkBuffer,
      hops: { north: cost(e.hop), east: cost(e.hop), south: cost(e.hop), west: cost(e.hop) },
      barrier: step.barrier ? [{ fromTiles: 0, timeS: si(step.barrier) }] : [],
    },
    mesh.coresPerTile.value,
    {
      name: 'core',
      buffer: 'soma',
      mostNeurons: core.neurons?.value ?? Number.POSITIVE_INFINITY,
      axonIn: cost(e.axonIn),
      axonOut: cost(e.axonOut),
      synapses: [{ name: 'synapse', cost: cost(e.synapse) }],
      dendrites: [{ name: 'dendrite', cost: cost(), delays: true, everyStep: false }],
      somas: somas(cost(e.somaAccess), cost(e.somaUpdate), cost(e.somaSpike)),
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
    },
    weightBits: weightBits?.value ?? null,
    models: ['input', ...profile.neurons],
    resets: profile.resets,
    tickS: count(step.period),
    timeKnown: step.period !== undefined || e.synapse?.time !== undefined || e.somaUpdate?.time !== undefined,
    unknown: named.filter(([, known]) => known === undefined).map(([name]) => name),
    grade: worstGrade(used),
    constants: intervalCounts({ events: e, step, static: profile.static }),
  };
}
