import { emitKeypressEvents, type Interface, type Key } from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import { keyNames } from '../keys/key-names.ts';
import { type MouseEvent, takeMouse } from '../keys/mouse-event.ts';

/** An Escape that nothing follows for so long is the key of that name. */
const escapeMs = 40;

/**
 * Reads keys and the mouse from a terminal in raw mode. Keys that were pressed faster than they are read come one by
 * one: Ink 6.8 would take the sequences of two arrows that come together for letters.
 * @returns a function that stops reading
 */
export function readInput(
  input: Readable,
  onKey: (name: string) => void,
  onMouse: (event: MouseEvent) => void,
): () => void {
  const keys = new PassThrough();
  // Of the interface only this setting is read.
  emitKeypressEvents(keys, { escapeCodeTimeout: escapeMs } as unknown as Interface);
  keys.on('keypress', (text: string | undefined, key: Key) => {
    for (const name of keyNames(text, key)) onKey(name);
  });
  // A report of the mouse that is not whole yet: a terminal's output comes in pieces of any length.
  let begun = '';
  const onData = (chunk: Buffer | string) => {
    const { mouse, rest, unfinished } = takeMouse(begun + String(chunk));
    begun = unfinished;
    for (const event of mouse) onMouse(event);
    if (rest !== '') keys.write(rest);
  };
  input.on('data', onData).resume();
  return () => {
    input.off('data', onData).pause();
    keys.destroy();
  };
}
