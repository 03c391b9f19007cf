import { isDeepStrictEqual } from 'node:util';
import type { Profile } from '../../targets/profile-schema.ts';
import { type CpuFacts, chipFactsOf } from './cpu-facts.ts';

/**
 * The facts with those of a board of one's own, which take the place of a shipped chip of its name; the same object where
 * they say nothing new, so that what was fitted with it serves again.
 */
export function cpuFactsWith(facts: CpuFacts, own: Profile | undefined): CpuFacts {
  if (own?.class !== 'sbc-cpu' && own?.class !== 'phone' && own?.class !== 'server-cpu') return facts;
  const id = own.chip ?? own.id;
  const chip = chipFactsOf(own);
  return isDeepStrictEqual(facts.chips[id], chip)
    ? facts
    : { ...facts, chips: { ...facts.chips, [id]: chip } };
}
