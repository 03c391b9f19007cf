import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';
import type { IntegratingNeuron, SpikingGraph } from '../../../../sim/network/spiking/spiking-graph.ts';
import { loadChipTarget } from '../../../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { simulateClockless } from '../../../../sim/targets/neuromorphic/chip/simulate-clockless.ts';
import { placeOnChip } from '../../../../sim/targets/neuromorphic/mapper/place-on-chip.ts';

const threshold = 10;
const sizes = [6, 8, 5];

const neuron = (more: Partial<IntegratingNeuron> = {}): IntegratingNeuron => ({
  kind: 'integrate',
  currentDecay: 0,
  potentialDecay: 1,
  bias: 0,
  threshold,
  reset: 'subtract',
  resetPotential: 0,
  initialPotential: 0,
  refractorySteps: 0,
  lowestPotential: Number.NEGATIVE_INFINITY,
  thresholdNoise: 0,
  ...more,
});

/** Two layers behind the inputs, all to all, with whole weights. */
function layered(seed: number, lowest: number, more?: Partial<IntegratingNeuron>): SpikingGraph {
  const draws = new RandomStream(seed, 'clockless', 'weights');
  const weights = (from: number, to: number, first: number) =>
    Float64Array.from({ length: from * to }, (_, i) => lowest + draws.integer(first + i, 12));
  return {
    name: `layers-${seed}`,
    populations: sizes.map((size, p) => ({
      name: `p${p}`,
      shape: [size],
      size,
      neuron: p === 0 ? { kind: 'input' } : neuron(more),
    })),
    projections: [0, 1].map((p) => ({
      name: `to p${p + 1}`,
      from: p,
      to: p + 1,
      delaySteps: 0,
      synapses: { kind: 'dense', weight: weights(sizes[p]!, sizes[p + 1]!, 1000 * p) },
    })),
  };
}

async function run(graph: SpikingGraph, chip: string, stepS: number) {
  const { design, power, ...target } = await loadChipTarget(chip, false);
  const { placement } = placeOnChip(graph, { design, power, ...target });
  const outcome = simulateClockless({
    graph,
    design,
    power,
    placement,
    steps: 9,
    stepS,
    // Input n fires in every step but each (n + 2)th.
    stimulus: {
      apply: (step, value, slotOf) => {
        for (let n = 0; n < sizes[0]!; n++) if (step % (n + 2) !== 0) value[slotOf[n]!] = 1;
      },
    },
  });
  const { slotOfNeuron } = outcome.network;
  return { outcome, design, spikes: Array.from(slotOfNeuron, (slot) => outcome.record.spikesOf[slot]!) };
}

/** Spikes of every neuron where nothing inhibits: a membrane loses its threshold as often as the sum of all inputs is above it. */
function counted({ projections }: SpikingGraph, inputs: readonly number[]): number[] {
  let layer = [...inputs];
  const all = [...inputs];
  projections.forEach(({ synapses }, p) => {
    const { weight } = synapses;
    const before = layer;
    layer = Array.from({ length: sizes[p + 1]! }, (_, to) => {
      const sum = before.reduce((total, n, from) => total + n * weight[to * before.length + from]!, 0);
      return Math.max(0, Math.ceil(sum / threshold) - 1);
    });
    all.push(...layer);
  });
  return all;
}

describe('a chip without a clock', () => {
  test.prop([fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(1e-3, 1e-7)], { seed: 4, numRuns: 12 })(
    'without inhibition every neuron fires as often as its inputs in all say, whoever comes first',
    async (seed, stepS) => {
      const graph = layered(seed, 0);
      const { spikes } = await run(graph, 'speck-2', stepS);
      expect(spikes).toEqual(counted(graph, spikes.slice(0, sizes[0])));
    },
  );

  test.prop([fc.integer({ min: 1, max: 1e6 })], { seed: 5, numRuns: 8 })(
    'counts what its spikes cause, and is busy for no less than its busiest core and no more than all cores',
    async (seed) => {
      const { outcome, spikes } = await run(layered(seed, -5), 'speck-2', 1e-6);
      const { counts } = outcome.dynamic;
      const fanOut = [sizes[1]!, sizes[2]!, 0];
      const events = spikes.reduce((sum, n, i) => sum + n * fanOut[i < 6 ? 0 : i < 14 ? 1 : 2]!, 0);
      expect(counts.synapticEvents).toBe(events);
      expect(counts.updates).toBe(events);
      expect(counts.accesses).toBe(0);
      const perCore = outcome.record.perCore().events.map((n) => n * 33.3e-9);
      const { meshS, waitS, totalS } = outcome.time;
      expect(meshS).toBeGreaterThanOrEqual(Math.max(...perCore) - 1e-12);
      expect(meshS).toBeLessThanOrEqual(perCore.reduce((a, b) => a + b, 0) + 1e-12);
      expect(meshS + waitS).toBeCloseTo(totalS, 12);
      expect(outcome.staticJ).toBeCloseTo(0.42e-3 * totalS, 12);
    },
  );

  it('on one core is busy for exactly what its events take', async () => {
    const { outcome } = await run(layered(3, -4, { reset: 'to' }), 'odin', 1e-6);
    expect(outcome.time.meshS).toBeCloseTo(outcome.dynamic.counts.synapticEvents * 26.67e-9, 11);
  });

  it.each<[string, Partial<IntegratingNeuron>]>([
    ['a leak', { potentialDecay: 0.9 }],
    ['a current that lasts', { currentDecay: 0.5 }],
    ['a refractory time', { refractorySteps: 2 }],
    ['noise', { thresholdNoise: 3 }],
    ['a threshold of 0', { threshold: 0 }],
  ])('refuses %s by population', async (_, more) => {
    await expect(run(layered(1, 0, more), 'speck-2', 1e-3)).rejects.toThrow(/E_CLOCKLESS p1/);
  });

  it('gives up a network that excites itself', async () => {
    const graph = layered(1, 11);
    const loop = {
      ...graph.projections[1]!,
      from: 1,
      to: 1,
      synapses: { kind: 'dense', weight: new Float64Array(64).fill(20) },
    } as const;
    const { design, ...target } = await loadChipTarget('speck-2', false);
    const endless = { ...graph, projections: [graph.projections[0]!, loop] };
    const { placement } = placeOnChip(endless, { design, ...target });
    const stimulus = {
      apply: (_: number, value: Float64Array, slotOf: Uint32Array) => {
        value[slotOf[0]!] = 1;
      },
    };
    expect(() =>
      simulateClockless({
        graph: endless,
        design,
        placement,
        steps: 1,
        stepS: 1e-3,
        stimulus,
        mostSpikes: 1000,
      }),
    ).toThrow(/more than 1000 spikes/);
  });
});
