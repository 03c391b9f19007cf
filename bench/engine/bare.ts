import { type Model, type Setting, secondNs } from './model.ts';
import type { BareSet } from './pending-set.ts';
import { WaitingLine } from './waiting-line.ts';

/** Handles some events up to a time. @returns false where none is left */
type Turn = (timeNs: number) => boolean;

/** Events of a turn: V8 compiles a loop that is entered often better than one that it is in the middle of. */
const turn = 1024;

/** The workloads as hand-written loops over a bare pending set, as queues.cpp has them. */
export function bareModel(setting: Setting, set: BareSet): Model {
  if (setting.kind === 'mm1') return mm1(setting, set);
  return setting.kind === 'hold' ? hold(setting, set) : timers(setting, set);
}

function push({ slab, queue }: BareSet, timeNs: number, id: number): void {
  queue.push(slab.take(timeNs, 0, id, 0));
}

/** Pushes the event that was popped again, in its own record. */
function pushAgain({ slab, queue }: BareSet, slot: number, timeNs: number): void {
  slab.times[slot] = timeNs;
  queue.push(slot);
}

function hold({ n, delays, initial, check }: Setting, set: BareSet): Model {
  const { slab, queue } = set;
  const mask = delays.length - 1;
  let events = 0;
  for (let i = 0; i < n; i++) push(set, initial[i]!, i);
  const some: Turn = (timeNs) => {
    for (let left = turn; left > 0; left--) {
      const slot = queue.pop(timeNs);
      if (slot === 0) return false;
      const now = slab.times[slot]!;
      const id = slab.targetOf(slot);
      if (check.on) check.add(now, id);
      pushAgain(set, slot, now + delays[events++ & mask]!);
    }
    return true;
  };
  return {
    runUntil(timeNs) {
      while (some(timeNs));
    },
    events: () => events,
    engine: set,
  };
}

function timers({ n, periods, check }: Setting, set: BareSet): Model {
  const { slab, queue } = set;
  let events = 0;
  for (let i = 0; i < n; i++) push(set, (1 + (i % periods)) * secondNs, i);
  const some: Turn = (timeNs) => {
    for (let left = turn; left > 0; left--) {
      const slot = queue.pop(timeNs);
      if (slot === 0) return false;
      const now = slab.times[slot]!;
      const id = slab.targetOf(slot);
      if (check.on) check.add(now, id);
      pushAgain(set, slot, now + (1 + (id % periods)) * secondNs);
      events++;
    }
    return true;
  };
  return {
    runUntil(timeNs) {
      while (some(timeNs));
    },
    events: () => events,
    engine: set,
  };
}

const arrival = 0;
const departure = 1;

function mm1({ delays, check, served: each }: Setting, set: BareSet): Model {
  const { slab, queue } = set;
  const mask = delays.length - 1;
  const line = new WaitingLine();
  let arrived = 0;
  let started = 0;
  let served = 0;
  // In an array, since a number that a closure changes is allocated anew at each change.
  const sojourn = new Float64Array(1);
  push(set, delays[0]!, arrival);
  const some: Turn = (timeNs) => {
    for (let left = turn; left > 0; left--) {
      const slot = queue.pop(timeNs);
      if (slot === 0) return false;
      const now = slab.times[slot]!;
      const id = slab.targetOf(slot);
      if (id === arrival) {
        line.push(now);
        pushAgain(set, slot, now + delays[(2 * ++arrived) & mask]!);
        if (line.size === 1) push(set, now + delays[(2 * started++ + 1) & mask]!, departure);
      } else {
        const stayed = now - line.shift();
        sojourn[0]! += stayed;
        if (each) each(stayed);
        if (check.on) check.add(now, served);
        served++;
        if (line.size > 0) pushAgain(set, slot, now + delays[(2 * started++ + 1) & mask]!);
        else slab.release(slot);
      }
    }
    return true;
  };
  return {
    runUntil(timeNs) {
      while (some(timeNs));
    },
    events: () => served,
    sojournNs: () => sojourn[0]!,
    engine: set,
  };
}
