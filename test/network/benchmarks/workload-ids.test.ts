import { describe, expect, it } from 'vitest';
import { benchmarkNetwork } from '../../../sim/network/benchmarks/benchmark-network.ts';
import { networkTotals } from '../../../sim/network/benchmarks/network-totals.ts';
import { workloadIds } from '../../../sim/network/benchmarks/workload-ids.ts';
import { publishedWorkloads } from './published-workloads.ts';

const matchOf = (name: string) => {
  const match = workloadIds.get(name);
  if (!match) throw new Error(`no entry for workload ${name}`);
  return match;
};

describe('workloads of published measurements', () => {
  it.each(publishedWorkloads.map((row) => [row[0], row] as const))(
    '%s is a network, or said not to be',
    (_, row) => {
      const [name, macs, params] = row;
      const match = matchOf(name);
      if ('unmapped' in match) {
        expect(match.unmapped.length).toBeGreaterThan(20);
        expect(macs).toBeUndefined();
        return;
      }
      const found = networkTotals(benchmarkNetwork(match.id));
      if (macs !== undefined) expect([found.macs, found.params]).toEqual([macs, params]);
      else expect(found.macs).toBeGreaterThan(0);
    },
  );

  it('leaves out only what was not published or has no count for each inference', () => {
    const left = publishedWorkloads.map(([name]) => name).filter((name) => 'unmapped' in matchOf(name));
    expect(left.filter((name) => !/ open \(/.test(name))).toEqual([
      'Deci NAS ResNet-50 replacement',
      'GPT-J 6B summarisation',
      'LLM single-batch decode, 40% activation sparsity',
      'LLM single-batch decode, 50% activation sparsity',
      'Llama-2-70B depth-pruned',
      'MPT-7B 60% sparse + int8 vs dense fp32',
      'OPT-175B decode, contextual sparsity',
    ]);
    expect(left.filter((name) => / open \(/.test(name))).toHaveLength(7);
  });

  it('names networks that exist, and says where a row is pruned', () => {
    for (const [name, match] of workloadIds) {
      if ('unmapped' in match) continue;
      expect(benchmarkNetwork(match.id).name).toBe(match.id);
      if (/pruned|sparse\b|sparsity|sparse_/.test(name)) expect(match.note, name).toMatch(/pruned/);
    }
  });
});
