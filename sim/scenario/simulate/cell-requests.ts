import type { OutcomeTable } from '../../sparsity/outcome-table.ts';
import type { ArrivalShape } from '../../workload/arrivals/arrival-shape.ts';
import { arrivalTimes } from '../../workload/arrivals/arrival-times.ts';
import { type RequestTrace, requestTrace } from '../../workload/arrivals/request-trace.ts';
import type { CellInput } from './cell-input.ts';
import { drawStreams } from './streams/draw-streams.ts';

/** Mean time between the requests of a cell, ns: from its rate, or from its load of the dense network. */
export function cellGapNs({ arrivals, denseLoad }: CellInput, denseServiceNs: number): number {
  return arrivals.ratePerS === undefined ? denseServiceNs / denseLoad : 1e9 / arrivals.ratePerS;
}

/**
 * The requests of one seed, and what they show.
 * @param pilot for choices before the score: of a recording they may know the mean rate alone
 * @throws RangeError where a recording asks for a sample that the table lacks
 */
export function cellRequests(
  input: CellInput,
  meanGapNs: number,
  table: OutcomeTable,
  seed: number,
  pilot: boolean,
): RequestTrace {
  const horizonNs = Math.round(input.horizonS * 1e9);
  const shape = shapeOf(input);
  const drawn = pilot && shape.kind === 'trace' ? ({ kind: 'poisson' } as const) : shape;
  const timeNs = arrivalTimes(drawn, meanGapNs, horizonNs, seed);
  const plain = requestTrace(timeNs, table.conditions, input.conditionDwellS * 1e9, horizonNs, seed);
  const shares = input.streams?.of.map(({ share }) => share);
  const trace = shares ? { ...plain, stream: drawStreams(timeNs.length, shares, seed) } : plain;
  if (drawn.kind !== 'trace') return trace;
  const loop = drawn.samplesPerQuery === undefined ? {} : { samplesPerQuery: drawn.samplesPerQuery };
  if (drawn.sample === undefined) return { ...trace, ...loop };
  const sample = drawn.sample.slice(0, timeNs.length);
  const odd = sample.findIndex((index) => index >= table.sampleCount);
  if (odd >= 0)
    throw new RangeError(
      `request ${odd} of the recording shows sample ${sample[odd]}; the table has 0 to ${table.sampleCount - 1}`,
    );
  return { ...trace, ...loop, sample };
}

function shapeOf({ arrivals }: CellInput): ArrivalShape {
  if (arrivals.shape) return arrivals.shape;
  return {
    kind: 'motion-triggered',
    activeShare: arrivals.activeShare,
    meanMotionNs: arrivals.meanMotionS * 1e9,
    pattern: arrivals.pattern ?? 'periodic',
    jitter: arrivals.jitter ?? 0.2,
  };
}
