import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { continuedPairs } from '../../../../sim/scenario/simulate/continued-pairs.ts';
import { hashPoints } from '../../../../sim/sparsity/table-key.ts';
import { loadTarget } from '../../../../sim/targets/load-target.ts';
import { balanceThresholds } from '../../../../sim/targets/neuromorphic/balance-thresholds.ts';
import { loadChipTarget } from '../../../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { convert } from '../../../../sim/targets/neuromorphic/convert.ts';
import type { FloatLayer } from '../../../../sim/targets/neuromorphic/float-layer.ts';
import { floatLayers } from '../../../../sim/targets/neuromorphic/float-layers.ts';
import { balanceOnChip } from '../../../../sim/targets/neuromorphic/points/balance-on-chip.ts';
import { chipCost, chipTotals, maskCost } from '../../../../sim/targets/neuromorphic/points/chip-cost.ts';
import { chipCounterNames } from '../../../../sim/targets/neuromorphic/points/chip-counters.ts';
import { chipPoints } from '../../../../sim/targets/neuromorphic/points/chip-points.ts';
import { conversionFor } from '../../../../sim/targets/neuromorphic/points/chip-request.ts';
import { balanceOf, convertedGraph } from '../../../../sim/targets/neuromorphic/points/converted-graph.ts';
import { maskGroups } from '../../../../sim/targets/neuromorphic/points/mask-groups.ts';
import { placeConverted } from '../../../../sim/targets/neuromorphic/points/place-converted.ts';
import { PointSimulator } from '../../../../sim/targets/neuromorphic/points/point-simulator.ts';
import { referenceForward } from '../../../../sim/targets/neuromorphic/reference-forward.ts';
import { SpikeDynamics } from '../../../../sim/targets/neuromorphic/spike-dynamics.ts';
import { smallImages, smallNetwork, smallPoint } from '../small-network.ts';

const count = 24;
const images = smallImages(5, count);
const image = (i: number) => images.subarray(64 * i, 64 * (i + 1));
const steps = 16;
const seed = fc.nat(1000);
const clears = fc.boolean();
const factor = fc.double({ min: 0.5, max: 4, noNaN: true });
const runs = { seed: 9, numRuns: 15 };
const layersOf = (s: number, level = 1) => floatLayers(smallNetwork(s), smallPoint(level));

/** As nothing would ever inhibit: weights and biases without their signs. */
const excited = (layers: readonly FloatLayer[]): readonly FloatLayer[] =>
  layers.map((layer) => ({
    ...layer,
    bias: layer.bias.map(Math.abs),
    columns: { ...layer.columns, weight: layer.columns.weight.map(Math.abs) },
  }));

async function onChip(chip: string, thresholdFactor: number, s = 3) {
  const target = await loadChipTarget(chip, false);
  const point = { id: 'x', thresholdFactor };
  const layers = layersOf(s);
  const balance = balanceOnChip(layers, target, 'rate', images, count, false, point);
  const converted = convertedGraph(layers, conversionFor(target, 'rate'), balance, point);
  const { placement } = placeConverted(converted, target);
  return { target, balance, placement, simulator: new PointSimulator(target, converted, placement) };
}

