import type { NetworkGraph } from '../network/network-graph.ts';
import type { StorageRule } from './memory-needs.ts';

/** A change to how a network lies in memory. */
export interface StorageAlternative {
  readonly name: string;
  readonly rule: StorageRule;
}

/**
 * Changes that make a network smaller, the smallest first: one sample at a time, 8 bits, both; then the levels of its
 * ladder from the densest on, kept as 4x1 blocks, as they are and in 8 bits.
 * @param ruleOf how the network is stored in numbers of so many bytes, so many samples at once
 */
export function storageAlternatives(
  network: NetworkGraph,
  bytesPerValue: number,
  batch: number,
  ruleOf: (bytesPerValue: number, batch: number) => StorageRule,
): StorageAlternative[] {
  const plain: StorageAlternative[] = [
    ...(batch > 1 ? [{ name: 'batch 1', rule: ruleOf(bytesPerValue, 1) }] : []),
    ...(bytesPerValue > 1 ? [{ name: 'precision int8', rule: ruleOf(1, batch) }] : []),
    ...(batch > 1 && bytesPerValue > 1 ? [{ name: 'batch 1 and precision int8', rule: ruleOf(1, 1) }] : []),
  ];
  const bases = [{ name: '', rule: ruleOf(bytesPerValue, batch) }, ...plain.slice(-1)];
  const levels = network.ladder?.levels.map((_, level) => level).slice(1) ?? [];
  return [
    ...plain,
    ...bases.flatMap(({ name, rule }) =>
      levels.map((ladderLevel) => ({
        name: `${name}${name ? ' and ' : ''}level ${ladderLevel} of its ladder in 4x1 blocks`,
        rule: { ...rule, ladderLevel },
      })),
    ),
  ];
}
