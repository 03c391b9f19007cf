/** Why a joule was spent. Every joule in the ledger has a component (a unit) and one of these causes. */
export const causes = [
  'compute',
  'memory',
  'overhead',
  'io',
  'policy',
  'static',
  'idle',
  'sleep',
  'wake',
  'sensor',
  'clock',
] as const;
export type Cause = (typeof causes)[number];

/** Joules by cause; a cause that is absent spent nothing. */
export type JoulesByCause = Partial<Record<Cause, number>>;
