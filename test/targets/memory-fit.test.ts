import { describe, expect, it } from 'vitest';
import type { OperatingPoint } from '../../sim/sparsity/operating-point.ts';
import { loadTarget } from '../../sim/targets/load-target.ts';
import { memoryFit } from '../../sim/targets/memory-fit.ts';
import { residentWeights } from '../../sim/targets/resident-weights.ts';
import { randomLadderNetwork, randomNetwork } from '../helpers/tiny-network.ts';

const network = randomLadderNetwork(1);
const layers = network.ladder!.layers;
const point = (level: number, gate: number | null = null): OperatingPoint => ({
  id: `L${level}`,
  levels: layers.map(() => level),
  gates: layers.map(() => gate),
});
const form = { bytesPerWeight: 1, bytesPerChannel: 12, bytesPerIndex: 2, bytesPerRowPointer: 4 };
const total = (list: readonly { bytes: number }[]) => list.reduce((sum, entry) => sum + entry.bytes, 0);

describe('residentWeights', () => {
  it('holds one masked copy a level under a dense runtime', () => {
    const one = residentWeights(network, [point(0)], form, 'dense', false);
    const three = residentWeights(network, [point(0), point(2), point(4)], form, 'dense', false);
    for (const entry of three) {
      const single = one.find((other) => other.node === entry.node)!;
      const times = layers.some((layer) => layer.node === entry.node) ? 3 : 1;
      expect(entry.bytes).toBe(times * single.bytes);
    }
  });

  it('holds each block once whatever the number of sparser levels', () => {
    const conv = layers[1]!;
    const bytes = (points: OperatingPoint[]) =>
      residentWeights(network, points, form, 'blocks-4x1', true).find((entry) => entry.node === conv.node)!
        .bytes;
    const blockRows = Math.ceil(conv.rows / 4);
    const perLevel = blockRows * 4 + conv.rows * 12;
    expect(bytes([point(1)])).toBe(conv.levelEnds[1]! * 6 + perLevel);
    expect(bytes([point(1), point(3)]) - bytes([point(1)])).toBe(perLevel);
    expect(bytes([point(0), point(1)]) - bytes([point(1)])).toBe(conv.rows * conv.cols + conv.rows * 12);
    // A gated point needs the blocks a second time, ordered by input column.
    expect(bytes([point(1), point(1, 0)]) - bytes([point(1)])).toBe(conv.levelEnds[1]! * 6 + conv.cols * 4);
  });

  it('grows with the set of resident points', () => {
    const all = network.ladder!.levels.map((_, level) => point(level));
    for (let n = 1; n < all.length; n++)
      for (const kernels of ['dense', 'blocks-4x1'] as const)
        expect(total(residentWeights(network, all.slice(0, n + 1), form, kernels, true))).toBeGreaterThan(
          total(residentWeights(network, all.slice(0, n), form, kernels, true)),
        );
  });
});

describe('fit', () => {
  it('takes the shipped architecture on both boards', async () => {
    const points = network.ladder!.levels.map((_, level) => point(level));
    for (const [id, runtime] of [
      ['nucleo-l4r5zi', 'x-cube-ai-9.0'],
      ['nucleo-l4r5zi', 'sparsewatt-4x1'],
      ['nucleo-u575zi-q', 'x-cube-ai-10.2'],
    ] as const) {
      const target = await loadTarget(id, runtime);
      const fit = target.fit({ network, unit: 'mcu', numericForm: 'int8', point: points[0]! }, points);
      expect(fit.refusal).toBeNull();
      expect(fit.fits).toBe(true);
      expect(fit.peakMemoryBytes).toBe(fit.memories.reduce((sum, memory) => sum + memory.neededBytes, 0));
    }
  });

  it('counts the work buffer of a gated point, whichever point the plan names', async () => {
    const target = await loadTarget('nucleo-l4r5zi', 'sparsewatt-4x1');
    const [open, gated] = [point(1), point(1, 0)];
    const bytes = (first: OperatingPoint, ...points: OperatingPoint[]) =>
      target.fit({ network, unit: 'mcu', numericForm: 'int8', point: first }, points).peakMemoryBytes;
    expect(bytes(open, open, gated)).toBe(bytes(gated, gated, open));
    expect(bytes(open, open, gated)).toBeGreaterThanOrEqual(bytes(gated, gated));
    expect(bytes(open, open)).toBeLessThan(bytes(gated, gated));
  });

  it('refuses a network too large for the flash and names the first layer that does not fit', async () => {
    const large = randomNetwork(1, 3);
    const dense: OperatingPoint = { id: 'dense', levels: [], gates: [] };
    const target = await loadTarget('nucleo-l4r5zi', 'x-cube-ai-9.0');
    const fit = target.fit({ network: large, unit: 'mcu', numericForm: 'int8', point: dense }, [dense]);
    expect(fit.fits).toBe(false);
    expect(fit.refusal).toMatchObject({ layer: 'conv5', memory: 'flash', availableBytes: 2 * 1024 * 1024 });
    expect(fit.refusal!.neededBytes).toBeGreaterThan(fit.refusal!.availableBytes);
    const server = await loadTarget('xeon-8380', 'openvino-int8');
    expect(server.fit({ network: large, unit: 'cpu', numericForm: 'fp32', point: dense }, [dense]).fits).toBe(
      true,
    );
  });

  it('refuses activations that do not fit at once, layer by layer', () => {
    const memory = { name: 'sram', availableBytes: 100, reservedBytes: 20, mode: 'peak' as const };
    const demands = [
      { node: 'a', bytes: 60 },
      { node: 'b', bytes: 81 },
      { node: 'c', bytes: 500 },
    ];
    expect(memoryFit([{ ...memory, demands }]).refusal).toEqual({
      layer: 'b',
      memory: 'sram',
      neededBytes: 101,
      availableBytes: 100,
    });
    expect(memoryFit([{ ...memory, demands: demands.slice(0, 1) }])).toMatchObject({
      fits: true,
      peakMemoryBytes: 80,
    });
    expect(memoryFit([{ ...memory, mode: 'sum', demands: demands.slice(0, 2) }]).refusal).toMatchObject({
      layer: 'b',
      neededBytes: 161,
    });
  });

  it('refuses what is always taken where that alone is too much, and nothing of the network asks for more', () => {
    const memory = { name: 'flash', availableBytes: 100, reservedBytes: 120, mode: 'sum' as const };
    const refusal = { layer: 'code and stack', memory: 'flash', neededBytes: 120, availableBytes: 100 };
    expect(memoryFit([{ ...memory, demands: [] }])).toMatchObject({ fits: false, refusal });
    expect(memoryFit([{ ...memory, reservedBytes: 100, demands: [] }]).fits).toBe(true);
  });
});
