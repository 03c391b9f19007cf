/**
 * How the dashboard feels, on a pseudo-terminal: time to the first screen, key to screen while a scenario runs,
 * processor time of the drawing thread while nobody presses a key.
 *   --soak MINUTES   random keys and sizes for so long instead: exceptions, a stuck screen, growth of memory, threads started
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openPty, type PtyScreen } from '../test/terminal/pty-screen.ts';
import { sessionOf } from '../test/terminal/session-of.ts';
import { soak } from '../test/terminal/soak.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, soak: { type: 'string' } },
});
const root = new URL('..', import.meta.url).pathname;
const cache = mkdtempSync(join(tmpdir(), 'sparsewatt-screen-'));
process.on('exit', () => rmSync(cache, { recursive: true, force: true }));

const scenario = join(root, 'scenarios/smart-camera.yaml');
const dash = (...args: string[]): PtyScreen =>
  openPty([join(root, 'dist/sim/cli/bin.js'), 'dash', ...args, '--cache', cache], 120, 40, {}, cache);
const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

async function leave(screen: PtyScreen): Promise<void> {
  screen.press('\x03');
  await screen.exited;
}

/** Looks at the screen as often as the event loop lets it; a look every 20 ms would be coarser than what is measured. */
async function until(holds: () => boolean): Promise<void> {
  const start = performance.now();
  while (!holds()) {
    if (performance.now() - start > 600_000) throw new Error('waited for ten minutes in vain');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function firstScreenS(...args: string[]): Promise<number> {
  const start = performance.now();
  const screen = dash(...args);
  await until(() => screen.text().includes('[1 Overview]'));
  const seconds = (performance.now() - start) / 1000;
  await leave(screen);
  return seconds;
}

/** ms from a key to the screen that it changes, over all tabs. */
async function keysMs(screen: PtyScreen, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    const before = screen.lines()[0];
    const start = performance.now();
    screen.press('\t');
    await until(() => screen.lines()[0] !== before);
    times.push(performance.now() - start);
    await sleep(30);
  }
  return times;
}

/** Seconds of processor time of the thread that draws: the first thread of the process (proc(5)). */
function drawingS(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
const residentMb = (pid: number) =>
  (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6;

async function measure(): Promise<void> {
  const rounds = flags.quick ? 2 : 7;
  const firstS: number[] = [];
  for (let round = 0; round < rounds; round++) firstS.push(await firstScreenS(scenario));
  const screen = dash(scenario);
  await until(() => /simulating \[/.test(screen.text()));
  const keyMs = await keysMs(screen, flags.quick ? 20 : 100);
  const stillRunning = () => {
    screen.press('1');
    return until(() => screen.text().includes('[1 Overview]')).then(() => /simulating/.test(screen.text()));
  };
  const duringRun = await stillRunning();
  const idleFor = flags.quick ? 2 : 5;
  const before = drawingS(screen.pid);
  await sleep(idleFor * 1000);
  const idleShare = (drawingS(screen.pid) - before) / idleFor;
  const liveToTheEnd = await stillRunning();
  await leave(screen);
  const rows = [
    [
      'first screen of a scenario, s',
      quantile(firstS, 0.5).toFixed(2),
      quantile(firstS, 0.95).toFixed(2),
      '1.5',
    ],
    [
      `key to screen${duringRun ? ' while the scenario runs' : ' (the run had ended)'}, ms`,
      quantile(keyMs, 0.5).toFixed(1),
      quantile(keyMs, 0.95).toFixed(1),
      '50 (p95)',
    ],
    [
      `drawing thread, no keys${liveToTheEnd ? ', scenario running' : ' (the run had ended)'}, share of a core`,
      idleShare.toFixed(3),
      '',
      '0.15',
    ],
  ];
  if (flags.json)
    console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'screen', firstS, keyMs, idleShare }));
  else {
    console.log(`smart camera, 120x40, load ${loadavg()[0]!.toFixed(1)}\n`);
    console.log(table(['', 'median', 'p95', 'owed'], rows));
  }
}

/** Parts that a soak is told in; the first two fill what is kept, growth is counted from the third to the last. */
const soakParts = 10;
const warmingParts = 2;

async function soakFor(minutes: number): Promise<void> {
  const screen = dash(join(root, 'scenarios/industrial-sensor.yaml'));
  await until(() => /✓ done/.test(screen.text()));
  for (const key of '123456') {
    screen.press(key);
    await until(() => screen.text().includes(`[${key} `));
  }
  const processes = [screen.pid, sessionOf(screen.pid)];
  const allMb = () => processes.reduce((sum, pid) => sum + residentMb(pid), 0);
  const startMb = allMb();
  // Numbers of threads; one that lived for less than a look is missed.
  const threads = new Set<string>();
  const look = () => {
    const now = processes.flatMap((pid) => readdirSync(`/proc/${pid}/task`));
    for (const thread of now) threads.add(thread);
    return now.length;
  };
  const threadsAtStart = look();
  const mediansMb: number[] = [];
  let pressed = 0;
  let resized = 0;
  for (let part = 1; part <= soakParts; part++) {
    // Single looks differ by tens of MB, by what is just being simulated and when garbage was collected.
    const seen: number[] = [];
    const timer = setInterval(() => {
      seen.push(allMb());
      look();
    }, 250);
    const done = await soak(screen, performance.now() + (minutes * 60_000) / soakParts, 1000 * part);
    clearInterval(timer);
    mediansMb.push(quantile(seen, 0.5));
    pressed += done.pressed;
    resized += done.resized;
  }
  screen.press('q');
  const { exitCode } = await screen.exited;
  const grownMb = mediansMb.at(-1)! - mediansMb[warmingParts]!;
  console.log(
    [
      `${pressed} keys, ${resized} sizes in ${minutes} min, load ${loadavg()[0]!.toFixed(1)}`,
      `exit code ${exitCode}, ${screen.wipes()} wipes of the scrollback`,
      `resident, both processes: ${startMb.toFixed(0)} MB when the run was done and every screen had been shown`,
      `medians of each tenth of the time: ${mediansMb.map((mb) => mb.toFixed(0)).join(', ')} MB`,
      `${threadsAtStart} threads of them then, ${threads.size - threadsAtStart} started since`,
      `from the third to the last: ${grownMb.toFixed(1)} MB more (owed: at most 20)`,
    ].join('\n'),
  );
  if (exitCode !== 0 || screen.wipes() > 0) process.exitCode = 1;
}

await (flags.soak === undefined ? measure() : soakFor(Number(flags.soak)));
