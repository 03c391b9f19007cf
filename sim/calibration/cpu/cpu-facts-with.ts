import type { Profile } from '../../targets/profile-schema.ts';
import { type CpuFacts, chipFactsOf } from './cpu-facts.ts';

/** The facts with those of a board of one's own, which take the place of a shipped chip of its name. */
export function cpuFactsWith(facts: CpuFacts, own: Profile | undefined): CpuFacts {
  if (own?.class !== 'sbc-cpu' && own?.class !== 'phone' && own?.class !== 'server-cpu') return facts;
  return { cores: facts.cores, chips: { ...facts.chips, [own.chip ?? own.id]: chipFactsOf(own) } };
}
