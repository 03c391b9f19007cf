import { barrierTime } from '../chip/barrier-time.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
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
}

/** Static power with so many cores powered, W; 0 where none is known. */
export function staticPowerW({ power }: Pick<ChipTarget, 'power'>, cores: number): number {
  return (power.baseW ?? 0) + cores * (power.perCoreW ?? 0);
}

/** Cost of one inference on a profile's chip from its counted events; what `simulateNetwork` says of the same steps. */
export function chipCost(target: ChipTarget, counters: ChipCounters, steps: number): ChipCost {
  const { design } = target;
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
    synapsesJ: counters.synapticEvents * kind.synapses[0]!.cost.energyJ,
    messagesJ:
      counters.messages * (kind.axonOut.energyJ + kind.axonIn.energyJ) +
      counters.hops * design.hops.north.energyJ,
    staticJ: staticW * meshS,
    staticAtRestJ: staticW * (barrierS + waitS),
  };
}

const coresPerTile = ({ design }: ChipTarget): number =>
  design.coreSlot.reduce((most, slot) => Math.max(most, slot + 1), 0);

/** Whole time, s, and the energy that is known, J. */
export function chipTotals(cost: ChipCost): { readonly timeS: number; readonly knownJ: number } {
  const { neuronsJ, synapsesJ, messagesJ, staticJ, staticAtRestJ } = cost;
  return {
    timeS: cost.meshS + cost.barrierS + cost.waitS,
    knownJ: neuronsJ + synapsesJ + messagesJ + staticJ + staticAtRestJ,
  };
}
