import { knownFeatures } from './known-features.ts';
import type { SeedReport } from './run-seed.ts';

/** How many seeds had each feature. */
export class Coverage {
  private readonly counts = new Map<string, number>();
  private seeds = 0;

  add({ features }: SeedReport): void {
    this.seeds++;
    for (const feature of features) this.counts.set(feature, (this.counts.get(feature) ?? 0) + 1);
  }

  /** Every feature with its count, known ones that were not drawn included. */
  entries(): [feature: string, count: number][] {
    const names = new Set([...Object.keys(knownFeatures), ...this.counts.keys()]);
    return [...names].sort().map((feature) => [feature, this.counts.get(feature) ?? 0]);
  }

  /** Features that were drawn less often than they should in so many seeds, with their counts; unknown ones too. */
  faults(): string[] {
    return this.entries().flatMap(([feature, count]) => {
      const perThousand = knownFeatures[feature];
      if (perThousand === undefined) return [`${feature}: not in the list of known features`];
      const least = Math.floor((perThousand * this.seeds) / 1000);
      return count < least
        ? [`${feature}: in ${count} of ${this.seeds} seeds, at least ${least} were due`]
        : [];
    });
  }
}
