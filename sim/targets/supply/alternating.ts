import { exponential } from '../../engine/random/distributions/exponential.ts';
import type { RandomStream } from '../../engine/random/random-stream.ts';

/** Instants at which something begins and ends in turn, whole ns, ascending; it is off before the first. */
export type Switches = Float64Array;

/**
 * On and off in turn, each exponentially long (an alternating renewal process in its stationary state).
 * @param onShare share of the time that it is on, in [0, 1] @param meanOnNs mean length of one time of it
 * @param untilNs how far it is drawn @returns [on, off, on, ...]
 */
export function alternating(
  stream: RandomStream,
  onShare: number,
  meanOnNs: number,
  untilNs: number,
): Switches {
  if (onShare <= 0) return new Float64Array(0);
  if (onShare >= 1) return Float64Array.of(0);
  const meanOffNs = (meanOnNs * (1 - onShare)) / onShare;
  const switches: number[] = [];
  let isOn = stream.uniform53(0) < onShare;
  let atNs = 0;
  if (isOn) switches.push(0);
  for (let draw = 1; ; draw++) {
    atNs += Math.max(1, Math.round(exponential(stream, draw, isOn ? meanOnNs : meanOffNs)));
    if (atNs >= untilNs) return Float64Array.from(switches);
    switches.push(atNs);
    isOn = !isOn;
  }
}

/** Whether it is on at a time. */
export function isOnAt(switches: Switches, timeNs: number): boolean {
  let low = 0;
  let high = switches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (switches[middle]! <= timeNs) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}
