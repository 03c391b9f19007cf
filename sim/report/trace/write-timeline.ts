import { ChromeTrace, type TraceArgs } from '../../engine/trace/chrome-trace.ts';
import type { SimulatedSystem } from '../../scenario/simulate/request-run.ts';
import { deadlineOf } from '../../scenario/simulate/streams/deadline-of.ts';
import type { Step, Timeline } from '../../scenario/simulate/timeline.ts';
import type { Interval } from '../../scenario/simulate/unit-intervals.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { powerSteps, sumSteps } from './power-steps.ts';

/** What a timeline is about, for the names in its trace. */
export interface TimelineSubject {
  /** Names the process. */
  readonly title: string;
  /** Shown as metadata. */
  readonly about: TraceArgs;
  readonly system: SimulatedSystem;
  readonly trace: RequestTrace;
  /** By option. */
  readonly optionIds: readonly string[];
}

/** How much a trace shows. */
export interface WrittenTimeline {
  readonly slices: number;
  readonly requests: number;
  /** Energy of the units in the window, J: what the power counters integrate to. */
  readonly energyJ: number;
}

/** Characters of a file that a record of a timeline takes at most, as the shipped scenario names things. */
export const charactersPerRecord = 320;

/**
 * Writes a closed timeline as a Chrome trace: a track of slices per unit, one of instants for requests, spans from
 * arrival to end, counters of power, of queues and of the battery, and arrows where a request changes units.
 * @param write takes the file piece by piece
 */
export function writeTimeline(
  timeline: Timeline,
  { title, about, system, trace, optionIds }: TimelineSubject,
  write: (text: string) => void,
): WrittenTimeline {
  const { fromNs, toNs } = timeline;
  const chrome = new ChromeTrace(write, about);
  const process = chrome.process(title, 0);
  const requests = chrome.track(process, 'requests', 0);
  const tracks = system.units.map(({ name }, unit) => chrome.track(process, name, unit + 1));
  const counter = (name: string, unit: string, steps: readonly Step[], scale = 1) => {
    const number = chrome.counter(process, name, unit);
    for (const { timeNs, value } of steps) chrome.count(number, timeNs, scale * value);
  };
  const clipped = (interval: Interval) => {
    const at = Math.max(fromNs, interval.fromNs);
    return { at, ns: Math.min(toNs, interval.toNs) - at };
  };

  const nameOf = ({ activity, option, segment, state }: Interval, unit: number): string => {
    if (activity === 'rest') return system.units[unit]!.powerStates[state]!.name;
    if (activity !== 'run') return activity;
    const { length } = system.options[option]!.segments;
    return length > 1 ? `${optionIds[option]} ${segment + 1}/${length}` : optionIds[option]!;
  };
  const argsOf = ({ activity, request, joules }: Interval): TraceArgs => {
    const energyJ = Number(joules.toPrecision(6));
    if (request < 0) return { energyJ };
    return activity === 'run' ? { request, image: trace.sample[request]!, energyJ } : { request, energyJ };
  };
  timeline.intervals.forEach((list, unit) => {
    for (const interval of list) {
      const { at, ns } = clipped(interval);
      const colour = interval.activity === 'rest' ? 'grey' : undefined;
      chrome.slice(tracks[unit]!, nameOf(interval, unit), at, ns, argsOf(interval), colour);
    }
  });
  writeMoves();
  const shown = writeRequests();

  const powers = timeline.intervals.map((list) => powerSteps(list, fromNs, toNs));
  powers.forEach((steps, unit) => {
    counter(`power of ${system.units[unit]!.name}`, 'W', steps);
  });
  counter('power, all units', 'W', sumSteps(powers));
  timeline.queues.forEach((steps, unit) => {
    counter(`queue of ${system.units[unit]!.name}`, 'requests', steps);
  });
  counter('battery', '%', timeline.charge, 100);
  chrome.end();
  return {
    slices: timeline.intervals.reduce((sum, list) => sum + list.length, 0),
    requests: shown,
    energyJ: timeline.intervals.flat().reduce((sum, interval) => {
      return sum + (interval.joules * clipped(interval).ns) / (interval.toNs - interval.fromNs);
    }, 0),
  };

  /** Arrows from the end of a request's work on one unit to its work on another. */
  function writeMoves(): void {
    if (tracks.length === 1) return;
    const works = timeline.intervals
      .flatMap((list, unit) => list.map((interval) => ({ interval, unit })))
      .filter(({ interval }) => interval.activity === 'run')
      .sort((a, b) => a.interval.fromNs - b.interval.fromNs);
    const last = new Map<number, (typeof works)[number]>();
    for (const work of works) {
      const before = last.get(work.interval.request);
      if (before && before.unit !== work.unit) {
        const from = clipped(before.interval).at;
        chrome.flow('moves', tracks[before.unit]!, from, tracks[work.unit]!, clipped(work.interval).at);
      }
      last.set(work.interval.request, work);
    }
  }

  /** @returns requests that came within the window */
  function writeRequests(): number {
    const within = (timeNs: number) => timeNs >= fromNs && timeNs < toNs;
    let came = 0;
    trace.timeNs.forEach((timeNs, request) => {
      if (!within(timeNs)) return;
      came++;
      chrome.instant(requests, 'arrival', timeNs, { request });
    });
    for (const { request, served, timeNs } of timeline.requests) {
      const arrivalNs = trace.timeNs[request]!;
      const deadlineNs = arrivalNs + deadlineOf(system, trace, request);
      if (!served) {
        chrome.instant(requests, 'dropped', timeNs, { request });
        continue;
      }
      const late = timeNs > deadlineNs;
      if (late && within(deadlineNs)) chrome.instant(requests, 'deadline missed', deadlineNs, { request });
      const at = Math.max(fromNs, arrivalNs);
      chrome.span(requests, 'request', late ? 'late' : 'in time', at, Math.min(toNs, timeNs) - at, {
        request,
      });
    }
    return came;
  }
}
