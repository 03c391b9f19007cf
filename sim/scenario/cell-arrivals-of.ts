import type { RecordedArrivals } from '../workload/arrivals/arrival-shape.ts';
import { recordedGapNs } from '../workload/arrivals/recorded.ts';
import type { ArrivalsFile } from './arrivals-schema.ts';
import type { CellInput } from './simulate/cell-input.ts';

/** The part of a cell's input that says how requests come. */
type CellArrivals = Pick<CellInput, 'arrivals' | 'denseLoad'>;

/**
 * @param pace one of `arrivalPaces` @param recording of a `trace`
 * @param ofClass share and length of windows of motion of the target's class
 */
export function cellArrivalsOf(
  arrivals: ArrivalsFile,
  pace: number,
  recording: RecordedArrivals | null,
  ofClass: { readonly activeShare?: number | undefined; readonly meanMotionS?: number | undefined },
): CellArrivals {
  if (arrivals.process === 'motion-triggered')
    return {
      denseLoad: pace,
      arrivals: {
        activeShare: ofClass.activeShare!,
        meanMotionS: ofClass.meanMotionS ?? arrivals.meanMotionS,
        pattern: arrivals.pattern,
        jitter: arrivals.jitter,
      },
    };
  const always = { activeShare: 1, meanMotionS: 1 };
  if (arrivals.process === 'trace') {
    const ratePerS = (1e9 / recordedGapNs(recording!)) * pace;
    return { denseLoad: pace, arrivals: { ...always, shape: recording!, ratePerS } };
  }
  const shape = shapeOf(arrivals);
  if (arrivals.loads !== undefined) return { denseLoad: pace, arrivals: { ...always, shape } };
  return { denseLoad: pace, arrivals: { ...always, shape, ratePerS: pace } };
}

function shapeOf(arrivals: Exclude<ArrivalsFile, { process: 'motion-triggered' | 'trace' }>) {
  switch (arrivals.process) {
    case 'periodic':
      return { kind: 'periodic', jitter: arrivals.jitter } as const;
    case 'poisson':
      return { kind: 'poisson' } as const;
    case 'gamma':
      return { kind: 'gamma', variation: arrivals.variation } as const;
    case 'mmpp': {
      const states = arrivals.states.map(({ rate, meanStayS }) => ({ rate, meanStayNs: meanStayS * 1e9 }));
      return { kind: 'mmpp', states } as const;
    }
    case 'diurnal': {
      const { hourlyRates, startHour } = arrivals;
      return { kind: 'diurnal', hourly: hourlyRates, startHour } as const;
    }
  }
}
