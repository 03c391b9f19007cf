import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type SpikesFlags, spikes } from '../../sim/cli/actions/spikes.ts';
import type { CliContext } from '../../sim/cli/context.ts';
import { nirArray } from '../../sim/network/nir/nir-graph.ts';
import { writeNir } from '../../sim/network/nir/write-nir.ts';
import { packageRoot } from '../../sim/package-root.ts';
import type { SpikeSummary } from '../../sim/report/spikes/spike-summary.ts';
import { architectureText, netlistText, networkText } from '../targets/neuromorphic/sana-fe/small-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikes-'));
  await writeFile(join(folder, 'net.yaml'), networkText);
  await writeFile(join(folder, 'net.net'), netlistText);
  await writeFile(join(folder, 'chip.yaml'), architectureText);
});

/** Runs the command in the folder. @returns what it printed */
async function call(file: string, flags: Partial<SpikesFlags>): Promise<string> {
  let out = '';
  const stream = { write: (text: string) => (out += text) };
  const context = { cwd: folder, stdout: stream, stderr: { write: () => {} } } as unknown as CliContext;
  await spikes.call(
    context,
    {
      target: './chip.yaml',
      host: false,
      quantise: false,
      interval: false,
      neurobench: false,
      json: false,
      ...flags,
    },
    file,
  );
  return out;
}

it('says the same of a network from YAML and from a netlist, and writes its files', async () => {
  const yaml = JSON.parse(
    await call('net.yaml', { json: true, steps: 8, out: 'out', export: 'again' }),
  ) as SpikeSummary;
  const netlist = JSON.parse(await call('net.net', { json: true, steps: 8 })) as SpikeSummary;
  expect(yaml.counts).toMatchObject({ spikes: 4, messages: 2, synapticEvents: 2 });
  expect(netlist.counts).toEqual(yaml.counts);
  expect(netlist.energy).toEqual(yaml.energy);
  expect(await readdir(join(folder, 'out'))).toEqual(['cores.svg', 'raster.svg', 'spikes.csv', 'trace.json']);
  expect(await readFile(join(folder, 'again', 'network.net'), 'utf8')).toContain('e 0.0->1.0 weight=3');
  expect(await call('net.yaml', { steps: 8 })).toMatch(/placed as the file says\n8 steps, input of the file/);
});

it('converts a network of numbers, and what it counts is what predict counts', async () => {
  const model = join(packageRoot(), 'scenarios', 'models', 'digits-small-025.onnx');
  const asked = { target: 'loihi-2', runtime: 'latency', point: 'dense-w8', timing: 'closed-form' } as const;
  const { counts, steps, input, network } = JSON.parse(
    await call(model, { ...asked, json: true }),
  ) as SpikeSummary;
  expect(steps % 9).toBe(0);
  expect(input).toBe('validation image 0 of degraded MNIST, encoded');
  expect(network.name).toMatch(/dense-w8, latency/);
  const again = JSON.parse(await call(model, { ...asked, image: 3, json: true })) as SpikeSummary;
  // Every neuron fires once, whatever the image.
  expect(again.counts.spikes).toBe(counts.spikes);
  expect(again.counts.synapticEvents).toBe(counts.synapticEvents);
  await expect(call(model, { ...asked, steps: 5 })).rejects.toThrow(
    /--steps says nothing of a network of numbers/,
  );
  await expect(call(model, { ...asked, point: 'L9' })).rejects.toThrow(/E_UNKNOWN_POINT[\s\S]*dense-w32/);
  await expect(call(model, { target: 'speck-2', runtime: 'latency' })).rejects.toThrow(/current lasts/);
  await expect(call('net.yaml', { point: 'L3' })).rejects.toThrow(/--point is for networks of numbers/);
});

it('prints the metrics of NeuroBench when asked', async () => {
  const asked = { json: true, steps: 8, neurobench: true };
  const { neuroBench, counts } = JSON.parse(await call('net.yaml', asked)) as SpikeSummary;
  expect(neuroBench!.effectiveAcs).toBe(counts.synapticEvents);
  expect(neuroBench!.denseOperations).toBeGreaterThanOrEqual(neuroBench!.effectiveAcs);
  const without = JSON.parse(await call('net.yaml', { ...asked, neurobench: false })) as SpikeSummary;
  expect(without.neuroBench).toBeNull();
  expect(await call('net.yaml', { steps: 8, neurobench: true })).toMatch(
    /NeuroBench, one sample of 8 steps[\s\S]*membrane updates/,
  );
  await expect(call('net.yaml', { neurobench: true, timing: 'clockless' })).rejects.toThrow(
    /metrics are of steps/,
  );
});