describe('thresholds of rate codes', () => {
  test.prop([seed, clears], runs)('times 1 are those that were balanced, bit for bit', (s, cleared) => {
    const layers = layersOf(s);
    const how = { clears: cleared };
    const balance = balanceThresholds(layers, images, 8, steps, how);
    const scaled = { ...how, thresholdFactor: 1 };
    expect(balanceThresholds(layers, images, 8, steps, scaled)).toEqual(balance);
    expect(convert(layers, balance, steps, 'x', scaled)).toEqual(convert(layers, balance, steps, 'x', how));
    const { scales } = balance;
    expect(convert(layers, balance, steps, 'x', how).fullScales).toEqual(scales);
  });

  test.prop([seed, factor, factor, fc.nat(count - 1)], runs)(
    'that are higher make no neuron of the first layer fire more often, where nothing inhibits',
    (s, a, b, i) => {
      const layers = excited(layersOf(s));
      const balance = { scales: [0.7, 0.7], corrections: [] };
      const fired = (thresholdFactor: number) => {
        const network = convert(layers, balance, steps, 'x', { thresholdFactor });
        return [...new SpikeDynamics(network, 1).counts(image(i), 0)];
      };
      const [low, high] = [fired(Math.min(a, b)), fired(Math.max(a, b))];
      expect(high.filter((spikes, n) => spikes > low[n]!)).toEqual([]);
    },
  );

  test.prop([seed, factor], runs)(
    'move neither weights nor the potential that a value of the first layer adds in a step',
    (s, thresholdFactor) => {
      const layers = layersOf(s);
      const balance = { scales: [0.7, 1.3], corrections: [] };
      const plain = convert(layers, balance, steps, 'x').layers;
      const scaled = convert(layers, balance, steps, 'x', { thresholdFactor }).layers;
      for (const [l, layer] of scaled.entries()) expect(layer.columns).toEqual(plain[l]!.columns);
      expect(scaled[0]!.bias).toEqual(plain[0]!.bias);
      for (const { threshold } of scaled.filter(({ fires }) => fires)) expect(threshold % 64).toBe(0);
    },
  );

  it.each([0.8, 1.25, 2])('times %f, many steps approach the real numbers', (thresholdFactor) => {
    const layers = layersOf(11, 0);
    const activations = referenceForward(layers, image(0));
    const expected = activations.at(-1)!;
    // Scales that leave room for the lower thresholds: nothing saturates.
    const scales = activations.map((of) => Math.max(...of) * 2);
    const network = convert(layers, { scales, corrections: [] }, 3000, 'x', { thresholdFactor });
    const outputs = new SpikeDynamics(network).run(image(0), null);
    const spread = Math.max(...expected) - Math.min(...expected);
    for (const [c, logit] of expected.entries())
      expect(Math.abs(outputs[c]! * network.logitPerUnit - logit)).toBeLessThan(0.03 * spread);
  });

  it('that are scaled have starts of their own, which bring the first layer to the counts that are then due', () => {
    const layers = layersOf(3);
    const missing = (corrected: boolean) => {
      const balance = balanceThresholds(layers, images, count, steps, { thresholdFactor: 1.5 });
      const own = corrected ? balance : { ...balance, corrections: [] };
      const network = convert(layers, own, steps, 'x', { thresholdFactor: 1.5 });
      const dynamics = new SpikeDynamics(network, 1);
      const sums = [0, 0, 0, 0];
      for (let i = 0; i < count; i++) {
        const due = referenceForward(layers, image(i))[0]!;
        for (const [n, spikes] of dynamics.counts(image(i), 0).entries())
          sums[n % 4]! += Math.min(1, due[n]! / network.fullScales[0]!) * (steps - 1) - spikes;
      }
      return sums.reduce((sum, each) => sum + Math.abs(each), 0);
    };
    expect(missing(true)).toBeLessThan(0.5 * missing(false));
  });

  it.each(['loihi-2', 'speck-2', 'spinnaker-1'])(
    '%s: the same run twice, fewer synaptic events where they are higher, and neurons that have to be told',
    async (chip) => {
      const plain = await onChip(chip, 1);
      const higher = await onChip(chip, 1.5);
      const again = await onChip(chip, 1.5);
      expect(again.balance).toEqual(higher.balance);
      expect([...higher.placement.core]).toEqual([...plain.placement.core]);
      const events = ({ simulator }: typeof plain) =>
        Array.from({ length: 6 }, (_, i) => simulator.run(image(i), [steps])[0]!.counters.synapticEvents);
      expect(events(again)).toEqual(events(higher));
      const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
      expect(sum(events(higher))).toBeLessThan(sum(events(plain)));
      const { masked } = higher.simulator.run(image(0), [steps])[0]!.counters;
      // Four channels and eight of four by four, not the outputs.
      expect(masked).toBe(16 * 12);
      expect(plain.simulator.run(image(0), [steps])[0]!.counters.masked).toBe(0);
    },
  );

  it('cost what their events and their setting cost, cause by cause', async () => {
    const { target, simulator } = await onChip('speck-2', 1.25);
    const { counters } = simulator.run(image(1), [steps])[0]!;
    const speck = await loadTarget('speck-2', 'rate');
    const point = { id: 'x', levels: [1], gates: [null], steps, thresholdFactor: 1.25 };
    const plan = { network: smallNetwork(3), unit: 'speck-2', numericForm: 'rate', point } as const;
    const spikeCounters = Float64Array.from(chipCounterNames, (name) => counters[name]);
    const stages = speck.lower(plan, { activeInputs: [], effectiveMacs: [], spikeCounters });
    const { timeS, knownJ } = chipTotals(chipCost(target, counters, steps));
    const set = maskCost(target, counters);
    expect(set.writesJ).toBeGreaterThan(0);
    const joules = stages.flatMap((stage) => Object.values(stage.joules)).reduce((a, b) => a + b, 0);
    expect(joules).toBeCloseTo(knownJ + set.writesJ + set.staticJ, 15);
    const ns = stages.reduce((sum, { durationNs }) => sum + durationNs, 0);
    expect(ns).toBe(Math.round(timeS * 1e9) + Math.round(set.timeS * 1e9));
  });

  it('are points of pruned levels with a balance of their own; one is not gone on with from another', () => {
    const points = chipPoints(smallNetwork(3), 'rate', 3, [0, 1, 2]);
    const scaled = points.filter(({ thresholdFactor }) => thresholdFactor !== undefined);
    const names = (level: number) =>
      ['h110', 'h125', 'h150', 'h200'].flatMap((h) => [32, 16].map((t) => `L${level}-t${t}-${h}`));
    expect(scaled.map(({ id }) => id)).toEqual([...names(1), ...names(2)]);
    expect(chipPoints(smallNetwork(3), 'sigma-delta', 3).some((p) => p.thresholdFactor)).toBe(false);
    const groups = maskGroups(points).map(({ group }) => group.map((p) => points[p]!.id));
    expect(groups).toContainEqual(names(2).slice(2, 4));
    const options = points.map((point) => ({ network: 'small', unit: 'chip', plan: { point } }));
    for (const { from, to } of continuedPairs(options as never, 'test'))
      expect(points[from]!.thresholdFactor).toBe(points[to]!.thresholdFactor);
    expect(hashPoints(scaled)).not.toBe(
      hashPoints(scaled.map((point) => ({ ...point, thresholdFactor: 1.2 }))),
    );
  });

  it('of a network without a ladder are scaled too', () => {
    expect(chipPoints({ ladder: null }, 'rate', 3).map(({ id }) => id)).toContain('dense-t16-h125');
    const layers = layersOf(3);
    const how = { form: 'rate', weightBits: 8, steps } as const;
    expect(balanceOf(layers, how, images, 8, false, {})).toEqual(
      balanceOf(layers, how, images, 8, false, { thresholdFactor: 1 }),
    );
  });
});
