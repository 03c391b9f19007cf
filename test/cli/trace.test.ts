import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { version } from '../../sim/cli/version.ts';
import { EventLog } from '../../sim/engine/trace/event-log.ts';
import { EventTraceHash } from '../../sim/engine/trace/event-trace-hash.ts';
import { type LoggedEvent, readEventLog } from '../../sim/engine/trace/read-event-log.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { cellInputs } from '../../sim/scenario/cell-inputs.ts';
import { openRun } from '../../sim/scenario/open-run.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { prepareRun } from '../../sim/scenario/prepare-run.ts';
import { runCells } from '../../sim/scenario/run-cells.ts';
import { checkChromeTrace, integrate } from '../helpers/check-chrome-trace.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-trace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const profiles = join(packageRoot(), 'hardware-profiles');
writeFileSync(
  join(folder, 'small-flash.yaml'),
  readFileSync(join(profiles, 'mcu', 'nucleo-l4r5zi.yaml'), 'utf8')
    .replace(/^id: .*/m, 'id: small-flash')
    .replace('flash: { value: 2, unit: MiB', 'flash: { value: 100, unit: KiB'),
);
writeFileSync(
  join(folder, 'short.yaml'),
  `schemaVersion: 1
name: short
title: A minute on two microcontrollers
network: ${join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx')}
data: degraded-mnist
pairedSeeds: 2
horizonS: 60
objective: { accuracyFloor: 0.9, missBudget: 0.05 }
arrivals: { process: motion-triggered, loads: [0.5, 0.9], meanMotionS: 10, conditionDwellS: 20 }
classes:
  mcu: { activeShare: 0.5, deadlineFactor: 1.5, batteryJ: 1 }
grid: { zone: FR, year: 2024 }
targets:
  - { target: nucleo-l4r5zi, runtimes: [x-cube-ai-9.0, sparsewatt-4x1] }
  - { target: ./small-flash.yaml, runtimes: [x-cube-ai-9.0] }
policies: [random, best-static, confidence-refinement]
`,
);

async function call(...args: string[]) {
  const fake = fakeContext(folder);
  const code = await main(args, fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}
const sparse = ['--target', 'nucleo-l4r5zi', '--runtime', 'sparsewatt-4x1', '--load', '0.9'];
const traceOf = (policy: string, out: string, ...more: string[]) =>
  call('trace', 'short.yaml', ...sparse, '--policy', policy, '--out', out, ...more);
const read = (file: string) => readFileSync(join(folder, file));
const noPartsLeft = () => expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);

/** Hashes of the runs of the cell by policy and seed, as `sparsewatt run` finds them. */
async function hashesOfCell(): Promise<Map<string, string>> {
  const scenario = await openScenario('short.yaml', folder);
  const prepared = await prepareRun(scenario, { seed: 1, live: false });
  const inputs = cellInputs(prepared, scenario.targets[0]!, 'sparsewatt-4x1', 1);
  const [answer] = await runCells({ inputs: inputs.filter(({ denseLoad }) => denseLoad === 0.9) });
  const repetitionOf = (seed: number) => inputs[0]!.seeds.indexOf(seed) + 1;
  return new Map(
    answer!.integers.map((line) => {
      const words = line.split(' ');
      return [`${words[0]} ${repetitionOf(Number(words[1]))}`, words.at(-1)!];
    }),
  );
}