it('reads NIR: placed by the mapper, driven at random, weights rounded when asked', async () => {
  const one = (value: number) => nirArray([value, value]);
  const nir = await writeNir({
    type: 'NIRGraph',
    nodes: new Map([
      ['input', { type: 'Input', shape: [2] }],
      ['w', { type: 'Linear', weight: nirArray([0.5, 0.25, 0.125, 1], [2, 2]) }],
      ['lif', { type: 'IF', r: one(1), v_threshold: one(0.4), v_reset: one(0) }],
      ['output', { type: 'Output', shape: [2] }],
    ]),
    edges: [
      ['input', 'w'],
      ['w', 'lif'],
      ['lif', 'output'],
    ],
  });
  await writeFile(join(folder, 'net.nir'), nir);
  const flags = { target: 'loihi-1', steps: 10, rate: 1, stepMs: 1000 };
  await expect(call('net.nir', flags)).rejects.toThrow(/E_WEIGHT .* whole numbers of -256 … 255/);
  const text = await call('net.nir', { ...flags, quantise: true });
  expect(text).toMatch(/weights into lif rounded/);
  expect(text).toMatch(/10 steps, input random, 1 a step, timing semi-analytic/);
  await expect(call('net.nir', {})).rejects.toThrow(/E_UNMAPPED/);

  await writeFile(join(folder, 'events.csv'), '0,0,0,1\n2500000,1,0,0\n');
  const driven = { target: 'loihi-1', steps: 4, stepMs: 1000, quantise: true, interval: true, json: true };
  const input = { input: 'events.csv', sensor: { width: 2, height: 1 } };
  const summary = JSON.parse(await call('net.nir', { ...driven, ...input })) as SpikeSummary;
  expect(summary.input).toBe('events of events.csv (3 steps)');
  const { timeS, knownJ, dynamicJ, constants } = summary.interval!;
  expect(timeS!.central).toBe(summary.time!.totalS);
  expect(dynamicJ!.central).toBe(summary.energy.dynamicJ);
  for (const { low, central, high } of [timeS!, knownJ, dynamicJ!]) {
    expect(low).toBeLessThan(central);
    expect(high).toBeGreaterThanOrEqual(central);
  }
  expect(constants.withInterval).toBeLessThan(constants.all);
});

it('reads what it has exported, and refuses folders that are none', async () => {
  const read = JSON.parse(await call('net.yaml', { steps: 8, export: 'round', json: true })) as SpikeSummary;
  const target = 'round/architecture.yaml';
  const again = JSON.parse(
    await call('round/network.yaml', { target, json: true, steps: 8 }),
  ) as SpikeSummary;
  expect(again.counts).toEqual(read.counts);
  expect(again.energy).toEqual(read.energy);
  expect(again.network).toMatchObject({ name: read.network.name, neurons: 4, synapses: 1 });
  const netlist = JSON.parse(
    await call('round/network.net', { target, json: true, steps: 8 }),
  ) as SpikeSummary;
  expect(netlist.network).toMatchObject({ neurons: 4, synapses: 1 });
  for (const flag of ['out', 'export'])
    await expect(call('net.yaml', { [flag]: 'net.net/below' })).rejects.toThrow(
      `--${flag} net.net/below: it cannot be written`,
    );
  await expect(call('net.yaml', { out: 'net.net' })).rejects.toThrow('this is a file');
});

it('leaves nothing unknown of chips whose synaptic events carry all that grows with activity', async () => {
  for (const target of ['truenorth', 'odin']) {
    const text = await call('net.yaml', { target, rate: 0.5, quantise: true });
    expect(text).not.toMatch(/not known/);
  }
});

it.each<[file: string, flags: Partial<SpikesFlags>, said: RegExp]>([
  ['net.txt', {}, /E_NETWORK_FILE .*ending/],
  ['gone.yaml', {}, /E_FILE/],
  ['net.yaml', { target: 'a100' }, /E_NO_SPIKES .*server-gpu/],
  ['net.yaml', { target: 'loihi-9' }, /E_UNKNOWN_TARGET/],
  ['net.yaml', { rate: 2 }, /a probability/],
  ['net.yaml', { fill: 0 }, /a share/],
  ['net.yaml', { interval: true }, /no intervals/],
  ['net.yaml', { rate: 0.5, input: 'a.csv' }, /one input/],
  ['net.yaml', { sensor: { width: 2, height: 1 } }, /without --input/],
  ['net.yaml', { input: 'gone.csv', sensor: { width: 2, height: 1 } }, /gone.csv/],
])('refuses %s with %o', async (file, flags, said) => {
  await expect(call(file, flags)).rejects.toThrow(said);
});
