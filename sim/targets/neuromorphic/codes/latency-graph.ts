import type {
  Population,
  Projection,
  SpikingGraph,
  SynapseLists,
} from '../../../network/spiking/spiking-graph.ts';
import type { LatencyLayer } from './latency-layers.ts';
import { synapseLists } from './synapse-lists.ts';

/** Weights of a synapse are whole numbers below it; larger ones take one synapse a digit, at exponents that the chip has. */
const digit = 128;

/** A latency code as spikes: the graph, and what its input neurons send. */
export interface LatencyGraph {
  readonly graph: SpikingGraph;
  /** Of one inference (`latencySteps`). Outputs are the potentials of the last population then. */
  readonly steps: number;
  /** @param values [pixels] whole numbers of 0 … times @returns by step the input neurons that fire, frame and clocks in one row */
  readonly input: (values: ArrayLike<number>) => readonly Float64Array[];
  readonly range: LatencyRange;
}

/** Bounds of magnitudes in weight units, whatever the image, and the steps that a neuron rests after its spike. */
export interface LatencyRange {
  readonly potential: number;
  /** Of what arrives at a neuron in one step. */
  readonly input: number;
  readonly rests: number;
}

/** Steps of one inference: a window a layer, in whose first step nothing has arrived yet. */
export const latencySteps = (layers: number, times: number): number => layers * (times + 1);

/**
 * Layers whose neurons tell a value a of 0 … T by one spike, T - a steps after their window begins (Quartz, Lenz et al. 2023).
 * All neurons integrate a current that lasts, native to Loihi:
 *
 * - A spike adds its weight w to the current, and so w a to the potential by the end of the window.
 * - When it ends, a clock neuron of the layer takes all weights from the current (every source has fired: zeros do in the last
 *   step), leaves a constant rise r in it and lifts the potential to where it is above the threshold after T - a steps. No sum of
 *   weights could reach the threshold before, and one serves the whole layer: a core of Loihi 1 holds 8 of them.
 * - In the last step of that window the clock lifts all neurons that have not fired, and then takes the rise away.
 *
 * A second spike that all agree on, the clock's, thus ends every value: two spikes, of which one is shared by a layer.
 * @param times steps in which a value is told, T: T + 1 values
 */
export function latencyGraph(layers: readonly LatencyLayer[], times: number, name: string): LatencyGraph {
  const { inHeight, inWidth, inChannels } = layers[0]!.geometry;
  const pixels = inHeight * inWidth * inChannels;
  const steps = latencySteps(layers.length, times);
  const reaches = layers.map((layer) => reachOf(layer, times));
  const clocks = layers.slice(0, -1).map((layer, l) => clockOf(layer, reaches[l]!, times, l));
  const rests = times + 2;
  const ticks = clocks.flatMap(({ ticks: own }) => own);
  const populations: Population[] = [
    { name: 'input', shape: [inHeight * inWidth, inChannels], size: pixels, neuron: { kind: 'input' } },
    { name: 'clock', shape: [ticks.length], size: ticks.length, neuron: { kind: 'input' } },
    ...layers.map((layer, l): Population => {
      const { outHeight, outWidth, outChannels } = layer.geometry;
      const size = outHeight * outWidth * outChannels;
      return {
        name: layer.name,
        shape: [outHeight * outWidth, outChannels],
        size,
        neuron: {
          kind: 'integrate',
          currentDecay: 1,
          potentialDecay: 1,
          bias: 0,
          threshold: clocks[l]?.threshold ?? Number.POSITIVE_INFINITY,
          reset: 'to',
          resetPotential: 0,
          initialPotential: Float64Array.from({ length: size }, (_, n) => layer.start[n % outChannels]!),
          refractorySteps: rests,
          lowestPotential: Number.NEGATIVE_INFINITY,
          thresholdNoise: 0,
        },
      };
    }),
  ];
  const toLayer = (l: number): number => l + 2;
  const projections: Projection[] = layers.map((layer, l) => ({
    name: `to ${layer.name}`,
    from: l === 0 ? 0 : toLayer(l - 1),
    to: toLayer(l),
    delaySteps: 0,
    synapses: synapseLists(layer, () => 1),
  }));
  let first = 0;
  for (const [l, { ticks: own }] of clocks.entries()) {
    const rows = ticks.map((_, t) => own[t - first]?.weights ?? null);
    projections.push({
      name: `clock of ${layers[l]!.name}`,
      from: 1,
      to: toLayer(l),
      delaySteps: 0,
      synapses: listsOf(rows),
    });
    first += own.length;
  }
  const input = (values: ArrayLike<number>) =>
    Array.from({ length: steps }, (_, step) => {
      const row = new Float64Array(pixels + ticks.length);
      if (step <= times) for (let n = 0; n < pixels; n++) if (values[n] === times - step) row[n] = 1;
      for (const [t, { step: at }] of ticks.entries()) if (at === step) row[pixels + t] = 1;
      return row;
    });
  const last = reaches.at(-1)!;
  const range = {
    potential: Math.max(last.most, ...clocks.map(({ potential }) => potential)),
    input: Math.max(last.input, ...clocks.map((clock) => clock.input)),
    rests,
  };
  return { graph: { name, populations, projections }, steps, input, range };
}

