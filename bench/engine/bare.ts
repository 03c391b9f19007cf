import { type Model, type Setting, secondNs } from './model.ts';
import type { PendingSet } from './pending-set.ts';
import { WaitingLine } from './waiting-line.ts';

/** The workloads as hand-written loops over a bare pending set, as queues.cpp has them. */
export function bareModel(setting: Setting, set: PendingSet): Model {
  if (setting.kind === 'mm1') return mm1(setting, set);
  return setting.kind === 'hold' ? hold(setting, set) : timers(setting, set);
}

function hold({ n, delays, initial, check }: Setting, set: PendingSet): Model {
  const mask = delays.length - 1;
  let events = 0;
  for (let i = 0; i < n; i++) set.push(initial[i]!, i);
  return {
    runUntil(timeNs) {
      let at = events;
      for (let now = set.firstTime(); now <= timeNs; now = set.firstTime()) {
        const id = set.pop();
        if (check.on) check.add(now, id);
        set.push(now + delays[at++ & mask]!, id);
      }
      events = at;
    },
    events: () => events,
    engine: set,
  };
}

function timers({ n, periods, check }: Setting, set: PendingSet): Model {
  let events = 0;
  for (let i = 0; i < n; i++) set.push((1 + (i % periods)) * secondNs, i);
  return {
    runUntil(timeNs) {
      for (let now = set.firstTime(); now <= timeNs; now = set.firstTime()) {
        const id = set.pop();
        if (check.on) check.add(now, id);
        set.push(now + (1 + (id % periods)) * secondNs, id);
        events++;
      }
    },
    events: () => events,
    engine: set,
  };
}

const arrival = 0;
const departure = 1;

function mm1({ delays, check, served: each }: Setting, set: PendingSet): Model {
  const mask = delays.length - 1;
  const line = new WaitingLine();
  let arrived = 0;
  let started = 0;
  let served = 0;
  let sojourn = 0;
  set.push(delays[0]!, arrival);
  return {
    runUntil(timeNs) {
      for (let now = set.firstTime(); now <= timeNs; now = set.firstTime()) {
        if (set.pop() === arrival) {
          line.push(now);
          set.push(now + delays[(2 * ++arrived) & mask]!, arrival);
          if (line.size === 1) set.push(now + delays[(2 * started++ + 1) & mask]!, departure);
        } else {
          const stayed = now - line.shift();
          sojourn += stayed;
          if (each) each(stayed);
          if (check.on) check.add(now, served);
          served++;
          if (line.size > 0) set.push(now + delays[(2 * started++ + 1) & mask]!, departure);
        }
      }
    },
    events: () => served,
    sojournNs: () => sojourn,
    engine: set,
  };
}
