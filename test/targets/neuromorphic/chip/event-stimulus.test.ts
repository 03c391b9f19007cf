import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { encodeEvents } from '../../../../sim/data/events/encode-events.ts';
import type { SpikingGraph } from '../../../../sim/network/spiking/spiking-graph.ts';
import { EventStimulus } from '../../../../sim/targets/neuromorphic/chip/event-stimulus.ts';
import { plainNeuron } from './random-graph.ts';

const folder = await mkdtemp(join(tmpdir(), 'events-'));

/** Ten neurons, then one input population. */
const graphWith = (...shapes: number[][]): SpikingGraph => ({
  name: '',
  populations: [
    { name: 'first', shape: [10], size: 10, neuron: plainNeuron },
    ...shapes.map((shape, i) => ({
      name: `in${i}`,
      shape,
      size: shape.reduce((a, b) => a * b),
      neuron: { kind: 'input' as const },
    })),
  ],
  projections: [],
});

const sensor = { width: 4, height: 3 };
const draws = fc.array(fc.record({ t: fc.nat(400), x: fc.nat(3), y: fc.nat(2), p: fc.nat(1) }), {
  minLength: 1,
  maxLength: 40,
});

test.prop(
  [
    draws,
    fc.constantFrom(1, 2),
    fc.constantFrom('csv' as const, 'npy' as const, 'aedat3' as const, 'nmnist' as const),
  ],
  {
    seed: 4,
    numRuns: 25,
  },
)(
  'fires the neuron of each pixel in the step of its event, in every format',
  async (events, channels, format) => {
    events.sort((a, b) => a.t - b.t);
    const batch = {
      timeUs: Float64Array.from(events, ({ t }) => t),
      x: Uint16Array.from(events, ({ x }) => x),
      y: Uint16Array.from(events, ({ y }) => y),
      polarity: Uint8Array.from(events, ({ p }) => p),
    };
    const ending = { csv: '.csv', npy: '.npy', aedat3: '.aedat', nmnist: '.bin' }[format];
    const file = join(folder, `events${ending}`);
    await writeFile(file, encodeEvents(batch, format, file));
    const input = { file, place: file, stepUs: 100, steps: 5 };
    const stimulus = await EventStimulus.read(graphWith([channels, 3, 4]), input);
    const wanted = new Set(
      events.map(({ t, x, y, p }) => {
        const step = Math.floor((t - events[0]!.t) / 100);
        return `${step}:${10 + (channels === 2 ? p * 12 : 0) + y * 4 + x}`;
      }),
    );
    const sent = new Set<string>();
    const slots = Uint32Array.from({ length: 40 }, (_, n) => n);
    for (let step = 0; step < 6; step++) {
      const value = new Float64Array(40);
      stimulus.apply(step, value, slots);
      value.forEach((v, n) => {
        if (v !== 0) sent.add(`${step}:${n}`);
      });
    }
    expect(sent).toEqual(wanted);
  },
);

it('reads no further than the steps that are asked for, however late the last event', async () => {
  const file = join(folder, 'late.csv');
  await writeFile(file, '0,0,0,1\n9007199254740990,1,1,1\n');
  const stimulus = await EventStimulus.read(graphWith([12]), {
    file,
    place: file,
    stepUs: 1,
    steps: 7,
    sensor,
  });
  expect(stimulus.steps).toBe(7);
});

it.each<[graph: SpikingGraph, name: string, text: string, said: RegExp]>([
  [graphWith(), 'a.csv', '0,0,0,1', /the network has none/],
  [graphWith([2, 3, 4], [2, 3, 4]), 'a.csv', '0,0,0,1', /has 2: in0, in1/],
  [graphWith([24]), 'a.csv', '0,0,0,1', /names no sensor; .* --sensor/],
  [
    graphWith([2, 3, 4]),
    'a.csv',
    '0,4,0,1',
    /event 0 \(line 1\): pixel \(4, 0\) is not on the sensor of 4 x 3/,
  ],
  [graphWith([2, 3, 4]), 'a.csv', '5,0,0,1\n4,0,0,1', /event 1 \(line 2\): time 4 us after 5/],
  [graphWith([2, 3, 4]), 'a.csv', '', /no event/],
  [graphWith([2, 3, 4]), 'a.txt', '0,0,0,1', /ending '.txt'/],
  [graphWith([2, 3, 4]), 'a.aedat', '#!AER-DAT9', /begins with no/],
  [graphWith([2, 3, 4]), 'a.bin', 'abc', /event 0/],
])('refuses what does not fit', async (graph, name, text, said) => {
  const file = join(folder, name);
  await writeFile(file, text);
  await expect(EventStimulus.read(graph, { file, place: name, stepUs: 1000, steps: 5 })).rejects.toThrow(
    said,
  );
});

it('refuses a sensor of another size than the network', async () => {
  const file = join(folder, 'b.csv');
  await writeFile(file, '0,0,0,1');
  const read = (shape: number[]) =>
    EventStimulus.read(graphWith(shape), { file, place: 'b.csv', stepUs: 1000, steps: 5, sensor });
  await expect(read([25])).rejects.toThrow(/needs 12 input neurons, or 24 .*'in0' has 25/);
  await expect(read([2, 4, 3])).rejects.toThrow(/of 3 x 4 pixels, the sensor of 4 x 3/);
});
