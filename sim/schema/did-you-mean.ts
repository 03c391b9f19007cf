import { editDistance } from './edit-distance.ts';

/** The allowed word that the user most likely meant, or null where none is near (a third of its letters differ). */
export function didYouMean(word: string, allowed: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  const lower = word.toLowerCase();
  for (const candidate of allowed) {
    const distance = editDistance(word, candidate);
    const limit = Math.floor(Math.max(word.length, candidate.length) / 3);
    // Someone who types the beginning or a distinct part of a long name means that name.
    const part = lower.length >= 3 && candidate.toLowerCase().includes(lower);
    const score = distance <= limit ? distance : part ? limit + 1 : Number.POSITIVE_INFINITY;
    if (score < bestDistance) {
      best = candidate;
      bestDistance = score;
    }
  }
  return best;
}
