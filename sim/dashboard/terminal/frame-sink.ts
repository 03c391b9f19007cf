import { Writable } from 'node:stream';
import { harmless } from './harmless.ts';
import { sizeOf } from './size-of.ts';

const beginSynchronised = '\x1b[?2026h';
const endSynchronised = '\x1b[?2026l';
const home = '\x1b[H';
const eraseLineEnd = '\x1b[K';
const eraseBelow = '\x1b[J';

/**
 * The stream that Ink writes to in its debug mode: each write is a whole frame, which is painted from the top left
 * corner. Ink's own painting moves relative to where it believes the cursor is, and wipes the scrollback when the
 * terminal becomes shorter than the last frame; painting at absolute places does neither, and repairs whatever
 * else wrote to the screen.
 */
export class FrameSink extends Writable {
  /** Ink then leaves cursor and synchronised output to us. */
  readonly isTTY = false;
  readonly #out: NodeJS.WriteStream;
  /** What is done to a frame before it is painted. */
  readonly #through: (frame: string) => string;
  #frame = '';
  #open = false;

  constructor(out: NodeJS.WriteStream, through: (frame: string) => string = (frame) => frame) {
    super({ decodeStrings: false });
    this.#out = out;
    this.#through = through;
  }

  get columns(): number {
    return sizeOf(this.#out).columns;
  }

  get rows(): number {
    return sizeOf(this.#out).rows;
  }

  /** From now on frames are painted; the last one at once. */
  open(): void {
    this.#open = true;
    this.repaint();
  }

  /** From now on frames are only kept. */
  close(): void {
    this.#open = false;
  }

  /** Paints the last frame again. */
  repaint(): void {
    if (!this.#open || this.#frame === '') return;
    // Lines beyond the last row would scroll the frame away.
    const lines = this.#through(harmless(this.#frame)).split('\n').slice(0, Math.max(1, this.rows));
    const body = lines.map((line) => line + eraseLineEnd).join('\r\n');
    this.#out.write(beginSynchronised + home + body + eraseBelow + endSynchronised);
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    if (chunk !== '' && chunk !== this.#frame) {
      this.#frame = chunk;
      this.repaint();
    }
    done();
  }
}
