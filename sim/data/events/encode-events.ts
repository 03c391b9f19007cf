import { encodeAedat2Events } from './aedat2-events.ts';
import { encodeAedat3Events } from './aedat3-events.ts';
import { encodeCsvEvents } from './csv-events.ts';
import type { EventBatch } from './event-batch.ts';
import { encodeNmnistEvents } from './nmnist-events.ts';
import { encodeNpyEvents } from './npy-events.ts';
import type { EventFormat } from './read-events.ts';

/**
 * A file of events; `readEvents` reads the same events from it.
 * @param place named in errors
 * @throws DataFormatError for events that the format has no room for
 */
export function encodeEvents(events: EventBatch, format: EventFormat, place: string): Uint8Array {
  switch (format) {
    case 'csv':
      return encodeCsvEvents(events);
    case 'npy':
      return encodeNpyEvents(events);
    case 'nmnist':
      return encodeNmnistEvents(events, place);
    case 'aedat3':
      return encodeAedat3Events(events, place);
    default:
      return encodeAedat2Events(events, format === 'aedat2' ? 'dvs128' : 'davis', place);
  }
}
