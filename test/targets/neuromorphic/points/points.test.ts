import { describe, expect, it } from 'vitest';
import type { SpikingForm } from '../../../../sim/sparsity/outcome-table.ts';
import { loadChipTarget } from '../../../../sim/targets/neuromorphic/chip/load-chip-target.ts';
import { simulateClockless } from '../../../../sim/targets/neuromorphic/chip/simulate-clockless.ts';
import { simulateNetwork } from '../../../../sim/targets/neuromorphic/chip/simulate-network.ts';
import { floatLayers } from '../../../../sim/targets/neuromorphic/float-layers.ts';
import { placeOnChip } from '../../../../sim/targets/neuromorphic/mapper/place-on-chip.ts';
import { chipCost, chipTotals } from '../../../../sim/targets/neuromorphic/points/chip-cost.ts';
import { chipFit } from '../../../../sim/targets/neuromorphic/points/chip-fit.ts';
import { chipForms } from '../../../../sim/targets/neuromorphic/points/chip-forms.ts';
import { chipPoints } from '../../../../sim/targets/neuromorphic/points/chip-points.ts';
import { constantRange } from '../../../../sim/targets/neuromorphic/points/constant-range.ts';
import { balanceOf, convertedGraph } from '../../../../sim/targets/neuromorphic/points/converted-graph.ts';
import { PointSimulator } from '../../../../sim/targets/neuromorphic/points/point-simulator.ts';
import { referenceForward } from '../../../../sim/targets/neuromorphic/reference-forward.ts';
import { smallImages, smallNetwork, smallPoint } from '../small-network.ts';
import { chipCodes } from './published-codes.ts';

const network = smallNetwork(3);
const layers = floatLayers(network, smallPoint(1));
const images = smallImages(5, 24);
const image = (i: number) => images.subarray(64 * i, 64 * (i + 1));
const readings = [6, 10, 16];

async function simulated(chip: string, form: SpikingForm, times?: number) {
  const target = await loadChipTarget(chip, false);
  const how = { form, weightBits: 8, steps: 16 };
  const point = { id: 'small', ...(times ? { times } : {}) };
  const converted = convertedGraph(layers, how, balanceOf(layers, how, images, 24, false, point), point);
  const { placement } = placeOnChip(converted.graph, target);
  return { target, converted, placement, simulator: new PointSimulator(target, converted, placement) };
}

