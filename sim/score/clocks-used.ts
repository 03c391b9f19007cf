import type { CellRun } from '../scenario/simulate/cell-run.ts';
import type { RequestRun } from '../scenario/simulate/request-run.ts';
import { governorClocks } from '../targets/clocks/governor-clocks.ts';
import { sum } from './aggregate.ts';

/** Clocks that passes ran at under a governor. */
export interface ClocksUsed {
  /** Slowest first. */
  readonly shares: readonly { readonly mhz: number; readonly passShare: number }[];
  /** Changes of the clock, over all seeds. */
  readonly changes: number;
}

/** Of a policy's runs over all seeds; null without a governor or a pass. */
export function clocksUsed({ target }: CellRun, runs: readonly RequestRun[]): ClocksUsed | null {
  const { governor, units } = target;
  const clocks = units[0]!.clocks;
  if (!governor || !clocks) return null;
  const { first } = governorClocks(governor, clocks);
  const passes = clocks.hz.map((_, c) =>
    sum(runs.map((r) => r.clocks?.passes[c] ?? (c === first ? sum([...r.passes]) : 0))),
  );
  const all = sum(passes);
  if (all === 0) return null;
  return {
    shares: clocks.hz.map((hz, c) => ({ mhz: hz / 1e6, passShare: passes[c]! / all })),
    changes: sum(runs.map((r) => r.clocks?.changes ?? 0)),
  };
}
