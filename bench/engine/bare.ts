import { type Model, type Setting, secondNs } from './model.ts';
import type { BareSet } from './pending-set.ts';
import { WaitingLine } from './waiting-line.ts';

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
  return {
    runUntil(timeNs) {
      let at = events;
      for (let slot = queue.pop(timeNs); slot !== 0; slot = queue.pop(timeNs)) {
        const now = slab.times[slot]!;
        const id = slab.targetOf(slot);
        if (check.on) check.add(now, id);
        pushAgain(set, slot, now + delays[at++ & mask]!);
      }
      events = at;
    },
    events: () => events,
    engine: set,
  };
}

function timers({ n, periods, check }: Setting, set: BareSet): Model {
  const { slab, queue } = set;
  let events = 0;
  for (let i = 0; i < n; i++) push(set, (1 + (i % periods)) * secondNs, i);
  return {
    runUntil(timeNs) {
      let count = events;
      for (let slot = queue.pop(timeNs); slot !== 0; slot = queue.pop(timeNs)) {
        const now = slab.times[slot]!;
        const id = slab.targetOf(slot);
        if (check.on) check.add(now, id);
        pushAgain(set, slot, now + (1 + (id % periods)) * secondNs);
        count++;
      }
      events = count;
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
  let sojourn = 0;
  push(set, delays[0]!, arrival);
  return {
    runUntil(timeNs) {
      for (let slot = queue.pop(timeNs); slot !== 0; slot = queue.pop(timeNs)) {
        const now = slab.times[slot]!;
        const id = slab.targetOf(slot);
        if (id === arrival) {
          line.push(now);
          pushAgain(set, slot, now + delays[(2 * ++arrived) & mask]!);
          if (line.size === 1) push(set, now + delays[(2 * started++ + 1) & mask]!, departure);
        } else {
          const stayed = now - line.shift();
          sojourn += stayed;
          if (each) each(stayed);
          if (check.on) check.add(now, served);
          served++;
          if (line.size > 0) pushAgain(set, slot, now + delays[(2 * started++ + 1) & mask]!);
          else slab.release(slot);
        }
      }
    },
    events: () => served,
    sojournNs: () => sojourn,
    engine: set,
  };
}
