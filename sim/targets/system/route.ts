import type { SystemProfile } from './profile-schema.ts';

/** Links from a unit to another along their directions, the fewest; null where none lead there. */
export function route(profile: SystemProfile, from: string, to: string): SystemProfile['links'] | null {
  const paths: { at: string; links: SystemProfile['links'] }[] = [{ at: from, links: [] }];
  const seen = new Set([from]);
  for (const path of paths) {
    if (path.at === to) return path.links;
    for (const link of profile.links) {
      if (link.from !== path.at || seen.has(link.to)) continue;
      seen.add(link.to);
      paths.push({ at: link.to, links: [...path.links, link] });
    }
  }
  return null;
}
