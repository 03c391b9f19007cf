import { type AddressLayoutName, Aedat2EventDecoder } from './aedat2-events.ts';
import { Aedat3EventDecoder } from './aedat3-events.ts';
import { ByteFeed } from './byte-feed.ts';
import { CsvEventDecoder } from './csv-events.ts';
import type { EventBatch, SensorSize } from './event-batch.ts';
import type { EventDecoder } from './event-decoder.ts';
import { EventSink } from './event-sink.ts';
import { NmnistEventDecoder } from './nmnist-events.ts';
import { NpyEventDecoder } from './npy-events.ts';

/** `aedat2-davis` is AEDAT 2.0 of DAVIS cameras, `aedat2` of the DVS128. */
export const eventFormats = ['csv', 'npy', 'aedat2', 'aedat2-davis', 'aedat3', 'nmnist'] as const;
export type EventFormat = (typeof eventFormats)[number];

/** Decoded at once, so that large pieces do not make large batches. */
const pieceBytes = 65536;

/**
 * Events of a recording, in batches as its bytes arrive: memory does not grow with the file.
 * @param bytes of the file, e.g. a read stream
 * @param place named in errors
 * @throws DataFormatError naming the event and its place in the file: damaged, out of order, out of the sensor
 */
export async function* readEvents(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  format: EventFormat,
  sensor: SensorSize,
  place: string,
): AsyncGenerator<EventBatch, void, undefined> {
  const feed = new ByteFeed();
  const sink = new EventSink(sensor, place);
  const decoder = decoderOf(format);
  for await (const piece of bytes) {
    for (let from = 0; from < piece.length; from += pieceBytes) {
      feed.push(piece.subarray(from, from + pieceBytes));
      decoder.decode(feed, sink);
      const batch = sink.take();
      if (batch) yield batch;
    }
  }
  decoder.end(feed, sink);
  const last = sink.take();
  if (last) yield last;
}

function decoderOf(format: EventFormat): EventDecoder {
  const layouts: Partial<Record<EventFormat, AddressLayoutName>> = {
    aedat2: 'dvs128',
    'aedat2-davis': 'davis',
  };
  const layout = layouts[format];
  if (layout) return new Aedat2EventDecoder(layout);
  switch (format) {
    case 'csv':
      return new CsvEventDecoder();
    case 'npy':
      return new NpyEventDecoder();
    case 'nmnist':
      return new NmnistEventDecoder();
    default:
      return new Aedat3EventDecoder();
  }
}
