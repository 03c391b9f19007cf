import { WasmArena } from '../../../../../kernels/backends/wasm/wasm-arena.ts';
import type { ChipDesign } from '../chip-design.ts';
import type { ChipNetwork } from '../chip-network.ts';
import type { SomaState } from '../soma-state.ts';
import type { MeshRoutes } from './mesh-routes.ts';
import type { StepTiming } from './step-timing.ts';
import { instantiateTiming, type TimingExports } from './timing-module.ts';

/** Messages under way that there is room for at first. */
const firstPool = 4096;

/**
 * The semi-analytic model (`SemiAnalytic`) in WebAssembly, with the routes of all messages listed beforehand. Its results are
 * the same bits: the plain class says what is computed, and stands in where routes cannot be listed.
 */
export class SemiAnalyticKernel implements StepTiming {
  blocked = 0;
  blockedS = 0;
  private readonly arena = new WasmArena();
  private readonly exports: TimingExports;
  private readonly cores: number;
  private readonly linkBuffer: number;
  private readonly at: Layout;
  private readonly linkCount: number;
  private poolLength = firstPool;
  private readonly poolAt: number;

  constructor(design: ChipDesign, network: ChipNetwork, routes: MeshRoutes) {
    const { arena } = this;
    const cores = design.coreKind.length;
    this.cores = cores;
    this.linkBuffer = design.linkBuffer;
    this.linkCount = routes.linkCount;
    const longest = design.width + design.height;
    const { neurons } = network;
    this.at = {
      spikeSlot: arena.allocate(4 * neurons),
      spikeLag: arena.allocate(8 * neurons),
      coreFired: arena.allocate(4 * (cores + 1)),
      trailing: arena.allocate(8 * cores),
      messageStart: arena.putIntegers(network.messageStart),
      messages: this.putMessages(network, routes.ofMessage),
      routeStart: arena.putIntegers(routes.start),
      routeTime: this.putDoubles(routes.timeS),
      links: arena.putIntegers(routes.links.map((link) => 8 * link)),
      shares: this.putDoubles(Float64Array.from({ length: longest }, (_, hops) => 1 / (hops + 2))),
      senders: arena.allocate(32 * cores),
      queues: arena.allocate(8 * cores),
      sending: arena.allocate(16 * (cores + 2)),
      receiving: arena.allocate(16 * (cores + 2)),
      density: arena.allocate(8 * routes.linkCount),
    };
    const integers = arena.integers(this.at.senders, 8 * cores);
    const doubles = this.doubles(this.at.senders, 4 * cores);
    for (let core = 0; core < cores; core++) {
      integers[8 * core + 3] = 8 * routes.ownLink[core]!;
      doubles[4 * core + 2] = network.axonOutS[core]!;
    }
    this.poolAt = arena.allocate(32 * this.poolLength);
    this.exports = instantiateTiming(arena.memory);
  }

  stepS(s: SomaState): number {
    const { arena, at, cores } = this;
    arena.integers(at.spikeSlot, s.firedCount).set(s.firedSlot.subarray(0, s.firedCount));
    this.doubles(at.spikeLag, s.firedCount).set(s.firedLagS.subarray(0, s.firedCount));
    arena.integers(at.coreFired, cores + 1).set(s.coreFired);
    this.doubles(at.trailing, cores).set(s.trailingS);
    for (;;) {
      this.clear();
      const stepS = this.exports.step(
        ...[cores, at.spikeSlot, at.spikeLag, at.coreFired, at.trailing, at.messageStart, at.messages],
        ...[at.routeStart, at.routeTime, at.links, at.shares, at.senders, at.queues],
        ...[at.sending, at.receiving, at.density, this.poolAt, this.poolAt + 32 * this.poolLength],
        ...[this.linkBuffer, this.blockedS],
      );
      if (stepS >= 0) {
        this.blocked += this.exports.blocked();
        this.blockedS = this.exports.waited();
        return stepS;
      }
      // The step starts anew with more room; the old pool lies at the end, so that the new one continues it.
      arena.allocate(32 * this.poolLength);
      this.poolLength *= 2;
    }
  }

  private clear(): void {
    const { arena, at, cores } = this;
    arena.integers(at.queues, 2 * cores).fill(0);
    // Both heaps, which lie side by side.
    this.doubles(at.sending, (at.density - at.sending) / 8).fill(Number.POSITIVE_INFINITY);
    this.doubles(at.density, this.linkCount).fill(0);
    const senders = this.doubles(at.senders, 4 * cores);
    for (let core = 0; core < cores; core++) senders[4 * core + 3] = 0;
  }

  private putMessages(network: ChipNetwork, routeOf: Int32Array): number {
    const { messageCore, synapseStart, processingS, messageS, synapseS } = network;
    const count = messageCore.length;
    const at = this.arena.allocate(16 * count);
    const doubles = this.doubles(at, 2 * count);
    const integers = this.arena.integers(at, 4 * count);
    for (let m = 0; m < count; m++) {
      doubles[2 * m] = processingS
        ? processingS[m]!
        : messageS + (synapseStart[m + 1]! - synapseStart[m]!) * synapseS;
      integers[4 * m + 2] = routeOf[m]!;
      integers[4 * m + 3] = messageCore[m]!;
    }
    return at;
  }

  private putDoubles(values: Float64Array): number {
    const at = this.arena.allocate(8 * values.length);
    this.doubles(at, values.length).set(values);
    return at;
  }

  private doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.arena.memory.buffer, at, length);
  }
}

/** Addresses of what the kernel reads and keeps, in the order in which it lies in memory. */
type Layout = Readonly<
  Record<
    | 'spikeSlot'
    | 'spikeLag'
    | 'coreFired'
    | 'trailing'
    | 'messageStart'
    | 'messages'
    | 'routeStart'
    | 'routeTime'
    | 'links'
    | 'shares'
    | 'senders'
    | 'queues'
    | 'sending'
    | 'receiving'
    | 'density',
    number
  >
>;
