import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchmarkNetwork } from '../../sim/network/benchmarks/benchmark-network.ts';
import { denseWork } from '../../sim/network/dense-work.ts';
import { liveActivations } from '../../sim/network/live-activations.ts';
import { type MemoryBudget, memoryNeeds, type StorageRule } from '../../sim/predict/memory-needs.ts';

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
});
