import type { ChipDesign } from './chip-design.ts';
import type { EventKind } from './chip-network.ts';
import type { ChipPlacement } from './placement.ts';

/**
 * Costs of synaptic events: by the synapse unit that reads the synapse and the dendrite unit behind it. A dendrite
 * counts into the time of the receiving core where spikes wait behind it, before the soma.
 */
export class EventKinds {
  /** Whether every synapse of the chip costs the same: then nothing is stored by message or neuron. */
  readonly uniform: boolean;
  readonly messageS: number;
  readonly synapseS: number;
  forcedDendriteJ = 0;
  readonly #design: ChipDesign;
  readonly #placement: ChipPlacement;
  readonly #neurons: number;
  readonly #kinds: {
    name: string;
    synapseJ: number;
    dendriteJ: number;
    timeS: number;
    perSpike: Uint32Array | null;
  }[] = [];
  readonly #index = new Map<number, number>();

  constructor(design: ChipDesign, placement: ChipPlacement, neurons: number) {
    this.#design = design;
    this.#placement = placement;
    this.#neurons = neurons;
    const [only] = design.kinds;
    const single = (named: Uint16Array | null, units: number) => units <= 1 || !named;
    this.uniform =
      design.kinds.length === 1 &&
      single(placement.synapse, only!.synapses.length) &&
      single(placement.dendrite, only!.dendrites.length);
    this.messageS = only!.axonIn.timeS;
    const first = this.#kindOf(0, 0, 0);
    if (this.uniform) this.#kinds[first]!.perSpike = null;
    this.synapseS = this.#kinds[first]!.timeS;
    for (let neuron = 0; neuron < neurons; neuron++) {
      const kind = design.kinds[design.coreKind[placement.core[neuron]!]!]!;
      const dendrite = kind.dendrites[placement.dendrite?.[neuron] ?? 0];
      if (dendrite?.everyStep) this.forcedDendriteJ += dendrite.cost.energyJ;
    }
  }

  /** Counts the events of one message of a slot. @returns time that it takes the receiving core, s */
  message(
    slot: number,
    core: number,
    target: Uint32Array,
    order: Uint32Array,
    from: number,
    to: number,
  ): number {
    if (this.uniform) return this.messageS + (to - from) * this.synapseS;
    const coreKind = this.#design.coreKind[core]!;
    const { synapse, dendrite } = this.#placement;
    let timeS = this.#design.kinds[coreKind]!.axonIn.timeS;
    for (let i = from; i < to; i++) {
      const neuron = order[target[i]!]!;
      const kind = this.#kinds[this.#kindOf(coreKind, synapse?.[neuron] ?? 0, dendrite?.[neuron] ?? 0)]!;
      timeS += kind.timeS;
      kind.perSpike![slot]!++;
    }
    return timeS;
  }

  result(): readonly EventKind[] {
    return this.#kinds.map(({ timeS: _, ...kind }) => kind);
  }

  #kindOf(coreKind: number, synapse: number, dendrite: number): number {
    const key = (coreKind * 65536 + synapse) * 65536 + dendrite;
    const known = this.#index.get(key);
    if (known !== undefined) return known;
    const { synapses, dendrites, buffer } = this.#design.kinds[coreKind]!;
    const unit = synapses[synapse];
    if (!unit) throw new RangeError(`synapse unit ${synapse} of ${synapses.length}`);
    const behind = dendrites[dendrite];
    this.#kinds.push({
      name: unit.name,
      synapseJ: unit.cost.energyJ,
      dendriteJ: buffer === 'soma' ? (behind?.cost.energyJ ?? 0) : 0,
      timeS: unit.cost.timeS + (buffer === 'soma' ? (behind?.cost.timeS ?? 0) : 0),
      perSpike: new Uint32Array(this.#neurons),
    });
    this.#index.set(key, this.#kinds.length - 1);
    return this.#kinds.length - 1;
  }
}
