import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { encodeEvents } from '../../../sim/data/events/encode-events.ts';
import { type EventBatch, joinEvents } from '../../../sim/data/events/event-batch.ts';
import { eventsInSteps } from '../../../sim/data/events/events-in-steps.ts';
import { type EventFormat, eventFormats, readEvents } from '../../../sim/data/events/read-events.ts';
import { DataFormatError } from '../../../sim/data/source/data-format-error.ts';

const sensor = { width: 120, height: 110 };

const recordings = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 2 ** 25 })),
      x: fc.integer({ min: 0, max: sensor.width - 1 }),
      y: fc.integer({ min: 0, max: sensor.height - 1 }),
      p: fc.integer({ min: 0, max: 1 }),
    }),
    { maxLength: 60 },
  )
  .map((made): EventBatch => {
    let t = 0;
    return {
      timeUs: Float64Array.from(made, ({ gap }) => (t += gap)),
      x: Uint16Array.from(made, ({ x }) => x),
      y: Uint16Array.from(made, ({ y }) => y),
      polarity: Uint8Array.from(made, ({ p }) => p),
    };
  });

function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, format: EventFormat, size = bytes.length + 1): Promise<EventBatch> {
  const batches: EventBatch[] = [];
  for await (const batch of readEvents(pieces(bytes, size), format, sensor, 'rec')) batches.push(batch);
  return joinEvents(batches);
}