describe('sparsewatt trace', () => {
  let hashes: Map<string, string>;
  beforeAll(async () => {
    hashes = await hashesOfCell();
  });

  it('writes the run that sparsewatt run scores, with its energy', async () => {
    const [policy, repetition] = ['confidence-refinement', 2];
    const { code, stdout, stderr } = await traceOf(policy, 'run.json', '--repetition', String(repetition));
    expect(stderr).toContain('next: open the file in https://ui.perfetto.dev');
    expect(stderr).toContain('also there: --runtime x-cube-ai-9.0, --load 0.5');
    expect(code).toBe(0);
    noPartsLeft();
    const found = checkChromeTrace(read('run.json').toString());
    expect(found.faults).toEqual([]);
    const title = `nucleo-l4r5zi, sparsewatt-4x1, load 0.9, ${policy}`;
    expect(stdout).toContain(`run: ${title}, seed 1, repetition ${repetition} of 2\n`);
    expect(found.otherData).toMatchObject({
      program: `sparsewatt ${version()}`,
      scenario: 'short.yaml',
      policy,
      eventHash: hashes.get(`${policy} ${repetition}`),
    });

    const scenario = await openScenario('short.yaml', folder);
    const name = { target: 'nucleo-l4r5zi', runtime: 'sparsewatt-4x1', load: 0.9, policy, repetition };
    const run = (await openRun(scenario, name, {})).run({});
    const power = found.counters.get(`${title}/power, all units W`)!;
    expect(integrate(power, run.endNs) / run.energyJ).toBeCloseTo(1, 9);
    expect(found.instants.get(`${title}/requests`)!.filter((i) => i.name === 'arrival')).toHaveLength(
      run.requests,
    );
    expect(found.spans.get('in time')).toHaveLength(run.done);
    // The last charge that the policy saw lies above the one at the end.
    const { value } = found.counters.get(`${title}/battery %`)!.at(-1)!;
    expect(value).toBeGreaterThanOrEqual(100 * Math.max(0, 1 - run.energyJ));
    expect(value).toBeLessThan(100);
    expect(stdout).toContain(`${run.requests} requests`);
    expect(stdout).not.toContain('left out');
  });

  it('writes a part of a run, and says what it left out', async () => {
    const { code, stdout } = await traceOf('dense', 'part.json', '--from', '20', '--to', '21.5');
    expect(code).toBe(0);
    expect(stdout).toContain('shown: 20 s to 21.5 s of 60');
    expect(stdout).toMatch(/left out: the rest of the run, with \d+ requests; --from and --to/);
    const { faults, slices } = checkChromeTrace(read('part.json').toString());
    expect(faults).toEqual([]);
    const times = [...slices.values()].flat();
    expect(Math.min(...times.map((s) => s.fromNs))).toBe(20e9);
    expect(Math.max(...times.map((s) => s.toNs))).toBe(21.5e9);
  });

  it('writes a log that replays to the hash that sparsewatt run finds', async () => {
    const written = await traceOf('random', 'run.swlog', '--repetition', '2');
    expect(written.stderr).toContain('next: sparsewatt replay run.swlog');
    const hash = hashes.get('random 2')!;
    expect(written.stdout).toContain(`hash ${hash}`);
    const log = readEventLog(read('run.swlog'));
    expect(log).toMatchObject({ hash, kinds: ['arrival', 'end of segment', 'end of outage'] });
    expect(read('run.swlog').length / log.count).toBeLessThan(6);
    const replayed = await call('replay', 'run.swlog');
    expect(replayed.stderr).toBe('');
    expect(replayed.stdout).toContain(`${log.count} events, hash ${hash}: the log holds what it states`);
    expect(replayed.code).toBe(0);
  });

  const shipped = (...more: string[]) => [
    'trace',
    'short.yaml',
    '--policy',
    'random',
    '--out',
    'x.json',
    ...more,
  ];
  const ofTarget = (...more: string[]) => shipped('--target', 'nucleo-l4r5zi', ...more);
  it.each<[string, readonly string[], number, string]>([
    ['no target', shipped(), 2, '--target'],
    ['an unknown target', shipped('--target', 'nucleo-l4r5z'), 3, 'did you mean "nucleo-l4r5zi"?'],
    ['an unknown runtime', ofTarget('--runtime', 'sparsewatt'), 3, 'did you mean "sparsewatt-4x1"?'],
    ['an unknown load', ofTarget('--load', '0.7'), 3, 'E_UNKNOWN_LOAD has no load 0.7\n  allowed: 0.5, 0.9'],
    ['a load that is no number', ofTarget('--load', 'much'), 2, '"much" is not a number of at least 0'],
    ['an unknown repetition', ofTarget('--repetition', '3'), 3, 'has no repetition 3\n  allowed: 1, 2'],
    ['a window without time', ofTarget('--from', '5', '--to', '5'), 2, '--from 5 is not before --to 5'],
    ['a window after the end', ofTarget('--from', '3600'), 2, '--from 3600: the run ends at 60'],
    ['a scenario that is not there', ['trace', 'x.yaml', ...ofTarget().slice(2)], 3, 'E_SCENARIO_MISSING'],
  ])('refuses %s', async (_what, args, code, told) => {
    const found = await call(...args);
    expect(found.stderr).toContain(told);
    expect(found.stderr).not.toContain('internal error');
    expect(found).toMatchObject({ code, stdout: '' });
    expect(existsSync(join(folder, 'x.json'))).toBe(false);
    noPartsLeft();
  });

  it.each([
    ['best-statik', 3, 'did you mean "best-static"?'],
    ['static', 3, '"static" stands for 7 policies; name one\n  allowed: static-L0, static-L1'],
  ])('refuses the policy %s', async (policy, code, told) => {
    const found = await traceOf(policy, 'x.json');
    expect(found.stderr).toContain(told);
    expect(found.code).toBe(code);
  });

  it.each([
    ['x.txt', '.json for a timeline, .swlog for an event log'],
    ['no/such/x.json', 'E_OUT'],
    ['run.swlog', 'an event log holds the whole run'],
  ])('refuses the file %s', async (out, told) => {
    const found = await traceOf('random', out, '--to', '5');
    expect(found.stderr).toContain(told);
    expect(found.code).toBe(2);
  });

  it('says which layer does not fit', async () => {
    const args = ['--target', './small-flash.yaml', '--policy', 'dense', '--out', 'x.json'];
    const { code, stderr } = await call('trace', 'short.yaml', ...args);
    expect(stderr).toMatch(
      /E_POLICY_FIT dense does not fit on .* layer .* needs \d+ bytes of flash, there are 102400/,
    );
    expect(code).toBe(3);
  });
});

