import type { OptionCosts } from '../option-costs.ts';
import type { StreamsInput } from './stream-settings.ts';

/** What a run needs of several streams; `RequestTrace.stream` says to which each request belongs. */
export interface SimulatedStreams {
  /** [stream] */
  readonly deadlineNs: readonly number[];
  /** [stream] whether it is of high criticality. */
  readonly high: readonly boolean[];
  readonly low: 'drop' | 'degrade';
  /** By number of a pass (`withPasses`): time above which one of high criticality overruns, ns. */
  readonly budgetNs: readonly number[];
  /** Options that may be degraded to, by mean time on validation data, shortest first. */
  readonly fastFirst: readonly number[];
}

/**
 * @param passes costs on validation data by number of a pass, those of the options first
 * @param choices indices of the options that are in memory together
 */
export function simulatedStreams(
  { of, overrun }: StreamsInput,
  deadlineNs: number,
  passes: readonly OptionCosts[],
  choices: readonly number[],
): SimulatedStreams {
  const meanNs = passes.map(({ meanServiceNs }) => meanServiceNs);
  return {
    deadlineNs: of.map(({ deadlineTimes }) => Math.round(deadlineNs * deadlineTimes)),
    high: of.map(({ criticality }) => criticality === 'high'),
    low: overrun.low,
    budgetNs: meanNs.map((ns) => overrun.budget * ns),
    fastFirst: [...choices].sort((a, b) => meanNs[a]! - meanNs[b]! || a - b),
  };
}
