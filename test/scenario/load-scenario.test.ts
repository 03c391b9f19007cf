import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findScenario } from '../../sim/scenario/find-scenario.ts';
import { type Catalogue, type CatalogueTarget, loadScenario } from '../../sim/scenario/load-scenario.ts';

const profiles: Readonly<Record<string, CatalogueTarget>> = {
  'nucleo-l4r5zi': { id: 'nucleo-l4r5zi', targetClass: 'mcu', runtimes: ['tflm', 'sparsewatt-4x1'] },
  a100: { id: 'a100', targetClass: 'server-gpu', runtimes: ['tensorrt'] },
};

const catalogue: Catalogue = {
  targets: Object.keys(profiles),
  policies: ['dense', 'best-static', 'random'],
  readProfile: async (name) => profiles[name] ?? { id: 'own', targetClass: 'mcu', runtimes: ['own-runtime'] },
};

const sound = `schemaVersion: 1
name: test
title: A test
network: net.onnx
data: degraded-mnist
objective: { accuracyFloor: 0.9, missBudget: 0.01 }
arrivals:
  process: motion-triggered
  loads: [0.3]
  meanMotionS: 10
  conditionDwellS: 60
classes:
  mcu: { activeShare: 1, deadlineFactor: 1.5 }
grid: { zone: DE, year: 2025 }
targets:
  - target: nucleo-l4r5zi
    runtimes: [tflm]
policies: [dense, static]
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-scenario-'));
  await writeFile(join(folder, 'net.onnx'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(text: string) {
  const file = join(folder, 'scenario.yaml');
  await writeFile(file, text);
  return loadScenario(file, 'scenario.yaml', catalogue);
}

/** The message of the error, with the folder of this test run cut out. */
async function fault(text: string): Promise<string> {
  const error = await load(text).then(
    () => new Error('no error'),
    (thrown: Error) => thrown,
  );
  return error.message.replaceAll(folder, '');
}

describe('loadScenario', () => {
  it('fills in defaults and resolves paths', async () => {
    const scenario = await load(sound);
    expect(scenario.value).toMatchObject({ seed: 1, pairedSeeds: 5, horizonS: 3600 });
    expect(scenario.networkFile).toBe(join(folder, 'net.onnx'));
    expect(scenario.targets).toEqual([
      { id: 'nucleo-l4r5zi', target: 'nucleo-l4r5zi', targetClass: 'mcu', runtimes: ['tflm'] },
    ]);
    expect(scenario.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes a profile of the user’s own, relative to the scenario', async () => {
    const scenario = await load(
      sound.replace('nucleo-l4r5zi', './own.yaml').replace('[tflm]', '[own-runtime]'),
    );
    expect(scenario.targets[0]!.target).toBe(join(folder, 'own.yaml'));
  });

  it.each([
    ['a negative rate', sound.replace('[0.3]', '[-0.3]')],
    ['a deadline of zero', sound.replace('deadlineFactor: 1.5', 'deadlineFactor: 0')],
    ['a jitter that the arrivals refuse', sound.replace('loads: [0.3]', 'loads: [0.3]\n  jitter: 1')],
    ['an unknown target', sound.replace('target: nucleo-l4r5zi', 'target: nucleo-l4r5z')],
    ['an unknown runtime', sound.replace('[tflm]', '[tfml]')],
    ['an unknown policy', sound.replace('[dense, static]', '[dense, best-statik]')],
    ['an unknown key', sound.replace('meanMotionS', 'meanMotion')],
    ['a class without settings', sound.replace('nucleo-l4r5zi', 'a100').replace('[tflm]', '[tensorrt]')],
    ['a split of a target that has one unit', sound.replace('[tflm]', '[tflm]\n    splits: 2')],
    ['a missing model', sound.replace('net.onnx', 'nte.onnx')],
    ['no target', sound.replace(/targets:\n.*\n.*\n/, 'targets: []\n')],
    ['broken syntax', sound.replace('loads: [0.3]', 'loads: [0.3')],
    [
      'several faults at once',
      sound
        .replace('deadlineFactor: 1.5', 'deadlineFactor: 0')
        .replace('accuracyFloor: 0.9', 'accuracyFloor: 97'),
    ],
  ])('refuses %s with its place', async (_what, text) => {
    const message = await fault(text);
    expect(message).toMatch(/^scenario\.yaml:\d+:\d+ error E_/);
    expect(message).toMatchSnapshot();
  });
});

describe('findScenario', () => {
  it('finds shipped scenarios by name from anywhere', async () => {
    expect(await findScenario('smart-camera', folder)).toMatch(/scenarios.smart-camera\.yaml$/);
    expect(await findScenario('scenarios/smart-camera.yaml', folder)).toMatch(/smart-camera\.yaml$/);
  });

  it('prefers a file of the user', async () => {
    await writeFile(join(folder, 'own.yaml'), sound);
    expect(await findScenario('own.yaml', folder)).toBe(join(folder, 'own.yaml'));
  });

  it('names the shipped scenarios when there is none', async () => {
    await expect(findScenario('smart-camra', folder)).rejects.toThrow(/did you mean "smart-camera"\?/);
    await expect(findScenario('no/such.yaml', folder)).rejects.toThrow(/E_SCENARIO_MISSING/);
  });

  it('asks for the time in a condition where the data has conditions, and for no spikes of a task', async () => {
    expect(await fault(sound.replace('  conditionDwellS: 60\n', ''))).toMatch(
      /E_CONDITIONS.*conditionDwellS/s,
    );
    const task = sound.replace('degraded-mnist', 'shuttle');
    expect(await fault(task)).toMatch(/E_CONDITIONS.*shuttle has no conditions/s);
    const still = task.replace('  conditionDwellS: 60\n', '');
    expect((await load(still)).value.data).toBe('shuttle');
    const file = join(folder, 'spiking.yaml');
    await writeFile(file, still.replace('mcu: {', 'neuromorphic: {'));
    const chip = { id: 'chip', targetClass: 'neuromorphic', runtimes: ['tflm'] } as const;
    const spiking = loadScenario(file, 'spiking.yaml', { ...catalogue, readProfile: async () => chip });
    await expect(spiking).rejects.toThrow(/E_NO_SPIKES.*degraded-mnist alone/s);
    await writeFile(file, still.replace('mcu: {', 'system: {'));
    const pair = { id: 'pair', targetClass: 'system', runtimes: ['tflm'], hasSpikes: true } as const;
    const chain = loadScenario(file, 'spiking.yaml', { ...catalogue, readProfile: async () => pair });
    await expect(chain).rejects.toThrow(/E_NO_SPIKES.*"pair" replays spiking tables/s);
  });
});

describe('arrivals', () => {
  const withArrivals = (block: string, classes = 'mcu: { deadlineFactor: 1.5 }') =>
    sound.replace(/arrivals:\n( {2}.*\n)+/, `arrivals:\n${block}`).replace(/mcu: \{.*\}/, classes);
  it.each([
    ['without a pace', withArrivals('  process: poisson\n  conditionDwellS: 60\n'), /nothing says how fast/],
    [
      'with two',
      withArrivals('  process: poisson\n  loads: [1]\n  ratesPerS: [1]\n  conditionDwellS: 60\n'),
      /loads are given too/,
    ],
    [
      'windows of motion that are not there',
      withArrivals(
        '  process: poisson\n  loads: [1]\n  conditionDwellS: 60\n',
        'mcu: { activeShare: 0.5, deadlineFactor: 1.5 }',
      ),
      /poisson arrivals have no windows/,
    ],
    [
      'a missing activeShare',
      sound.replace('activeShare: 1, ', ''),
      /motion-triggered arrivals need activeShare/,
    ],
    [
      'bursts of nothing',
      withArrivals(
        '  process: mmpp\n  loads: [1]\n  states: [{ rate: 0, meanStayS: 1 }, { rate: 0, meanStayS: 1 }]\n',
      ),
      /one state needs a rate/,
    ],
    [
      'a recording that is not there',
      withArrivals('  process: trace\n  file: none.csv\n  conditionDwellS: 60\n'),
      /none\.csv.*no such file/s,
    ],
    ['an unknown process', withArrivals('  process: posson\n'), /E_/],
  ])('refuse %s', async (_, text, message) => {
    expect(await fault(text)).toMatch(message);
  });
});

describe('governors', () => {
  const withGovernors = (list: string) =>
    sound.replace('    runtimes: [tflm]\n', `    runtimes: [tflm, sparsewatt-4x1]\n    governors: ${list}\n`);

  it('make every runtime one under each of them', async () => {
    const clocked = { ...profiles['nucleo-l4r5zi']!, clocks: ['80MHz', '120MHz'] };
    const file = join(folder, 'governed.yaml');
    await writeFile(file, withGovernors('[performance, pace]'));
    const scenario = await loadScenario(file, 'governed.yaml', {
      ...catalogue,
      readProfile: async () => clocked,
    });
    expect(scenario.targets[0]!.runtimes).toEqual([
      'tflm@performance',
      'tflm@pace',
      'sparsewatt-4x1@performance',
      'sparsewatt-4x1@pace',
    ]);
    const read = async (list: string) => {
      await writeFile(file, withGovernors(list));
      return loadScenario(file, 'governed.yaml', { ...catalogue, readProfile: async () => clocked });
    };
    expect((await read('[80MHz]')).targets[0]!.runtimes).toEqual(['tflm@80MHz', 'sparsewatt-4x1@80MHz']);
    await expect(read('[pace, 81MHz]')).rejects.toThrow(/E_NO_CLOCK.*no clock of 81MHz/s);
  });

  it.each([
    ['of a target with one clock', withGovernors('[pace]'), /E_NO_CLOCKS.*one clock to choose from/s],
    ['a clock of a target with one', withGovernors('[80MHz]'), /E_NO_CLOCKS/],
    ['that nobody knows', withGovernors('[fast]'), /performance.*pace/s],
    ['none at all', withGovernors('[]'), /governors/],
    ['twice', withGovernors('[pace, pace]'), /E_DUPLICATE.*pace stands twice/s],
    [
      'with replicas',
      withGovernors('[pace]').replace(
        '    governors',
        '    replicas: { most: 2, bootS: 1, bootJ: 1 }\n    governors',
      ),
      /E_SERVER_CLOCKS/,
    ],
  ])('are refused: %s', async (_, text, message) => {
    expect(await fault(text)).toMatch(message);
  });
});

describe('streams', () => {
  const withStreams = (block: string) => `${sound}streams:\n${block}`;
  const two = (more = '') =>
    `  of:\n    - { name: a, criticality: high, share: 0.4 }\n    - { name: b, criticality: low, share: 0.6 }\n${more}`;

  it('take their limits from the objective, and drop low criticality by default', async () => {
    const { value } = await load(withStreams(two()));
    expect(value.streams).toMatchObject({
      of: [
        { name: 'a', deadlineTimes: 1 },
        { name: 'b', deadlineTimes: 1 },
      ],
      overrun: { budget: 1.5, low: 'drop' },
    });
  });

  it.each([
    ['an unknown criticality', two().replace('high', 'medium'), /criticality.*high.*low/s],
    ['shares that do not sum to 1', two().replace('0.6', '0.5'), /E_SHARES.*do not sum to 1/s],
    ['one name twice', two().replace('name: b', 'name: a'), /two streams of one name/],
    ['no stream', '  of: []\n', /streams/],
    ['a budget below the mean', two('  overrun: { budget: 0.5 }\n'), /budget/],
    ['an unknown way out', two('  overrun: { low: pause }\n'), /drop.*degrade/s],
    ['a deadline of zero', two().replace('share: 0.4', 'share: 0.4, deadlineTimes: 0'), /deadlineTimes/],
  ])('refuse %s', async (_, block, message) => {
    expect(await fault(withStreams(block))).toMatch(message);
  });

  it('are refused on a target of several units', async () => {
    const file = join(folder, 'pair.yaml');
    await writeFile(file, withStreams(two()).replace('mcu: {', 'system: {'));
    const pair = { id: 'pair', targetClass: 'system', runtimes: ['tflm'] } as const;
    await expect(
      loadScenario(file, 'pair.yaml', { ...catalogue, readProfile: async () => pair }),
    ).rejects.toThrow(/E_STREAMS.*several units/s);
  });
});
