import type { ScenarioFile } from './scenario-schema.ts';
import type { CellInput } from './simulate/cell-input.ts';

/**
 * A cell's input with the streams of its scenario. One stream alone is a cell whose requests are all alike, with the
 * limits and the deadline of that stream.
 */
export function withStreams(input: CellInput, { streams, objective }: ScenarioFile): CellInput {
  if (!streams) return input;
  const of = streams.of.map(({ accuracyFloor, missBudget, ...stream }) => ({
    ...stream,
    accuracyFloor: accuracyFloor ?? objective.accuracyFloor,
    missBudget: missBudget ?? objective.missBudget,
  }));
  const [only] = of;
  if (of.length > 1) return { ...input, streams: { of, overrun: streams.overrun } };
  const { deadlineMs, deadlineFactor } = input;
  return {
    ...input,
    deadlineFactor: deadlineFactor * only!.deadlineTimes,
    ...(deadlineMs === undefined ? {} : { deadlineMs: deadlineMs * only!.deadlineTimes }),
    accuracyFloor: only!.accuracyFloor,
    missBudget: only!.missBudget,
  };
}
