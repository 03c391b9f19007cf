import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchmarkNetwork } from '../../sim/network/benchmarks/benchmark-network.ts';
import { denseWork } from '../../sim/network/dense-work.ts';
import { liveActivations } from '../../sim/network/live-activations.ts';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { type MemoryBudget, memoryNeeds, type StorageRule } from '../../sim/predict/memory-needs.ts';
import { storageAlternatives } from '../../sim/predict/storage-alternatives.ts';

const network = benchmarkNetwork('mlperf-tiny-vww');
const rule: StorageRule = { bytesPerValue: 1, bytesPerChannel: 12, workBytesPerDepth: 4, batch: 1 };
const budgets = (flash: number, sram: number): MemoryBudget[] => [
  { name: 'flash', availableBytes: flash, reservedBytes: 1000, holds: 'weights' },
  { name: 'sram', availableBytes: sram, reservedBytes: 500, holds: 'activations' },
];

describe('the memory that a network needs', () => {
  it('is there exactly where no refusal is, and the refusal names an operator of the network', () => {
    const nodes = new Set(denseWork(network).map((work) => work.node));
    fc.assert(
      fc.property(fc.nat(400_000), fc.nat(120_000), (flash, sram) => {
        const { memories, refusal } = memoryNeeds(network, budgets(flash, sram), rule, []);
        expect(memories.every((memory) => memory.neededBytes <= memory.availableBytes)).toBe(
          refusal === null,
        );
        if (refusal) {
          expect(nodes).toContain(refusal.layer);
          expect(refusal.neededBytes).toBeGreaterThan(refusal.availableBytes);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('grows with the batch and the width of numbers, and holds what is alive at once', () => {
    const arena = (change: Partial<StorageRule>) =>
      memoryNeeds(network, budgets(1e9, 1e9), { ...rule, ...change }, []).memories[1]!.arenaBytes;
    const live = Math.max(...liveActivations(network).map(({ values }) => values));
    expect(arena({})).toBeGreaterThanOrEqual(live);
    expect(arena({ batch: 2 })).toBeGreaterThan(1.9 * arena({}));
    expect(arena({ bytesPerValue: 4 })).toBeGreaterThan(3.5 * arena({}));
  });

  it('proposes the first change that fits', () => {
    const half = { ...rule, bytesPerValue: 1 };
    const { refusal } = memoryNeeds(network, budgets(300_000, 120_000), { ...rule, bytesPerValue: 4 }, [
      { name: 'fp16', rule: { ...rule, bytesPerValue: 2 } },
      { name: 'int8', rule: half },
    ]);
    expect(refusal!.wouldFitWith).toBe('int8');
  });

  it('of a ladder shrinks level by level, and the densest level that fits is proposed', async () => {
    const ladder = await loadNetwork(join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx'));
    const weights = (ladderLevel: number) =>
      memoryNeeds(ladder, budgets(1e9, 1e9), { ...rule, ladderLevel }, []).memories[0]!.weightBytes;
    const levels = ladder.ladder!.levels.map((_, level) => weights(level));
    for (let level = 1; level < levels.length; level++)
      expect(levels[level]!).toBeLessThan(levels[level - 1]!);
    const alternatives = storageAlternatives(ladder, 1, 1, () => rule);
    for (const level of [1, 2, 4]) {
      const flash = 1000 + levels[level]!;
      expect(memoryNeeds(ladder, budgets(flash, 1e9), rule, alternatives).refusal!.wouldFitWith).toBe(
        `level ${level} of its ladder in 4x1 blocks`,
      );
    }
  });
});