/** A spike of a clock neuron: when, and its weights by neuron of the layer. */
interface Tick {
  readonly step: number;
  readonly weights: Float64Array;
}

/** By neuron of a layer the sum of its weights and of those above 0; the most that potentials can be by its window, and arrivals in a step. */
function reachOf(layer: LatencyLayer, times: number) {
  const { geometry: g, start } = layer;
  const size = g.outHeight * g.outWidth * g.outChannels;
  const sum = new Float64Array(size);
  const up = new Float64Array(size);
  const { target, weight } = synapseLists(layer, () => 1);
  for (let j = 0; j < target.length; j++) {
    sum[target[j]!]! += weight[j]!;
    up[target[j]!]! += Math.max(0, weight[j]!);
  }
  let most = 0;
  let input = 0;
  for (let n = 0; n < size; n++) {
    const down = up[n]! - sum[n]!;
    most = Math.max(most, times * Math.max(up[n]!, down) + Math.abs(start[n % g.outChannels]!));
    input = Math.max(input, up[n]!, down);
  }
  return { sum, up, most, input };
}

function clockOf(layer: LatencyLayer, reach: ReturnType<typeof reachOf>, times: number, l: number) {
  const { outChannels } = layer.geometry;
  const { sum, up } = reach;
  const channel =
    <T>(of: ArrayLike<T>) =>
    (n: number) =>
      of[n % outChannels]!;
  const [rise, start] = [channel(layer.rise), channel(layer.start)];
  const each = (value: (n: number) => number) =>
    Float64Array.from({ length: sum.length }, (_, n) => value(n));
  const threshold = powerFrom(
    each((n) => Math.max(times * up[n]! + Math.max(0, start(n)), (times + 1) * rise(n))),
  );
  const lift = each((n) => threshold - (times + 1) * rise(n) + (rise(n) + 1) / 2);
  const force = powerFrom(each((n) => threshold + times * (up[n]! - sum[n]!) + Math.abs(start(n)) + 1));
  // A spike of step s is felt in step s + 1; the window of the layer's values begins with what is felt first here.
  const begins = (l + 1) * (times + 1);
  const sent: readonly (readonly [step: number, weights: Float64Array])[] = [
    [begins - 1, each((n) => rise(n) - sum[n]! + lift[n]!)],
    [begins, each((n) => -lift[n]!)],
    [begins + times - 1, each(() => force)],
    [begins + times, each((n) => -force - rise(n))],
  ];
  const largest = (values: Float64Array) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return {
    ticks: sent.flatMap(([step, weights]) => ticksOf(step, weights)),
    threshold,
    // Neither lifting nor forcing meets a potential above the threshold.
    potential: Math.max(reach.most, threshold + Math.max(force, largest(lift)) + largest(each(rise))),
    input: reach.input + Math.max(...sent.map(([, weights]) => largest(weights))),
  };
}

/** The least power of two that is no less than any of some values. */
const powerFrom = (values: Float64Array): number => {
  let power = 1;
  for (const value of values) while (power < value) power *= 2;
  return power;
};

/** Whole numbers by neuron as spikes of one clock neuron a digit. */
function ticksOf(step: number, values: Float64Array): Tick[] {
  const ticks: Tick[] = [];
  let left = values;
  for (let scale = 1; left.some((value) => value !== 0); scale *= digit) {
    const digits = left.map((value) => value % digit);
    if (digits.some((value) => value !== 0))
      ticks.push({ step, weights: digits.map((value) => value * scale) });
    left = left.map((value) => Math.trunc(value / digit));
  }
  return ticks;
}

/** Lists of rows of weights by source; zeros are no synapses. */
function listsOf(rows: readonly (Float64Array | null)[]): SynapseLists {
  const start = new Uint32Array(rows.length + 1);
  const target: number[] = [];
  const weight: number[] = [];
  for (const [s, row] of rows.entries()) {
    for (const [n, value] of row?.entries() ?? [])
      if (value !== 0) {
        target.push(n);
        weight.push(value);
      }
    start[s + 1] = target.length;
  }
  return { kind: 'lists', start, target: Uint32Array.from(target), weight: Float64Array.from(weight) };
}