describe('events', () => {
  test.prop([recordings, fc.constantFrom(...eventFormats), fc.integer({ min: 1, max: 40 })], {
    seed: 3,
    numRuns: 150,
  })('come back as they were written, however the bytes arrive', async (events, format, size) => {
    expect(await read(encodeEvents(events, format, 'rec'), format, size)).toEqual(events);
  });

  test.prop(
    [
      recordings,
      fc.constantFrom('npy', 'aedat2', 'aedat3', 'nmnist'),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ],
    {
      seed: 4,
      numRuns: 100,
    },
  )('of a file that was cut are refused, or are the first ones', async (events, format, share) => {
    const bytes = encodeEvents(events, format as EventFormat, 'rec');
    const cut = bytes.subarray(0, Math.floor(share * bytes.length));
    const result = await read(cut, format as EventFormat).catch((error: unknown) => error);
    if (result instanceof Error) expect(result).toBeInstanceOf(DataFormatError);
    else {
      const { timeUs } = result as EventBatch;
      expect(timeUs).toEqual(events.timeUs.slice(0, timeUs.length));
    }
  });

  const one = (timeUs: number[], x: number[], y: number[]): EventBatch => ({
    timeUs: Float64Array.from(timeUs),
    x: Uint16Array.from(x),
    y: Uint16Array.from(y),
    polarity: new Uint8Array(x.length),
  });

  it.each([
    ['out of order', 'csv', one([5, 4], [0, 0], [0, 0]), /rec: event 1 \(line 3\): time 4 us after 5 us/],
    ['out of order', 'aedat3', one([5, 4], [0, 0], [0, 0]), /event 1 \(byte \d+\): time 4 us after 5 us/],
    [
      'off the sensor',
      'nmnist',
      one([1, 2], [0, 121], [0, 0]),
      /event 1 \(byte 5\): pixel \(121, 0\) is not on the sensor of 120 x 110/,
    ],
    ['off the sensor', 'aedat2', one([1], [0], [110]), /event 0 \(byte \d+\): pixel \(0, 110\)/],
  ] as const)('%s are refused with their place in %s', async (_, format, events, message) => {
    await expect(read(encodeEvents(events, format, 'rec'), format)).rejects.toThrow(message);
  });

  it.each([
    ['1,2,3\n', /line 1\): '1,2,3'; four numbers t,x,y,p are needed/],
    ['t,x,y,p\n1,1,1,2\n', /line 2\): polarity 2/],
    ['1.5,1,1,1', /time 1.5/],
    ['x'.repeat(5000), /longer than 1024 bytes/],
  ])('in CSV %j are refused', async (text, message) => {
    await expect(read(new TextEncoder().encode(text), 'csv')).rejects.toThrow(message);
  });

  it.each([
    ['aedat2', '#!AER-DAT2.0'],
    ['aedat3', '#!AER-DAT3.1\r\n#'],
  ] as const)('in %s are refused whose heading has a line without end', async (format, begin) => {
    const bytes = new TextEncoder().encode(begin + 'x'.repeat(200_000));
    await expect(read(bytes, format)).rejects.toThrow(/a heading line of more than 65536 bytes/);
  });

  it('in NPY are refused where bytes follow the last of them', async () => {
    const bytes = encodeEvents(one([1], [2], [3]), 'npy', 'rec');
    const more = Uint8Array.from([...bytes, ...new Uint8Array(1000)]);
    await expect(read(more, 'npy')).rejects.toThrow(/event 1 \(byte \d+\): bytes after the last event/);
  });

  it('in CSV may have comments, no heading, and -1 for darker', async () => {
    const events = await read(new TextEncoder().encode('# dvs\n1,2,3,-1\r\n1,4,5,1'), 'csv');
    expect([...events.x, ...events.polarity]).toEqual([2, 4, 0, 1]);
  });

  it('are read from records in the order that Tonic writes, and from plain columns', async () => {
    const npy = (descr: string, shape: string, data: Uint8Array) => {
      const text = `{'descr': ${descr}, 'fortran_order': False, 'shape': (${shape}), }\n`;
      return Uint8Array.from([
        0x93,
        ...Buffer.from('NUMPY'),
        1,
        0,
        text.length,
        0,
        ...Buffer.from(text),
        ...data,
      ]);
    };
    const record = new DataView(new ArrayBuffer(13));
    record.setInt16(0, 7, true);
    record.setInt16(2, 8, true);
    record.setBigInt64(4, 99n, true);
    record.setUint8(12, 1);
    const tonic = "[('x', '<i2'), ('y', '<i2'), ('t', '<i8'), ('p', '?')]";
    const events = await read(npy(tonic, '1,', new Uint8Array(record.buffer)), 'npy');
    expect(events).toEqual({
      timeUs: Float64Array.of(99),
      x: Uint16Array.of(7),
      y: Uint16Array.of(8),
      polarity: Uint8Array.of(1),
    });
    const columns = new Uint8Array(Float64Array.of(99, 7, 8, 1).buffer);
    expect(await read(npy("'<f8'", '1, 4', columns), 'npy')).toEqual(events);
    await expect(read(npy("'<c8'", '1, 4', columns), 'npy')).rejects.toThrow(
      /heading .*numbers of shape \(n, 4\)/,
    );
  });

  it('of AEDAT 3.1 may lie between packets of other types and may be marked invalid', async () => {
    const bytes = encodeEvents(one([1, 2], [3, 4], [0, 0]), 'aedat3', 'rec');
    const head = Buffer.from(bytes).indexOf('END-HEADER\r\n') + 12;
    const frame = new DataView(new ArrayBuffer(28 + 12));
    frame.setInt16(0, 2, true);
    frame.setInt32(4, 12, true);
    frame.setInt32(20, 1, true);
    const mixed = Buffer.concat([
      bytes.subarray(0, head),
      new Uint8Array(frame.buffer),
      bytes.subarray(head),
    ]);
    mixed[head + 40 + 28] = mixed[head + 40 + 28]! & 0xfe;
    expect([...(await read(mixed, 'aedat3')).x]).toEqual([4]);
  });

  it('become spikes of both polarities, step by step', async () => {
    const events = {
      ...one([10, 11, 12, 45], [0, 0, 1, 2], [0, 0, 1, 0]),
      polarity: Uint8Array.of(0, 0, 1, 1),
    };
    const steps: number[][] = [];
    for await (const spikes of eventsInSteps([events], { width: 3, height: 2 }, 10)) {
      steps.push([...spikes.keys()].filter((n) => spikes[n] === 1));
    }
    expect(steps).toEqual([[0, 6 + 3 + 1], [], [], [6 + 2]]);
  });
});
