import { barrierTime } from '../chip/barrier-time.ts';
import type { CoreKind } from '../chip/chip-design.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import type { EventCost } from '../chip/event-cost.ts';
import type { ChipCounters } from './chip-counters.ts';

/** Time of one inference, s, and what is known of its energy, J, by part. */
export interface ChipCost {
  readonly meshS: number;
  readonly barrierS: number;
  readonly waitS: number;
  readonly neuronsJ: number;
  readonly synapsesJ: number;
  readonly messagesJ: number;
  /** Static power of the chip and of the cores in use, over mesh time, and over barriers and waiting. */
  readonly staticJ: number;
  readonly staticAtRestJ: number;
  /** Clearing the membranes before the next inference. */
  readonly resetJ: number;
}

/** Static power with so many cores powered, W; 0 where none is known. */
export function staticPowerW({ power }: Pick<ChipTarget, 'power'>, cores: number): number {
  return (power.baseW ?? 0) + cores * (power.perCoreW ?? 0);
}

/** Cost of one inference on a profile's chip from its counted events; what `simulateNetwork` says of the same steps. */
export function chipCost(target: ChipTarget, counters: ChipCounters, steps: number): ChipCost {
  const { design, power } = target;
  const kind = design.kinds[0]!;
  const soma = kind.somas[0]!;
  const tiles = Math.ceil(counters.cores / Math.max(1, coresPerTile(target)));
  const meshS = counters.meshPs * 1e-12;
  const waitS = counters.waitPs * 1e-12;
  const barrierS = steps * barrierTime(design, tiles);
  const staticW = staticPowerW(target, counters.cores);
  return {
    meshS,
    barrierS,
    waitS,
    neuronsJ:
      counters.accesses * soma.access.energyJ +
      counters.updates * soma.update.energyJ +
      counters.spikes * soma.spike.energyJ,
    synapsesJ: counters.synapticEvents * listSynapse(kind).energyJ,
    messagesJ:
      counters.messages * (kind.axonOut.energyJ + kind.axonIn.energyJ) +
      // Of Loihi 1, whose hops differ by direction (3 and 4.2 pJ beside 111 pJ a message), the dearer.
      counters.hops * design.hops.north.energyJ,
    staticJ: staticW * meshS,
    staticAtRestJ: staticW * (barrierS + waitS),
    resetJ: power.resetJ ?? 0,
  };
}

/** Converted networks have their synapses in lists. */
const listSynapse = ({ synapses }: CoreKind): EventCost =>
  (synapses.find(({ name }) => name === 'sparse') ?? synapses[0]!).cost;

const coresPerTile = ({ design }: ChipTarget): number =>
  design.coreSlot.reduce((most, slot) => Math.max(most, slot + 1), 0);

/**
 * Setting a mask or thresholds before an inference and setting them back after: a write for each neuron, one after the other, each taken to cost what
 * the dearest event of the chip does, and twice a barrier or a tick; static power of the cores that the mask leaves meanwhile.
 * An estimate, for no profile says what it takes, and too much where the next inference keeps them.
 */
export function maskCost(
  target: Pick<ChipTarget, 'design' | 'tickS' | 'power'>,
  { masked, cores }: Pick<ChipCounters, 'masked' | 'cores'>,
): { readonly timeS: number; readonly writesJ: number; readonly staticJ: number } {
  if (masked === 0) return { timeS: 0, writesJ: 0, staticJ: 0 };
  const { design, tickS } = target;
  const { somas, synapses, axonIn, axonOut } = design.kinds[0]!;
  const events = [
    ...somas.flatMap(({ access, update, spike }) => [access, update, spike]),
    ...synapses.map(({ cost }) => cost),
    axonIn,
    axonOut,
  ];
  const most = (pick: 'timeS' | 'energyJ') => Math.max(...events.map((event) => event[pick]));
  const writes = 2 * masked;
  const timeS = Math.max(2 * (tickS ?? 0), writes * most('timeS') + 2 * barrierTime(design, 1));
  return {
    timeS,
    writesJ: writes * most('energyJ'),
    staticJ: timeS * staticPowerW(target, cores),
  };
}

/** Whole time, s, and the energy that is known, J. */
export function chipTotals(cost: ChipCost): { readonly timeS: number; readonly knownJ: number } {
  const { neuronsJ, synapsesJ, messagesJ, staticJ, staticAtRestJ, resetJ } = cost;
  return {
    timeS: cost.meshS + cost.barrierS + cost.waitS,
    knownJ: neuronsJ + synapsesJ + messagesJ + staticJ + staticAtRestJ + resetJ,
  };
}
