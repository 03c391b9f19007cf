import type { ByteFeed } from './byte-feed.ts';
import type { EventBatch } from './event-batch.ts';
import type { EventDecoder } from './event-decoder.ts';
import type { EventSink } from './event-sink.ts';

const header = 't,x,y,p';
/** Lines of events are short; a file without newlines is none. */
const longestLine = 1024;

/** Lines `t,x,y,p`: microseconds, pixel, and polarity 0 or 1 (or -1 for darker). The heading is optional, # comments. */
export class CsvEventDecoder implements EventDecoder {
  #line = 0;

  decode(feed: ByteFeed, sink: EventSink): void {
    for (let line = feed.takeLine(); line !== null; line = feed.takeLine()) this.#read(line, sink);
    if (feed.available > longestLine) {
      sink.refuse(`line ${this.#line + 1}`, `longer than ${longestLine} bytes; lines are ${header}`);
    }
  }

  end(feed: ByteFeed, sink: EventSink): void {
    // A last line without newline.
    feed.push(Uint8Array.of(10));
    this.decode(feed, sink);
  }

  #read(text: string, sink: EventSink): void {
    this.#line++;
    const line = text.trim();
    if (line === '' || line.startsWith('#')) return;
    if (this.#line === 1 && line.toLowerCase().replaceAll(' ', '') === header) return;
    const where = () => `line ${this.#line}`;
    const cells = line.split(',');
    const numbers = cells.map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
    if (numbers.length !== 4 || numbers.some((n) => !Number.isFinite(n))) {
      sink.refuse(where(), `'${line.slice(0, 60)}'; four numbers ${header} are needed`);
    }
    const [t, x, y, p] = numbers as [number, number, number, number];
    sink.add(t, x, y, p === -1 ? 0 : p, where);
  }
}

export function encodeCsvEvents({ timeUs, x, y, polarity }: EventBatch): Uint8Array {
  const lines = [header];
  for (let n = 0; n < x.length; n++) lines.push(`${timeUs[n]},${x[n]},${y[n]},${polarity[n]}`);
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
