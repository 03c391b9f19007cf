const units: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, '': 1e9 };

/** A simulated time as people type it: `90`, `1:30`, `0:01:30`, `90.5 s`, `12 ms`. @returns ns; null: not a time */
export function parseSimTime(text: string): number | null {
  const clock = /^\s*(?:(\d+):)?(\d+):([0-5]?\d(?:\.\d*)?)\s*$/.exec(text);
  if (clock)
    return Math.round((Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1e9);
  const plain = /^\s*(\d+(?:\.\d*)?|\.\d+)\s*(ns|us|µs|ms|s|)\s*$/.exec(text);
  return plain ? Math.round(Number(plain[1]) * units[plain[2]!]!) : null;
}
