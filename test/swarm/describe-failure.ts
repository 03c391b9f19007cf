import type { SeedReport } from './run-seed.ts';

/** What a person needs of a seed that breaks an invariant: one command that runs it again, what is broken, what was drawn. */
export function describeFailure({ seed, violations, scenario }: SeedReport): string[] {
  const broken = new Set(violations.map(({ invariant }) => invariant));
  return [
    `seed ${seed} breaks ${[...broken].join(', ')}; again: npm run swarm -- --runs 1 --seed ${seed}`,
    ...violations.map(({ invariant, text }) => `  ${invariant}: ${text}`),
    ...scenario.map((line) => `    ${line}`),
  ];
}
