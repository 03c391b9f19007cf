import type { RunEvent, RunWindow } from '../../../session/questions.ts';

/** Whether a window holds what every unit does at an instant. */
export function knowsAt({ endNs, eventsFromNs, eventsToNs }: RunWindow, atNs: number): boolean {
  return atNs >= eventsFromNs && (atNs < eventsToNs || eventsToNs >= endNs);
}

/** What a unit does at an instant; null where the window does not say. */
export function eventAt(window: RunWindow, unit: number, atNs: number): RunEvent | null {
  if (!knowsAt(window, atNs)) return null;
  const own = window.events.findLast((event) => event.unit === unit && event.fromNs <= atNs);
  const found = own ?? window.before[unit];
  const isThen = found && (found.toNs > atNs || (atNs === window.endNs && found.toNs === atNs));
  return isThen ? found : null;
}