describe('points of converted networks on chips', () => {
  it.each<[chip: string, form: SpikingForm, times?: number]>([
    ['loihi-1', 'rate-zero'],
    ['loihi-1', 'latency', 8],
    ['loihi-2', 'latency', 8],
    ['loihi-2', 'rate'],
    ['loihi-2', 'rate-zero'],
    ['loihi-2', 'sigma-delta'],
    ['speck-2', 'rate'],
    ['spinnaker-1', 'rate'],
    ['spinnaker-2', 'sigma-delta'],
    ['brainscales-2', 'rate-zero'],
  ])('%s, %s: cost what the engine says of the same steps', async (chip, form, times) => {
    const { target, converted, placement, simulator } = await simulated(chip, form, times);
    // A latency code is silent in its first window, and read after the last.
    const read = form === 'latency' ? [18, 27] : readings;
    const runs = simulator.run(image(0), read);
    const frames = converted.input(image(0), read.at(-1)!);
    for (const [k, steps] of read.entries()) {
      const job = {
        ...target,
        graph: converted.graph,
        placement,
        steps,
        stimulus: {
          apply: (step: number, value: Float64Array, slotOf: Uint32Array) => {
            for (const [n, sent] of frames[step]!.entries()) if (sent !== 0) value[slotOf[n]!] = sent;
          },
        },
      };
      // Without a clock the next step comes when the chip rests: as in a run whose steps leave it the time to.
      const outcome = target.clockless
        ? simulateClockless({ ...job, stepS: 0.1 })
        : simulateNetwork({ ...job, timing: 'closed-form' });
      const { counters } = runs[k]!;
      const { timeS, knownJ } = chipTotals(chipCost(target, counters, steps));
      const totalS = target.clockless ? outcome.time.meshS : outcome.time.totalS;
      const staticJ = ((outcome.staticJ ?? 0) * totalS) / outcome.time.totalS;
      expect(timeS).toBeCloseTo(totalS, 11);
      expect((knownJ - (target.power.resetJ ?? 0)) / (outcome.dynamic.totalJ + staticJ)).toBeCloseTo(1, 6);
      expect(counters.spikes).toBeGreaterThan(0);
    }
  });

  it('more steps are never fewer events, nor less time', async () => {
    for (const form of ['rate', 'sigma-delta'] as const) {
      const { simulator } = await simulated('loihi-2', form);
      for (let i = 0; i < 5; i++) {
        const all = simulator.run(image(i), [2, 5, 9, 16]).map(({ counters }) => Object.values(counters));
        for (let k = 1; k < all.length; k++)
          for (const [c, value] of all[k]!.entries()) expect(value).toBeGreaterThanOrEqual(all[k - 1]![c]!);
        expect(all[3]![5]).toBeGreaterThan(0);
      }
    }
  });

  it.each<[SpikingForm, steps: number]>([
    ['sigma-delta', 4],
    ['folded', 4],
    ['rate', 48],
  ])('%s answers as the network does where that is sure, read after %i steps', async (form, steps) => {
    const target = await loadChipTarget('loihi-2', false);
    const how = { form, weightBits: 8, steps };
    const converted = convertedGraph(layers, how, balanceOf(layers, how, images, 24), { id: 'small' });
    const simulator = new PointSimulator(target, converted, placeOnChip(converted.graph, target).placement);
    let sure = 0;
    for (let i = 0; i < 24; i++) {
      const outputs = referenceForward(layers, image(i)).at(-1)!;
      const [first, second] = [...outputs].sort((a, b) => b - a);
      if (first! - second! < 0.25 * Math.abs(first!)) continue;
      sure++;
      expect(simulator.run(image(i), [steps])[0]!.topClass).toBe(outputs.indexOf(first!));
    }
    expect(sure).toBeGreaterThan(3);
  });

  it('levels have cores of their own, points of one level share them, and too many are refused', async () => {
    const target = await loadChipTarget('speck-2', false);
    const points = chipPoints(network, 'rate', 3, [0, 1, 2]);
    const bytes = (some: typeof points) => chipFit(network, some, target, 'rate').peakMemoryBytes;
    const [a, b] = [points.slice(0, 4), points.slice(4, 8)];
    expect(bytes(a)).toBe(bytes(a.slice(0, 1)));
    expect(bytes([...a, ...b])).toBe(bytes(a) + bytes(b));
    // Three layers a level, one a core, nine cores.
    expect(chipFit(network, points, target, 'rate').fits).toBe(true);
    const small = { ...target, design: { ...target.design, coreKind: new Uint8Array(8) } };
    const { fits, refusal } = chipFit(smallNetwork(4), points, { ...small, id: 'eight cores' }, 'rate');
    expect(fits).toBe(false);
    expect(refusal?.memory).toContain('9 cores for 3 levels, 8 there are');
  });

  it('a chip runs every code that is written of it; circuits that leak, and two compartments a neuron, are no points', async () => {
    const other = { 'loihi-1': ['rate'], 'brainscales-2': ['latency'] } as const;
    for (const { chip, codes } of chipCodes) {
      const forms = chipForms(await loadChipTarget(chip, false));
      const left: readonly string[] = other[chip as keyof typeof other] ?? [];
      expect(forms).toEqual(expect.arrayContaining(codes.filter((code) => !left.includes(code))));
      for (const form of left) expect(forms).not.toContain(form);
    }
  });

  it('an interval holds every sum of events whose constants stay in theirs', () => {
    const q = (value: number, low?: number, high?: number) =>
      ({ value, low, high, unit: 'ns', source: 'x', grade: 'estimated' }) as const;
    const parts = [q(2, 1, 3), q(5, 4, 20), q(7), q(0, 0, 9)];
    const { low, high } = constantRange(parts);
    const sum = (pick: (part: (typeof parts)[number]) => number) =>
      [3, 1, 4].reduce((total, n, i) => total + n * pick(parts[i]!), 0);
    const central = sum(({ value }) => value);
    expect(low * central).toBeLessThanOrEqual(sum((p) => p.low ?? p.value));
    expect(high * central).toBeGreaterThanOrEqual(sum((p) => p.high ?? p.value));
  });
});