describe('sparsewatt replay', () => {
  let events: readonly LoggedEvent[];
  let meta: Record<string, string | number | boolean | null>;
  beforeAll(async () => {
    await traceOf('random', 'whole.swlog');
    const log = readEventLog(read('whole.swlog'));
    events = [...log.events()];
    meta = { ...log.meta };
  });

  /** Writes the events as another log. @param hash that it states instead of their own */
  function write(file: string, of: readonly LoggedEvent[], about = meta, hash?: string): void {
    const log = new EventLog({ meta: about });
    const trace = new EventTraceHash();
    for (const { timeNs, kind, target, payload } of of) {
      log.add(timeNs, kind, target, payload);
      trace.add(timeNs, kind, target, payload);
    }
    const digest = () => hash ?? trace.digest();
    const kindNames = ['arrival', 'end of segment'];
    writeFileSync(join(folder, file), log.end({ now: of.at(-1)!.timeNs, kindNames, trace: { digest } }));
  }

  it('names the first event that differs, in the log and in the run', async () => {
    write(
      'late.swlog',
      events.map((event, i) => (i < 10 ? event : { ...event, timeNs: event.timeNs + 1 })),
    );
    const { code, stderr, stdout } = await call('replay', 'late.swlog');
    const { kind, payload, timeNs } = events[10]!;
    const event = `"${kind === 0 ? 'arrival' : 'end of segment'}" on mcu, request ${payload}`;
    expect(stderr).toContain(
      `E_REPLAY_DIVERGED event 10 of ${events.length}, at ${(timeNs / 1e9).toFixed(9)} s`,
    );
    expect(stderr).toContain(`\n  log: ${event}, at ${((timeNs + 1) / 1e9).toFixed(9)} s\n`);
    expect(stderr).toContain(`\n  run: ${event}, at ${(timeNs / 1e9).toFixed(9)} s\n`);
    expect(stderr).toContain('the same version runs otherwise than it did');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  });

  it('finds a log that ends before the run, and one of another version', async () => {
    write('cut.swlog', events.slice(0, -1), { ...meta, version: '0.0.1' });
    const { code, stderr } = await call('replay', 'cut.swlog');
    expect(stderr).toContain(`event ${events.length - 1} of ${events.length - 1}`);
    expect(stderr).toContain('log: no more events');
    expect(stderr).toContain('the log is of version 0.0.1');
    expect(code).toBe(4);
  });

  it('finds a log whose events are not those of its hash', async () => {
    write('hash.swlog', events, meta, '0123456789abcdef');
    const { code, stderr } = await call('replay', 'hash.swlog');
    expect(stderr).toContain('it states 0123456789abcdef');
    expect(code).toBe(4);
  });

  it.each<[string, () => void, string]>([
    ['no.swlog', () => undefined, 'E_LOG_UNREADABLE no.swlog: there is no such file'],
    [
      'short.yaml',
      () => undefined,
      'E_LOG_MAGIC short.yaml: event log, byte 0: no event log: found 73, expected 53',
    ],
    [
      'half.swlog',
      () => writeFileSync(join(folder, 'half.swlog'), read('whole.swlog').subarray(0, 90)),
      'byte 90',
    ],
    [
      'other.swlog',
      () => write('other.swlog', events, { label: 'mine' }),
      'E_LOG_RUN other.swlog: the log does not say',
    ],
    [
      'changed.swlog',
      () => write('changed.swlog', events, { ...meta, scenarioHash: '00' }),
      'E_SCENARIO_CHANGED short.yaml is not the scenario of the log',
    ],
    [
      'gone.swlog',
      () => write('gone.swlog', events, { ...meta, scenario: 'gone.yaml' }),
      'E_SCENARIO_MISSING',
    ],
    ['odd.swlog', () => write('odd.swlog', events, { ...meta, repetition: 0.5 }), 'has no repetition 0.5'],
  ])('refuses %s', async (file, make, told) => {
    make();
    const { code, stderr, stdout } = await call('replay', file);
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('internal error');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });

  it('finds the scenario where it lies now', async () => {
    write('moved.swlog', events, { ...meta, scenario: 'gone.yaml' });
    expect((await call('replay', 'moved.swlog', '--scenario', 'short.yaml')).code).toBe(0);
  });
});
