import type { CoreFacts } from '../../targets/board-cpu/core-facts-schema.ts';
import type { BoardCpuProfile } from '../../targets/board-cpu/profile-schema.ts';
import type { CpuProfile } from '../../targets/cpu/profile-schema.ts';

/** What a data sheet says of one chip and its board. */
export type ChipFacts = Pick<
  BoardCpuProfile,
  'cores' | 'clock' | 'little' | 'coresPerL2' | 'lastLevelCache' | 'dramBandwidth' | 'powerModes'
>;

/** What is known of CPUs without a measurement: cores by family, chips by chip id. */
export interface CpuFacts {
  readonly cores: Readonly<Record<string, CoreFacts>>;
  readonly chips: Readonly<Record<string, ChipFacts>>;
}

/** Facts of the chip that a profile describes; of a server's socket the level-two caches together. */
export function chipFactsOf(profile: BoardCpuProfile | CpuProfile): ChipFacts {
  if (profile.class !== 'server-cpu') return profile;
  const { cores, clock, l2, dramBandwidth } = profile;
  const coresPerL2 = { ...cores, value: 1 };
  return {
    cores,
    clock,
    coresPerL2,
    dramBandwidth,
    lastLevelCache: { ...l2, value: l2.value * cores.value },
  };
}
