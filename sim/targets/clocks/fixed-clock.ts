/** A clock that all passes have, as governors are named: `80MHz`. */
export type FixedClock = `${number}MHz`;

/** Name of a clock. @param hz of an operating point */
export const fixedClock = (hz: number): FixedClock => `${Number((hz / 1e6).toPrecision(9))}MHz`;

/** Whether a text has the form of a fixed clock. */
export function isFixedClock(text: string): text is FixedClock {
  return /^\d+(\.\d+)?MHz$/.test(text);
}
