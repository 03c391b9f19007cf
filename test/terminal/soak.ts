import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { PtyScreen } from './pty-screen.ts';

const sizes = [
  [60, 16],
  [80, 24],
  [120, 40],
  [200, 60],
  [40, 10],
  [97, 31],
] as const;

/** All that can be pressed without leaving: printable keys but `q`, and the special ones. */
const keys = [
  ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).filter((key) => key !== 'q'),
  ' ',
  '\r',
  '\t',
  '\x1b[Z',
  '\x7f',
  '\x1b[A',
  '\x1b[B',
  '\x1b[C',
  '\x1b[D',
  '\x1b[5~',
  '\x1b[6~',
  '\x1b[H',
  '\x1b[F',
];

/** Presses random keys on a dashboard and resizes it. */
export interface Soak {
  readonly pressed: number;
  readonly resized: number;
}

/**
 * @param untilMs when to stop, by `performance.now()`
 * @param seed the same seed presses the same keys, however far it comes
 * @throws when the screen does not come back to its first tab, which is looked at after every 40 keys
 */
export async function soak(screen: PtyScreen, untilMs: number, seed: number, pauseMs = 15): Promise<Soak> {
  const part = fc.tuple(
    fc.array(fc.constantFrom(...keys), { minLength: 40, maxLength: 40 }),
    fc.constantFrom(...sizes),
  );
  let pressed = 0;
  let resized = 0;
  for (let number = 0; performance.now() < untilMs; number++) {
    const [[pressing, [columns, rows]]] = fc.sample(part, { seed: seed + number, numRuns: 1 }) as [
      [string[], readonly [number, number]],
    ];
    for (const key of pressing) {
      screen.press(key);
      pressed++;
      await sleep(pauseMs);
    }
    screen.resize(columns, rows);
    resized++;
    await sleep(pauseMs);
    screen.resize(100, 30);
    await toFirstTab(screen);
  }
  return { pressed, resized };
}

/** Out of whatever is open. An Escape that is read together with the key after it is another key: then once more. */
async function toFirstTab(screen: PtyScreen): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt++) {
    screen.press('\x1b');
    await sleep(40 + 20 * attempt);
    screen.press('1');
    for (let waited = 0; waited < 10; waited++) {
      if (/\[1 Overview\]/.test(screen.text())) return;
      await sleep(20);
    }
  }
  throw new Error(`stuck: the first tab does not come back; the screen is\n${screen.text()}`);
}
