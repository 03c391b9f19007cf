import type { ChipFacts, CpuFacts } from './cpu-facts.ts';

const known = new WeakMap<CpuFacts, CpuFacts>();

function oneCoreOf(chip: ChipFacts): ChipFacts {
  const share = (part: ChipFacts['cores']) => ({ ...part, value: part.value / chip.cores.value });
  return {
    clock: chip.clock,
    cores: { ...chip.cores, value: 1 },
    coresPerL2: { ...chip.coresPerL2, value: 1 },
    lastLevelCache: share(chip.lastLevelCache),
    dramBandwidth: share(chip.dramBandwidth),
  };
}

/** The same chips with one core each, and its share of the last cache and of the memory: one stream of many. */
export function oneCore(facts: CpuFacts): CpuFacts {
  const before = known.get(facts);
  if (before) return before;
  const chips = Object.fromEntries(Object.entries(facts.chips).map(([id, chip]) => [id, oneCoreOf(chip)]));
  const single = { cores: facts.cores, chips };
  known.set(facts, single);
  return single;
}
