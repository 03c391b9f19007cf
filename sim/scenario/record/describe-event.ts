import { type Cause, causes } from '../../energy/cause.ts';
import type { PolicyRunHandle } from '../simulate/open-policy-run.ts';
import { segmentJ } from '../simulate/option-costs.ts';
import type { Interval } from '../simulate/unit-intervals.ts';
import { laneKindOf, laneKinds } from './lane.ts';
import type { RequestEnds } from './request-ends.ts';
import type { RunEvent } from './run-window.ts';

/** An interval, its unit, and the part of its joules that is not of something without duration. */
export type KeptInterval = Interval & { readonly unit: number; readonly ownJ: number };

/** What is needed of a run. */
export type WatchableRun = Pick<PolicyRunHandle, 'system' | 'trace' | 'optionIds' | 'run'>;

/** Differences below this share of an interval's joules come from rounding. */
const rounding = 1e-9;

const causeOf: Readonly<Record<Exclude<RunEvent['kind'], 'run' | 'off'>, Cause>> = {
  idle: 'idle',
  sleep: 'sleep',
  wake: 'wake',
  decide: 'policy',
  clock: 'clock',
  review: 'policy',
};

/** An interval with its names, its joules by cause, and what became of its request. */
export function describeEvent(handle: WatchableRun, interval: KeptInterval, ends: RequestEnds): RunEvent {
  const { system, trace, optionIds } = handle;
  const { unit, fromNs, toNs, joules, option, segment, request, state } = interval;
  const kind = laneKinds[laneKindOf(interval)]!;
  return {
    unit,
    kind,
    fromNs,
    toNs,
    joules,
    byCause: byCauseOf(handle, interval, kind),
    state: state < 0 ? null : system.units[unit]!.powerStates[state]!.name,
    option: option < 0 ? null : optionIds[option]!,
    segment: segment < 0 ? null : { number: segment + 1, of: system.options[option]!.segments.length },
    request:
      request < 0
        ? null
        : {
            number: request,
            sample: trace.sample[request]!,
            arrivalNs: trace.timeNs[request]!,
            endNs: ends.endNs[request]!,
            outcome: ends.outcome(request),
          },
  };
}

function byCauseOf(
  { system, trace }: WatchableRun,
  { joules, ownJ, option, segment, request }: KeptInterval,
  kind: RunEvent['kind'],
): RunEvent['byCause'] {
  const besideJ = joules - ownJ;
  const beside = besideJ > rounding * joules ? [{ cause: 'beside' as const, joules: besideJ }] : [];
  if (kind === 'off') return beside;
  if (kind !== 'run') return [{ cause: causeOf[kind], joules: ownJ }, ...beside];
  const ran = system.options[option]!.segments[segment]!;
  const { stride, causes: spending, joules: spentJ } = ran;
  const sample = trace.sample[request]!;
  const plainJ = segmentJ(ran, sample);
  if (Math.abs(ownJ - plainJ) > rounding * plainJ) return null;
  const row = stride * sample * spending.length;
  return [...spending.map((cause, at) => ({ cause: causes[cause]!, joules: spentJ[row + at]! })), ...beside];
}
